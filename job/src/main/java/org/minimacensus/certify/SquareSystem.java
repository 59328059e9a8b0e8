package org.minimacensus.certify;

/** A square linear system by Gaussian elimination with partial pivoting; O(n^3). */
final class SquareSystem {
  /** Triangular factors in place, rows in the order of the pivots. */
  private final double[][] lu;

  private final int[] order;

  /** Whether no pivot is 0. */
  private final boolean regular;

  /**
   * @param matrix n rows of n, copied
   */
  SquareSystem(double[][] matrix) {
    int n = matrix.length;
    lu = new double[n][];
    order = new int[n];
    for (int i = 0; i < n; i++) {
      lu[i] = matrix[i].clone();
      order[i] = i;
    }

    boolean all = true;
    for (int k = 0; k < n; k++) {
      bringPivot(k);
      // Written so that NaN is refused.
      if (!(Math.abs(lu[k][k]) > 0)) {
        all = false;
        break;
      }

      for (int i = k + 1; i < n; i++) {
        double factor = lu[i][k] / lu[k][k];
        lu[i][k] = factor;
        for (int j = k + 1; j < n; j++) {
          lu[i][j] -= factor * lu[k][j];
        }
      }
    }

    regular = all;
  }

  private void bringPivot(int k) {
    int pivot = k;
    for (int i = k + 1; i < lu.length; i++) {
      if (Math.abs(lu[i][k]) > Math.abs(lu[pivot][k])) {
        pivot = i;
      }
    }

    double[] row = lu[k];
    lu[k] = lu[pivot];
    lu[pivot] = row;
    int index = order[k];
    order[k] = order[pivot];
    order[pivot] = index;
  }

  /** The x with A x = b; NaN where the system is not regular. */
  double[] solve(double[] b) {
    int n = lu.length;
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = b[order[i]];
      for (int j = 0; j < i; j++) {
        sum -= lu[i][j] * x[j];
      }

      x[i] = regular ? sum : Double.NaN;
    }

    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        x[i] -= lu[i][j] * x[j];
      }

      x[i] /= lu[i][i];
    }

    return x;
  }

  /** The x with A^T x = b; NaN where the system is not regular. */
  double[] solveTransposed(double[] b) {
    int n = lu.length;
    double[] y = b.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        y[i] -= lu[j][i] * y[j];
      }

      y[i] = regular ? y[i] / lu[i][i] : Double.NaN;
    }

    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        y[i] -= lu[j][i] * y[j];
      }
    }

    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[order[i]] = y[i];
    }

    return x;
  }
}
