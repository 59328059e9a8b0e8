package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Point;

/** The quantities of a spectrum on quadratics, whose minimum and eigenvalues are known. */
class SpectrumFormulasTest {
  private static final double EPS = 0x1p-52;
  private static final Offset<Double> NEAR = within(1e-12);

  /** 1/2 (x-a).H(x-a) at a point, with this evaluation error of the Hessian. */
  private static HessianSpectrum quadratic(double[] h, double[] a, double[] x, double[] error) {
    AnalyticEvaluator evaluator =
        new AnalyticEvaluator(
            (at, g, hessian) -> {
              int p = at.length;
              double value = 0;
              for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                  g[i] += h[i * p + j] * (at[j] - a[j]);
                }

                value += g[i] * (at[i] - a[i]) / 2;
              }
              System.arraycopy(h, 0, hessian, 0, h.length);
              return value;
            });
    Point point = Point.of(x);
    return HessianSpectrum.at(
        evaluator, point, error == null ? HessianError.entries(evaluator, point) : error);
  }

  private static double[] gaussians(RandomStream stream, int count) {
    double[] x = new double[count];
    Arrays.setAll(x, i -> stream.nextGaussian());
    return x;
  }

  /** With gradient g at the point. */
  private static HessianSpectrum withGradient(double[] h, double... gradient) {
    AnalyticEvaluator evaluator =
        new AnalyticEvaluator(
            (at, g, hessian) -> {
              System.arraycopy(gradient, 0, g, 0, g.length);
              System.arraycopy(h, 0, hessian, 0, h.length);
              return 0;
            });
    double[] x = new double[gradient.length];
    return HessianSpectrum.at(evaluator, Point.of(x), new double[h.length]);
  }

  @Test
  void theNewtonStepEndsAtTheMinimumAndItsDecrementIsTwiceTheFall() {
    RandomStream stream = RandomStream.of(9, "spectrum-formulas", 0);
    for (int trial = 0; trial < 20; trial++) {
      int p = 1 + stream.nextInt(5);
      double[] b = gaussians(stream, p * p);
      double[] h = new double[p * p];
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          h[i * p + j] = i == j ? 0.5 : 0;
          for (int k = 0; k < p; k++) {
            h[i * p + j] += b[i * p + k] * b[j * p + k];
          }
        }
      }

      double[] a = gaussians(stream, p);
      double[] x = gaussians(stream, p);
      HessianSpectrum s = quadratic(h, a, x, null);
      assertThat(s.positiveModes()).isEqualTo(p);
      double[] step = s.newtonStep(s.gradient());
      double[] bounds = s.parameterError(new double[p]);
      for (int i = 0; i < p; i++) {
        assertThat(step[i]).isCloseTo(a[i] - x[i], within(1e-9));
        assertThat(bounds[i]).isGreaterThanOrEqualTo(Math.abs(a[i] - x[i]));
      }
      assertThat(s.squaredNewtonDecrement(s.gradient())).isCloseTo(2 * s.value(), within(1e-9));
    }
  }

  @Test
  void stepsAreTakenOverTheModesAboveAThresholdAlone() {
    // Scaled eigenvalues 1/2 along (1, -1) and 3/2 along (1, 1).
    double[] h = {2, 1, 1, 2};
    HessianSpectrum s = quadratic(h, new double[] {0, 0}, new double[] {3, 1}, null);
    assertThat(s.newtonStep(s.gradient(), 1)).containsExactly(new double[] {-2, -2}, NEAR);
    assertThat(s.newtonStep(s.gradient(), 0.4)).containsExactly(new double[] {-3, -1}, NEAR);
    assertThat(s.newtonStep(s.gradient(), 2)).containsExactly(0, 0);
    // 1/2 x.Hx is 3 (x+y)^2 / 4 + (x-y)^2 / 4.
    assertThat(s.squaredNewtonDecrement(s.gradient(), 1)).isCloseTo(24, NEAR);
    assertThat(s.squaredNewtonDecrement(s.gradient(), 0.4)).isCloseTo(26, NEAR);
  }

  @Test
  void eigenvaluesAndDirectionsOfATwoByTwoMatrixAreKnown() {
    HessianSpectrum s = withGradient(new double[] {2, 1, 1, 2}, 1, 3);
    assertThat(s.dimension()).isEqualTo(2);
    assertThat(s.minEigenvalue()).isCloseTo(1, NEAR);
    assertThat(s.maxEigenvalue()).isCloseTo(3, NEAR);
    assertThat(s.scaledEigenvalue(0)).isCloseTo(0.5, NEAR);
    assertThat(s.scaledEigenvalue(1)).isCloseTo(1.5, NEAR);
    for (int j = 0; j < 2; j++) {
      assertThat(Math.abs(s.direction(j)[0])).isCloseTo(0.5, NEAR);
      assertThat(s.direction(j)[1]).isCloseTo((2 * j - 1) * s.direction(j)[0], NEAR);
      assertThat(s.shareFrom(0, j)).isCloseTo(1, NEAR);
      assertThat(s.shareFrom(1, j)).isCloseTo(0.5, NEAR);
      assertThat(s.shareFrom(2, j)).isZero();
    }
    assertThat(s.scaledGradient()).isCloseTo(3 / Math.sqrt(2), NEAR);
  }

  @Test
  void theNoiseOfAModeIsWhatRoundingsMakeOfIt() {
    double[] h = {2, 1, 1, 2};
    double[] rounding = {0.1, 0.1};
    // Along (1, 1): (1+3)/2 to 0.1; along (1, -1): (3-1)/2 to 0.1.
    assertThat(withGradient(h, 1, 3).noiseExcess(rounding)).isCloseTo(20, NEAR);
    assertThat(withGradient(h, 1, -3).noiseExcess(rounding)).isCloseTo(20, NEAR);
    // Zero and negative modes are no matter of it.
    double[] flat = {1, 0, 0, 0, 0, 0, 0, 0, -1};
    double excess = withGradient(flat, 5, 1e6, 1e6).noiseExcess(new double[] {2, 1, 1});
    assertThat(excess).isCloseTo(2.5, NEAR);
    HessianSpectrum diagonal = withGradient(new double[] {4, 0, 0, 0.25}, 1, -1);
    double[] error = diagonal.parameterError(new double[] {1, 3});
    // (|g| + rounding) / h is 1/2 and 16; twice that for what the first order leaves out.
    assertThat(error).containsExactly(new double[] {1, 32}, NEAR);
  }

  @Test
  void aModeIsPositiveOrNegativeBeyondTheErrorBoundAlone() {
    double[] identity = {1, 0, 0, 1};
    double[] error = {1e-3, 2e-3, 2e-3, 5e-3};
    double[] a = {0, 0};
    double norm = Math.sqrt(1e-6 + 2 * 4e-6 + 25e-6);
    assertThat(quadratic(identity, a, a, error).bound()).isCloseTo(norm, within(100 * EPS));
    double[] scaled = {1e-3 / 4, 2e-3 / 6, 2e-3 / 6, 5e-3 / 9};
    double scaledNorm = Math.sqrt(Arrays.stream(scaled).map(e -> e * e).sum());
    HessianSpectrum s = quadratic(new double[] {4, 0, 0, 9}, a, a, error);
    assertThat(s.bound()).isCloseTo(scaledNorm, within(100 * EPS));
    assertThat(quadratic(identity, a, a, new double[4]).bound()).isBetween(8 * EPS, 64 * EPS);

    // All ones: one eigenvalue p = 8, known to 8 p eps of it.
    double[] ones = new double[64];
    Arrays.fill(ones, 1);
    assertThat(quadratic(ones, new double[8], new double[8], new double[64]).bound())
        .isBetween(511 * EPS, 1024 * EPS);

    // [[1, c], [c, 1]] has the eigenvalues 1 - c and 1 + c: within, beyond, below the bound.
    double[] cs = {1 - 0.9 * norm, 1 - 1.1 * norm, 1 + 0.9 * norm, 1 + 1.1 * norm};
    int[][] modes = {{0, 1, 1}, {0, 0, 2}, {0, 1, 1}, {1, 0, 1}};
    for (int k = 0; k < cs.length; k++) {
      HessianSpectrum m = quadratic(new double[] {1, cs[k], cs[k], 1}, a, a, error);
      assertThat(new int[] {m.negativeModes(), m.zeroModes(), m.positiveModes()})
          .as("c = %s", cs[k])
          .containsExactly(modes[k]);
    }
  }

  @Test
  void parametersWithoutCurvatureOfTheirOwnAreNotBlownUp() {
    double[] a = {0, 0};
    // Eight times the error of the entry is larger than the entry.
    HessianSpectrum noisy =
        quadratic(new double[] {1, 0, 0, 1e-3}, a, a, new double[] {0, 0, 0, 1e-2});
    assertThat(noisy.scaledEigenvalue(0)).isCloseTo(1e-3 / 0.08, NEAR);
    assertThat(noisy.bound()).isCloseTo(1e-2 / 0.08, within(1e-9));
    assertThat(noisy.zeroModes()).isEqualTo(1);
    // 24 decades below the largest.
    for (double[] h : new double[][] {{1, 0, 0, 1e-30}, {1e-30, 0, 0, 1}}) {
      HessianSpectrum tiny = quadratic(h, a, a, new double[4]);
      assertThat(tiny.scaledEigenvalue(0)).isCloseTo(1e-6, within(1e-15));
    }
    HessianSpectrum nothing = quadratic(new double[4], a, a, new double[4]);
    assertThat(nothing.zeroModes()).isEqualTo(2);
    assertThat(nothing.newtonStep(new double[] {1, 1})).containsExactly(0, 0);
  }

  @Test
  void allModesMayBeNegativeOrPositive() {
    double[] a = {0, 0};
    assertThat(quadratic(new double[] {-1, 0, 0, -2}, a, a, null).negativeModes()).isEqualTo(2);
    assertThat(quadratic(new double[] {-1, 0, 0, -2}, a, a, null).positiveModes()).isZero();
    assertThat(quadratic(new double[] {1, 0, 0, 2}, a, a, null).positiveModes()).isEqualTo(2);
  }

  @Test
  void theErrorOfAParameterGrowsWhereItsModeIsSoft() {
    // H = [[1, c], [c, 1]], c = 0.99: g = (1, -1) is off by 1 / (1 - c) = 100 in each.
    HessianSpectrum s = withGradient(new double[] {1, 0.99, 0.99, 1}, 1, -1);
    assertThat(s.parameterError(new double[2])[0]).isBetween(100.0, 400.0);
    // Rounding of the same size makes it twice as much.
    assertThat(s.parameterError(new double[] {1, 1})[1]).isBetween(200.0, 800.0);
  }

  @Test
  void theErrorOfAHessianIsItsChangeUnderAFewUnitsInTheLastPlace() {
    AnalyticEvaluator linear =
        new AnalyticEvaluator(
            (x, g, h) -> {
              h[0] = 3 * x[0];
              h[3] = 7;
              return 0;
            });
    double[] error = HessianError.entries(linear, Point.of(new double[] {1, 1}));
    // Four times: the change by 4 units of x, and a unit of the entry itself.
    assertThat(error[0]).isCloseTo(4 * (3 * 4 + 3) * EPS, within(4 * 3 * EPS));
    assertThat(error[3]).isCloseTo(4 * 7 * EPS, within(1e-20));
    assertThat(error[1]).isZero();
  }

  @Test
  void whatIsNotFiniteHasNoSpectrum() {
    double[] bad = {Double.NaN, Double.POSITIVE_INFINITY};
    for (double b : bad) {
      for (int k = 0; k < 4; k++) {
        int which = k;
        AnalyticEvaluator evaluator =
            new AnalyticEvaluator(
                (x, g, h) -> {
                  h[0] = 1;
                  h[3] = which == 0 ? b : 1;
                  g[1] = which == 1 ? b : 0;
                  return which == 2 ? b : 0;
                });
        double[] error = {0, 0, 0, which == 3 ? b : 0};
        assertThat(HessianSpectrum.at(evaluator, Point.of(new double[2]), error))
            .as("%d", k)
            .isNull();
      }
    }
  }
}
