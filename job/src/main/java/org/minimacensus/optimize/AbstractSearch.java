package org.minimacensus.optimize;

import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * What all searches share: the open question, the current point, the best point, charts, and the
 * end.
 */
abstract class AbstractSearch implements Search {
  /** Rounding that was met once may be this much larger elsewhere. */
  private static final double MARGIN = 2;

  private final SearchLimits limits;
  private final Recentering recentering;
  private final StepListener listener;

  private Question question;
  private TerminationReason reason;
  private int evaluations;
  private int iterations;
  private double startValue = Double.NaN;

  private Point point;
  private double value = Double.NaN;
  private double gradientNorm = Double.NaN;
  private final double[] gradient;

  private Point best;
  private double bestValue = Double.NaN;
  private double bestNorm = Double.NaN;
  private double lowestValue = Double.POSITIVE_INFINITY;
  private double measuredNoise;

  AbstractSearch(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    this.point = start;
    this.best = start;
    this.gradient = new double[start.dimension()];
    this.limits = limits;
    this.recentering = recentering;
    this.listener = listener;
  }

  /** Handles the answer to the question that was open: asks the next one or ends. */
  abstract void answered(Answer answer);

  @Override
  public final boolean finished() {
    return reason != null;
  }

  @Override
  public final Question question() {
    requireOpen();
    return question;
  }

  @Override
  public final void tell(Answer answer) {
    requireOpen();
    DenseVector g = answer.gradient();
    if (g == null || g.size() != point.dimension()) {
      throw new IllegalArgumentException(
          "answer to a "
              + question.kind()
              + " question must have a gradient of dimension "
              + point.dimension()
              + ", has "
              + (g == null ? "none" : "dimension " + g.size()));
    }

    evaluations++;
    answered(answer);
  }

  private void requireOpen() {
    if (finished()) {
      throw new IllegalStateException(
          "search has finished (" + reason.label() + "); only result() is left");
    }
  }

  @Override
  public final SearchResult result() {
    if (!finished()) {
      throw new IllegalStateException(
          "search has not finished: a " + question.kind() + " question is open");
    }

    return new SearchResult(best, startValue, bestValue, bestNorm, reason, iterations, evaluations);
  }

  final void ask(Question next) {
    question = next;
  }

  final void end(TerminationReason why) {
    reason = why;
    question = null;
  }

  /** How far the value has come down. */
  final double descent() {
    return startValue - value;
  }

  /** Questions answered so far. */
  final int evaluations() {
    return evaluations;
  }

  final SearchLimits limits() {
    return limits;
  }

  final Point point() {
    return point;
  }

  final double value() {
    return value;
  }

  /** The gradient at the point, in an array of the search's own; not to be changed. */
  final double[] gradient() {
    return gradient;
  }

  final double gradientNorm() {
    return gradientNorm;
  }

  /** Differences of values below this are rounding. */
  final double noise() {
    return Math.max(Noise.of(lowestValue), measuredNoise);
  }

  /** Learns that values were seen to differ by this much without meaning. */
  final void raiseNoise(double measured) {
    measuredNoise = Math.max(measuredNoise, MARGIN * measured);
  }

  /**
   * The lowest value so far plus its rounding: steps stay below, so that roundings do not add up.
   */
  final double ceiling() {
    return lowestValue + noise();
  }

  /** Takes the answer at the start; false, and the search has ended, when it is not finite. */
  final boolean begin(Answer answer) {
    startValue = answer.value();
    if (!finite(answer)) {
      bestValue = startValue;
      end(TerminationReason.NOT_FINITE);
      return false;
    }

    take(point, answer.value(), answer.gradient().values());
    listener.step(0, value, gradientNorm, point);
    return true;
  }

  /** Commits a step to a point with this value and gradient (copied). */
  final void commit(Point next, double nextValue, double[] nextGradient) {
    take(next, nextValue, nextGradient);
    iterations++;
    listener.step(iterations, value, gradientNorm, point);
  }

  private void take(Point next, double nextValue, double[] nextGradient) {
    point = next;
    value = nextValue;
    System.arraycopy(nextGradient, 0, gradient, 0, gradient.length);
    gradientNorm = Vectors.maxAbs(gradient);
    lowestValue = Math.min(lowestValue, value);
    if (better(value, gradientNorm)) {
      hold(point, value, gradientNorm);
    }
  }

  private void hold(Point at, double atValue, double norm) {
    best = at;
    bestValue = atValue;
    bestNorm = norm;
  }

  /**
   * Whether a point is the best so far: lower by more than rounding, or as low with a smaller
   * gradient.
   */
  boolean better(double atValue, double norm) {
    // Written so that the first point is taken: its comparison is with NaN.
    return !(bestValue <= ceiling()) || atValue <= ceiling() && norm < bestNorm;
  }

  /**
   * Follows advice on chart origins; true if the point has moved, and its value and gradient are to
   * be asked for anew.
   */
  final boolean moveChart(double[] originAdvice) {
    if (originAdvice == null) {
      return false;
    }

    Point moved = recentering.move(point, originAdvice);
    if (moved == point) {
      return false;
    }

    point = moved;
    return true;
  }

  /**
   * Takes the answer at the point in its new chart; false, and the search has ended, when it is not
   * finite.
   *
   * <p>Gradients of two charts do not compare: the point in its new chart becomes the best.
   */
  final boolean arrive(Answer answer) {
    if (!finite(answer)) {
      end(TerminationReason.NOT_FINITE);
      return false;
    }

    lowestValue = answer.value();
    take(point, answer.value(), answer.gradient().values());
    hold(point, value, gradientNorm);
    return true;
  }

  /** False, and the search has ended, when the tolerance is met or the steps are used up. */
  final boolean goesOn() {
    boolean met = gradientNorm <= limits.gradientTolerance();
    if (met && !(polishes() && iterations < limits.maxIterations())) {
      end(TerminationReason.GRADIENT_TOLERANCE);
      return false;
    }

    if (iterations >= limits.maxIterations()) {
      end(TerminationReason.ITERATION_LIMIT);
      return false;
    }

    return true;
  }

  /** Whether a search goes on although its tolerance is met. */
  boolean polishes() {
    return false;
  }

  static boolean finite(Answer answer) {
    return Double.isFinite(answer.value())
        && Double.isFinite(Vectors.maxAbs(answer.gradient().values()));
  }
}
