package org.minimacensus.optimize;

import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.Answer;

/**
 * The radius of a trust region and the judgement of its trial steps (Conn, Gould and Toint 2000,
 * algorithm 6.1.1), aware of rounding (their section 17.4.2).
 *
 * <p>Where the model predicts more than the rounding of the value, the ratio of actual and
 * predicted decrease decides. Where it predicts less, values say nothing: a step is then taken if
 * the gradient becomes smaller and the value does not rise above the lowest seen by more than its
 * rounding. How large the rounding is shows where the slopes at both ends of a step confirm the
 * model and the values do not.
 */
final class TrustRegion {
  enum Verdict {
    ACCEPTED,
    /** Another trial from the same point, with the smaller radius. */
    REJECTED,
    NOISE_FLOOR,
    NO_PROGRESS,
    NOT_FINITE
  }

  private static final double FIRST_RADIUS = 1;
  private static final double LARGEST_RADIUS = 1e10;

  /** Share of the predicted decrease that must come true. */
  private static final double SUFFICIENT = 1e-4;

  private static final double POOR = 0.25;
  private static final double GOOD = 0.75;

  /** A step of at least this share of the radius was held back by it. */
  private static final double AT_THE_EDGE = 0.9;

  /** The decrease by slopes confirms the predicted one within this share. */
  private static final double AGREEMENT = 0.1;

  private static final double SHRINKAGE = 0.25;

  /**
   * Where values say nothing the gradient must fall by this factor: less is no convergence, and
   * could go on for ever.
   */
  private static final double CALMER = 0.9;

  /**
   * Shortenings by 4 that are tried where only the gradient can tell; the last step is a 4000th of
   * the first.
   */
  private static final int QUIET_REJECTIONS = 6;

  /** A step below this share of 1 + |x| is rounding in every component that matters. */
  private static final double ROUNDING = Roundoff.EPSILON;

  private final AbstractSearch search;
  private double radius = FIRST_RADIUS;
  private double size;
  private int rejections;
  private int quietRejections;
  private boolean quietAtFirst;
  private boolean everFinite;

  TrustRegion(AbstractSearch search) {
    this.search = search;
  }

  double radius() {
    return radius;
  }

  /** Steps are tried from where the search is now. */
  void newPoint() {
    size = Vectors.length(search.point().values());
    rejections = 0;
    quietRejections = 0;
    everFinite = false;
  }

  /**
   * Judges a trial and sets the radius.
   *
   * @param step from the point to the trial
   * @param predicted decrease by the model, > 0
   */
  Verdict judge(Answer trial, double[] step, double predicted) {
    return judge(trial, step, Vectors.length(step), predicted);
  }

  /**
   * The same where the radius bounds another length than that of the step.
   *
   * @param length what the radius bounds
   */
  Verdict judge(Answer trial, double[] step, double length, double predicted) {
    boolean finite = AbstractSearch.finite(trial);
    boolean quiet = predicted <= search.noise();
    double actual = search.value() - trial.value();
    if (rejections == 0) {
      quietAtFirst = quiet;
    }

    everFinite |= finite;
    if (finite && (quiet ? calmer(trial) : actual > SUFFICIENT * predicted)) {
      adapt(quiet ? 1 : actual / predicted, length);
      return Verdict.ACCEPTED;
    }

    if (finite && onlyRounding(trial, step, predicted)) {
      return Verdict.ACCEPTED;
    }

    rejections++;
    radius = SHRINKAGE * Math.min(radius, length);
    if (quiet) {
      quietRejections++;
    }

    if (quietRejections > QUIET_REJECTIONS || radius <= ROUNDING * (1 + size)) {
      return stalled();
    }

    return Verdict.REJECTED;
  }

  private boolean calmer(Answer trial) {
    return trial.value() <= search.ceiling() && smallerGradient(trial);
  }

  private boolean smallerGradient(Answer trial) {
    return Vectors.maxAbs(trial.gradient().values()) <= CALMER * search.gradientNorm();
  }

  /**
   * Whether the slopes confirm the model and the values deny it by rounding alone; learns how large
   * that is.
   */
  private boolean onlyRounding(Answer trial, double[] step, double predicted) {
    // The trapezoidal rule, exact for the model.
    double bySlopes =
        -0.5
            * (Vectors.dot(search.gradient(), step) + Vectors.dot(trial.gradient().values(), step));
    double difference = search.value() - trial.value() - bySlopes;
    boolean confirmed = Math.abs(bySlopes - predicted) <= AGREEMENT * predicted;
    if (!confirmed || !smallerGradient(trial) || !Noise.believable(difference, search.value())) {
      return false;
    }

    search.raiseNoise(Math.abs(difference));
    return true;
  }

  private void adapt(double ratio, double length) {
    if (ratio < POOR) {
      radius = SHRINKAGE * Math.min(radius, length);
    } else if (ratio > GOOD && length >= AT_THE_EDGE * radius) {
      radius = Math.min(2 * radius, LARGEST_RADIUS);
    }
  }

  private Verdict stalled() {
    if (!everFinite) {
      return Verdict.NOT_FINITE;
    }

    return quietAtFirst ? Verdict.NOISE_FLOOR : Verdict.NO_PROGRESS;
  }
}
