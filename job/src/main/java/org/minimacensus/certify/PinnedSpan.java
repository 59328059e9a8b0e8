package org.minimacensus.certify;

import java.util.Arrays;
import java.util.List;

/** The span of some independent vectors, as few as a unit has incoming weights. */
final class PinnedSpan {
  private PinnedSpan() {}

  /** What of a vector is orthogonal to the span. */
  static double[] outside(List<double[]> basis, double[] vector) {
    double[] inside =
        withProducts(
            basis.toArray(double[][]::new),
            basis.stream().mapToDouble(b -> ConeRows.product(b, vector)).toArray(),
            vector.length);
    double[] left = vector.clone();
    for (int j = 0; j < left.length; j++) {
      left[j] -= inside[j];
    }

    return left;
  }

  /** The vector of the span with these products with the basis. */
  static double[] withProducts(double[][] basis, double[] products, int dimension) {
    double[] shares = solved(basis, products);
    double[] vector = new double[dimension];
    for (int b = 0; b < basis.length; b++) {
      for (int j = 0; j < dimension; j++) {
        vector[j] = Math.fma(shares[b], basis[b][j], vector[j]);
      }
    }

    return vector;
  }

  /** The coefficients of a vector of the span; of another one those of its nearest. */
  static double[] shares(double[][] basis, double[] vector) {
    for (int b = 0; b < basis.length; b++) {
      if (Arrays.equals(basis[b], vector)) {
        double[] unit = new double[basis.length];
        unit[b] = 1;
        return unit;
      }
    }

    return solved(
        basis, Arrays.stream(basis).mapToDouble(b -> ConeRows.product(b, vector)).toArray());
  }

  /** Solves the Gram matrix of the basis by Gauss elimination with column pivots. */
  private static double[] solved(double[][] basis, double[] right) {
    int n = basis.length;
    double[][] a = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = ConeRows.product(basis[i], basis[j]);
      }

      a[i][n] = right[i];
    }

    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c + 1; i < n; i++) {
        pivot = Math.abs(a[i][c]) > Math.abs(a[pivot][c]) ? i : pivot;
      }

      double[] row = a[pivot];
      a[pivot] = a[c];
      a[c] = row;
      for (int i = 0; i < n; i++) {
        double factor = i == c ? 0 : a[i][c] / row[c];
        for (int j = c; j <= n && factor != 0; j++) {
          a[i][j] = Math.fma(-factor, row[j], a[i][j]);
        }
      }
    }

    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = a[i][n] / a[i][i];
    }

    return x;
  }
}
