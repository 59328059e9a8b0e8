package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * One exponential term A e^{w (z - o)} at z = 3 whose amplitude A is expressed at the chart origin
 * o.
 */
class ChartTest {
  private static final double Z = 3;
  private static final double SLACK = 4;

  /**
   * (A e^{w (z - o)} - 2)^2 / 2 + (w - 5)^2 / 2, which advises the origin z when the exponent
   * exceeds the slack.
   */
  private static final Function CHARTED =
      question -> {
        double distance = Z - question.point().origin()[0];
        Answer a =
            Function.of(
                    x ->
                        x[0].times(x[1].times(distance).exp())
                            .plus(-2)
                            .square()
                            .plus(x[1].plus(-5).square())
                            .times(0.5))
                .answer(question);
        boolean far = question.point().values()[1] * distance > SLACK;
        return new Answer(
            a.value(), a.gradient(), a.hessianVector(), a.hessian(), far ? new double[] {Z} : null);
      };

  private static Point move(Point point, double[] origins) {
    double[] x = point.values().clone();
    x[0] *= StrictMath.exp(x[1] * (origins[0] - point.origin()[0]));
    return new Point(new DenseVector(x), origins);
  }

  @ParameterizedTest
  @EnumSource
  void advisedOriginsAreTakenAndTheSearchGoesOn(SearchKind kind) {
    List<Point> moved = new ArrayList<>();
    Recentering recentering =
        (point, origins) -> {
          moved.add(move(point, origins));
          return moved.get(moved.size() - 1);
        };
    Search search =
        kind.from(
            new Point(new DenseVector(new double[] {0.1, 0}), new double[1]),
            new SearchLimits(1e-11, 10_000),
            recentering,
            StepListener.NONE);
    int before = 0;
    while (!search.finished()) {
      Question question = search.question();
      if (moved.size() > before) {
        assertThat(question.kind()).isEqualTo(Question.Kind.GRADIENT);
        assertThat(question.point()).as("asked anew in the new chart").isSameAs(moved.get(before));
        before++;
      }

      search.tell(CHARTED.answer(question));
    }

    SearchResult r = search.result();
    assertThat(moved).hasSize(1);
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.point().origin()).containsExactly(Z);
    assertThat(r.point().values()).containsExactly(new double[] {2, 5}, within(1e-9));
    assertThat(r.value()).isLessThan(r.startValue());
  }

  @Test
  void memoryOfTheOldChartIsCleared() {
    List<Point> moved = new ArrayList<>();
    Recentering recentering =
        (point, origins) -> {
          moved.add(move(point, origins));
          return moved.get(0);
        };
    Search search =
        new LbfgsSearch(
            new Point(new DenseVector(new double[] {0.1, 0}), new double[1]),
            new SearchLimits(1e-11, 10_000),
            recentering,
            StepListener.NONE);
    while (moved.isEmpty()) {
      search.tell(CHARTED.answer(search.question()));
    }

    double[] g = CHARTED.answer(search.question()).gradient().values();
    search.tell(CHARTED.answer(search.question()));
    double[] from = moved.get(0).values();
    double[] to = search.question().point().values();
    double turn = (to[0] - from[0]) * g[1] - (to[1] - from[1]) * g[0];
    assertThat(turn)
        .as("the first step in the new chart is along the gradient")
        .isCloseTo(0, within(1e-12));
    assertThat((to[0] - from[0]) * g[0]).isNegative();
  }

  @ParameterizedTest
  @EnumSource
  void adviceIsOfNoEffectForObjectivesWithoutCharts(SearchKind kind) {
    double[] start = {-1.2, 1};
    SearchResult plain = ClassicFunctions.rosenbrock().minimise(kind.from(start, 1e-10, 1000));
    Function advising =
        question -> {
          Answer a = ClassicFunctions.rosenbrock().answer(question);
          return new Answer(
              a.value(), a.gradient(), a.hessianVector(), a.hessian(), new double[] {1});
        };
    assertThat(advising.minimise(kind.from(start, 1e-10, 1000)))
        .usingRecursiveComparison()
        .isEqualTo(plain);
  }
}
