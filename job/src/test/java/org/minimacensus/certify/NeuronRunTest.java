package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/** What becomes of searches that stopped early, with added neurons of all kinds. */
class NeuronRunTest {
  private static final double[][] XOR = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final double[][] XOR_SIGNS = {{-1}, {1}, {1}, {-1}};

  private static Problem problem(String augmentation) {
    return new Problem(
            XOR,
            XOR_SIGNS,
            Task.BINARY,
            Problem.network(2, List.of(2), 1, "tanh", true),
            "polynomial-hinge",
            0)
        .augmented(augmentation);
  }

  private static RestartSettings settings(String optimizer) {
    return new RestartSettings(optimizer, 1e-10, 20, 0.001, false);
  }

  /** Twenty steps of gradient descent end nowhere near a stationary point. */
  private static SearchResult early(Evaluator evaluator) {
    Objective objective = evaluator.objective();
    RandomStream stream = RandomStream.of(5, "start", 0);
    double[] theta = new double[objective.thetaDimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = 0.5 * stream.nextGaussian();
    }

    double[] raw = objective.drawn(0.3, 0.3, 0.3, stream);
    Point start = objective.point(theta, raw, evaluator.chartOrigins(raw));
    SearchResult at =
        Searches.drive(
            settings("gradient-descent").search(objective, start, StepListener.NONE), evaluator);
    assertThat(at.gradientNorm()).isBetween(1e-2, 1e2);
    return at;
  }

  @ParameterizedTest
  @ValueSource(strings = {"output-neuron", "monomial-neuron", "relu-neuron", "layer-neurons"})
  void anotherSearchThanGradientDescentGoesOn(String augmentation) {
    Evaluator evaluator = problem(augmentation).evaluator();
    SearchResult at = early(evaluator);
    SearchBudget budget = new SearchBudget(settings("auto"), StepListener.NONE);
    SearchResult on = new NeuronRun(evaluator, null, null, settings("auto")).finished(at, budget);
    assertThat(on.value()).isLessThan(at.value());
    assertThat(budget.iterations()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"output-neuron", "monomial-neuron", "relu-neuron", "layer-neurons"})
  void gradientDescentEndsWhereItHasCome(String augmentation) {
    Evaluator evaluator = problem(augmentation).evaluator();
    SearchResult at = early(evaluator);
    RestartSettings settings = settings("gradient-descent");
    SearchBudget budget = new SearchBudget(settings, StepListener.NONE);
    assertThat(new NeuronRun(evaluator, null, null, settings).finished(at, budget)).isSameAs(at);
    assertThat(budget.iterations()).isZero();
    assertThat(budget.evaluations()).isZero();
  }
}
