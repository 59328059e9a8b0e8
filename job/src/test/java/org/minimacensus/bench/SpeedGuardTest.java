package org.minimacensus.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Question;

class SpeedGuardTest {
  private static final RandomStream RANDOM = RandomStream.of(1, "speed-guard-test", 0);

  @ParameterizedTest
  @ValueSource(strings = {"300,3,5,2", "40,2,4-3,1"})
  void theTextbookHasTheSameGradient(String shape) {
    GradientProblem problem = GradientProblem.of(shape, "tanh", "plain");
    Objective objective = problem.minimised();
    double[] theta = GradientProblem.parameters(objective, RANDOM);
    Answer ours =
        new LocalEvaluator(objective, problem.dataset(4))
            .evaluate(Question.gradient(GradientProblem.point(objective, theta)));

    double[] gradient = new double[theta.length];
    double loss =
        new TextbookGradient(
                problem.inputs(), problem.targets(), problem.hidden(), GradientProblem.DECAY)
            .lossAndGradient(theta, gradient);

    assertThat(loss).isCloseTo(ours.value(), within(1e-14));
    for (int j = 0; j < gradient.length; j++) {
      assertThat(gradient[j]).isCloseTo(ours.gradient().apply(j), within(1e-14));
    }
  }

  @Test
  void whatMissesItsLimitIsMeasuredThreeTimes() {
    AtomicInteger asked = new AtomicInteger();
    SpeedGuard.Check slow = new SpeedGuard.Check("a thing", 2, () -> 1);
    SpeedGuard.Check late =
        new SpeedGuard.Check("a thing", 2, () -> asked.incrementAndGet() < 2 ? 1 : 3);

    assertThat(late.best()).isEqualTo(3);
    assertThat(asked).hasValue(2);
    assertThat(late.line(3)).contains("a thing", "2.00", "3.00").doesNotContain("TOO LITTLE");
    assertThat(slow.best()).isLessThan(2);
    assertThat(slow.line(slow.best())).contains("expected at least", "TOO LITTLE");
  }

  @Test
  void aBenchmarkWithAWrongAnswerFails() {
    GradientProblem problem = GradientProblem.of("40,2,4-3,1", "tanh", "output-neuron");
    Objective objective = problem.minimised();
    Question question =
        Question.hessian(
            GradientProblem.point(objective, GradientProblem.parameters(objective, RANDOM)));
    Answer right = new LocalEvaluator(objective, problem.dataset(64)).evaluate(question);
    EvaluatorCheck check = new EvaluatorCheck(problem);

    check.require(question, right);

    double[] gradient = right.gradient().values().clone();
    gradient[3] = Math.nextUp(gradient[3]);
    Answer wrong =
        new Answer(right.value(), new DenseVector(gradient), null, right.hessian(), null);
    assertThatThrownBy(() -> check.require(question, wrong))
        .hasMessageContaining("expected the bits of the scalar kernels for HESSIAN");
  }

  @Test
  void aShapeIsWrittenWithCommasOrCrosses() {
    GradientProblem problem = GradientProblem.of("2000x20x32-16x1", "tanh", "plain");

    assertThat(problem).isEqualTo(GradientProblem.of("2000,20,32-16,1", "tanh", "plain"));
    assertThat(problem.hidden()).isEqualTo(List.of(32, 16));
    assertThat(problem.flops()).isEqualTo(2000.0 * (4 * 32 * 21 + 6 * 16 * 32 + 6 * 16));
    assertThatThrownBy(() -> GradientProblem.of("2000,20,8", "tanh", "plain"))
        .hasMessageContaining("ROWS,FEATURES,HIDDEN,OUTPUTS")
        .hasMessageContaining("2000,20,8");
  }
}
