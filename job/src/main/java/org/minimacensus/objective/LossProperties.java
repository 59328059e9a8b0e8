package org.minimacensus.objective;

import java.io.Serializable;

/**
 * What the theorems ask of a loss s -> l(s, y), for every target y of the tasks that it supports:
 * facts about the formula, written down with it and held against its numbers by a test of the whole
 * family.
 *
 * @param convex in s
 * @param smoothness times continuously differentiable in s: {@link #ANALYTIC} for all orders, 0 for
 *     continuous alone
 * @param criticalPointsAreMinima whether every s with dl/ds = 0 is a global minimum of l(., y); so
 *     it is, too, where there is no such s
 * @param attained whether l(., y) has a minimum at a finite s
 * @param monotone whether l(s, y) = h(-y s) for the classes y = -1, +1 of a binary task, h
 *     non-decreasing
 * @param minimaClassify whether every global minimum s of l(., y) has y s > 0 for the classes y =
 *     -1, +1; so it has, too, where there is no minimum
 * @param shiftInvariant whether l(s, y) = l(s + (c, ..., c), y) for every number c: outputs of a
 *     row count up to a common number
 * @param lowerBound inf over s and y of l(s, y)
 */
public record LossProperties(
    boolean convex,
    int smoothness,
    boolean criticalPointsAreMinima,
    boolean attained,
    boolean monotone,
    boolean minimaClassify,
    boolean shiftInvariant,
    double lowerBound)
    implements Serializable {
  /** The smoothness of losses that have derivatives of all orders. */
  public static final int ANALYTIC = Integer.MAX_VALUE;

  public LossProperties {
    if (smoothness < 0) {
      throw new IllegalArgumentException("a loss needs a smoothness >= 0, found " + smoothness);
    }
  }

  public boolean nonNegative() {
    return lowerBound >= 0;
  }
}
