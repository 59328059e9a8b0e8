package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.PlainRows;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RowListing;
import org.minimacensus.optimize.StepListener;

class ChartWalkTest {
  /** A parabola and a wave, for two softplus units. */
  private static LimitStudy study() {
    double[] x = {-2, -1.4, -0.9, -0.3, 0.2, 0.8, 1.3, 1.9};
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = 0.5 * x[i] * x[i] + 0.1 * StrictMath.sin(4 * x[i]);
    }

    return new LimitStudy(
        PlainRows.column(x),
        PlainRows.column(y),
        "squared",
        LimitStudy.network(1, "softplus", 2, true, true));
  }

  // w1 w2 b1 b2 v1 v2 c: the first unit has faded, the second has not.
  private static final double[] THETA = {0.002, -0.9, 0.4, 0.3, 300, 1.1, -250};

  private static Runaway run(LimitStudy study) {
    return new Runaway(
        study.plain,
        THETA,
        () -> {
          var listing = CompositeChart.with(study.plain, new RowListing());
          return study.on(listing).inspect(CompositeChart.withOrigins(listing, THETA)).rows();
        });
  }

  @Test
  void itsGradientIsThatOfItsValues() {
    LimitStudy study = study();
    FadingUnit term = new FadingUnit(run(study), 0);
    CompositeChart chart = new CompositeChart(study.plain, List.of(term));
    Point limit = chart.place(Point.of(THETA));
    ChartWalk walk =
        new ChartWalk(study.evaluator, chart, limit, List.of(term.run(chart.phi(limit, 0))));
    Point y = walk.begin();

    assertThat(walk.evaluate(Question.value(y)).value()).isCloseTo(study.loss(THETA), within(1e-9));
    double[] gradient = walk.evaluate(Question.gradient(y)).gradient().values();
    for (int i = 0; i < gradient.length; i++) {
      double step = 1e-2 * Math.max(Math.abs(y.values()[i]), 1e-3);
      double slope = (4 * slope(walk, y, i, step / 2) - slope(walk, y, i, step)) / 3;
      assertThat(gradient[i])
          .as("coordinate %s of %s", i, y)
          .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
    }
  }

  private static double slope(ChartWalk walk, Point y, int i, double step) {
    double[] up = y.values().clone();
    up[i] += step;
    double[] down = y.values().clone();
    down[i] -= step;
    return (walk.evaluate(Question.value(Point.of(up))).value()
            - walk.evaluate(Question.value(Point.of(down))).value())
        / (2 * step);
  }

  /** In weights a search crawls from here, as its first unit must grow a hundredfold. */
  @Test
  void aWalkComesBackFromFarOut() {
    LimitStudy study = study();
    FadingUnit term = new FadingUnit(run(study), 0);
    CompositeChart chart = new CompositeChart(study.plain, List.of(term));
    Point limit = chart.place(Point.of(THETA));
    SearchBudget budget = new SearchBudget(LimitStudy.SETTINGS, StepListener.NONE);

    Point back =
        ChartWalk.from(
            study.evaluator, chart, limit, List.of(term.run(chart.phi(limit, 0))), budget);

    assertThat(back).isNotNull();
    assertThat(study.loss(back.values())).isLessThan(0.05 * study.loss(THETA));
    assertThat(Math.abs(back.values()[0])).isGreaterThan(0.02);
    assertThat(budget.iterations()).isLessThanOrEqualTo(1000);
  }
}
