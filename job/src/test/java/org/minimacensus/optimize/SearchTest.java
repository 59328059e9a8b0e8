package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** What every search owes its caller. */
class SearchTest {
  private static final double[] START = {-1.2, 1, 0.5};

  @ParameterizedTest
  @EnumSource
  void theQuestionStaysTheSameUntilItIsAnswered(SearchKind kind) {
    Search search = kind.from(START, 1e-8, 100);
    while (!search.finished()) {
      Question question = search.question();
      assertThat(search.question()).isSameAs(question);
      search.tell(ClassicFunctions.rosenbrock().answer(question));
    }
  }

  @ParameterizedTest
  @EnumSource
  void interleavedSearchesDoNotInfluenceEachOther(SearchKind kind) {
    double[] other = {3, -2, 0.1};
    SearchResult alone = ClassicFunctions.rosenbrock().minimise(kind.from(START, 1e-10, 1000));
    SearchResult otherAlone = ClassicFunctions.rosenbrock().minimise(kind.from(other, 1e-10, 1000));

    Search first = kind.from(START, 1e-10, 1000);
    Search second = kind.from(other, 1e-10, 1000);
    while (!first.finished() || !second.finished()) {
      // Both questions are open at once.
      Question a = first.finished() ? null : first.question();
      Question b = second.finished() ? null : second.question();
      if (b != null) {
        second.tell(ClassicFunctions.rosenbrock().answer(b));
      }

      if (a != null) {
        first.tell(ClassicFunctions.rosenbrock().answer(a));
      }
    }

    assertThat(first.result()).usingRecursiveComparison().isEqualTo(alone);
    assertThat(second.result()).usingRecursiveComparison().isEqualTo(otherAlone);
  }

  @ParameterizedTest
  @EnumSource
  void aSearchCanBeAbandonedAtAnyQuestion(SearchKind kind) {
    SearchResult whole = ClassicFunctions.rosenbrock().minimise(kind.from(START, 1e-10, 1000));
    for (int told = 0; told < whole.evaluations(); told++) {
      Search search = kind.from(START, 1e-10, 1000);
      for (int k = 0; k < told; k++) {
        search.tell(ClassicFunctions.rosenbrock().answer(search.question()));
      }

      assertThat(search.finished()).as("after %s answers", told).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersMayBeOverwrittenAfterTheyWereTold(SearchKind kind) {
    SearchResult expected = ClassicFunctions.rosenbrock().minimise(kind.from(START, 1e-10, 1000));
    Search search = kind.from(START, 1e-10, 1000);
    while (!search.finished()) {
      Answer answer = ClassicFunctions.rosenbrock().answer(search.question());
      search.tell(answer);
      java.util.Arrays.fill(answer.gradient().values(), Double.NaN);
    }

    assertThat(search.result()).usingRecursiveComparison().isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void everyAcceptedStepIsReportedAndNoneClimbs(SearchKind kind) {
    List<Double> values = new ArrayList<>();
    List<Integer> iterations = new ArrayList<>();
    StepListener listener =
        (iteration, value, gradientNorm, point) -> {
          iterations.add(iteration);
          values.add(value);
        };
    SearchResult r =
        ClassicFunctions.rosenbrock()
            .minimise(
                kind.from(
                    Point.of(START.clone()),
                    new SearchLimits(1e-10, 1000),
                    Recentering.NONE,
                    listener));

    assertThat(iterations).hasSize(r.iterations() + 1).isSorted().doesNotHaveDuplicates();
    assertThat(values.get(0)).isEqualTo(r.startValue());
    for (int k = 1; k < values.size(); k++) {
      assertThat(values.get(k)).isLessThanOrEqualTo(values.get(k - 1) * (1 + 1e-13));
    }

    assertThat(r.evaluations()).isGreaterThan(r.iterations());
  }

  @ParameterizedTest
  @EnumSource
  void aFinishedSearchHasOnlyItsResult(SearchKind kind) {
    Search search = kind.from(START, 1e-8, 1000);
    assertThatThrownBy(search::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("search has not finished: a GRADIENT question is open");

    ClassicFunctions.rosenbrock().minimise(search);
    String finished = "search has finished (gradient-tolerance); only result() is left";
    assertThatThrownBy(search::question)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(finished);
    assertThatThrownBy(() -> search.tell(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(finished);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerWithoutItsGradientIsRefused(SearchKind kind) {
    Search search = kind.from(START, 1e-8, 1000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.tell(new Answer(1, null, null, null, null)))
        .withMessage("answer to a GRADIENT question must have a gradient of dimension 3, has none");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> search.tell(new Answer(1, new DenseVector(new double[2]), null, null, null)))
        .withMessage(
            "answer to a GRADIENT question must have a gradient of dimension 3, has dimension 2");
  }

  @Test
  void modelsThatWereAskedForAreRequired() {
    Answer gradientOnly = new Answer(1, new DenseVector(new double[] {1, 1, 1}), null, null, null);
    Search newton = SearchKind.NEWTON.from(START, 1e-8, 1000);
    newton.tell(gradientOnly);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> newton.tell(gradientOnly))
        .withMessageContaining("HESSIAN question must have a Hessian");

    Search newtonCg = SearchKind.NEWTON_CG.from(START, 1e-8, 1000);
    newtonCg.tell(gradientOnly);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> newtonCg.tell(gradientOnly))
        .withMessageContaining("HESSIAN_VECTOR question must have a product");
  }

  @Test
  void limitsThatNoSearchCanMeetAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchLimits(Double.NaN, 1))
        .withMessage("gradientTolerance must be > 0, was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchLimits(0, 1))
        .withMessage("gradientTolerance must be > 0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchLimits(1e-8, 0))
        .withMessage("maxIterations must be >= 1, was 0");
  }
}
