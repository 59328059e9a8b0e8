package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endgame.Outcome;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.Vectors;

/** How the polish ends on functions whose minima, or lack of them, are known. */
class EndgameRulesTest {
  private int calls;

  private Endgame.Result run(AnalyticEvaluator.Function f, double... x) {
    calls = 0;
    AnalyticEvaluator.Function counted =
        (at, g, h) -> {
          calls++;
          return f.at(at, g, h);
        };
    return new Endgame(new AnalyticEvaluator(counted)).run(Point.of(x));
  }

  @Test
  void stepsThatContractAfterATailEndOnTheMinimumBehindIt() {
    // e^-x + 1e-6 x: steps of length 1 down the tail, and a minimum at log 1e6.
    Endgame.Result r =
        run(
            (x, g, h) -> {
              double e = StrictMath.exp(-x[0]);
              g[0] = 1e-6 - e;
              h[0] = e;
              return e + 1e-6 * x[0];
            },
            5);
    assertThat(r.ratios()).filteredOn(q -> q >= 0.95).hasSizeGreaterThan(3);
    assertThat(r.outcome()).isEqualTo(Outcome.ATTAINED);
    assertThat(r.point().values()[0]).isCloseTo(StrictMath.log(1e6), within(1e-8));
    assertThat(r.lastStep()).isLessThan(1e-7);
  }

  @Test
  void aTailOfStepsThatNoToleranceSeesIsNone() {
    // e^(-x / 1e-9): steps of length 1e-9.
    Endgame.Result r =
        run(
            (x, g, h) -> {
              double e = StrictMath.exp(-1e9 * x[0]);
              g[0] = -1e9 * e;
              h[0] = 1e18 * e;
              return e;
            },
            0);
    assertThat(r.ratios()).allSatisfy(q -> assertThat(q).isBetween(0.95, 1.05));
    assertThat(r.outcome()).isEqualTo(Outcome.ATTAINED);
    // Steps of 0.01 at a million: 1e-8 of 1 + |x|.
    Endgame.Result far =
        run(
            (x, g, h) -> {
              double e = StrictMath.exp(-100 * (x[0] - 1e6));
              g[0] = -100 * e;
              h[0] = 1e4 * e;
              return e;
            },
            1e6);
    assertThat(far.ratios()).hasSizeGreaterThan(5);
    assertThat(far.outcome()).isEqualTo(Outcome.ATTAINED);
  }

  @Test
  void aStepThatOvershootsIsHalved() {
    // sqrt(1 + x^2): the Newton step from x goes to -x^3.
    Endgame.Result r =
        run(
            (x, g, h) -> {
              double root = Math.sqrt(1 + x[0] * x[0]);
              g[0] = x[0] / root;
              h[0] = 1 / (root * root * root);
              return root;
            },
            1.5);
    assertThat(r.outcome()).isEqualTo(Outcome.ATTAINED);
    assertThat(r.point().values()[0]).isCloseTo(0, within(1e-8));
    assertThat(r.gradientNorm()).isLessThan(1e-8);
  }

  @Test
  void aFlatSetIsReachedWithoutRunningAlongIt() {
    // (x^2 + y^2 - 1)^2 / 4 vanishes on the circle.
    for (double start : new double[] {1.1, 0.9, 1 + 1e-5}) {
      double angle = 0.3;
      Endgame.Result r =
          run(
              (x, g, h) -> {
                double s = x[0] * x[0] + x[1] * x[1] - 1;
                g[0] = s * x[0];
                g[1] = s * x[1];
                h[0] = s + 2 * x[0] * x[0];
                h[1] = 2 * x[0] * x[1];
                h[2] = h[1];
                h[3] = s + 2 * x[1] * x[1];
                return s * s / 4;
              },
              start * StrictMath.cos(angle),
              start * StrictMath.sin(angle));
      assertThat(r.outcome()).as("from radius %s", start).isEqualTo(Outcome.ATTAINED);
      double[] x = r.point().values();
      assertThat(StrictMath.hypot(x[0], x[1])).isCloseTo(1, within(1e-9));
      assertThat(StrictMath.atan2(x[1], x[0])).isCloseTo(angle, within(3 * Math.abs(start - 1)));
      assertThat(r.spectrum().positiveModes()).isEqualTo(1);
      assertThat(r.spectrum().zeroModes()).isEqualTo(1);
    }
  }

  /** A gradient that stays as it is, wherever one goes, beside a curvature of 1e-14. */
  private Endgame.Result stuck(double gradient) {
    return run(
        (x, g, h) -> {
          g[0] = gradient;
          h[0] = 1e-14;
          return 0;
        },
        0);
  }

  @Test
  void aGradientWithinItsRoundingIsAsGoodAsNone() {
    // The rounding of an analytic gradient is 1e-18; the step would be 3e-4 and 5e-4.
    assertThat(stuck(3e-18).outcome()).isEqualTo(Outcome.ATTAINED);
    assertThat(stuck(3e-18).excess()).isCloseTo(3, within(1e-9));
    assertThat(stuck(3e-18).lastStep()).isCloseTo(3e-4, within(1e-12));
    assertThat(stuck(5e-18).outcome()).isEqualTo(Outcome.STALLED);
    assertThat(stuck(-5e-18).outcome()).isEqualTo(Outcome.STALLED);
  }

