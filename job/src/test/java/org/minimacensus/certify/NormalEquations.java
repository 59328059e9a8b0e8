package org.minimacensus.certify;

/** Small linear systems of reference minima, by Gauss-Jordan elimination with pivots. */
final class NormalEquations {
  private NormalEquations() {}

  /**
   * @param a m rows of m coefficients and a right-hand side; overwritten
   * @return null when the rows are dependent
   */
  static double[] solved(double[][] a) {
    int m = a.length;
    for (int j = 0; j < m; j++) {
      int pivot = j;
      for (int k = j + 1; k < m; k++) {
        pivot = Math.abs(a[k][j]) > Math.abs(a[pivot][j]) ? k : pivot;
      }

      double[] swap = a[j];
      a[j] = a[pivot];
      a[pivot] = swap;
      if (Math.abs(a[j][j]) < 1e-9) {
        return null;
      }

      for (int k = 0; k < m; k++) {
        double factor = k == j ? 0 : a[k][j] / a[j][j];
        for (int l = j; l <= m; l++) {
          a[k][l] -= factor * a[j][l];
        }
      }
    }

    double[] c = new double[m];
    for (int j = 0; j < m; j++) {
      c[j] = a[j][m] / a[j][j];
    }

    return c;
  }
}
