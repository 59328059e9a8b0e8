package org.minimacensus.optimize;

import org.minimacensus.objective.Point;

/**
 * Expresses a point in a chart with other origins; the value of the objective stays the same up to
 * rounding.
 */
@FunctionalInterface
public interface Recentering {
  /** For objectives without charts: every point stays as it is. */
  Recentering NONE = (point, origins) -> point;

  /**
   * @param origins the advice of {@link org.minimacensus.objective.Answer#originAdvice}.
   */
  Point move(Point point, double[] origins);
}
