package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** L-BFGS to where Newton's method contracts, and the Hessian from there. */
class LbfgsNewtonSearchTest {
  private static final int PROBLEMS = 60;
  private static final SearchLimits LIMITS = new SearchLimits(1e-10, 20_000);

  private static SearchResult lbfgs(Function function, double[] start, SearchLimits limits) {
    return function.minimise(
        new LbfgsSearch(Point.of(start.clone()), limits, Recentering.NONE, StepListener.NONE));
  }

  private static Search search(double[] start, SearchLimits limits) {
    return new LbfgsNewtonSearch(
        Point.of(start.clone()), limits, Recentering.NONE, StepListener.NONE);
  }

  /** Asks a search to its end; answers to questions for Hessians are changed. */
  private static SearchResult driven(
      Search search, Function function, UnaryOperator<Answer> change, List<Question> asked) {
    while (!search.finished()) {
      Question question = search.question();
      asked.add(question);
      Answer answer = function.answer(question);
      search.tell(question.kind() == Question.Kind.HESSIAN ? change.apply(answer) : answer);
    }

    return search.result();
  }

  private static long hessians(List<Question> asked) {
    return asked.stream().filter(q -> q.kind() == Question.Kind.HESSIAN).count();
  }

  @Test
  void networksEndOnTheMinimaOfLbfgs() {
    int same = 0;
    int evaluations = 0;
    int ofLbfgs = 0;
    for (int k = 0; k < PROBLEMS; k++) {
      TanhProblem problem = TanhProblem.random(k, 1e-4);
      Function function = Function.of(problem::jet);
      SearchResult expected = lbfgs(function, problem.start, LIMITS);
      SearchResult r = function.minimise(search(problem.start, LIMITS));
      assertThat(r.reason())
          .as("problem %s: %s", k, r)
          .isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
      same += near(r.point().values(), expected.point().values()) ? 1 : 0;
      evaluations += r.evaluations();
      ofLbfgs += expected.evaluations();
    }

    assertThat(same).as("of %s problems", PROBLEMS).isGreaterThanOrEqualTo(PROBLEMS - 1);
    assertThat(evaluations).as("evaluations; L-BFGS %s", ofLbfgs).isLessThan(ofLbfgs);
  }

