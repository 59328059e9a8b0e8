package org.minimacensus.numeric;

import java.util.Arrays;

/**
 * A symmetric matrix A brought to tridiagonal form by reflections, A = Q T Q^T, and the eigenvalues
 * of T.
 *
 * <p>Householder's reduction, last row first (Golub and Van Loan 2013, algorithm 8.3.1; in the
 * order of LAPACK's dsytd2), then the implicit QL method with Wilkinson's shift (section 8.3.5;
 * Dubrulle 1970). The computed eigenvalues are exact for a matrix A + E with |E|_2 of the order of
 * n eps |A|_2.
 *
 * <p>The matrix is kept whole, both triangles: products and updates are then those of {@link
 * Kernels#multiply}, whose bits do not depend on the machine. 2 n^3 operations.
 */
final class TridiagonalForm {
  /** Next to a norm of 1, what is below is 0: far below rounding, and its square is normal. */
  private static final double NOTHING = 0x1p-400;

  /** Exponents of the norm beyond which the matrix is scaled. */
  private static final int FAR = 100;

  private static final double EPS = Roundoff.UNIT;

  /** QL steps for each eigenvalue, as LAPACK's dsteqr; seldom more than two are needed. */
  private static final int MOST_STEPS = 30;

  private final Kernels kernels = KernelProvider.kernels();
  private final int n;
  private final int ld;
  private final int exponent;

  /** Row by row. */
  private final double[] a;

  private final double[] diagonal;

  /** Element i couples rows i and i + 1; the last is 0. */
  private final double[] coupling;

  /**
   * @param matrix n x n, finite; not modified. Its lower triangle (column-major) is taken
   */
  TridiagonalForm(double[] matrix, int n) {
    this.n = n;
    this.ld = padded(n);
    this.a = new double[n * ld];
    this.diagonal = new double[n];
    this.coupling = new double[n];
    double largest = 0;
    for (double x : matrix) {
      largest = Math.max(largest, Math.abs(x));
    }

    int size = largest == 0 ? 0 : Math.getExponent(largest);
    this.exponent = Math.abs(size) > FAR ? size : 0;
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double x = matrix[j * n + i];
        x = exponent == 0 ? x : Math.scalb(x, -exponent);
        a[i * ld + j] = x;
        a[j * ld + i] = x;
      }
    }

    reduce();
  }

  private static int padded(int n) {
    return (n + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
  }

  private void reduce() {
    // Reflection I - tau v v^T; A becomes A - v w^T - w v^T with w = tau A v - tau^2/2 (v.Av) v.
    double[] left = new double[2 * ld];
    double[] right = new double[2 * ld];
    for (int i = n - 1; i > 0; i--) {
      int row = i * ld;
      diagonal[i] = a[row + i];
      double tail = 0;
      for (int k = 0; k < i - 1; k++) {
        tail = Math.max(tail, Math.abs(a[row + k]));
      }

      double last = a[row + i - 1];
      if (tail <= NOTHING) {
        coupling[i - 1] = last;
        continue;
      }

      double square = last * last;
      for (int k = 0; k < i - 1; k++) {
        square = Math.fma(a[row + k], a[row + k], square);
      }

      double beta = -Math.copySign(Math.sqrt(square), last);
      coupling[i - 1] = beta;
      for (int k = 0; k < i - 1; k++) {
        a[row + k] /= last - beta;
      }

      a[row + i - 1] = 1;
      update(i, (beta - last) / beta, left, right);
    }

    diagonal[0] = a[0];
  }

  /** The leading i x i block is reflected by the vector in row i. */
  private void update(int i, double tau, double[] left, double[] right) {
    int row = i * ld;
    int width = padded(i);
    // The lanes behind column i - 1 are multiplied by zeros: clear what larger blocks left there.
    Arrays.fill(right, 0);
    kernels.multiply(a, row, 1, 1, null, 0, false, a, 0, right, 0, 1, i, ld, width);
    double product = 0;
    for (int k = 0; k < i; k++) {
      right[k] *= tau;
      product = Math.fma(a[row + k], right[k], product);
    }

    double half = tau * product / 2;
    for (int k = 0; k < i; k++) {
      double v = a[row + k];
      double w = Math.fma(-half, v, right[k]);
      right[k] = w;
      right[ld + k] = v;
      left[k] = -v;
      left[ld + k] = -w;
    }

    for (int k = i; k < width; k++) {
      right[k] = 0;
    }

    kernels.multiply(left, 0, 1, ld, null, 0, true, right, 0, a, 0, i, 2, ld, width);
  }

  /**
   * The n eigenvalues, ascending. To be called once.
   *
   * @throws ArithmeticException when the QL method does not converge
   */
  double[] values() {
    long left = (long) MOST_STEPS * n;
    for (int l = 0; l < n; l++) {
      for (int m = decoupled(l); m > l; m = decoupled(l)) {
        if (left-- == 0) {
          throw new ArithmeticException(
              "the QL method left element "
                  + l
                  + " of a matrix of dimension "
                  + n
                  + " not converged after "
                  + MOST_STEPS
                  + " steps for each");
        }

        step(l, m);
      }
    }

    double[] values = new double[n];
    for (int j = 0; j < n; j++) {
      values[j] = Math.scalb(diagonal[j], exponent);
    }

    Arrays.sort(values);
    return values;
  }

  /** The last row of the block that begins at l. */
  private int decoupled(int l) {
    int m = l;
    while (m < n - 1) {
      double e = Math.abs(coupling[m]);
      if (e <= EPS * (Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1])) || e <= NOTHING) {
        coupling[m] = 0;
        break;
      }

      m++;
    }

    return m;
  }

  /** One QL step on rows l to m. */
  private void step(int l, int m) {
    double[] d = diagonal;
    double[] e = coupling;
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    double shift = d[l] - e[l] / (g + Math.copySign(length(g, 1), g));
    g = d[m] - shift;
    double s = 1;
    double c = 1;
    double p = 0;
    for (int k = m - 1; k >= l; k--) {
      double f = s * e[k];
      double b = c * e[k];
      double r = length(f, g);
      e[k + 1] = r;
      if (r == 0) {
        // The block falls apart here.
        d[k + 1] -= p;
        e[m] = 0;
        return;
      }

      s = f / r;
      c = g / r;
      g = d[k + 1] - p;
      r = (d[k] - g) * s + 2 * c * b;
      p = s * r;
      d[k + 1] = g + p;
      g = c * r - b;
    }

    d[l] -= p;
    e[l] = g;
    e[m] = 0;
  }

  /** Length of (x, y), also where squares overflow or underflow. */
  private static double length(double x, double y) {
    double square = x * x + y * y;
    if (square > 0x1p-900 && square < 0x1p900) {
      return Math.sqrt(square);
    }

    double largest = Math.max(Math.abs(x), Math.abs(y));
    if (largest == 0) {
      return 0;
    }

    double u = x / largest;
    double v = y / largest;
    return largest * Math.sqrt(u * u + v * v);
  }
}
