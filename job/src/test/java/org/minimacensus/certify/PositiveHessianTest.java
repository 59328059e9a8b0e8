package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** What is shown by factors against what eigenvalues say. */
class PositiveHessianTest {
  private static final int P = 12;

  /**
   * 1/2 x.Hx at a point of ones with H = S B^T diag(d) B S.
   *
   * @param noise relative size of what every entry changes by when a parameter does, of one sign
   *     pattern in the entries
   */
  private static Evaluator quadratic(double[] d, double noise, double scale) {
    RandomStream stream = RandomStream.of(3, "positive hessian", 0);
    double[][] b = new double[P][P];
    for (double[] row : b) {
      for (int j = 0; j < P; j++) {
        row[j] = stream.nextGaussian();
      }
    }

    return new AnalyticEvaluator(
        (x, g, h) -> {
          for (int i = 0; i < P; i++) {
            g[i] = 1e-12 * Math.cos(i) * Math.pow(scale, i);
            for (int j = 0; j < P; j++) {
              double sum = 0;
              for (int k = 0; k < P; k++) {
                sum += b[k][i] * d[k] * b[k][j];
              }

              double sign = x[0] == 1 ? 0 : Math.cos(5 * i) * Math.cos(5 * j);
              h[i * P + j] = (sum + noise * sign) * Math.pow(scale, i + j);
            }
          }

          return 1;
        });
  }

  private static Point ones() {
    double[] x = new double[P];
    Arrays.fill(x, 1);
    return Point.of(x);
  }

  private static double[] curvatures(double least) {
    double[] d = new double[P];
    Arrays.fill(d, 1);
    d[4] = least;
    return d;
  }

  private static PositiveHessian of(Evaluator evaluator) {
    return PositiveHessian.at(evaluator, ones(), evaluator.evaluate(Question.hessian(ones())));
  }

  private static double smallest(PositiveHessian h) {
    return SymmetricEigen.of(h.scaled(), P).values()[0];
  }

  @Test
  void whatIsShownLiesBelowTheSmallestEigenvalue() {
    for (double least : new double[] {1, 1e-2, 1e-4}) {
      PositiveHessian h = of(quadratic(curvatures(least), 0, 1));
      double smallest = smallest(h);
      assertThat(h.shown()).isLessThan(smallest).isGreaterThanOrEqualTo(1e-8);
      assertThat(h.above(0.999 * smallest)).isTrue();
      assertThat(h.above(1.001 * smallest)).isFalse();
      assertThat(h.above(0.5 * smallest)).as("after a refusal").isTrue();
    }
  }

  @Test
  void zeroAndNegativeModesAreNeverShownPositive() {
    for (double least : new double[] {-1, -1e-6, -1e-12, 0, 1e-12}) {
      assertThat(of(quadratic(curvatures(least), 0, 1))).as("curvature %.0e", least).isNull();
    }
  }

  @Test
  void badScalesDoNotMatter() {
    PositiveHessian h = of(quadratic(curvatures(1e-2), 0, 0.1));
    assertThat(smallest(h))
        .isCloseTo(smallest(of(quadratic(curvatures(1e-2), 0, 1))), within(1e-9));
  }

  @Test
  void aCurvatureThatDiesOutIsNone() {
    Evaluator evaluator =
        new AnalyticEvaluator(
            (x, g, h) -> {
              h[0] = 1;
              h[3] = Math.exp(-100);
              return 0;
            });
    Point origin = Point.of(new double[] {0, 0});
    Answer answer = evaluator.evaluate(Question.hessian(origin));
    assertThat(PositiveHessian.at(evaluator, origin, answer)).isNull();
    assertThat(HessianSpectrum.at(evaluator, origin).zeroModes()).isEqualTo(1);
  }

  @Test
  void anEvaluationErrorNearTheCurvatureIsSeen() {
    double[] d = curvatures(1e-2);
    double smallest = smallest(of(quadratic(d, 0, 1)));
    PositiveHessian quiet = of(quadratic(d, 1e-9, 1));
    assertThat(quiet.shown()).isGreaterThan(1e3 * 1e-10).isLessThan(smallest);
    // 1000 times the error no longer lies below the curvature.
    assertThat(of(quadratic(d, smallest / 20, 1))).isNull();
    assertThat(of(quadratic(d, Double.NaN, 1))).isNull();
  }

