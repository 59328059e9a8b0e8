package org.minimacensus.proof;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.minimacensus.numeric.interval.Interval;

/**
 * The inverse of a symmetric positive definite matrix and of its Cholesky factor, in floating point
 * without any claim.
 *
 * @param inverse p x p
 * @param whitening L^-1, lower triangular
 */
record Guess(double[][] inverse, double[][] whitening) {
  /**
   * Of the matrix in the middle of an interval matrix; empty where its factorisation breaks down or
   * an inverse overflows.
   */
  static Optional<Guess> of(Interval[][] matrix) {
    int p = matrix.length;
    double[][] factor = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j].middle();
        for (int k = 0; k < j; k++) {
          sum = Math.fma(-factor[i][k], factor[j][k], sum);
        }

        if (i == j && !(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
          return Optional.empty();
        }

        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
      }
    }

    return Optional.of(inverted(factor)).filter(Guess::finite);
  }

  /** Inverses of tiny numbers are beyond the doubles. */
  private boolean finite() {
    return Stream.of(inverse, whitening)
        .flatMap(Arrays::stream)
        .allMatch(row -> Arrays.stream(row).allMatch(Double::isFinite));
  }

  private static Guess inverted(double[][] factor) {
    int p = factor.length;
    double[][] whitening = new double[p][p];
    for (int j = 0; j < p; j++) {
      whitening[j][j] = 1 / factor[j][j];
      for (int i = j + 1; i < p; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum = Math.fma(-factor[i][k], whitening[k][j], sum);
        }

        whitening[i][j] = sum / factor[i][i];
      }
    }

    double[][] inverse = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < p; k++) {
          sum = Math.fma(whitening[k][i], whitening[k][j], sum);
        }

        inverse[i][j] = sum;
        inverse[j][i] = sum;
      }
    }

    return new Guess(inverse, whitening);
  }

  /**
   * Whether every symmetric matrix in an interval matrix is positive definite; false: not known.
   */
  boolean positiveDefinite(Interval[][] matrix) {
    Interval[][] left = IntervalMatrices.times(whitening, matrix);
    Interval[][] both = IntervalMatrices.times(whitening, IntervalMatrices.transposed(left));
    for (int i = 0; i < both.length; i++) {
      Interval off = Interval.ZERO;
      for (int j = 0; j < both.length; j++) {
        if (!both[i][j].finite()) {
          return false;
        }

        off = j == i ? off : off.plus(Interval.of(both[i][j].magnitude()));
      }

      if (!(both[i][i].low() > off.high())) {
        return false;
      }
    }

    return true;
  }
}
