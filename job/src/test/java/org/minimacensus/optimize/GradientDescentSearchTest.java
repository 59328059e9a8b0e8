package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;

class GradientDescentSearchTest {
  private static final Function SQUARE = Function.of(x -> x[0].square().times(0.5));

  private static Search descent(double step, int maxIterations, double start) {
    return new GradientDescentSearch(
        Point.of(new double[] {start}),
        new SearchLimits(1e-9, maxIterations),
        step,
        Recentering.NONE,
        StepListener.NONE);
  }

  @Test
  void eachStepIsTheFixedShareOfTheGradient() {
    SearchResult r = SQUARE.minimise(descent(0.25, 3, 1));
    assertThat(r.reason()).isEqualTo(TerminationReason.ITERATION_LIMIT);
    assertThat(r.point().values()).containsExactly(0.75 * 0.75 * 0.75);
    assertThat(r.evaluations()).isEqualTo(4);
  }

  @Test
  void smallStepsConverge() {
    SearchResult r = SQUARE.minimise(descent(0.5, 1000, 1));
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.iterations()).isEqualTo(30);
  }

  @Test
  void divergingValuesEndAtTheLastFinitePoint() {
    // |x| doubles with every step.
    SearchResult r = SQUARE.minimise(descent(3, 10_000, 1));
    assertThat(r.reason()).isEqualTo(TerminationReason.NOT_FINITE);
    assertThat(r.value()).isBetween(1e305, Double.MAX_VALUE);
    assertThat(r.gradientNorm()).isEqualTo(Math.abs(r.point().values()[0]));
    assertThat(r.value()).isEqualTo(0.5 * r.gradientNorm() * r.gradientNorm());
  }

  @Test
  void advisedOriginsAreTaken() {
    Function advising =
        question -> {
          Answer a = SQUARE.answer(question);
          boolean old = question.point().origin()[0] == 0;
          return new Answer(a.value(), a.gradient(), null, null, old ? new double[] {7} : null);
        };
    Point start = new Point(new DenseVector(new double[] {1}), new double[1]);
    Recentering move = (point, origins) -> new Point(point.parameters(), origins);
    SearchResult r =
        advising.minimise(
            new GradientDescentSearch(
                start, new SearchLimits(1e-9, 100), 0.5, move, StepListener.NONE));
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.point().origin()).containsExactly(7);
    assertThat(r.evaluations()).as("start, the start in its new chart, 30 steps").isEqualTo(32);
  }

  @Test
  void stepsThatAreNoneAreRefused() {
    for (double step : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> descent(step, 1, 1))
          .withMessage("step must be > 0 and finite, was " + step);
    }
  }
}
