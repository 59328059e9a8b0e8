package org.minimacensus.certify;

import java.io.Serializable;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.Search;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/**
 * How a restart is run and certified.
 *
 * @param optimizer auto, lbfgs, lbfgs-newton, newton or gradient-descent
 * @param step step length of gradient descent
 * @param keepSaddles end on saddles instead of escaping along negative curvature
 */
public record RestartSettings(
    String optimizer, double gradientTolerance, int maxIterations, double step, boolean keepSaddles)
    implements Serializable {
  /**
   * Whether the search is gradient descent, the papers' own method: where its runs end is where it
   * has come, and no other search carries them on.
   */
  boolean gradientDescent() {
    return optimizer.equals("gradient-descent");
  }

  /** The first search of a restart. */
  public Search search(Objective objective, Point start, StepListener listener) {
    SearchLimits limits = new SearchLimits(gradientTolerance, maxIterations);
    return Searches.create(optimizer, start, limits, step, objective::moveOrigin, listener);
  }
}
