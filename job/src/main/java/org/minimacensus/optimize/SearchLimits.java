package org.minimacensus.optimize;

/**
 * When a search stops.
 *
 * @param gradientTolerance stop when max_i |g_i| is at or below this (unit of the objective per
 *     unit of a parameter); > 0
 * @param maxIterations accepted steps, not evaluations; >= 1
 */
public record SearchLimits(double gradientTolerance, int maxIterations) {
  public SearchLimits {
    // Written so that NaN is refused.
    if (!(gradientTolerance > 0)) {
      throw new IllegalArgumentException("gradientTolerance must be > 0, was " + gradientTolerance);
    }

    if (maxIterations < 1) {
      throw new IllegalArgumentException("maxIterations must be >= 1, was " + maxIterations);
    }
  }
}
