package org.minimacensus.objective;

import java.io.Serializable;
import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;

/**
 * A loss l(s, y) of the K outputs s of one row and its K targets y. One file each, registered in
 * {@link Losses}.
 *
 * <p>Arrays hold K x rows tiles, element (k, r) at {@code offset + k * ld + r}. Output arrays must
 * not be input arrays. Numbers that are not finite go in and out as they are.
 */
public interface Loss extends Serializable {
  String name();

  /** Whether the loss is defined for this task. */
  boolean supports(Task task);

  /**
   * Loss and output gradient of a tile.
   *
   * @param value value[r] receives l of row r
   * @param delta receives dl/ds, K x rows from 0 on
   */
  void evaluate(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] y,
      int yOffset,
      double[] value,
      double[] delta,
      int outputs,
      int ld,
      int rows);

  /** out = (d2 l / ds2) ds, K x rows: the output Hessian applied to a direction of the outputs. */
  void hessianVector(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] y,
      int yOffset,
      double[] ds,
      int dsOffset,
      double[] out,
      int outOffset,
      int outputs,
      int ld,
      int rows);

  /** What theorems ask of a loss. */
  LossProperties properties();

  /**
   * inf over s in R^K of the sum of l(s, y_i) over some rows that share one input (their targets as
   * rows of {@code targets}, count x K). Exact up to rounding. The sum of it over all distinct
   * inputs is the function-space lower bound.
   */
  double groupInfimum(double[][] targets);

  /**
   * A proved lower bound on the exact value of that infimum, by interval arithmetic; 0, as no loss
   * is negative, where nothing better is known.
   */
  default double groupInfimumLeast(double[][] targets) {
    return 0;
  }

  /**
   * Whether {@link #groupInfimum} is attained at a finite s for these targets (false for logistic
   * and cross-entropy on rows of one class).
   */
  boolean groupInfimumAttained(double[][] targets);

  /** The length of output over which the slope of a row's loss changes: 1, or its delta. */
  default double scale() {
    return 1;
  }

  /** Whether it is a convex loss of an increasing function of each output, or of the outputs. */
  default boolean convexWhereIncreasing() {
    return properties().convex();
  }

  /**
   * The margin y f from which on the loss of a row is exactly its minimum; NaN when there is none.
   */
  default double floorMargin() {
    return Double.NaN;
  }

  /**
   * The infimum of the loss of a row that is not on its side: of y f <= 0, or of an output of
   * another class that is no smaller. For losses where the loss of a row that is on its side falls
   * for ever, to the lower bound of all losses, as its outputs are scaled up; NaN for others.
   */
  default double offSide() {
    return Double.NaN;
  }

  /**
   * Enclosures of l over a box of outputs, and of its derivatives; where the second one jumps, of
   * both sides of it. Empty where the first one jumps in the box.
   *
   * @param s K outputs
   * @param y K targets
   */
  Optional<LossEnclosure> enclosure(Interval[] s, double[] y);
}
