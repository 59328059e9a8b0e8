package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.certify.NullSpaceProbe.Outcome;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Point;

/** What the probe finds of functions whose lower points, or lack of them, are known. */
class NullSpaceRulesTest {
  private int calls;
  private AnalyticEvaluator evaluator;

  private NullSpaceProbe.Result probe(AnalyticEvaluator.Function f, double... x) {
    evaluator =
        new AnalyticEvaluator(
            (at, g, h) -> {
              calls++;
              return f.at(at, g, h);
            });
    Point centre = Point.of(x);
    HessianSpectrum spectrum =
        HessianSpectrum.at(evaluator, centre, HessianError.entries(evaluator, centre));
    calls = 0;
    return new NullSpaceProbe(evaluator, centre, spectrum).run(RandomStream.of(7, "probe", 1));
  }

  /** A x^n of one parameter about a centre, beside a loss. */
  private NullSpaceProbe.Result power(double a, int n, double centre, double loss) {
    return probe(
        (x, g, h) -> {
          double d = x[0] - centre;
          g[0] = a * n * StrictMath.pow(d, n - 1);
          h[0] = a * n * (n - 1) * StrictMath.pow(d, n - 2);
          return loss + a * StrictMath.pow(d, n);
        },
        centre);
  }

  @Test
  void theWitnessIsAsMuchLowerAsIsSaid() {
    for (double centre : new double[] {0, 100, -100}) {
      for (int n = 3; n <= 5; n++) {
        NullSpaceProbe.Result r = power(n % 2 == 0 ? -1 : 1, n, centre, 2);
        assertThat(r.outcome()).isEqualTo(Outcome.HIGHER_ORDER_DECREASE);
        double step = Math.abs(r.witness().values()[0] - centre);
        assertThat(step).isCloseTo(r.radius() * (1 + Math.abs(centre)), within(1e-9));
        assertThat(r.decrease()).isCloseTo(StrictMath.pow(step, n), within(1e-14));
        assertThat(r.order()).isCloseTo(n, within(0.1));
      }
    }
  }

  @Test
  void aFallAlongNoSingleNullVectorIsFound() {
    // -x^2 y^2 vanishes on both axes.
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = -2 * x[0] * x[1] * x[1];
              g[1] = -2 * x[0] * x[0] * x[1];
              h[0] = -2 * x[1] * x[1];
              h[1] = -4 * x[0] * x[1];
              h[2] = h[1];
              h[3] = -2 * x[0] * x[0];
              return -x[0] * x[0] * x[1] * x[1];
            },
            0,
            0);
    assertThat(r.outcome()).isEqualTo(Outcome.HIGHER_ORDER_DECREASE);
    assertThat(r.order()).isCloseTo(4, within(0.1));
  }

  @Test
  void whereNothingIsLowerAllRadiiAreTriedAndTheCentreStays() {
    NullSpaceProbe.Result r = power(1, 4, 0, 2);
    assertThat(r.outcome()).isEqualTo(Outcome.NO_DECREASE);
    assertThat(r.radius()).isEqualTo(3e-2);
    assertThat(r.decrease()).isZero();
    assertThat(r.witness().values()).containsExactly(0);
    // The centre, and 4 radii of 12 random directions and both signs of the null vector.
    assertThat(calls).isEqualTo(4 * (1 + 4 * (12 + 2)));
    assertThat(r.evaluations()).isEqualTo(calls);
  }

  @Test
  void fallsWithinRoundingAreNone() {
    // a 0.03^3, the largest fall of the probes, against 1e-12 (1 + L).
    assertThat(power(1e-9, 3, 0, 2).outcome()).isEqualTo(Outcome.NO_DECREASE);
    assertThat(power(1e-3, 3, 0, 2).outcome()).isEqualTo(Outcome.HIGHER_ORDER_DECREASE);
    assertThat(power(1e-3, 3, 0, 1e6).outcome()).isEqualTo(Outcome.NO_DECREASE);
    assertThat(power(1e-3, 3, 0, -1e6).outcome()).isEqualTo(Outcome.NO_DECREASE);
    assertThat(power(1, 3, 0, -1e6).outcome()).isEqualTo(Outcome.HIGHER_ORDER_DECREASE);
  }

  @Test
  void aProbeThatLeavesTheDomainSaysNothing() {
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 4 * x[0] * x[0] * x[0];
              h[0] = 12 * x[0] * x[0];
              double outside = x[0] < 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
              return Math.abs(x[0]) > 5e-3 ? outside : StrictMath.pow(x[0], 4);
            },
            0);
    assertThat(r.outcome()).isEqualTo(Outcome.NO_DECREASE);
  }

  @Test
  void aCorrectionThatRaisesTheValueIsNotKept() {
    // x^2 - y^3 with a slope by x that is not its own: the corrections lead to x = -y/2.
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 2 * x[0] + x[1];
              g[1] = -3 * x[1] * x[1];
              h[0] = 2;
              h[3] = -6 * x[1];
              return x[0] * x[0] - x[1] * x[1] * x[1];
            },
            0,
            0);
    assertThat(r.outcome()).isEqualTo(Outcome.HIGHER_ORDER_DECREASE);
    double[] w = r.witness().values();
    assertThat(w[0]).isZero();
    assertThat(r.decrease()).isCloseTo(w[1] * w[1] * w[1], within(1e-15));
  }

  @Test
  void theWitnessOfACurvedFallLiesOnTheCurve() {
    // x^2 + 3 x y^2 + y^4 = (x + 3/2 y^2)^2 - 5/4 y^4, lowest on x = -3/2 y^2.
    NullSpaceProbe.Result r =
        probe(
            (x, g, h) -> {
              g[0] = 2 * x[0] + 3 * x[1] * x[1];
              g[1] = 6 * x[0] * x[1] + 4 * x[1] * x[1] * x[1];
              h[0] = 2;
              h[1] = 6 * x[1];
              h[2] = h[1];
              h[3] = 6 * x[0] + 12 * x[1] * x[1];
              double s = x[0] + 1.5 * x[1] * x[1];
              return s * s - 1.25 * StrictMath.pow(x[1], 4);
            },
            0,
            0);
    double[] w = r.witness().values();
    assertThat(w[0]).isCloseTo(-1.5 * w[1] * w[1], within(1e-9));
    assertThat(Math.abs(w[1])).isCloseTo(r.radius(), within(1e-9));
    assertThat(r.decrease()).isCloseTo(1.25 * StrictMath.pow(w[1], 4), within(1e-15));
  }
}
