package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

class CurvatureFactorTest {
  private static final int P = 23;

  /** D G G^T D with scales D from 1e-6 to 1e6. */
  private static double[] definite() {
    RandomStream random = RandomStream.of(1, "curvature-factor", 0);
    double[] g = new double[P * P];
    for (int i = 0; i < g.length; i++) {
      g[i] = random.nextGaussian();
    }

    double[] h = new double[P * P];
    for (int i = 0; i < P; i++) {
      for (int j = 0; j < P; j++) {
        for (int k = 0; k < P; k++) {
          h[j * P + i] += g[i * P + k] * g[j * P + k];
        }

        h[j * P + i] *= scale(i) * scale(j);
      }
    }

    return h;
  }

  private static double scale(int i) {
    return Math.pow(10, 6 - 12.0 * i / (P - 1));
  }

  private static CurvatureFactor of(double[] h) {
    return CurvatureFactor.of(new DenseMatrix(P, P, h), P);
  }

  @Test
  void solvesWhatTheMatrixMultiplies() {
    double[] h = definite();
    double[] x = new double[P];
    double[] product = new double[P];
    for (int i = 0; i < P; i++) {
      x[i] = (1 + i) / scale(i);
    }

    for (int j = 0; j < P; j++) {
      for (int i = 0; i < P; i++) {
        product[i] += h[j * P + i] * x[j];
      }
    }

    CurvatureFactor factor = of(h);
    assertThat(factor.inverseSquare(product))
        .isCloseTo(Vectors.dot(x, product), within(1e-9 * Vectors.dot(x, product)));
    factor.solve(product);
    for (int i = 0; i < P; i++) {
      assertThat(product[i]).isCloseTo(x[i], within(1e-7 * Math.abs(x[i])));
    }
  }

  @Test
  void whatIsNotPositiveDefiniteHasNone() {
    double[] negative = definite();
    negative[P + 1] = -negative[P + 1];
    assertThat(of(negative)).isNull();

    double[] notANumber = definite();
    notANumber[1] = Double.NaN;
    assertThat(of(notANumber)).isNull();

    // Two equal rows and columns: a zero mode.
    double[] singular = definite();
    for (int i = 0; i < P; i++) {
      singular[4 * P + i] = singular[3 * P + i];
    }

    for (int j = 0; j < P; j++) {
      singular[j * P + 4] = singular[j * P + 3];
    }

    assertThat(of(singular)).isNull();
    double[] infinite = definite();
    infinite[0] = Double.POSITIVE_INFINITY;
    assertThat(of(infinite)).isNull();
  }

  @Test
  void anotherDimensionIsRefused() {
    assertThatThrownBy(() -> CurvatureFactor.of(new DenseMatrix(2, 2, new double[4]), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dimension 3, has 2 x 2");
    assertThatThrownBy(() -> CurvatureFactor.of(null, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has none");
  }
}
