package org.minimacensus.optimize;

import org.minimacensus.objective.Point;

/** Expresses a point in a chart with other origins; the value of the objective stays. */
@FunctionalInterface
public interface Recentering {
  /** For objectives without charts. */
  Recentering NONE = (point, origins) -> point;

  Point move(Point point, double[] origins);
}
