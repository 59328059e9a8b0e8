package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minimacensus.objective.Answer;

class ClassicFunctionsTest {
  private static final int ENOUGH = 20_000;

  private static SearchResult converged(
      Function f, SearchKind kind, double tolerance, double... start) {
    SearchResult r = f.minimise(kind.from(start, tolerance, ENOUGH));
    assertThat(r.reason()).as("%s", r).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.gradientNorm()).isLessThanOrEqualTo(tolerance);
    assertThat(r.value()).isLessThanOrEqualTo(r.startValue());
    return r;
  }

  @ParameterizedTest
  @EnumSource
  void quadraticsOfAnyConditionAreSolved(SearchKind kind) {
    for (double condition : new double[] {1, 1e2, 1e4, 1e6, 1e8, 1e10, 1e12}) {
      SearchResult r =
          converged(ClassicFunctions.quadratic(10, condition), kind, 1e-10, new double[10]);
      assertThat(r.value()).as("condition %s", condition).isCloseTo(0, within(condition * 1e-19));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rosenbrockIsFollowedToItsEnd(SearchKind kind) {
    for (int n : new int[] {2, 3, 5, 10, 20}) {
      double[] start = new double[n];
      for (int i = 0; i < n; i++) {
        start[i] = i % 2 == 0 ? -1.2 : 1;
      }

      SearchResult r = converged(ClassicFunctions.rosenbrock(), kind, 1e-10, start);
      // From n = 4 on there is a second minimum, near (-1, 1, .., 1).
      boolean global = r.value() < 1e-15;
      assertThat(global || n >= 4 && r.value() > 3.5 && r.value() < 4)
          .as("n %s value %s", n, r.value())
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void singularHessianIsReachedSlowlyButReached(SearchKind kind) {
    SearchResult r = converged(ClassicFunctions.powellSingular(), kind, 1e-10, 3, -1, 0, 1);
    assertThat(r.value()).isCloseTo(0, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void bealeIsSolved(SearchKind kind) {
    SearchResult r = converged(ClassicFunctions.beale(), kind, 1e-11, 1, 1);
    assertThat(r.point().values()).containsExactly(new double[] {3, 0.5}, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void logisticRegressionHasOneMinimumFromEveryStart(SearchKind kind) {
    double[] reference =
        converged(ClassicFunctions.logisticRegression(), kind, 1e-12, 0, 0, 0).point().values();
    for (double far : new double[] {-30, -3, 3, 30}) {
      SearchResult r =
          converged(ClassicFunctions.logisticRegression(), kind, 1e-12, far, -far, far);
      assertThat(r.point().values()).containsExactly(reference, within(1e-10));
    }
  }

  @ParameterizedTest
  @EnumSource
  void flatTailsEndInAnOrderlyWay(SearchKind kind) {
    SearchResult r = converged(ClassicFunctions.flatTail(), kind, 1e-10, 0, 1);
    assertThat(r.point().values()[0]).isGreaterThan(20);
    assertThat(r.iterations()).isLessThan(200);
  }

  @ParameterizedTest
  @EnumSource
  void tailsBelowRoundingAreFollowedByTheGradient(SearchKind kind) {
    SearchResult r = converged(ClassicFunctions.flatTail().scaled(1, 1), kind, 1e-14, 0, 1);
    assertThat(r.value()).isCloseTo(1, within(2e-14));
  }

  @ParameterizedTest
  @EnumSource
  void regionsWithoutValuesAreAvoided(SearchKind kind) {
    for (double x : new double[] {1e-8, 1e-3, 0.5, 40, 1e4}) {
      SearchResult r = converged(ClassicFunctions.barrier(), kind, 1e-11, x, 3);
      assertThat(r.point().values())
          .as("from %s", x)
          .containsExactly(new double[] {1, 0}, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theUnitOfTheFunctionDoesNotMatter(SearchKind kind) {
    for (double unit : new double[] {1e-12, 1e-6, 1e6, 1e12}) {
      SearchResult r =
          converged(ClassicFunctions.rosenbrock().scaled(unit, 0), kind, 1e-9 * unit, -1.2, 1);
      assertThat(r.point().values())
          .as("unit %s", unit)
          .containsExactly(new double[] {1, 1}, within(1e-7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOffsetThatHidesTheDecreaseDoesNotStopTheSearch(SearchKind kind) {
    // Below |g| = 1e-5 the value no longer changes: its last bit is 1e-10.
    for (double condition : new double[] {1, 1e3}) {
      converged(
          ClassicFunctions.quadratic(10, condition).scaled(1, 1e6), kind, 1e-10, new double[10]);
    }

    converged(ClassicFunctions.rosenbrock().scaled(1, 1e6), kind, 1e-9, -1.2, 1);
  }

  @ParameterizedTest
  @EnumSource
  void cancellationThatHidesTheDecreaseDoesNotStopTheSearch(SearchKind kind) {
    // Values near 1 with rounding of 1e-11, which their size does not tell: a function of the
    // point's bits, as real rounding is.
    Function smooth = ClassicFunctions.quadratic(10, 1e3);
    Function cancelling =
        question -> {
          Answer a = smooth.answer(question);
          long bits = Arrays.hashCode(question.point().values()) * 0x9E3779B97F4A7C15L;
          double rounding = 1e-11 * ((bits >> 40) / (double) (1 << 23));
          return new Answer(
              1 + a.value() + rounding, a.gradient(), a.hessianVector(), a.hessian(), null);
        };
    for (int k = 0; k < 20; k++) {
      double[] start = new double[10];
      Arrays.fill(start, k);
      SearchResult r = converged(cancelling, kind, 1e-10, start);
      assertThat(r.value()).isCloseTo(1, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameStartGivesTheSameBits(SearchKind kind) {
    double[] start = {-1.2, 1, 0.3, 2};
    SearchResult first = ClassicFunctions.rosenbrock().minimise(kind.from(start, 1e-10, ENOUGH));
    SearchResult second = ClassicFunctions.rosenbrock().minimise(kind.from(start, 1e-10, ENOUGH));
    assertThat(second.point().values()).containsExactly(first.point().values());
    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(Arrays.equals(start, new double[] {-1.2, 1, 0.3, 2}))
        .as("start is not changed")
        .isTrue();
  }
}
