package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** What all searches share: the open question, the current point with its value and gradient, the end. */
abstract class AbstractSearch implements Search {
  final SearchLimits limits;
  final Recentering recentering;
  private final StepListener listener;
  private Question question;
  private TerminationReason reason;
  private int evaluations;
  private int iterations;
  private double startValue = Double.NaN;
  Point point;
  double value = Double.NaN;
  double[] gradient;

  AbstractSearch(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    this.point = start;
    this.limits = limits;
    this.recentering = recentering;
    this.listener = listener;
  }

  /** Handles the answer to the open question: asks the next one or ends. */
  abstract void answered(Answer answer);

  @Override
  public final boolean finished() {
    return reason != null;
  }

  @Override
  public final Question question() {
    if (finished()) {
      throw new IllegalStateException("the search has finished: " + reason);
    }

    return question;
  }

  @Override
  public final void tell(Answer answer) {
    if (finished()) {
      throw new IllegalStateException("the search has finished: " + reason);
    }

    evaluations++;
    answered(answer);
  }

  @Override
  public final SearchResult result() {
    if (!finished()) {
      throw new IllegalStateException("the search has not finished");
    }

    double norm = gradient == null ? Double.NaN : maxAbs(gradient);
    return new SearchResult(point, startValue, value, norm, reason, iterations, evaluations);
  }

  final void ask(Question next) {
    question = next;
  }

  final void end(TerminationReason why) {
    reason = why;
    question = null;
  }

  final int iterations() {
    return iterations;
  }

  /** Takes the start's answer; false (and the search has ended) when it is not finite or already within tolerance. */
  final boolean start(Answer answer) {
    startValue = answer.value();
    value = answer.value();
    gradient = answer.gradient().values();
    if (!finite(answer)) {
      end(TerminationReason.NOT_FINITE);
      return false;
    }

    listener.step(0, value, maxAbs(gradient), point);
    return !converged();
  }

  /** Commits a step; false (and the search has ended) when it met the tolerance or was the last one. */
  final boolean step(Point next, Answer answer) {
    point = next;
    value = answer.value();
    gradient = answer.gradient().values();
    iterations++;
    listener.step(iterations, value, maxAbs(gradient), point);
    if (converged()) {
      return false;
    }

    if (iterations >= limits.maxIterations()) {
      end(TerminationReason.ITERATION_LIMIT);
      return false;
    }

    return true;
  }

  /** The same point in another chart: not a step. */
  final void recentred(Answer answer) {
    value = answer.value();
    gradient = answer.gradient().values();
  }

  private boolean converged() {
    if (maxAbs(gradient) <= limits.gradientTolerance()) {
      end(TerminationReason.GRADIENT_TOLERANCE);
      return true;
    }

    return false;
  }

  static boolean finite(Answer answer) {
    if (!Double.isFinite(answer.value())) {
      return false;
    }

    for (double g : answer.gradient().values()) {
      if (!Double.isFinite(g)) {
        return false;
      }
    }

    return true;
  }

  static double maxAbs(double[] x) {
    double max = 0;
    for (double v : x) {
      max = Math.max(max, Math.abs(v));
    }

    return max;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }
}
