package org.minimacensus.proof;

import java.util.Arrays;
import org.minimacensus.numeric.interval.Interval;

/**
 * A box that holds exactly one critical point of an objective, a strict local minimum.
 *
 * @param middle p parameters, not to be changed
 * @param radius p numbers > 0, not to be changed; the box is that of {@link #box}
 * @param loss encloses the objective over the box
 */
public record MinimumCertificate(double[] middle, double[] radius, Interval loss) {
  /** The box of p intervals. */
  public Interval[] box() {
    return box(middle, radius);
  }

  static Interval[] box(double[] middle, double[] radius) {
    Interval[] box = new Interval[middle.length];
    Arrays.setAll(box, i -> Interval.around(middle[i], radius[i]));
    return box;
  }

  /** The largest radius. */
  public double widest() {
    return Arrays.stream(radius).max().orElse(0);
  }
}
