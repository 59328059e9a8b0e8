package org.minimacensus.theorem;

import java.io.Serializable;

/**
 * What minima of residual networks are compared with.
 *
 * @param value the loss of the best linear model of the inputs, as computed; NaN: not known
 * @param error bound on its rounding error; the infimum is at most value + error
 * @param lowerBound no linear model has a lower loss
 * @param constantInput whether some input is the same in all rows, so that inputs are basis
 *     functions with a constant among them
 * @param evidence how the bounds were found
 */
public record Comparison(
    double value, double error, double lowerBound, boolean constantInput, String evidence)
    implements Serializable {
  /** Where the model's problem is not convex: nothing is known of its optimum. */
  public static Comparison none(boolean constantInput) {
    return new Comparison(
        Double.NaN, Double.NaN, Double.NaN, constantInput, "the model's problem is not convex");
  }

  /** Of the solved linear model. */
  public static Comparison of(ConvexOptimum linear, boolean constantInput) {
    return new Comparison(
        linear.value(), linear.valueError(), linear.lowerBound(), constantInput, linear.evidence());
  }
}
