package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.PlainRows;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

/** Passages through infinity of units that fade to the second order. */
class InfinityCrossingTest {
  /** Where L-BFGS stops after 20,000 iterations: unit 2 fades, units 1 and 3 take its line over. */
  private static final double[] STOPPED = {
    2.1440423416555308,
    -0.691854639611165,
    -0.03214338352709292,
    0.010201748182080361,
    -2.107199466696059,
    0.6439082495308142,
    2.203344297467915,
    -0.027668036497639537,
    -2.175838468990995,
    -61.4432554317164,
    -8482.22775400433,
    67.40689301753926,
    5897.41947656096
  };

  @Test
  void aRunGoesThroughInfinityToALowerLossAndEndsOnAMinimum() {
    LimitStudy study = LimitStudy.softplusChannels(3);
    SearchBudget budget = new SearchBudget(LimitStudy.SETTINGS, StepListener.NONE);
    Point at = Point.of(STOPPED);
    UnitLimits limits = study.limits();
    Optional<DeeperSearch.Outcome> outcome =
        InfinityCrossing.from(study.evaluator, limits.runaway(at, budget), at, budget);

    assertThat(outcome).isPresent();
    double before = study.loss(STOPPED);
    assertThat(outcome.get().at().value()).isLessThan(before * (1 - 1e-3));
    assertThat(study.evaluator.evaluate(Question.value(outcome.get().at().point())).value())
        .isEqualTo(outcome.get().at().value());
    assertThat(outcome.get().words()).contains("unit 2 turned round");

    Endpoint end = study.end(1, STOPPED);
    // The lowest strict minimum of this network (docs/studies/channels.md), times the 120 rows.
    assertThat(end.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
    assertThat(end.loss() / 120).isCloseTo(0.003897, within(1e-6));
  }

  /** The basins of gradient descent are its own. */
  @Test
  void gradientDescentIsLeftWhereItEnds() {
    LimitStudy study = LimitStudy.softplusChannels(3);
    SearchBudget budget = new SearchBudget(LimitStudy.SETTINGS, StepListener.NONE);
    Verdict open = Verdict.of(Point.of(STOPPED), EndpointClass.UNCONVERGED, "slow", "");
    RestartSettings descent = new RestartSettings("gradient-descent", 1e-8, 5000, 0.1, false);
    DeeperSearch ofDescent = new DeeperSearch(study.evaluator, study.limits(), descent, budget);

    assertThat(ofDescent.across(open)).isEmpty();
    assertThat(ofDescent.down(open)).isEmpty();
    assertThat(
            new DeeperSearch(study.evaluator, study.limits(), LimitStudy.SETTINGS, budget)
                .across(open))
        .isPresent();
  }

  /** A parabola: unit 1 fades to the second order, unit 2 is straight and takes its line over. */
  private static final class Parabola {
    static final double BIAS = 1;
    static final double FAR = 2000;
    final double[] x = new double[41];
    final double[] y = new double[x.length];
    final double[] fit;
    final LimitStudy study;

    Parabola() {
      for (int i = 0; i < x.length; i++) {
        x[i] = (i - 20) / 20.0;
        y[i] = x[i] * x[i] + 0.3 * x[i] * x[i] * x[i];
      }

      fit = quadratic();
      study =
          new LimitStudy(
              PlainRows.column(x),
              PlainRows.column(y),
              "squared",
              LimitStudy.network(1, "softplus", 2, true, true));
    }

    /** The best c + l x + q x^2: on symmetric x the odd and the even part are fitted apart. */
    private double[] quadratic() {
      double[] moments = new double[5];
      double[] with = new double[3];
      for (int i = 0; i < x.length; i++) {
        for (int k = 0; k < 5; k++) {
          moments[k] += Math.pow(x[i], k);
        }

        for (int k = 0; k < 3; k++) {
          with[k] += y[i] * Math.pow(x[i], k);
        }
      }

      double det = moments[0] * moments[4] - moments[2] * moments[2];
      return new double[] {
        (moments[4] * with[0] - moments[2] * with[2]) / det,
        with[1] / moments[2],
        (moments[0] * with[2] - moments[2] * with[0]) / det
      };
    }

    private static double logistic(double z) {
      return 1 / (1 + Math.exp(-z));
    }

    private static double second(double z) {
      return logistic(z) * (1 - logistic(z));
    }

    /** The network at eps, of either sign, that tends to the parabola. */
    double[] network(double eps) {
      double v = 2 * fit[2] / (second(BIAS) * eps * eps);
      double line = fit[1] - v * logistic(BIAS) * eps;
      double constant = fit[0] - v * Math.log1p(Math.exp(BIAS)) - FAR;
      return new double[] {eps, line, BIAS, FAR, v, 1, constant};
    }

    double residual(int i) {
      return fit[0] + fit[1] * x[i] + fit[2] * x[i] * x[i] - y[i];
    }

    double limit() {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += 0.5 * residual(i) * residual(i);
      }

      return sum;
    }

    /** dL/deps at 0: alpha s'''(b) / (6 s''(b)) times the sum of l'_i x_i^3, alpha = 2 q. */
    double slope() {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += residual(i) * x[i] * x[i] * x[i];
      }

      return 2 * fit[2] * (1 - 2 * logistic(BIAS)) / 6 * sum;
    }
  }

  @Test
  void theLossIsSmoothAcrossInfinityWithTheSlopeOfTheFirstCorrection() {
    Parabola p = new Parabola();
    assertThat(Math.abs(p.slope())).isGreaterThan(1e-3);
    for (double eps : new double[] {0.02, 0.01, 0.005}) {
      double up = p.study.loss(p.network(eps));
      double down = p.study.loss(p.network(-eps));
      assertThat((up - down) / (2 * eps))
          .isCloseTo(p.slope(), within(0.3 * eps * Math.abs(p.slope())));
      assertThat((up + down) / 2).isCloseTo(p.limit(), within(eps * eps));
    }
  }

  @Test
  void theSearchGoesOnWhereTheLossFalls() {
    Parabola p = new Parabola();
    double higher = Math.signum(p.slope()) * 0.01;
    double[] theta = p.network(higher);
    assertThat(p.study.loss(theta)).isGreaterThan(p.limit());

    SearchBudget budget = new SearchBudget(LimitStudy.SETTINGS, StepListener.NONE);
    Point at = Point.of(theta);
    Optional<DeeperSearch.Outcome> outcome =
        InfinityCrossing.from(p.study.evaluator, p.study.limits().runaway(at, budget), at, budget);
    assertThat(outcome).isPresent();
    assertThat(p.study.loss(outcome.get().at().point().values())).isLessThan(p.limit());
  }
}
