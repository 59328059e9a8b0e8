package org.minimacensus.optimize;

/**
 * The line search of Hager and Zhang (2005, section 4; 2006, algorithm 851): a bracket by
 * expansion, secant steps from both ends, bisection where they do not shrink it enough.
 *
 * <p>Accepted is what satisfies the Wolfe conditions or the approximate Wolfe conditions, which
 * compare slopes where values no longer differ; with values alone a search stalls at gradients of
 * about the square root of the rounding. A state machine like the searches: {@link #length} is
 * tried, {@link #judge} is told. Differences from the paper: the rise epsilon that is let through
 * is the rounding of the value instead of 1e-6 of it, so that no step climbs; a trial that is not
 * finite counts as too high; the number of trials is bounded.
 */
final class LineSearch {
  /* Notation: phi(t) = f(x + t d); [a, b] with phi'(a) < 0, phi(a) <= phi(0) + epsilon and phi'(b) >= 0; during a bisection b is a trial that was too high. */

  enum Outcome {
    /** Another length is to be tried. */
    CONTINUES,
    /** The trial is the step. */
    ACCEPTED,
    /** The trials are used up or the bracket cannot be divided any more. */
    FAILED
  }

  private enum Stage {
    EXPANSION,
    BISECTION,
    FIRST_SECANT,
    SECOND_SECANT,
    MIDDLE
  }

  /** Sufficient decrease, in (0, 1/2); the paper's value. */
  private static final double DELTA = 0.1;

  /** Curvature, in [delta, 1); the paper's value. */
  private static final double SIGMA = 0.9;

  /** Growth of the step while it only descends; the paper's value. */
  private static final double EXPANSION = 5;

  /**
   * Two secant steps that leave more than this share of the bracket are followed by a bisection;
   * the paper's value.
   */
  private static final double SHRINKAGE = 0.66;

  /** First shortenings of a step that was not finite: it may be too long by many orders. */
  private static final double RETREAT = 0.1;

  /** Bisecting alone, a bracket is divided down to rounding in about as many. */
  private static final int MAX_TRIALS = 60;

  private Stage stage;
  private Stage afterBisection;
  private int trials;
  private int finiteTrials;
  private double startValue;
  private double startSlope;
  private double ceiling;
  private double unexplainedExcess;
  private double length;
  private double a;
  private double slopeA;
  private double b;
  private double slopeB;
  private double width;

  /**
   * Starts on a line with value and slope (< 0) at 0; the first trial is at 1.
   *
   * @param highest values above this are too high; >= value
   */
  void begin(double value, double slope, double highest) {
    startValue = value;
    startSlope = slope;
    ceiling = highest;
    unexplainedExcess = Double.POSITIVE_INFINITY;
    trials = 0;
    finiteTrials = 0;
    stage = Stage.EXPANSION;
    length = 1;
    a = 0;
    slopeA = slope;
    b = Double.POSITIVE_INFINITY;
  }

  /** The step length to try. */
  double length() {
    return length;
  }

  /**
   * By how little a trial was too high that by its slope, hardly changed, should have been lower: a
   * measure of rounding; infinity if there was none.
   */
  double unexplainedExcess() {
    return unexplainedExcess;
  }

  /** Whether no trial was finite. */
  boolean neverFinite() {
    return finiteTrials == 0;
  }

  /** Told phi and phi' at {@link #length}; NaN both when value or gradient were not finite. */
  Outcome judge(double value, double slope) {
    boolean finite = Double.isFinite(value) && Double.isFinite(slope);
    trials++;
    if (finite) {
      finiteTrials++;
      if (acceptable(value, slope)) {
        return Outcome.ACCEPTED;
      }

      if (value > ceiling && slope >= SIGMA * startSlope && slope <= 0.5 * startSlope) {
        unexplainedExcess = Math.min(unexplainedExcess, value - ceiling);
      }
    }

    if (trials >= MAX_TRIALS) {
      return Outcome.FAILED;
    }

    advance(value, slope, finite);
    // Without an upper end the step only grows.
    boolean divided = stage == Stage.EXPANSION || length > a && length < b;
    return divided ? Outcome.CONTINUES : Outcome.FAILED;
  }

  private boolean acceptable(double value, double slope) {
    if (slope < SIGMA * startSlope) {
      return false;
    }

    boolean wolfe = value - startValue <= DELTA * length * startSlope;
    boolean approximate = value <= ceiling && slope <= (2 * DELTA - 1) * startSlope;
    return wolfe || approximate;
  }

  private void advance(double value, double slope, boolean finite) {
    double oldA = a;
    double oldSlopeA = slopeA;
    double oldB = b;
    double oldSlopeB = slopeB;
    if (finite && slope >= 0) {
      b = length;
      slopeB = slope;
      next(oldB, oldSlopeB, b, slopeB);
    } else if (finite && value <= ceiling) {
      a = length;
      slopeA = slope;
      next(oldA, oldSlopeA, a, slopeA);
    } else {
      b = length;
      bisect(finite);
    }
  }

  /** Chooses the next trial after an end of the bracket has moved from one length to another. */
  private void next(double from, double fromSlope, double to, double toSlope) {
    boolean bracketed = to == b;
    switch (stage) {
      case EXPANSION:
        if (bracketed) {
          startRound();
        } else {
          length = EXPANSION * a;
        }

        break;
      case BISECTION:
        if (!bracketed) {
          length = middle();
        } else if (afterBisection == Stage.MIDDLE) {
          endRound();
        } else {
          startRound();
        }

        break;
      case FIRST_SECANT:
        length = secant(from, fromSlope, to, toSlope);
        stage = Stage.SECOND_SECANT;
        if (!(length > a && length < b)) {
          endRound();
        }

        break;
      case SECOND_SECANT:
        endRound();
        break;
      default:
        startRound();
    }
  }

  /** The trial was too high though it descends: somewhere in [a, b] the slope turns. */
  private void bisect(boolean finite) {
    if (stage != Stage.BISECTION) {
      boolean inRound = stage == Stage.FIRST_SECANT || stage == Stage.SECOND_SECANT;
      afterBisection = inRound ? Stage.MIDDLE : Stage.FIRST_SECANT;
      stage = Stage.BISECTION;
    }

    length = finite || a > 0 ? middle() : RETREAT * b;
  }

  private void startRound() {
    width = b - a;
    stage = Stage.FIRST_SECANT;
    length = secant(a, slopeA, b, slopeB);
    if (!(length > a && length < b)) {
      stage = Stage.MIDDLE;
      length = middle();
    }
  }

  private void endRound() {
    if (b - a > SHRINKAGE * width) {
      stage = Stage.MIDDLE;
      length = middle();
    } else {
      startRound();
    }
  }

  private double middle() {
    return a + 0.5 * (b - a);
  }

  private static double secant(double t0, double slope0, double t1, double slope1) {
    return t0 - slope0 * ((t1 - t0) / (slope1 - slope0));
  }
}