  private static boolean near(double[] a, double[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]) / (1 + Math.abs(b[i])));
    }

    return most < 1e-4;
  }

  @Test
  void hessiansThatAreNotPositiveDefiniteChangeNothing() {
    int asked = 0;
    for (int k = 0; k < PROBLEMS; k++) {
      TanhProblem problem = TanhProblem.random(k, 1e-3);
      Function function = Function.of(problem::jet);
      List<Question> questions = new ArrayList<>();
      SearchResult r =
          driven(
              search(problem.start, LIMITS),
              function,
              LbfgsNewtonSearchTest::indefinite,
              questions);
      SearchResult expected = lbfgs(function, problem.start, LIMITS);
      assertThat(r.point()).usingRecursiveComparison().isEqualTo(expected.point());
      assertThat(r.iterations()).isEqualTo(expected.iterations());
      assertThat(r.evaluations()).isEqualTo(expected.evaluations() + (int) hessians(questions));
      asked += (int) hessians(questions);
    }

    assertThat(asked).isPositive();
  }

  private static Answer indefinite(Answer answer) {
    double[] h = answer.hessian().values().clone();
    h[0] = -Math.abs(h[0]);
    int p = answer.hessian().numRows();
    return new Answer(
        answer.value(), answer.gradient(), null, new DenseMatrix(p, p, h), answer.originAdvice());
  }

  @Test
  void newtonStepsThatLeadToNoNumberAreForgotten() {
    int tried = 0;
    for (int k = 0; k < PROBLEMS; k++) {
      TanhProblem problem = TanhProblem.random(k, 1e-2);
      Function function = Function.of(problem::jet);
      // A search that is long under way takes a Hessian without trying its step.
      if (lbfgs(function, problem.start, LIMITS).evaluations() > 400) {
        continue;
      }

      Search lbfgs =
          new LbfgsSearch(problem.startPoint(), LIMITS, Recentering.NONE, StepListener.NONE);
      Search search = search(problem.start, LIMITS);
      while (!search.finished()) {
        Question question = search.question();
        Answer answer = function.answer(question);
        if (question.kind() == Question.Kind.HESSIAN) {
          search.tell(answer);
        } else if (Arrays.equals(question.point().values(), lbfgs.question().point().values())) {
          search.tell(answer);
          lbfgs.tell(answer);
        } else {
          search.tell(new Answer(Double.NaN, answer.gradient(), null, null, null));
          tried++;
        }
      }

      assertThat(lbfgs.finished()).isTrue();
      assertThat(search.result().point().values()).isEqualTo(lbfgs.result().point().values());
      assertThat(search.result().reason()).isEqualTo(lbfgs.result().reason());
    }

    assertThat(tried).as("Newton steps that were tried").isGreaterThan(10);
  }

  @Test
  void saddlesThatLbfgsComesToAreReached() {
    // x_i^2 has different weights, so that L-BFGS needs many steps; y = 0 is the way to the saddle.
    Function saddle =
        Function.of(
            x -> {
              Jet sum = x[0].square().times(-0.5).plus(x[0].square().square());
              for (int i = 1; i < x.length; i++) {
                sum = sum.plus(x[i].square().times(Math.pow(4, i))).plus(x[i].square().square());
              }

              return sum;
            });
    double[] start = new double[12];
    Arrays.fill(start, 1, start.length, 1);
    List<Question> asked = new ArrayList<>();
    SearchResult r = driven(search(start, LIMITS), saddle, UnaryOperator.identity(), asked);
    assertThat(hessians(asked)).isPositive();
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.value()).isCloseTo(0, within(1e-18));
    assertThat(r.point().values()[0]).isZero();
  }

  @Test
  void wherePairsDoNotReachAFewHessiansDo() {
    // Curvatures from 1 to 1e8 in 26 directions, of which 20 pairs see a part, and a quartic.
    Function narrow =
        Function.of(
            x -> {
              Jet sum = x[0].square().times(0.5);
              for (int i = 1; i < x.length; i++) {
                Jet square = x[i].plus(x[i - 1].times(-0.5)).square();
                sum = sum.plus(square.times(Math.pow(10, 8.0 * i / 25))).plus(square.square());
              }

              return sum;
            });
    double[] start = new double[26];
    Arrays.fill(start, -1);
    List<Question> asked = new ArrayList<>();
    SearchResult r = driven(search(start, LIMITS), narrow, UnaryOperator.identity(), asked);
    SearchResult expected = lbfgs(narrow, start, LIMITS);
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.value()).isCloseTo(0, within(1e-18));
    assertThat(r.evaluations()).isLessThan(expected.evaluations() / 2);
    assertThat(hessians(asked)).isBetween(1L, (long) r.evaluations() / 20 + 1);
  }

  @Test
  void theGradientIsTakenBelowTheToleranceWithinTheLimitOfSteps() {
    TanhProblem problem = TanhProblem.random(7, 1e-2);
    Function function = Function.of(problem::jet);
    SearchLimits loose = new SearchLimits(1e-7, 20_000);
    SearchResult whole = function.minimise(search(problem.start, loose));
    assertThat(whole.gradientNorm()).isLessThan(1e-2 * loose.gradientTolerance());
    for (int most = whole.iterations() - 12; most <= whole.iterations(); most++) {
      SearchResult r =
          function.minimise(
              search(problem.start, new SearchLimits(loose.gradientTolerance(), most)));
      assertThat(r.iterations()).isEqualTo(most);
      assertThat(r.reason())
          .isEqualTo(
              r.gradientNorm() <= loose.gradientTolerance()
                  ? TerminationReason.GRADIENT_TOLERANCE
                  : TerminationReason.ITERATION_LIMIT);
    }
  }

  @Test
  void theHessianOfAChartIsOfNoUseInAnother() {
    TanhProblem problem = TanhProblem.random(7, 1e-2);
    Function function = Function.of(problem::jet);
    // The new chart is another name for the same coordinates.
    Recentering renamed = (point, origins) -> new Point(point.parameters(), origins);
    Search search =
        new LbfgsNewtonSearch(
            new Point(new DenseVector(problem.start.clone()), new double[1]),
            LIMITS,
            renamed,
            StepListener.NONE);
    boolean taken = false;
    Point moved = null;
    double[] gradient = null;
    while (moved == null || gradient == null) {
      Question question = search.question();
      Answer a = function.answer(question);
      if (moved == null && question.point().origin()[0] == 1) {
        moved = question.point();
        gradient = a.gradient().values();
      }

      boolean advise = taken && moved == null;
      search.tell(
          new Answer(
              a.value(),
              a.gradient(),
              a.hessianVector(),
              a.hessian(),
              advise ? new double[] {1} : null));
      taken |= question.kind() == Question.Kind.HESSIAN;
    }

    double[] to = search.question().point().values();
    double dot = 0;
    double squares = 0;
    double gradients = 0;
    for (int i = 0; i < to.length; i++) {
      double step = to[i] - moved.values()[i];
      dot += step * gradient[i];
      squares += step * step;
      gradients += gradient[i] * gradient[i];
    }

    assertThat(dot / Math.sqrt(squares * gradients))
        .as("cosine of the first step in the new chart and the gradient")
        .isCloseTo(-1, within(1e-9));
  }
}
