package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Point;

class EndgameTest {
  private static Endgame.Result run(AnalyticEvaluator.Function f, double... x) {
    return new Endgame(new AnalyticEvaluator(f)).run(Point.of(x));
  }

  @Test
  void quadraticMinimumIsAttainedWithAllModesPositive() {
    Endgame.Result r = run(EndgameTest::illConditioned, 1e-3, -2e-3);
    assertThat(r.outcome()).isEqualTo(Endgame.Outcome.ATTAINED);
    assertThat(r.spectrum().positiveModes()).isEqualTo(2);
    assertThat(r.spectrum().minEigenvalue()).isEqualTo(2e-9);
  }

  /** x^2 + 1e-9 y^2: a fixed ratio of eigenvalues would call this flat. */
  private static double illConditioned(double[] x, double[] g, double[] h) {
    g[0] = 2 * x[0];
    g[1] = 2e-9 * x[1];
    h[0] = 2;
    h[3] = 2e-9;
    return x[0] * x[0] + 1e-9 * x[1] * x[1];
  }

  @Test
  void exponentialTailIsATail() {
    Endgame.Result r =
        run(
            (x, g, h) -> {
              double e = StrictMath.exp(-x[0]);
              g[0] = -e;
              h[0] = e;
              return 1 + e;
            },
            20);
    assertThat(r.outcome()).isEqualTo(Endgame.Outcome.TAIL);
    assertThat(r.ratios()).allSatisfy(ratio -> assertThat(ratio).isBetween(0.95, 1.05));
  }

  @Test
  void algebraicTailGrowsByTheRatioOfItsOrder() {
    Endgame.Result r =
        run(
            (x, g, h) -> {
              double q = 1 / (x[0] * x[0]);
              g[0] = -2 * q / x[0];
              h[0] = 6 * q / (x[0] * x[0]);
              return 1 + q;
            },
            1e3);
    assertThat(r.outcome()).isEqualTo(Endgame.Outcome.TAIL);
    assertThat(r.ratios().get(0)).as("(q + 2) / (q + 1) for q = 2").isBetween(1.33, 1.34);
  }

  @Test
  void quarticMinimumContractsByTwoThirdsAndIsNoTail() {
    Endgame.Result r =
        run(
            (x, g, h) -> {
              g[0] = 4 * x[0] * x[0] * x[0];
              h[0] = 12 * x[0] * x[0];
              return x[0] * x[0] * x[0] * x[0];
            },
            1e-2);
    assertThat(r.outcome()).isNotEqualTo(Endgame.Outcome.TAIL);
    assertThat(r.ratios().get(0)).isBetween(0.66, 0.67);
  }

  @Test
  void saddleShowsNegativeCurvature() {
    Endgame.Result r =
        run(
            (x, g, h) -> {
              g[0] = 2 * x[0];
              g[1] = -2e-6 * x[1];
              h[0] = 2;
              h[3] = -2e-6;
              return x[0] * x[0] - 1e-6 * x[1] * x[1];
            },
            0,
            0);
    assertThat(r.outcome()).isEqualTo(Endgame.Outcome.NEGATIVE_CURVATURE);
    assertThat(r.spectrum().negativeModes()).isEqualTo(1);
  }

  @Test
  void nonFiniteHessianIsSaid() {
    Endgame.Result r =
        run(
            (x, g, h) -> {
              h[0] = Double.NaN;
              return 0;
            },
            0);
    assertThat(r.outcome()).isEqualTo(Endgame.Outcome.NOT_FINITE);
  }
}
