package org.minimacensus.study;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * One accepted step of a search: one row of {@code traces/}.
 *
 * @param segment number of the search within the restart (a restart searches again after an
 *     escape), from 0
 * @param iteration accepted steps of all searches of the restart so far; a search begins at the
 *     number at which the last one ended, the first one at 0
 * @param gradientNorm max_i |g_i|
 * @param parameterNorm Euclidean norm of the search's parameters
 * @param theta the network's parameters; empty for steps elsewhere, of searches in charts or with
 *     parameters held, and in runs of earlier versions; not to be changed
 * @param augmentation the added neurons, as in the table of endpoints; empty where theta is; not to
 *     be changed
 */
public record TraceStep(
    String objective,
    long restart,
    int segment,
    int iteration,
    double loss,
    double gradientNorm,
    double parameterNorm,
    double[] theta,
    double[] augmentation)
    implements Serializable {
  /** The same to the last bit, in the arrays too. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TraceStep s
        && objective.equals(s.objective)
        && restart == s.restart
        && segment == s.segment
        && iteration == s.iteration
        && Arrays.equals(numbers(), s.numbers())
        && Arrays.equals(theta, s.theta)
        && Arrays.equals(augmentation, s.augmentation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(objective, restart, segment, iteration, Arrays.hashCode(numbers()));
  }

  /** With the numbers in the arrays. */
  @Override
  public String toString() {
    return objective
        + " "
        + restart
        + ", segment "
        + segment
        + ", iteration "
        + iteration
        + ": "
        + Arrays.toString(numbers())
        + " at "
        + Arrays.toString(theta)
        + " "
        + Arrays.toString(augmentation);
  }

  private double[] numbers() {
    return new double[] {loss, gradientNorm, parameterNorm};
  }
}
