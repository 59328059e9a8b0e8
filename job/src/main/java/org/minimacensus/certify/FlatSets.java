package org.minimacensus.certify;

import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.optimize.SearchLimits;

/** Makes {@link FlatSet}s of one objective; for one thread, as its evaluator is. */
public final class FlatSets {
  /**
   * Losses on a path may differ by this much, relative to 1 + |L| or, if that is smaller, to the
   * loss of the zero network above the floor.
   */
  public static final double TOLERANCE = 1e-8;

  private final Evaluator evaluator;
  private final FloorReach floor;
  private final double gradientTolerance;
  private final double scale;

  /**
   * @param base evaluator of the un-augmented objective; the same when it is not augmented
   * @param floor of the objective; its value is not looked at when the objective is augmented
   * @param gradientTolerance max |g_i| of a critical point, where rounding allows it
   */
  public FlatSets(
      Evaluator evaluator, Evaluator base, FunctionSpaceFloor floor, double gradientTolerance) {
    this.evaluator = evaluator;
    this.gradientTolerance = new SearchLimits(gradientTolerance, 1).gradientTolerance();
    boolean plain = evaluator.objective().augmentation().isEmpty();
    FloorReach reach = new FloorReach(base, floor);
    this.scale = reach.scale();
    this.floor = plain ? reach : null;
  }

  public Evaluator evaluator() {
    return evaluator;
  }

  /** The set that holds two minima of about one loss, if they hang together. */
  public FlatSet of(double loss, double otherLoss) {
    double low = Math.min(loss, otherLoss);
    double high = Math.max(loss, otherLoss);
    boolean onFloor = floor != null && floor.atFloor(high);
    return new FlatSet(
        evaluator,
        gradientTolerance,
        low,
        high,
        TOLERANCE * Math.min(1 + Math.abs(high), scale),
        onFloor ? floor : null);
  }
}
