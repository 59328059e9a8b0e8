package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Point;

class NullSpaceProbeTest {
  private static NullSpaceProbe.Result probe(AnalyticEvaluator.Function f, double... x) {
    AnalyticEvaluator evaluator = new AnalyticEvaluator(f);
    Point centre = Point.of(x);
    HessianSpectrum spectrum =
        HessianSpectrum.at(evaluator, centre, HessianError.entries(evaluator, centre));
    assertThat(spectrum.negativeModes()).isZero();
    return new NullSpaceProbe(evaluator, centre, spectrum).run(RandomStream.of(7, "probe", 0));
  }

  @Test
  void quarticValleyIsAMinimum() {
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 2 * x[0];
              g[1] = 4 * x[1] * x[1] * x[1];
              h[0] = 2;
              h[3] = 12 * x[1] * x[1];
              return x[0] * x[0] + x[1] * x[1] * x[1] * x[1];
            },
            0,
            0);
    assertThat(r.outcome()).isEqualTo(NullSpaceProbe.Outcome.NO_DECREASE);
  }

  @Test
  void quarticSaddleFallsWithOrderFour() {
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 2 * x[0];
              g[1] = -4 * x[1] * x[1] * x[1];
              h[0] = 2;
              h[3] = -12 * x[1] * x[1];
              return x[0] * x[0] - x[1] * x[1] * x[1] * x[1];
            },
            0,
            0);
    assertThat(r.outcome()).isEqualTo(NullSpaceProbe.Outcome.HIGHER_ORDER_DECREASE);
    assertThat(r.order()).isBetween(3.5, 4.5);
    assertThat(r.decrease()).isPositive();
  }

  /**
   * x^2 + 3 x y^2 + y^4 is positive on every straight line through 0 and negative on x = -3/2 y^2.
   */
  @Test
  void curvedSaddleIsFoundOnlyAfterRelaxation() {
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 2 * x[0] + 3 * x[1] * x[1];
              g[1] = 6 * x[0] * x[1] + 4 * x[1] * x[1] * x[1];
              h[0] = 2;
              h[1] = 6 * x[1];
              h[2] = 6 * x[1];
              h[3] = 6 * x[0] + 12 * x[1] * x[1];
              return x[0] * x[0] + 3 * x[0] * x[1] * x[1] + x[1] * x[1] * x[1] * x[1];
            },
            0,
            0);
    assertThat(r.outcome()).isEqualTo(NullSpaceProbe.Outcome.HIGHER_ORDER_DECREASE);
  }

  @Test
  void cubicInflectionIsASaddle() {
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 3 * x[0] * x[0];
              h[0] = 6 * x[0];
              return x[0] * x[0] * x[0];
            },
            0);
    assertThat(r.outcome()).isEqualTo(NullSpaceProbe.Outcome.HIGHER_ORDER_DECREASE);
    assertThat(r.order()).isBetween(2.5, 3.5);
  }

  @Test
  void slopeAlongAFlatDirectionIsDriftNotASaddle() {
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 2 * x[0];
              g[1] = 1e-7;
              h[0] = 2;
              return x[0] * x[0] + 1e-7 * x[1];
            },
            0,
            0);
    assertThat(r.outcome()).isEqualTo(NullSpaceProbe.Outcome.DRIFT);
    assertThat(r.order()).isBetween(0.9, 1.1);
  }
}
