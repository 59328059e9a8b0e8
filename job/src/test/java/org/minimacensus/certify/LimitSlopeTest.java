package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.StepListener;

class LimitSlopeTest {
  /** The slope by the first parameter, c + 2 x1 + x2^2, at (0, 1, 2). */
  private static LimitSlope slope(double c, double... error) {
    AnalyticEvaluator evaluator =
        new AnalyticEvaluator(
            (x, g, h) -> {
              g[0] = c + 2 * x[1] + x[2] * x[2];
              g[1] = 1e9;
              return 0;
            });
    SearchBudget budget =
        new SearchBudget(new RestartSettings("auto", 1e-8, 10, 0.1, false), StepListener.NONE);
    return LimitSlope.at(evaluator, Point.of(new double[] {0, 1, 2}), 0, error, budget);
  }

  @Test
  void theErrorIsWhatTheErrorsOfTheParametersMakeOfTheSlope() {
    LimitSlope slope = slope(3, 1e-6, 1e-6, 2e-6);
    assertThat(slope.value()).isEqualTo(9);
    // 2 e1 and, the larger way, (2 + e2)^2 - 4; each twice.
    assertThat(slope.error()).isCloseTo(4e-6 + 2 * (8e-6 + 4e-12), within(1e-14));
    assertThat(slope(3).error()).as("rounding alone").isEqualTo(1e-18);
  }

  @Test
  void aSignIsCertainBeyondTheErrorAlone() {
    assertThat(slope(3, 1e-6, 1e-6, 2e-6).sign()).isEqualTo(1);
    assertThat(slope(-9, 1e-6, 1e-6, 2e-6).sign()).isEqualTo(-1);
    // Slopes of 2.1e-5, 1.9e-5 and their negatives to 2e-5.
    assertThat(slope(-6 + 2.1e-5, 1e-6, 1e-6, 2e-6).sign()).isEqualTo(1);
    assertThat(slope(-6 + 1.9e-5, 1e-6, 1e-6, 2e-6).sign()).isZero();
    assertThat(slope(-6 - 1.9e-5, 1e-6, 1e-6, 2e-6).sign()).isZero();
    assertThat(slope(-6 - 2.1e-5, 1e-6, 1e-6, 2e-6).sign()).isEqualTo(-1);
  }

  @Test
  void errorsThatAreNotSmallDecideNothing() {
    // 1e-5 (1 + |x|): 2e-5 for x1 = 1.
    assertThat(slope(3, 1e-6, 1.9e-5, 1e-6).sign()).isEqualTo(1);
    assertThat(slope(3, 1e-6, 2.1e-5, 1e-6).error()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(slope(3, 1e-6, 2.1e-5, 1e-6).sign()).isZero();
    assertThat(slope(3, 1e-6, Double.NaN, 1e-6).sign()).isZero();
    assertThat(slope(3, Double.POSITIVE_INFINITY, 1e-6, 1e-6).sign()).isZero();
  }
}
