package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
  private final RandomStream random = RandomStream.of(1, "symmetric eigen", 0);

  @Test
  void secondDifferencesHaveTheirKnownEigenvalues() {
    int n = 50;
    double[] a = new double[n * n];

    for (int i = 0; i < n; i++) {
      a[i * n + i] = 2;

      if (i > 0) {
        a[i * n + i - 1] = -1;
        a[(i - 1) * n + i] = -1;
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(a, n);

    for (int j = 0; j < n; j++) {
      double s = StrictMath.sin(Math.PI * (j + 1) / (2 * (n + 1)));
      assertThat(eigen.values()[j]).as("eigenvalue %d", j).isCloseTo(4 * s * s, within(2e-14));
    }
  }

  @Test
  void randomMatricesAreDiagonalisedToRounding() {
    for (int n : new int[] {1, 2, 3, 7, 8, 9, 31, 33, 64, 70, 130}) {
      double[] a = symmetric(n);
      double[] before = a.clone();
      SymmetricEigen eigen = SymmetricEigen.of(new DenseMatrix(n, n, a));
      double norm = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[n - 1]));

      assertThat(a).isEqualTo(before);
      assertThat(eigen.values()).isSorted();
      assertThat(eigen.residual())
          .as("residual, n = %d", n)
          .isEqualTo(plainResidual(a, eigen), within(1e-15 * n * norm))
          .isLessThan(4e-16 * n * norm + 1e-300);
      assertThat(orthogonalityDefect(eigen))
          .as("orthogonality, n = %d", n)
          .isLessThan(1e-15 * n + 1e-15);
    }
  }

  @Test
  void multipleEigenvaluesHaveOrthonormalVectors() {
    int n = 40;
    // Q diag(-1, 0 x 13, 2 x 26) Q' with Q a product of reflections.
    double[] d = new double[n];

    for (int i = 0; i < n; i++) {
      d[i] = i == 0 ? -1 : i < 14 ? 0 : 2;
    }

    SymmetricEigen eigen = SymmetricEigen.of(conjugated(d), n);

    for (int i = 0; i < n; i++) {
      assertThat(eigen.values()[i]).isCloseTo(d[i], within(1e-13));
    }

    assertThat(orthogonalityDefect(eigen)).isLessThan(1e-13);
    assertThat(eigen.residual()).isLessThan(1e-13);
  }

  @Test
  void zeroAndExtremeScalesAreDecomposed() {
    assertThat(SymmetricEigen.of(new double[9], 3).values()).containsExactly(0, 0, 0);
    SymmetricEigen large = SymmetricEigen.of(new double[] {2e200, 1e200, 1e200, 2e200}, 2);
    assertThat(large.values()[0]).isCloseTo(1e200, within(1e186));
    assertThat(large.values()[1]).isCloseTo(3e200, within(1e186));
  }

  @Test
  void firstLargestComponentOfEveryVectorIsPositive() {
    SymmetricEigen eigen = SymmetricEigen.of(symmetric(30), 30);

    for (int j = 0; j < 30; j++) {
      double largest = 0;

      for (int i = 0; i < 30; i++) {
        largest = Math.abs(eigen.vector(j, i)) > Math.abs(largest) ? eigen.vector(j, i) : largest;
      }

      assertThat(largest).isPositive();
    }
  }

  @Test
  void asymmetryShowsInTheResidual() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[] {1, 0, 0.5, 2}, 2);
    assertThat(eigen.values()).containsExactly(1, 2);
    assertThat(eigen.residual()).isEqualTo(0.5);
  }

  @Test
  void unusableMatricesAreRefused() {
    assertThatThrownBy(() -> SymmetricEigen.of(new double[] {1, 2, Double.NaN, 4}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("matrix must be finite, element (0, 1) is NaN");
    assertThatThrownBy(() -> SymmetricEigen.of(new double[] {Double.POSITIVE_INFINITY}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0, 0) is Infinity");
    assertThatThrownBy(() -> SymmetricEigen.of(new double[6], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 6 for n = 2");
    assertThatThrownBy(() -> SymmetricEigen.of(new DenseMatrix(1, 2, new double[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("matrix must be square, is 1 x 2");
  }

  private double[] symmetric(int n) {
    double[] a = new double[n * n];

    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * n + j] = random.nextGaussian();
        a[j * n + i] = a[i * n + j];
      }
    }

    return a;
  }

  private double[] conjugated(double[] d) {
    int n = d.length;
    double[] a = new double[n * n];

    for (int i = 0; i < n; i++) {
      a[i * n + i] = d[i];
    }

    for (int k = 0; k < 3; k++) {
      double[] v = new double[n];
      double square = 0;

      for (int i = 0; i < n; i++) {
        v[i] = random.nextGaussian();
        square += v[i] * v[i];
      }

      double[] reflected = new double[n * n];

      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          for (int s = 0; s < n; s++) {
            double left = (i == s ? 1 : 0) - 2 * v[i] * v[s] / square;

            for (int t = 0; t < n; t++) {
              reflected[j * n + i] +=
                  left * a[t * n + s] * ((j == t ? 1 : 0) - 2 * v[j] * v[t] / square);
            }
          }
        }
      }

      a = reflected;
    }

    return a;
  }

  private static double plainResidual(double[] a, SymmetricEigen eigen) {
    int n = eigen.dimension();
    double worst = 0;

    for (int j = 0; j < n; j++) {
      double squares = 0;

      for (int i = 0; i < n; i++) {
        double d = -eigen.values()[j] * eigen.vector(j, i);

        for (int k = 0; k < n; k++) {
          d += a[k * n + i] * eigen.vector(j, k);
        }

        squares += d * d;
      }

      worst = Math.max(worst, Math.sqrt(squares));
    }

    return worst;
  }

  private static double orthogonalityDefect(SymmetricEigen eigen) {
    int n = eigen.dimension();
    double worst = 0;

    for (int j = 0; j < n; j++) {
      for (int k = 0; k <= j; k++) {
        double dot = j == k ? -1 : 0;

        for (int i = 0; i < n; i++) {
          dot += eigen.vector(j, i) * eigen.vector(k, i);
        }

        worst = Math.max(worst, Math.abs(dot));
      }
    }

    return worst;
  }
}
