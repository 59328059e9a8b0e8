package org.minimacensus.theorem;

import org.apache.spark.ml.linalg.DenseVector;

/**
 * The infimum of a convex problem, between {@code lowerBound} and {@code value}.
 *
 * @param model what was solved, in words
 * @param value the loss that was computed at {@code parameters}
 * @param valueError bound on its rounding error; the infimum is at most value + valueError
 * @param lowerBound no parameters have a lower loss; rounding is included
 * @param gradientNorm max |g_i| at the parameters
 * @param attainment whether the infimum is a minimum
 * @param iterations accepted Newton steps
 * @param evaluations questions to the training set
 * @param parameters where the search ended
 * @param evidence how the lower bound was found
 */
public record ConvexOptimum(
    String model,
    double value,
    double valueError,
    double lowerBound,
    double gradientNorm,
    Attainment attainment,
    int iterations,
    int evaluations,
    DenseVector parameters,
    String evidence) {
  /** Whether finite parameters reach the infimum. */
  public enum Attainment {
    ATTAINED,
    /** The loss falls along a ray for ever. */
    NOT_ATTAINED,
    /** Neither was shown. */
    OPEN
  }

  public boolean attained() {
    return attainment == Attainment.ATTAINED;
  }

  /** What is open between the two bounds. */
  public double gap() {
    return value - lowerBound;
  }
}
