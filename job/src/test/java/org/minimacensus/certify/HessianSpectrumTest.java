package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Point;

class HessianSpectrumTest {
  /**
   * 1/2 x.Hx with H = B D B^T, B random, D given: an exact quadratic whose Hessian carries the
   * rounding of its products.
   */
  private static HessianSpectrum quadratic(double[] d, long seed, double[] columnScale) {
    int p = d.length;
    RandomStream stream = RandomStream.of(seed, "spectrum", 0);
    double[][] b = new double[p][p];
    for (double[] row : b) {
      for (int j = 0; j < p; j++) {
        row[j] = stream.nextGaussian();
      }
    }

    AnalyticEvaluator evaluator =
        new AnalyticEvaluator(
            (x, g, h) -> {
              double value = 0;
              for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                  double sum = 0;
                  for (int k = 0; k < p; k++) {
                    sum += b[i][k] * d[k] * b[j][k];
                  }

                  h[i * p + j] = sum * columnScale[i] * columnScale[j] * (1 + 1e-3 * (x[0] - 1));
                }
              }

              return value;
            });
    double[] ones = new double[p];
    java.util.Arrays.fill(ones, 1);
    Point x = Point.of(ones);
    return HessianSpectrum.at(evaluator, x, HessianError.entries(evaluator, x));
  }

  private static double[] ones(int p) {
    double[] x = new double[p];
    java.util.Arrays.fill(x, 1);
    return x;
  }

  @Test
  void inertiaIsThatOfTheFactor() {
    HessianSpectrum s = quadratic(new double[] {-1, 0, 0, 2, 3, 4}, 1, ones(6));
    assertThat(s.negativeModes()).isEqualTo(1);
    assertThat(s.zeroModes()).isEqualTo(2);
    assertThat(s.positiveModes()).isEqualTo(3);
  }

  @Test
  void badlyScaledParametersDoNotHideAModeNorInventOne() {
    double[] scale = {1e5, 1, 1e-4, 1e-5, 1e3, 1};
    HessianSpectrum full = quadratic(new double[] {1, 1, 1, 1, 1, 1}, 2, scale);
    assertThat(full.positiveModes()).isEqualTo(6);
    HessianSpectrum flat = quadratic(new double[] {0, 1, 1, 1, 1, 1}, 2, scale);
    assertThat(flat.zeroModes()).isEqualTo(1);
    assertThat(flat.negativeModes()).isZero();
  }

  @Test
  void singularMatricesNeverShowNegativeModesByRounding() {
    for (long seed = 0; seed < 50; seed++) {
      HessianSpectrum s = quadratic(new double[] {0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, seed, ones(10));
      assertThat(s.negativeModes()).as("seed %d", seed).isZero();
      assertThat(s.zeroModes()).as("seed %d", seed).isEqualTo(4);
    }
  }
}
