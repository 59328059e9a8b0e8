package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Where runs with one special neuron per hidden layer end, on small training sets. */
class LayerNeuronsEndTest {
  private static final double[][] XOR = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final double[][] XOR_SIGNS = {{-1}, {1}, {1}, {-1}};

  private static Problem xor(List<Integer> hidden) {
    return new Problem(
            XOR,
            XOR_SIGNS,
            Task.BINARY,
            Problem.network(2, hidden, 1, "tanh", true),
            "polynomial-hinge",
            0)
        .augmented("layer-neurons");
  }

  private static List<Endpoint> ends(Problem problem, int restarts) {
    Objective objective = problem.evaluator().objective();
    List<Endpoint> ends = new ArrayList<>();
    for (int r = 0; r < restarts; r++) {
      RandomStream stream = RandomStream.of(3, "start", r);
      double[] theta = new double[objective.thetaDimension()];
      Arrays.setAll(theta, i -> stream.nextGaussian());
      ends.add(problem.end(theta, objective.drawn(1, 0.5, 0.5, stream)));
    }

    return ends;
  }

  /** Every minimum that is found is a global one with silent neurons. */
  private static void assertMinimaAreGlobal(List<Endpoint> ends) {
    for (Endpoint end : ends) {
      if (end.endpointClass().isMinimum()) {
        assertThat(end.endpointClass()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
        assertThat(end.augmentation()).containsOnly(0);
        assertThat(end.contribution().getAsDouble()).isZero();
        assertThat(end.loss()).isEqualTo(end.baseLoss()).isLessThan(1e-15);
        assertThat(end.groupResidual().getAsDouble()).isLessThan(1e-7);
      } else if (end.endpointClass() == EndpointClass.AT_INFINITY) {
        assertThat(end.infinityKind()).isEqualTo("special-neuron");
        assertThat(end.contribution().getAsDouble()).isPositive();
      }
    }
  }

  @Test
  void xorEndsOnGlobalMinimaWithSilentNeurons() {
    List<Endpoint> ends = ends(xor(List.of(3, 3)), 12);
    assertMinimaAreGlobal(ends);
    assertThat(ends.stream().filter(e -> e.endpointClass().isMinimum()).count())
        .isGreaterThanOrEqualTo(9);
    assertThat(ends).allMatch(e -> e.misclassified() == 0 || !e.endpointClass().isMinimum());
  }

  /** Targets of mean 0: the zero network is stationary, and bad. */
  private static Problem flatNetwork() {
    double[][] x = PlainRows.column(-1.5, -0.5, 0.5, 1.5, 2.5);
    double[][] y = PlainRows.column(1, -1, 0.5, -1, 0.5);
    return new Problem(
            x, y, Task.REGRESSION, Problem.network(1, List.of(2, 2), 1, "tanh", true), "squared", 0)
        .augmented("layer-neurons");
  }

  /** The zero network: nothing reaches the outputs, no V has a slope, mu and a neither. */
  @Test
  void aSilentPointAboveTheFloorIsLeft() {
    Problem problem = flatNetwork();
    Evaluator evaluator = problem.evaluator();
    Objective objective = evaluator.objective();
    Endpoint end =
        problem.end(
            new double[objective.thetaDimension()],
            new double[objective.dimension() - objective.thetaDimension()]);
    assertThat(end.escapes()).isPositive();
    assertThat(end.loss()).isLessThan(end.startLoss() - 1e-3);
    assertThat(end.endpointClass()).isNotEqualTo(EndpointClass.STRICT_MINIMUM);
    assertMinimaAreGlobal(List.of(end));
  }

  @Test
  void aSilentPointAboveTheFloorIsASaddleThatIsKept() {
    Problem problem = flatNetwork().keepingSaddles();
    Evaluator evaluator = problem.evaluator();
    Objective objective = evaluator.objective();
    double[] theta = new double[objective.thetaDimension()];
    Endpoint end =
        problem.end(theta, new double[objective.dimension() - objective.thetaDimension()]);
    assertThat(end.endpointClass()).isEqualTo(EndpointClass.SADDLE);
    assertThat(end.detail()).isEqualTo("higher-order-saddle");
    assertThat(end.witness().decrease()).isPositive();
    assertThat(end.witness().direction()).hasSize(objective.dimension());
  }

  /**
   * With hidden units that all vanish only the chain sees the inputs: first-order descent has the
   * constants alone, to which the residuals are orthogonal.
   */
  @Test
  void theChainLeavesWhatTheFirstOrderCannot() {
    Problem problem = flatNetwork();
    Evaluator evaluator = problem.evaluator();
    Objective objective = evaluator.objective();
    double[] theta = new double[objective.thetaDimension()];
    SearchBudget budget =
        new SearchBudget(
            new RestartSettings("auto", 1e-10, 100, 0.1, false),
            org.minimacensus.optimize.StepListener.NONE);
    Evaluator base = problem.on(objective.base());
    LayerNeuronsEnd settling =
        new LayerNeuronsEnd(evaluator, base, null, null, null, null, null, null);
    double alone = base.evaluate(Question.value(Point.of(theta))).value();
    LayerNeuronsEnd.Descent lower =
        settling.descent(Point.of(theta), alone, budget, RandomStream.of(1, "certificate", 0));
    assertThat(lower.way()).startsWith("along mu");
    assertThat(lower.value()).isEqualTo(alone);
    assertThat(evaluator.evaluate(Question.value(lower.to())).value()).isLessThan(alone - 1e-6);
    double[] from = lower.from().values();
    for (int i : objective.amplitudes()) {
      assertThat(from[i]).isZero();
    }
  }

  /** A wave that units of width 1 cannot follow. */
  @Test
  void aLimitWhereNeuronsFeedIsCertifiedAtInfinity() {
    double[] x = {-1, -0.6, -0.2, 0.3, 0.7, 1};
    double[][] y = new double[x.length][1];
    for (int i = 0; i < x.length; i++) {
      y[i][0] = StrictMath.sin(4 * x[i]) + 0.3 * x[i];
    }

    Problem problem =
        new Problem(
                PlainRows.column(x),
                y,
                Task.REGRESSION,
                Problem.network(1, List.of(1, 1), 1, "tanh", true),
                "squared",
                0)
            .augmented("layer-neurons");
    List<Endpoint> ends = ends(problem, 12);
    assertMinimaAreGlobal(ends);
    List<Endpoint> atInfinity =
        ends.stream().filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY).toList();
    assertThat(atInfinity).isNotEmpty();
    Evaluator evaluator = problem.evaluator();
    Objective objective = evaluator.objective();
    for (Endpoint end : atInfinity) {
      // The stored point is one of the objective, near the limit.
      Point near =
          objective.point(end.theta(), end.augmentation(), new double[objective.originDimension()]);
      double value = evaluator.evaluate(Question.value(near)).value();
      assertThat(value).isCloseTo(end.limitLoss().getAsDouble(), within(1e-9 * (1 + value)));
      assertThat(end.runaway()).hasSize(2);
    }
  }
}
