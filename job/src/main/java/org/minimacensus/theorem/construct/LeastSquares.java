package org.minimacensus.theorem.construct;

import java.util.List;

/**
 * Coefficients of columns that come closest to a vector, by modified Gram-Schmidt with
 * reorthogonalisation and one step of refinement. The columns must be independent.
 */
final class LeastSquares {
  private final List<double[]> columns;
  private final double[][] basis;
  private final double[][] triangle;

  LeastSquares(List<double[]> columns) {
    this.columns = columns;
    int k = columns.size();
    basis = new double[k][];
    triangle = new double[k][k];
    for (int j = 0; j < k; j++) {
      basis[j] = columns.get(j).clone();
      for (int sweep = 0; sweep < 2; sweep++) {
        for (int i = 0; i < j; i++) {
          double along = Vector.dot(basis[i], basis[j]);
          triangle[i][j] += along;
          Vector.add(basis[j], -along, basis[i]);
        }
      }

      triangle[j][j] = Vector.norm(basis[j]);
      Vector.scale(basis[j], 1 / triangle[j][j]);
    }
  }

  double[] coefficients(double[] vector) {
    double[] found = new double[basis.length];
    for (int pass = 0; pass < 2; pass++) {
      double[] rest = vector.clone();
      for (int j = 0; j < found.length; j++) {
        Vector.add(rest, -found[j], columns.get(j));
      }

      double[] step = new double[found.length];
      for (int j = found.length - 1; j >= 0; j--) {
        double sum = Vector.dot(basis[j], rest);
        for (int i = j + 1; i < found.length; i++) {
          sum -= triangle[j][i] * step[i];
        }

        step[j] = sum / triangle[j][j];
      }

      Vector.add(found, 1, step);
    }

    return found;
  }
}
