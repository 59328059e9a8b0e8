package org.minimacensus.optimize;

import org.apache.spark.ml.linalg.DenseMatrix;

/**
 * The Cholesky factor of a positive definite Hessian, scaled to a diagonal of ones.
 *
 * <p>Column by column in a packed lower triangle: memory p (p + 1) / 2 doubles, p^3 / 3 operations
 * to make, 2 p^2 to solve. Right-looking, so that inner loops run along columns.
 */
final class CurvatureFactor {
  /* Notation: D H D = L L^T with D = diag(1 / sqrt(H_ii)). */

  /** A smaller square of a pivot is rounding: it may belong to a zero or to a negative mode. */
  private static final double SMALLEST_PIVOT = 1e-12;

  private final double[] scale;
  private final double[] columns;
  private final double[] work;

  private CurvatureFactor(double[] scale, double[] columns) {
    this.scale = scale;
    this.columns = columns;
    this.work = new double[scale.length];
  }

  /**
   * @param matrix p x p, symmetric; not modified
   * @return null when it is not finite or not positive definite beyond rounding
   */
  static CurvatureFactor of(DenseMatrix matrix, int p) {
    if (matrix == null || matrix.numRows() != p || matrix.numCols() != p) {
      throw new IllegalArgumentException(
          "answer to a HESSIAN question must have a Hessian of dimension "
              + p
              + ", has "
              + (matrix == null ? "none" : matrix.numRows() + " x " + matrix.numCols()));
    }

    double[] hessian = matrix.values();
    double[] scale = new double[p];
    for (int i = 0; i < p; i++) {
      double diagonal = hessian[i * p + i];
      if (!(diagonal > 0 && diagonal < Double.POSITIVE_INFINITY)) {
        return null;
      }

      scale[i] = 1 / Math.sqrt(diagonal);
    }

    double[] columns = new double[p * (p + 1) / 2];
    for (int j = 0, at = 0; j < p; j++) {
      for (int i = j; i < p; i++, at++) {
        columns[at] = hessian[j * p + i] * scale[i] * scale[j];
      }
    }

    return factored(columns, p) ? new CurvatureFactor(scale, columns) : null;
  }

  private static boolean factored(double[] l, int p) {
    for (int k = 0, at = 0; k < p; k++) {
      // Written so that NaN is refused.
      if (!(l[at] > SMALLEST_PIVOT && l[at] < Double.POSITIVE_INFINITY)) {
        return false;
      }

      double pivot = Math.sqrt(l[at]);
      int length = p - k;
      l[at] = pivot;
      for (int i = 1; i < length; i++) {
        l[at + i] /= pivot;
      }

      int column = at + length;
      for (int j = 1; j < length; j++) {
        subtract(l, at + j, l[at + j], column, length - j);
        column += length - j;
      }

      at += length;
    }

    return true;
  }

  private static void subtract(double[] l, int from, double factor, int to, int length) {
    for (int i = 0; i < length; i++) {
      l[to + i] -= factor * l[from + i];
    }
  }

  /** Overwrites v with H^-1 v. */
  void solve(double[] v) {
    halfSolve(v);
    int p = scale.length;
    System.arraycopy(work, 0, v, 0, p);
    for (int k = p - 1, at = columns.length - 1; k >= 0; k--, at -= p - k) {
      double sum = v[k];
      for (int i = 1; i < p - k; i++) {
        sum -= columns[at + i] * v[k + i];
      }

      v[k] = sum / columns[at];
    }

    for (int i = 0; i < p; i++) {
      v[i] *= scale[i];
    }
  }

  /** v . H^-1 v. */
  double inverseSquare(double[] v) {
    halfSolve(v);
    return Vectors.dot(work, work);
  }

  /** work = L^-1 D v. */
  private void halfSolve(double[] v) {
    int p = scale.length;
    for (int i = 0; i < p; i++) {
      work[i] = scale[i] * v[i];
    }

    for (int k = 0, at = 0; k < p; k++) {
      double value = work[k] / columns[at];
      work[k] = value;
      for (int i = 1; i < p - k; i++) {
        work[k + i] -= value * columns[at + i];
      }

      at += p - k;
    }
  }
}
