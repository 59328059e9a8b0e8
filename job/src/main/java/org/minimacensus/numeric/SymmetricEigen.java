package org.minimacensus.numeric;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.netlib.util.intW;

/**
 * Eigenvalues, eigenvectors and a residual bound of a dense symmetric matrix, by LAPACK's dsyev.
 *
 * <p>The Java translation of the reference LAPACK is used, never a native library: it calls its own
 * scalar BLAS, so the bits are those of the matrix alone. Cost: about 9 n^3 operations, memory 3
 * n^2 doubles.
 */
public final class SymmetricEigen {
  /** Columns of dsyev's blocks, as its ilaenv chooses: the work array it likes is (block + 2) n. */
  private static final int BLOCK = 32;

  private static final int RESIDUAL_BATCH = 16;

  private final int dimension;
  private final double[] values;
  private final double[] vectors;
  private final double residual;

  private SymmetricEigen(int dimension, double[] values, double[] vectors, double residual) {
    this.dimension = dimension;
    this.values = values;
    this.vectors = vectors;
    this.residual = residual;
  }

  /** Decomposes a square matrix; not modified. */
  public static SymmetricEigen of(DenseMatrix matrix) {
    square(matrix);
    return of(matrix.toArray(), matrix.numRows());
  }

  /**
   * Decomposes the symmetric matrix whose lower triangle is that of {@code matrix}; what the upper
   * triangle differs shows in {@link #residual}.
   *
   * @param matrix n x n, column-major, finite; not modified
   */
  public static SymmetricEigen of(double[] matrix, int n) {
    double[] vectors = matrix.clone();
    double[] values = decompose(matrix, vectors, n);
    fixSigns(vectors, n);
    return new SymmetricEigen(n, values, vectors, residual(matrix, n, values, vectors));
  }

  /**
   * The eigenvalues alone of a square matrix, ascending; not modified. Not by LAPACK but by {@link
   * TridiagonalForm}, in less than half of the time; they differ from those of {@link
   * #of(DenseMatrix)} by rounding.
   */
  public static double[] values(DenseMatrix matrix) {
    square(matrix);
    double[] elements = matrix.toArray();
    require(elements, matrix.numRows());
    return new TridiagonalForm(elements, matrix.numRows()).values();
  }

  /**
   * @param work holds the matrix, and then the eigenvectors
   */
  private static double[] decompose(double[] matrix, double[] work, int n) {
    require(matrix, n);
    double[] values = new double[n];
    intW info = new intW(0);
    int workLength = (BLOCK + 2) * n;
    Lapack.INSTANCE.dsyev("V", "L", n, work, n, values, new double[workLength], workLength, info);

    if (info.val != 0) {
      throw new ArithmeticException(
          "dsyev left "
              + info.val
              + " off-diagonal elements of a matrix of dimension "
              + n
              + " not converged");
    }

    return values;
  }

  private static void square(DenseMatrix matrix) {
    if (matrix.numRows() != matrix.numCols()) {
      throw new IllegalArgumentException(
          "matrix must be square, is " + matrix.numRows() + " x " + matrix.numCols());
    }
  }

  private static void require(double[] matrix, int n) {
    if (n < 1 || matrix.length != n * n) {
      throw new IllegalArgumentException(
          "matrix must have n x n elements with n >= 1, has " + matrix.length + " for n = " + n);
    }

    for (int i = 0; i < matrix.length; i++) {
      if (!Double.isFinite(matrix[i])) {
        throw new IllegalArgumentException(
            "matrix must be finite, element ("
                + i % n
                + ", "
                + i / n
                + ") is "
                + matrix[i]
                + "; check that the point it was evaluated at is finite and not saturated");
      }
    }
  }

  /**
   * An eigenvector is determined up to sign: the first of its components largest in magnitude is
   * made positive.
   */
  static void fixSigns(double[] vectors, int n) {
    for (int start = 0; start + n <= vectors.length; start += n) {
      int largest = start;

      for (int i = start + 1; i < start + n; i++) {
        if (Math.abs(vectors[i]) > Math.abs(vectors[largest])) {
          largest = i;
        }
      }

      if (vectors[largest] < 0) {
        for (int i = start; i < start + n; i++) {
          vectors[i] = -vectors[i];
        }
      }
    }
  }

  private static double residual(double[] matrix, int n, double[] values, double[] vectors) {
    int ld = (n + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    double[] padded = new double[n * ld];

    for (int k = 0; k < n; k++) {
      System.arraycopy(matrix, k * n, padded, k * ld, n);
    }

    double[] products = new double[RESIDUAL_BATCH * ld];
    double worst = 0;

    for (int first = 0; first < n; first += RESIDUAL_BATCH) {
      int batch = Math.min(RESIDUAL_BATCH, n - first);
      KernelProvider.kernels()
          .multiply(
              vectors, first * n, n, 1, null, 0, false, padded, 0, products, 0, batch, n, ld, ld);

      for (int j = 0; j < batch; j++) {
        double squares = 0;

        for (int i = 0; i < n; i++) {
          double d =
              Math.fma(-values[first + j], vectors[(first + j) * n + i], products[j * ld + i]);
          squares = Math.fma(d, d, squares);
        }

        worst = Math.max(worst, Math.sqrt(squares));
      }
    }

    return worst;
  }

  /** n. */
  public int dimension() {
    return dimension;
  }

  /** The n eigenvalues, ascending; not a copy. */
  public double[] values() {
    return values;
  }

  /**
   * The orthonormal eigenvectors, n x n, column-major, column j belongs to value j, the first
   * largest component of each positive; not a copy.
   */
  public double[] vectors() {
    return vectors;
  }

  /** Component i of eigenvector j. */
  public double vector(int j, int i) {
    return vectors[j * dimension + i];
  }

  /**
   * max_j |H v_j - l_j v_j|_2, with the full matrix as it was given: an exact eigenvalue of H lies
   * within this of every value (for unit v_j; Parlett 1998, section 4.5).
   */
  public double residual() {
    return residual;
  }
}
