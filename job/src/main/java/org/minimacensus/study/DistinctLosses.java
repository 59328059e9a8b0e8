package org.minimacensus.study;

import java.util.TreeSet;

/**
 * A count of losses while restarts run, where close ones are one: cheap, and a lower bound of the
 * census, which also tells minima of equal loss apart.
 */
public final class DistinctLosses {
  private final double valueTolerance;
  private final TreeSet<Double> losses = new TreeSet<>();

  /**
   * @param valueTolerance losses closer than this (relative) are one
   */
  public DistinctLosses(double valueTolerance) {
    this.valueTolerance = valueTolerance;
  }

  public void add(double loss) {
    double tolerance = valueTolerance * (1 + Math.abs(loss));
    Double below = losses.floor(loss + tolerance);
    if (below == null || below < loss - tolerance) {
      losses.add(loss);
    }
  }

  public int count() {
    return losses.size();
  }
}
