package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Point;

class NegativeCurvatureTest {
  private int calls;

  private NegativeCurvature.Witness leave(AnalyticEvaluator.Function f, double... x) {
    AnalyticEvaluator evaluator =
        new AnalyticEvaluator(
            (at, g, h) -> {
              calls++;
              return f.at(at, g, h);
            });
    Point saddle = Point.of(x);
    HessianSpectrum spectrum =
        HessianSpectrum.at(evaluator, saddle, HessianError.entries(evaluator, saddle));
    calls = 0;
    return NegativeCurvature.leave(evaluator, saddle, spectrum);
  }

  @Test
  void theWitnessIsAsFarAndAsLowAsIsSaid() {
    // x^2 - (y - 3)^2 + (y - 3)^4 / s^2 is lowest at a distance of s / sqrt 2, by s^2 / 4.
    for (double s : new double[] {0.01, 0.1, 0.105, 4}) {
      NegativeCurvature.Witness w =
          leave(
              (x, g, h) -> {
                double d = x[1] - 3;
                h[0] = 2;
                h[3] = -2 + 12 * d * d / (s * s);
                return 5 + x[0] * x[0] - d * d + d * d * d * d / (s * s);
              },
              0,
              3);
      double d = w.point().values()[1] - 3;
      assertThat(w.point().values()[0]).isZero();
      assertThat(Math.abs(w.step()) * 4).isCloseTo(Math.abs(d), within(1e-12));
      assertThat(w.decrease()).isCloseTo(d * d - d * d * d * d / (s * s), within(1e-12));
      // Steps four times as long as the one before: u (1 - u), u = d^2 / s^2, is no less than 0.055
      // at the best of them, where u and 16 u give the same.
      assertThat(w.decrease()).isBetween(0.055 * s * s, 0.25 * s * s + 1e-12);
      assertThat(calls).isEqualTo(NegativeCurvature.EVALUATIONS);
    }
  }

  @Test
  void theSideThatFallsIsTaken() {
    for (int side = -1; side <= 1; side += 2) {
      int sign = side;
      NegativeCurvature.Witness w =
          leave(
              (x, g, h) -> {
                h[0] = -2;
                return sign * x[0] > 0 ? -x[0] * x[0] : x[0] * x[0];
              },
              0);
      assertThat(sign * w.point().values()[0]).isPositive();
    }
  }

  @Test
  void fallsWithinRoundingAreNoWitness() {
    assertThat(
            leave(
                (x, g, h) -> {
                  h[0] = -2;
                  return 1 - Math.ulp(1.0) * Math.signum(Math.abs(x[0]));
                },
                0))
        .isNull();
  }
}
