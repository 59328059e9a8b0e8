package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyFactorTest {
  private final RandomStream random = RandomStream.of(1, "cholesky", 0);

  /** B B^T / n + ridge I, column-major. */
  private double[] positive(int n, double ridge) {
    double[] b = new double[n * n];
    for (int i = 0; i < b.length; i++) {
      b[i] = random.nextGaussian();
    }

    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          a[j * n + i] += b[k * n + i] * b[k * n + j] / n;
        }
      }

      a[i * n + i] += ridge;
    }

    return a;
  }

  private double[] vector(int n) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = random.nextGaussian();
    }

    return v;
  }

  private static double[] times(double[] a, double[] v) {
    int n = v.length;
    double[] product = new double[n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        product[i] += a[j * n + i] * v[j];
      }
    }

    return product;
  }

  @Test
  void solutionsAndInverseAreThoseOfTheShiftedMatrix() {
    for (int n : new int[] {1, 2, 7, 8, 9, 16, 23, 70}) {
      double[] a = positive(n, 1);
      double[] before = a.clone();
      double[] x = vector(n);
      double[] b = times(a, x);
      double inner = 0;
      for (int i = 0; i < n; i++) {
        b[i] -= 0.25 * x[i];
        inner += x[i] * b[i];
      }

      CholeskyFactor factor = CholeskyFactor.of(a, n, 0.25);
      assertThat(a).containsExactly(before);
      double[] viaInverse = times(factor.inverse(), b);
      double[] solved = factor.solve(b);
      for (int i = 0; i < n; i++) {
        assertThat(solved[i]).as("entry %d of %d", i, n).isCloseTo(x[i], within(1e-12));
        assertThat(viaInverse[i]).as("by the inverse").isCloseTo(x[i], within(1e-12));
      }

      assertThat(factor.inverseSquare(b)).isCloseTo(inner, within(1e-12 * inner));
    }
  }

  @Test
  void theLowerTriangleIsTaken() {
    double[] a = positive(12, 1);
    double[] x = CholeskyFactor.of(a, 12, 0).solve(vector(12).clone());
    for (int j = 0; j < 12; j++) {
      for (int i = 0; i < j; i++) {
        a[j * 12 + i] = Double.NaN;
      }
    }

    assertThat(CholeskyFactor.of(a, 12, 0)).isNotNull();
    assertThat(x).doesNotContain(Double.NaN);
  }

  /** The eigenvalues of I + c v v^T are 1 and 1 + c |v|^2, known to far more than the bound. */
  @Test
  void aFactorWithTheRoundingBoundExistsOnlyWhereAllEigenvaluesLieAbove() {
    for (int n : new int[] {1, 3, 8, 40, 177}) {
      double[] v = vector(n);
      double square = 0;
      for (double x : v) {
        square += x * x;
      }

      double smallest = 0.125;
      double[] a = new double[n * n];
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          a[j * n + i] = (smallest - 1) * v[i] * v[j] / square + (i == j ? 1 : 0);
        }
      }

      double bound = CholeskyFactor.roundingBound(n, n - 1 + smallest);
      assertThat(bound).isLessThan(1e-13 * (n + 8) * n);
      for (double x = 0; x < 0.3; x += 0.0125) {
        boolean above = CholeskyFactor.of(a, n, x + bound) != null;
        assertThat(above).as("n = %d, above %.4f", n, x).isEqualTo(x + 1e-3 < smallest);
      }
    }
  }

  /** Singular matrices, of which rounding may make anything, must never be shown positive. */
  @Test
  void singularMatricesAreNeverShownPositive() {
    for (int n : new int[] {2, 9, 33, 120}) {
      for (int trial = 0; trial < 20; trial++) {
        // Integers, so that the Gram matrix of n vectors of length n - 1 is exact.
        double[] b = new double[n * n];
        double trace = 0;
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
          for (int k = 0; k < n - 1; k++) {
            b[i * n + k] = Math.rint(100 * random.nextGaussian());
          }
        }

        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            for (int k = 0; k < n; k++) {
              a[j * n + i] += b[i * n + k] * b[j * n + k];
            }
          }

          trace += a[i * n + i];
        }

        assertThat(CholeskyFactor.of(a, n, CholeskyFactor.roundingBound(n, trace)))
            .as("n = %d", n)
            .isNull();
      }
    }
  }

  @Test
  void whatIsNotFiniteOrNotPositiveHasNoFactor() {
    assertThat(CholeskyFactor.of(new double[] {Double.NaN}, 1, 0)).isNull();
    assertThat(CholeskyFactor.of(new double[] {0}, 1, 0)).isNull();
    assertThat(CholeskyFactor.of(new double[] {Double.POSITIVE_INFINITY}, 1, 0)).isNull();
    assertThat(CholeskyFactor.of(new double[] {1, 2, 2, 1}, 2, 0)).isNull();
    assertThat(CholeskyFactor.of(new double[] {1, Double.NaN, Double.NaN, 1}, 2, 0)).isNull();
  }
}