  @Test
  void aPointIsStationaryWithinTheToleranceOrWithinRounding() {
    assertThat(stuck(5e-18).stationary(1e-17)).isTrue();
    assertThat(stuck(5e-18).stationary(4.9e-18)).isFalse();
    assertThat(stuck(3.9e-18).stationary(0)).isTrue();
    assertThat(stuck(4.1e-18).stationary(0)).isFalse();
  }

  @Test
  void stepsThatRaiseTheValueAreNotTaken() {
    // The gradient points one way, the value rises that way: nothing is gained, nothing moves.
    Endgame.Result r =
        run(
            (x, g, h) -> {
              g[0] = 1;
              h[0] = 1;
              return Math.abs(x[0]);
            },
            0);
    assertThat(r.outcome()).isEqualTo(Outcome.STALLED);
    assertThat(r.point().values()).containsExactly(0);
    assertThat(r.ratios()).isEmpty();
    assertThat(r.lastStep()).isCloseTo(1, within(1e-9));
  }

  /** 1/2 x^2 about 0 from 1, the value off by some roundings wherever x is not 1. */
  private Endgame.Result noisy(double roundings) {
    return run(
        (x, g, h) -> {
          g[0] = 1e-9 * x[0];
          h[0] = 1e-9;
          return x[0] == 1 ? 1 : 1 + roundings * Math.ulp(1.0);
        },
        1);
  }

  @Test
  void aRiseWithinRoundingIsTakenIfTheGradientFalls() {
    assertThat(noisy(4).outcome()).isEqualTo(Outcome.ATTAINED);
    assertThat(noisy(4).point().values()[0]).isCloseTo(0, within(1e-12));
    assertThat(noisy(16).outcome()).isEqualTo(Outcome.STALLED);
    assertThat(noisy(16).point().values()).containsExactly(1);
  }

  @Test
  void aStepOutOfTheDomainIsNotTaken() {
    Endgame.Result r =
        run(
            (x, g, h) -> {
              g[0] = x[0];
              h[0] = 1;
              return x[0] < 0.4 ? Double.NaN : x[0] * x[0] / 2;
            },
            1);
    assertThat(r.point().values()[0]).isGreaterThanOrEqualTo(0.4);
    assertThat(r.outcome()).isNotEqualTo(Outcome.ATTAINED);
  }

  @Test
  void aHessianThatEndsOnTheWayIsSaid() {
    AnalyticEvaluator.Function ends =
        (x, g, h) -> {
          double d = x[0] - 1;
          g[0] = d;
          h[0] = d == 0 || d > 0.4 ? 1 : Double.NaN;
          return d * d / 2;
        };
    assertThat(run(ends, 1.45).outcome())
        .as("finite on the way and at the end, not beside the end")
        .isEqualTo(Outcome.NOT_FINITE);
    AnalyticEvaluator.Function later =
        (x, g, h) -> {
          g[0] = x[0];
          h[0] = x[0] > 0.4 ? 1 : Double.NaN;
          return x[0] * x[0] / 2;
        };
    assertThat(run(later, 0.45).outcome()).isEqualTo(Outcome.NOT_FINITE);
  }

  @Test
  void evaluationsAreThoseMade() {
    // Inspections are questions too: one at the start, another after a long way.
    AnalyticEvaluator.Function bowl =
        (x, g, h) -> {
          g[0] = 2 * x[0] + 4 * x[0] * x[0] * x[0];
          h[0] = 2 + 12 * x[0] * x[0];
          return x[0] * x[0] * (1 + x[0] * x[0]);
        };
    assertThat(run(bowl, 1e-5).evaluations()).isEqualTo(calls + 1);
    assertThat(run(bowl, 0.5).evaluations()).isEqualTo(calls + 2);
    // A long way is one of a thousandth of 1 + |x|.
    AnalyticEvaluator.Function far =
        (x, g, h) -> {
          g[0] = x[0] - 1000;
          h[0] = 1;
          return (x[0] - 1000) * (x[0] - 1000) / 2;
        };
    assertThat(run(far, 1000.5).evaluations()).isEqualTo(calls + 1);
    assertThat(run(far, 1001.5).evaluations()).isEqualTo(calls + 2);
  }

  @Test
  void sizesAreRelativeToOnePlusTheParameter() {
    assertThat(Endgame.relativeSize(new double[] {-4, 1}, Point.of(new double[] {3, 0})))
        .isEqualTo(1);
    assertThat(Endgame.relativeSize(new double[] {-8, 1}, Point.of(new double[] {-3, 0})))
        .isEqualTo(2);
    assertThat(Vectors.maxAbs(new double[] {1, -3, 2})).isEqualTo(3);
    assertThat(Vectors.maxAbs(new double[] {1, Double.NaN, 2})).isNaN();
    assertThat(Endgame.squaredNorm(new double[] {1, -3, 2})).isEqualTo(14);
  }
}
