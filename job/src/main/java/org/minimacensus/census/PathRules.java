package org.minimacensus.census;

import java.io.Serializable;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;

/**
 * What paths between minima of an objective are looked for with; travels to where that is done.
 *
 * @param floor of the data term
 * @param valueTolerance losses further apart than this times (1 + |L|) are different
 * @param gradientTolerance max |g_i| of a critical point, where rounding allows it; > 0
 */
public record PathRules(
    Objective objective,
    NetworkSymmetry symmetry,
    FunctionSpaceFloor floor,
    double valueTolerance,
    double gradientTolerance)
    implements Serializable {
  boolean oneLoss(double loss, double other) {
    return Math.abs(loss - other)
        <= valueTolerance * (1 + Math.min(Math.abs(loss), Math.abs(other)));
  }
}
