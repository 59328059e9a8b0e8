package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.StepListener;

/**
 * Writes down the steps of a restart and passes them on. Steps elsewhere, in charts say, have no
 * parameters of the objective.
 */
public final class TraceRecorder implements StepListener {
  private static final double[] NONE = {};

  private final Objective objective;
  private final long restart;
  private final StepListener next;
  private final List<TraceStep> steps = new ArrayList<>();
  private int segment;
  private int lastIteration = -1;

  public TraceRecorder(Objective objective, long restart, StepListener next) {
    this.objective = objective;
    this.restart = restart;
    this.next = next;
  }

  @Override
  public void step(int iteration, double value, double gradientNorm, Point point) {
    double[] theta = objective.theta(point);
    add(iteration, value, gradientNorm, point, theta, objective.rawAugmentation(point));
    next.step(iteration, value, gradientNorm, point);
  }

  @Override
  public void elsewhere(int iteration, double value, double gradientNorm, Point point) {
    add(iteration, value, gradientNorm, point, NONE, NONE);
    next.elsewhere(iteration, value, gradientNorm, point);
  }

  private void add(
      int iteration,
      double value,
      double gradientNorm,
      Point point,
      double[] theta,
      double[] augmentation) {
    // Steps are counted over all searches of a restart, and the start of a search is none: a count
    // that does not rise is a further search, wherever that begins.
    if (iteration <= lastIteration) {
      segment++;
    }

    lastIteration = iteration;
    double square = 0;
    for (double x : point.values()) {
      square = Math.fma(x, x, square);
    }

    steps.add(
        new TraceStep(
            objective.name(),
            restart,
            segment,
            iteration,
            value,
            gradientNorm,
            Math.sqrt(square),
            theta,
            augmentation));
  }

  /** The steps so far. */
  public List<TraceStep> steps() {
    return List.copyOf(steps);
  }
}
