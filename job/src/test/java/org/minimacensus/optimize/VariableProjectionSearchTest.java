package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Point;

class VariableProjectionSearchTest {
  private static SearchResult run(Function of, double[] start, int[] linear, int steps) {
    return of.minimise(
        new VariableProjectionSearch(
            Point.of(start), linear, new SearchLimits(1e-12, steps), StepListener.NONE));
  }

  @Test
  void aNarrowBentValleyIsStraightOnceTheLinearParameterIsEliminated() {
    // Rosenbrock's: linear in x1, whose best value is x0^2; what is left is (1 - x0)^2.
    SearchResult r = run(ClassicFunctions.rosenbrock(), new double[] {-1.2, 1}, new int[] {1}, 50);
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.point().values()).containsExactly(new double[] {1, 1}, within(1e-9));
    assertThat(r.iterations()).isLessThanOrEqualTo(6);
  }

  @Test
  void negativeCurvatureOfWhatIsLeftIsDescended() {
    // min over q of (q - z)^2 + z^4 - z^2 is z^4 - z^2.
    Function f =
        Function.of(
            x ->
                x[1].plus(x[0].times(-1))
                    .square()
                    .plus(x[0].square().square())
                    .plus(x[0].square().times(-1)));
    for (double start : new double[] {1e-3, -0.2, 3}) {
      SearchResult r = run(f, new double[] {start, 5}, new int[] {1}, 100);
      assertThat(r.value()).isCloseTo(-0.25, within(1e-12));
      assertThat(Math.signum(r.point().values()[0])).isEqualTo(Math.signum(start));
      assertThat(r.point().values()[1]).isCloseTo(r.point().values()[0], within(1e-6));
    }
  }

  @Test
  void stepsAreLimitedAndNoStepIsUpwards() {
    double before = Double.POSITIVE_INFINITY;
    for (int steps = 1; steps < 6; steps++) {
      SearchResult r =
          run(ClassicFunctions.rosenbrock(), new double[] {-1.2, 1}, new int[] {1}, steps);
      assertThat(r.iterations()).isLessThanOrEqualTo(steps);
      assertThat(r.value()).isLessThanOrEqualTo(before);
      before = r.value();
    }
  }

  @Test
  void someParametersMustBeLeft() {
    for (int[] linear : new int[][] {{}, {0, 1}}) {
      assertThatThrownBy(() -> run(ClassicFunctions.rosenbrock(), new double[2], linear, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("linear must have some of the 2 indices");
    }
  }

  @Test
  void aFiniteHessianWhoseEliminationOverflowsEndsTheSearch() {
    // q has the curvature 1e-100 and is tied to z by 1e150: 1e300 / 1e-100 is no double.
    Function f =
        Function.of(
            x ->
                x[1].square()
                    .times(0.5e-100)
                    .plus(x[0].square().times(x[1]).times(0.5e150))
                    .plus(x[0].square()));
    SearchResult r = run(f, new double[] {1, 0}, new int[] {1}, 50);
    assertThat(r.reason()).isEqualTo(TerminationReason.NO_PROGRESS);
    assertThat(r.value()).isEqualTo(1);
    assertThat(r.point().values()).containsExactly(1, 0);
  }

  @Test
  void soDoesALinearBlockThatNoScalingMakesFinite() {
    // A diagonal of 1e-300 beside 1e10: indefinite, as under an output activation.
    Function f =
        Function.of(
            x ->
                x[0].square()
                    .plus(x[1].square().times(0.5e-300))
                    .plus(x[2].square().times(0.5e-300))
                    .plus(x[1].times(x[2]).times(1e10)));
    SearchResult r = run(f, new double[] {1, 0, 0}, new int[] {1, 2}, 50);
    assertThat(r.reason()).isEqualTo(TerminationReason.NO_PROGRESS);
    assertThat(r.value()).isEqualTo(1);
  }
}
