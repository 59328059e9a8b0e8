package org.minimacensus.numeric;

import java.util.Arrays;

/**
 * The Cholesky factorisation A - s I = U^T U of a symmetric matrix, and with it a proof that all
 * eigenvalues of A lie above a number.
 *
 * <p>If the factorisation runs through in floating point, the computed U is the exact factor of a
 * matrix A - s I + E with |E| <= g |U^T| |U|, entry by entry, g = (n + 1) u / (1 - (n + 1) u), u =
 * 2^-53 (Higham 2002, Accuracy and Stability of Numerical Algorithms, theorem 10.3), whatever the
 * order of the sums and with fused multiply-adds too. The Euclidean norm of |U^T| |U| is at most
 * |U|_F^2 = trace(A - s I + E), so that
 *
 * <p>lambda_min(A) > s - g / (1 - g) trace(A - s I)
 *
 * <p>(Rump 2006, Verification of positive definiteness, BIT 46, corollary 2.4). {@link
 * #roundingBound} is twice the last term and more, for the rounding of A's own entries and of the
 * shift; products that underflow, below n 1e-300, are covered as long as the diagonal is above
 * 1e-200.
 *
 * <p>Rows of U one panel after another by {@link Kernels#multiply}: n^3 / 3 operations, the same
 * bits on every machine. Memory n^2 doubles.
 */
public final class CholeskyFactor {
  /** Rows that earlier rows are taken off together. */
  private static final int PANEL = 8;

  private final Kernels kernels = KernelProvider.kernels();
  private final int n;
  private final int ld;

  /** U, n rows of ld, with zeros left of the diagonal once factored. */
  private final double[] u;

  private CholeskyFactor(int n) {
    this.n = n;
    this.ld = (n + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    this.u = new double[n * ld];
  }

  /**
   * What to add to a shift for the proof: with s = x + roundingBound a factor exists only if all
   * eigenvalues of A lie above x. A's entries may carry relative errors of 4 u.
   *
   * @param trace of A, whose diagonal is positive
   */
  public static double roundingBound(int n, double trace) {
    return 4 * (n + 8) * Roundoff.UNIT * trace;
  }

  /**
   * Factors A - shift I.
   *
   * @param matrix n x n, column-major, symmetric; its lower triangle is taken; not modified
   * @return null when a pivot is not positive or not finite
   */
  public static CholeskyFactor of(double[] matrix, int n, double shift) {
    CholeskyFactor factor = new CholeskyFactor(n);
    for (int k = 0; k < n; k++) {
      System.arraycopy(matrix, k * n + k, factor.u, k * factor.ld + k, n - k);
      factor.u[k * factor.ld + k] -= shift;
    }

    return factor.factored() ? factor : null;
  }

  private boolean factored() {
    double[] column = new double[PANEL * n];
    for (int first = 0; first < n; first += PANEL) {
      int rows = Math.min(PANEL, n - first);
      int at = first * ld + first;
      // W[r, k] = -U[k, first + r]: what the rows above take off the panel. Left of the diagonal
      // this leaves numbers that are cleared below; PANEL = LANES, so that lanes begin at first.
      for (int k = 0; k < first; k++) {
        for (int r = 0; r < rows; r++) {
          column[r * first + k] = -u[k * ld + first + r];
        }
      }

      kernels.multiply(
          column, 0, first, 1, null, 0, true, u, first, u, at, rows, first, ld, ld - first);
      for (int r = 0; r < rows; r++) {
        int row = at + r * ld;
        for (int k = 0; k < r; k++) {
          column[k] = -u[at + k * ld + r];
        }

        kernels.multiply(column, 0, 1, 1, null, 0, true, u, at, u, row, 1, r, ld, ld - first);
        Arrays.fill(u, row, row + r, 0);
        // Written so that NaN is refused.
        if (!(u[row + r] > 0 && u[row + r] < Double.POSITIVE_INFINITY)) {
          return false;
        }

        double pivot = Math.sqrt(u[row + r]);
        u[row + r] = pivot;
        for (int k = r + 1; k < n - first; k++) {
          u[row + k] /= pivot;
        }
      }
    }

    return true;
  }

  /** (A - s I)^-1 v; length n. */
  public double[] solve(double[] v) {
    double[] x = halfSolve(v);
    for (int k = n - 1; k >= 0; k--) {
      double sum = x[k];
      for (int j = k + 1; j < n; j++) {
        sum = Math.fma(-u[k * ld + j], x[j], sum);
      }

      x[k] = sum / u[k * ld + k];
    }

    return x;
  }

  /** v . (A - s I)^-1 v, a sum of squares. */
  public double inverseSquare(double[] v) {
    double sum = 0;
    for (double x : halfSolve(v)) {
      sum = Math.fma(x, x, sum);
    }

    return sum;
  }

  /** U^-T v. */
  private double[] halfSolve(double[] v) {
    double[] x = v.clone();
    for (int k = 0; k < n; k++) {
      x[k] /= u[k * ld + k];
      double value = -x[k];
      for (int j = k + 1; j < n; j++) {
        x[j] = Math.fma(value, u[k * ld + j], x[j]);
      }
    }

    return x;
  }

  /** (A - s I)^-1, n x n, symmetric to rounding. About 2 n^3 / 3 operations. */
  public double[] inverse() {
    double[] x = invertedTranspose();
    double[] block = new double[PANEL * ld];
    double[] inverse = new double[n * n];
    for (int first = 0; first < n; first += PANEL) {
      // (U^T U)^-1 = X^T X with X = U^-T, whose row k is 0 beyond k.
      int rows = Math.min(PANEL, n - first);
      int from = first * ld;
      kernels.multiply(
          x, from + first, 1, ld, null, 0, false, x, from, block, 0, rows, n - first, ld, ld);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(block, i * ld, inverse, (first + i) * n, n);
      }
    }

    return inverse;
  }

  /** X = U^-T row by row: X[i, :] = (e_i - sum over k < i of U[k, i] X[k, :]) / U[i, i]. */
  private double[] invertedTranspose() {
    double[] x = new double[n * ld];
    double[] column = new double[n];
    for (int i = 0; i < n; i++) {
      int row = i * ld;
      for (int k = 0; k < i; k++) {
        column[k] = -u[k * ld + i];
      }

      int width = (i + Kernels.LANES) / Kernels.LANES * Kernels.LANES;
      x[row + i] = 1;
      kernels.multiply(column, 0, 1, 1, null, 0, true, x, 0, x, row, 1, i, ld, width);
      for (int k = 0; k <= i; k++) {
        x[row + k] /= u[row + i];
      }
    }

    return x;
  }
}
