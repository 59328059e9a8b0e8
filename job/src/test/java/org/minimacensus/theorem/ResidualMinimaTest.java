package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.certify.RestartSettings;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

/** Certified minima of small residual networks, held against the models of the theorem. */
class ResidualMinimaTest {
  private static final RestartSettings SETTINGS =
      new RestartSettings("auto", 1e-10, 1000, 0.1, false);

  /**
   * @param least minima that the restarts must come to, so that the test says something
   */
  @ParameterizedTest
  @CsvSource({
    "squared, tanh, 2, 1, 1, 3", "squared, relu, 2, 1, 2, 6", "squared, tanh, 3, 2, 2, 4",
    "squared, relu, 2, 2, 1, 6", "logistic, tanh, 2, 1, 1, 1", "huber, tanh, 2, 1, 1, 2"
  })
  void noMinimumIsAboveTheLinearModel(
      String loss, String activation, int inputs, int outputs, int width, int least) {
    int rows = 20;
    RandomStream stream = RandomStream.of(17, loss + activation, inputs);
    double[][] x = new double[rows][inputs];
    double[][] y = new double[rows][outputs];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < inputs; j++) {
        x[i][j] = stream.nextGaussian();
      }
      for (int k = 0; k < outputs; k++) {
        double value = stream.nextGaussian() + StrictMath.sin(2 * x[i][k % inputs]);
        y[i][k] = loss.equals("logistic") ? Math.signum(value) : value;
      }
    }

    Task task = loss.equals("logistic") ? Task.BINARY : Task.REGRESSION;
    Dataset data = PlainRows.set(x, y, task, 2);
    Objective objective =
        Objective.plain(
            Architecture.residual(
                inputs, List.of(width), outputs, Activations.named(activation, 0.1), true),
            Losses.named(loss, 3, 0.5),
            Reduction.SUM,
            0);
    Function<Objective, Evaluator> evaluators = of -> new LocalEvaluator(of, data);
    FunctionSpaceFloor floor = FunctionSpaceFloor.of(data, objective.loss(), Reduction.SUM);
    Evaluator own = evaluators.apply(objective);
    RestartRunner runner = new RestartRunner(own, own, evaluators, floor, SETTINGS);
    ConvexOptimum linear = ComparisonModel.linear(objective).solve(evaluators, rows, floor);
    assertThat(linear.gap()).isBetween(0.0, 1e-8);
    List<Endpoint> minima = new ArrayList<>();
    for (int r = 0; r < 8; r++) {
      Endpoint end = runner.run(r, 7, start(objective, r), StepListener.NONE);
      if (end.endpointClass().isMinimum()) {
        minima.add(end);
      }
    }

    assertThat(minima).hasSizeGreaterThanOrEqualTo(least);
    for (Endpoint end : minima) {
      String as = end.loss() + " " + end.endpointClass() + " " + end.evidence();
      assertThat(end.loss()).as(as).isLessThanOrEqualTo(linear.value() * (1 + 1e-12));
      ConvexOptimum features =
          ComparisonModel.features(objective, end.theta()).solve(evaluators, rows, floor);
      assertThat(end.loss()).as(as).isGreaterThanOrEqualTo(features.lowerBound());
      // What the theorem says of a minimum: the output layer is the best one for its features.
      assertThat(end.loss()).as(as).isLessThanOrEqualTo(features.value() + 1e-9);
      if (loss.equals("squared")) {
        Improvement improvement = Improvement.of(objective, end.theta(), evaluators, rows);
        if (improvement.smallestSingularValue() > 1e-4) {
          assertThat(linear.value() - improvement.value())
              .as(as)
              .isCloseTo(end.loss(), within(1e-8));
        }
      }

      if (outputs < inputs) {
        assertThat(end.endpointClass()).as(as).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
        assertThat(end.hessianZeroModes())
            .as(as)
            .isGreaterThanOrEqualTo((inputs - outputs) * width);
      }
    }
  }

  private static Point start(Objective objective, int restart) {
    RandomStream stream = RandomStream.of(11, "start", restart);
    double[] theta = new double[objective.dimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = 0.7 * stream.nextGaussian();
    }

    return Point.of(theta);
  }
}
