package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.optimize.Vectors;

/**
 * The system of equations for the residual of a minimum of identical units: orthogonal to the
 * derivatives of the outputs by all parameters, and a curvature that is a multiple of the unit
 * matrix for each layer of identical units.
 */
final class Residual {
  private final OrthonormalBasis orthogonal;
  private final List<double[]> curvatures = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  Residual(int rows) {
    orthogonal = new OrthonormalBasis(rows);
  }

  /** sum r_i column_i = 0. */
  void orthogonalTo(double[] column) {
    orthogonal.add(column);
  }

  /**
   * sum r_i weight_i x~_i x~_i^T = I.
   *
   * @param columns of x~
   */
  void curved(double[] weight, List<double[]> columns) {
    for (int a = 0; a < columns.size(); a++) {
      for (int b = a; b < columns.size(); b++) {
        curvatures.add(Vector.times(weight, Vector.times(columns.get(a), columns.get(b))));
        values.add(a == b ? 1.0 : 0.0);
      }
    }
  }

  /** The shortest solution; null where the equations have none or hardly one. */
  double[] solve() {
    double[] products = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] r = orthogonal.leastNorm(curvatures, products);
    return r != null && Vectors.maxAbs(r) > 0 && Double.isFinite(Vector.norm(r)) ? r : null;
  }
}