  @Test
  void theErrorsEstimateIsOfTheSizeOfItsNorm() {
    double[] scale = new double[P];
    double norm = 0;
    Evaluator noisy = quadratic(curvatures(1), 1e-6, 1);
    double[] h = noisy.evaluate(Question.hessian(ones())).hessian().values();
    for (int i = 0; i < P; i++) {
      scale[i] = 1 / Math.sqrt(h[i * P + i]);
      norm += Math.pow(scale[i] * Math.cos(5 * i), 2);
    }

    assertThat(HessianError.scaledNorm(noisy, ones(), h, scale))
        .isBetween(1e-6 * norm / 10, 1e-6 * norm * 4);
    h[1] += 1e-3;
    assertThat(HessianError.scaledNorm(noisy, ones(), h, scale))
        .as("asymmetry")
        .isGreaterThan(1e-3 * scale[0] * scale[1]);
  }

  @Test
  void stepsAndBoundsAreThoseOfTheEigenvectors() {
    Evaluator evaluator = quadratic(curvatures(1e-2), 0, 0.5);
    HessianSpectrum shown = HessianSpectrum.at(evaluator, ones());
    HessianSpectrum measured =
        HessianSpectrum.at(evaluator, ones(), HessianError.entries(evaluator, ones()));
    assertThat(shown.shownByFactor()).isTrue();
    assertThat(measured.shownByFactor()).isFalse();
    assertThat(shown.positiveModes()).isEqualTo(P).isEqualTo(measured.positiveModes());
    assertThat(shown.zeroModes() + shown.negativeModes()).isZero();
    double[] g = shown.gradient();
    double[] rounding = new double[P];
    Arrays.fill(rounding, 1e-15);
    double[] step = shown.newtonStep(g);
    double[] expected = measured.newtonStep(g);
    double[] error = shown.parameterError(rounding);
    double[] looser = measured.parameterError(rounding);
    for (int i = 0; i < P; i++) {
      assertThat(step[i]).isCloseTo(expected[i], within(1e-9 * Math.abs(expected[i])));
      assertThat(error[i]).isGreaterThanOrEqualTo(2 * Math.abs(step[i]));
      assertThat(error[i]).isLessThanOrEqualTo(looser[i] * (1 + 1e-9));
    }

    assertThat(shown.squaredNewtonDecrement(g))
        .isCloseTo(measured.squaredNewtonDecrement(g), within(1e-9 * 1e-12));
    assertThat(shown.minEigenvalue()).isEqualTo(measured.minEigenvalue());
    double ofEntries = shown.excess(rounding);
    assertThat(shown.shownByFactor()).as("no eigenvector was asked for").isTrue();
    double excess = shown.noiseExcess(rounding);
    double[] same = new double[P];
    for (int i = 0; i < P; i++) {
      same[i] = Math.abs(g[i]);
    }

    assertThat(measured.excess(rounding)).isEqualTo(measured.noiseExcess(rounding));
    assertThat(ofEntries)
        .as("the largest entry")
        .isEqualTo(
            Arrays.stream(g).map(Math::abs).max().orElseThrow() / (1e-15 + Double.MIN_NORMAL))
        .isGreaterThanOrEqualTo(excess * (1 - 1e-9));
    assertThat(shown.noiseExcess(same)).isEqualTo(1);
    assertThat(measured.noiseExcess(same)).as("no mode exceeds the entries").isLessThan(1 + 1e-9);
    assertThat(excess)
        .as("else along a mode")
        .isGreaterThan(1)
        .isEqualTo(measured.noiseExcess(rounding));
  }

  @Test
  void whatIsAskedBeyondItIsAnsweredByEigenvalues() {
    Evaluator evaluator = quadratic(curvatures(1e-2), 0, 1);
    HessianSpectrum shown = HessianSpectrum.at(evaluator, ones());
    HessianSpectrum measured =
        HessianSpectrum.at(evaluator, ones(), HessianError.entries(evaluator, ones()));
    double[] g = shown.gradient();
    double threshold = 3 * measured.scaledEigenvalue(0);
    assertThat(shown.newtonStep(g, threshold)).containsExactly(measured.newtonStep(g, threshold));
    assertThat(shown.scaledEigenvalue(0)).isEqualTo(measured.scaledEigenvalue(0));
    HessianSpectrum close = shown.closeBy(evaluator, ones());
    assertThat(close.shownByFactor()).isTrue();
    Evaluator flat = quadratic(curvatures(0), 0, 1);
    HessianSpectrum other = shown.closeBy(flat, ones());
    assertThat(other.zeroModes()).isEqualTo(1);
  }
}
