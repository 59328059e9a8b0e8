package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanczosTest {
  private static final int N = 120;
  private final double[] matrix = hessianLike(N);
  private final SymmetricEigen dense = SymmetricEigen.of(matrix, N);
  private final double norm = dense.values()[N - 1];

  @Test
  void lowestPairsAreThoseOfTheDenseSolver() {
    List<Lanczos.RitzPair> pairs =
        Lanczos.lowest(product(matrix, N), N, new Lanczos.Settings(4, 1e-12, N));
    assertThat(pairs).hasSize(4);

    for (int j = 0; j < 4; j++) {
      assertThat(pairs.get(j).value())
          .as("value %d", j)
          .isCloseTo(dense.values()[j], within(1e-12 * norm));
      assertThat(pairs.get(j).residual()).as("residual %d", j).isLessThan(2e-12 * norm);

      for (int i = 0; i < N; i++) {
        assertThat(pairs.get(j).vector()[i]).isCloseTo(dense.vector(j, i), within(1e-8));
      }
    }
  }

  @Test
  void largestPairsComeInDescendingOrderAndFewSteps() {
    int[] products = {0};
    SymmetricOperator counted =
        (x, out) -> {
          products[0]++;
          product(matrix, N).apply(x, out);
        };
    List<Lanczos.RitzPair> pairs = Lanczos.largest(counted, N, new Lanczos.Settings(2, 1e-10, N));

    assertThat(pairs.get(0).value()).isCloseTo(dense.values()[N - 1], within(1e-10 * norm));
    assertThat(pairs.get(1).value()).isCloseTo(dense.values()[N - 2], within(1e-10 * norm));
    assertThat(products[0]).isLessThan(N / 2);
  }

  @Test
  void reportedResidualIsTrueWhenTheStepsRunOut() {
    Lanczos.RitzPair pair =
        Lanczos.lowest(product(matrix, N), N, new Lanczos.Settings(1, 1e-14, 5)).get(0);
    double[] out = new double[N];
    product(matrix, N).apply(pair.vector(), out);
    double squares = 0;

    for (int i = 0; i < N; i++) {
      squares +=
          (out[i] - pair.value() * pair.vector()[i]) * (out[i] - pair.value() * pair.vector()[i]);
    }

    assertThat(pair.residual()).isGreaterThan(1e-4).isCloseTo(Math.sqrt(squares), within(1e-12));
  }

  @Test
  void deflationFindsTheOtherVectorsOfAMultipleEigenvalue() {
    double[] diagonal = new double[60];

    for (int i = 0; i < 60; i++) {
      diagonal[i] = i == 7 || i == 20 || i == 41 ? -1 : 1 + i;
    }

    SymmetricOperator operator = diagonal(diagonal);
    List<double[]> found = new ArrayList<>();

    for (int copy = 0; copy < 3; copy++) {
      Lanczos.RitzPair pair =
          Lanczos.lowest(operator, 60, new Lanczos.Settings(1, 1e-12, 60), found).get(0);
      assertThat(pair.value()).as("copy %d", copy).isCloseTo(-1, within(1e-11));
      found.add(pair.vector());
    }

    double fourth =
        Lanczos.lowest(operator, 60, new Lanczos.Settings(1, 1e-12, 60), found).get(0).value();
    assertThat(fourth).isCloseTo(1, within(1e-10));
  }

  @Test
  void invariantSubspaceIsLeftByAFreshVector() {
    List<Lanczos.RitzPair> pairs =
        Lanczos.lowest(
            diagonal(new double[] {3, 3, 3, 3, 3}), 5, new Lanczos.Settings(4, 1e-12, 5));
    assertThat(pairs).hasSize(4);

    for (int j = 0; j < 4; j++) {
      assertThat(pairs.get(j).value()).isCloseTo(3, within(1e-14));

      for (int k = 0; k < j; k++) {
        double dot = 0;

        for (int i = 0; i < 5; i++) {
          dot += pairs.get(j).vector()[i] * pairs.get(k).vector()[i];
        }

        assertThat(dot).isCloseTo(0, within(1e-14));
      }
    }

    assertThat(
            Lanczos.lowest(diagonal(new double[3]), 3, new Lanczos.Settings(1, 1e-12, 3))
                .get(0)
                .value())
        .isZero();
    assertThat(Lanczos.lowest(diagonal(new double[] {2}), 1, new Lanczos.Settings(3, 1e-12, 3)))
        .hasSize(1);
  }

  @Test
  void sameOperatorGivesTheSameBits() {
    Lanczos.Settings settings = new Lanczos.Settings(2, 1e-9, N);
    Lanczos.RitzPair first = Lanczos.lowest(product(matrix, N), N, settings).get(1);
    Lanczos.RitzPair again = Lanczos.lowest(product(matrix, N), N, settings).get(1);
    assertThat(again.vector()).isEqualTo(first.vector());
    assertThat(again.value()).isEqualTo(first.value());
  }

  @Test
  void unusableInputIsRefused() {
    SymmetricOperator broken = (x, out) -> out[0] = Double.NaN;
    assertThatThrownBy(() -> Lanczos.lowest(broken, 3, new Lanczos.Settings(1, 1e-9, 3)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("Lanczos vector 0 is not finite");
    assertThatThrownBy(() -> new Lanczos.Settings(0, 1e-9, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pairs must be >= 1");
    assertThatThrownBy(() -> new Lanczos.Settings(1, Double.NaN, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relativeTolerance must be > 0, was NaN");
  }

  private static SymmetricOperator product(double[] a, int n) {
    return (x, out) -> {
      for (int i = 0; i < n; i++) {
        double sum = 0;

        for (int k = 0; k < n; k++) {
          sum += a[k * n + i] * x[k];
        }

        out[i] = sum;
      }
    };
  }

  private static SymmetricOperator diagonal(double[] d) {
    return (x, out) -> {
      for (int i = 0; i < d.length; i++) {
        out[i] = d[i] * x[i];
      }
    };
  }

  /** A Gram matrix of decaying scales with two negative curvatures, as Hessians of losses have. */
  private static double[] hessianLike(int n) {
    RandomStream random = RandomStream.of(1, "lanczos test", 0);
    double[] a = new double[n * n];

    for (int s = 0; s < n; s++) {
      double weight = s < 2 ? -0.05 : StrictMath.exp(-0.08 * s);
      double[] g = new double[n];

      for (int i = 0; i < n; i++) {
        g[i] = random.nextGaussian();
      }

      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a[i * n + j] += weight * g[i] * g[j];
        }
      }
    }

    return a;
  }
}
