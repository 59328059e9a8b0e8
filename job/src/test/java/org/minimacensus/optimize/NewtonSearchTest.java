package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewtonSearchTest {
  @ParameterizedTest
  @EnumSource(names = {"NEWTON", "NEWTON_CG"})
  void negativeCurvatureIsDescendedNotClimbed(SearchKind kind) {
    // At (0, 0.3) the Hessian is indefinite and a plain Newton step leads to the saddle at 0,
    // above.
    for (double[] start : new double[][] {{0, 0.3}, {1e-3, 1e-6}, {0.5, -0.01}}) {
      SearchResult r = ClassicFunctions.doubleWell().minimise(kind.from(start, 1e-12, 100));
      assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
      assertThat(r.value()).isCloseTo(-0.25, within(1e-15));
      assertThat(Math.signum(r.point().values()[1])).isEqualTo(Math.signum(start[1]));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NEWTON", "NEWTON_CG"})
  void networksArePolishedInFewSteps(SearchKind kind) {
    int steps = 0;
    int problems = 60;
    for (int k = 0; k < problems; k++) {
      TanhProblem problem = TanhProblem.random(k, 1e-3);
      SearchLimits coarse = new SearchLimits(1e-5, 5000);
      SearchResult near =
          Function.gradientOnly(problem)
              .minimise(
                  new LbfgsSearch(
                      problem.startPoint(), coarse, Recentering.NONE, StepListener.NONE));
      SearchResult r =
          Function.of(problem::jet).minimise(kind.from(near.point().values(), 1e-12, 100));
      assertThat(r.reason())
          .as("problem %s: %s", k, r)
          .isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
      assertThat(r.value()).isLessThanOrEqualTo(near.value() * (1 + 1e-13));
      steps += r.iterations();
    }

    assertThat(steps).as("steps in all for %s problems", problems).isLessThan(6 * problems);
  }

  @ParameterizedTest
  @EnumSource(names = {"NEWTON", "NEWTON_CG"})
  void networksAreTrainedFromTheirRandomStarts(SearchKind kind) {
    for (int k = 0; k < 60; k++) {
      TanhProblem problem = TanhProblem.random(k, 1e-3);
      SearchResult r = Function.of(problem::jet).minimise(kind.from(problem.start, 1e-10, 1000));
      assertThat(r.reason())
          .as("problem %s: %s", k, r)
          .isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    }
  }

  @Test
  void flatDirectionsAreNotWalked() {
    // The minima are the circle |x| = 1; noise along it must not move the point.
    Function circle = Function.of(x -> x[0].square().plus(x[1].square()).plus(-1).square());
    SearchResult r =
        circle.minimise(SearchKind.NEWTON.from(new double[] {0.6 + 1e-4, 0.8}, 1e-13, 100));
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.point().values()).containsExactly(new double[] {0.6, 0.8}, within(2e-4));
    assertThat(r.iterations()).isLessThan(6);
  }

  @Test
  void degenerateMinimaAreReached() {
    Function quartic = Function.of(x -> x[0].square().square().plus(x[1].square()));
    SearchResult r = quartic.minimise(SearchKind.NEWTON.from(new double[] {1, 1}, 1e-12, 100));
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    // Each step takes a third off: 4 x^3 <= 1e-12 after 24.
    assertThat(r.iterations()).isBetween(15, 40);
  }
}
