package org.minimacensus.certify;

import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Units of a positively homogeneous activation with incoming and outgoing weights of like size:
 * without weight decay (w, b, v) and (c w, c b, v / c), c > 0, are the same network, and searches
 * that let the sizes run apart do not converge.
 */
final class BalancedUnits {
  private BalancedUnits() {}

  /**
   * The same network with |(w, b)| and |v| of each hidden unit within a factor of two of one
   * another, one layer after the other: c is a power of two, so that the function keeps its bits.
   * The point itself where units cannot be rescaled.
   */
  static Point of(Objective objective, Point point) {
    Architecture network = objective.architecture();
    if (!network.activation().positivelyHomogeneous() || objective.l2() != 0) {
      return point;
    }

    ParameterLayout layout = network.layout();
    double[] x = point.values().clone();
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      for (int unit = 0; unit < layout.units(layer); unit++) {
        balance(x, layout.incoming(layer, unit), layout.outgoing(layer, unit));
      }
    }

    return point.with(x);
  }

  private static void balance(double[] x, int[] in, int[] out) {
    double ratio = Math.sqrt(squares(x, out) / squares(x, in));
    // Both sizes must exist: log2 of c = |v| / |w| to the power 1/2, rounded.
    int exponent = ratio > 0 && Double.isFinite(ratio) ? Math.getExponent(ratio) / 2 : 0;
    for (int i : in) {
      x[i] = Math.scalb(x[i], exponent);
    }

    for (int i : out) {
      x[i] = Math.scalb(x[i], -exponent);
    }
  }

  private static double squares(double[] x, int[] places) {
    double sum = 0;
    for (int i : places) {
      sum += x[i] * x[i];
    }

    return sum;
  }
}
