package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;

/**
 * A number at one training input against exponential neurons that are sharp, and against the rows.
 */
class SpikeTest {
  /** The second and the last row have one input. */
  private static final double[][] X = {{1, 2}, {-1, 0.5}, {0, 0}, {0.3, -2}, {-1, 0.5}};

  private static final double[][] Y = {{1}, {2}, {3}, {4}, {5}};
  private static final double[] THETA = {0.4, -0.3, 0.2, 0.7, 0.1};

  private final Dataset data = PlainRows.set(X, Y, Task.REGRESSION);

  /** One tanh unit: w (2), b, v, c. */
  private final Objective plain =
      Objective.plain(network(1), Losses.named("squared", 3), Reduction.MEAN, 0);

  private static Architecture network(int outputs) {
    return new Architecture(
        2,
        List.of(1),
        outputs,
        Activations.named("tanh", 0),
        Activations.named("identity", 0),
        true,
        true,
        false);
  }

  private LocalEvaluator on(Spike.Form form) {
    return new LocalEvaluator(plain.augmented(new Spike(form)), data);
  }

  /** rho at the second input, sigma at the fourth. */
  private static Point at(LocalEvaluator evaluator, double rho, double sigma) {
    double[] raw = {rho, sigma, X[3][0], X[3][1]};
    return evaluator.objective().point(THETA, raw, X[1]);
  }

  private double[] residuals() {
    LocalEvaluator network = new LocalEvaluator(plain, data);
    double[] residuals = new double[X.length];
    var outputs =
        new NetworkValues(
                plain.architecture(), data, org.minimacensus.numeric.KernelProvider.kernels())
            .at(THETA);
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = outputs.apply(i, 0) - Y[i][0];
    }

    assertThat(network.evaluate(Question.value(Point.of(THETA))).value())
        .isCloseTo(Arrays.stream(residuals).map(r -> r * r / 2).sum() / X.length, within(1e-14));
    return residuals;
  }

  @Test
  void itsDerivativeIsTheSumOverTheRowsOfItsInput() {
    LocalEvaluator evaluator = on(Spike.Form.WITH_SECOND);
    double[] r = residuals();

    double[] gradient =
        evaluator.evaluate(Question.gradient(at(evaluator, 0.5, -2))).gradient().values();
    assertThat(gradient[5]).isCloseTo((r[1] + 0.5 + r[4] + 0.5) / 5, within(1e-15));
    assertThat(gradient[6]).isCloseTo((r[3] - 2) / 5, within(1e-15));
  }

  @Test
  void valueAndHessianAreThoseOfTheRows() {
    LocalEvaluator evaluator = on(Spike.Form.WITH_SECOND);
    double[] r = residuals();
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      double with = r[i] + (i == 1 || i == 4 ? 0.5 : i == 3 ? -2 : 0);
      sum += with * with / 2;
    }

    Answer answer = evaluator.evaluate(Question.hessian(at(evaluator, 0.5, -2)));
    assertThat(answer.value()).isCloseTo(sum / 5, within(1e-15));
    assertThat(answer.hessian().apply(5, 5)).isCloseTo(2 / 5.0, within(1e-15));
    assertThat(answer.hessian().apply(6, 6)).isCloseTo(1 / 5.0, within(1e-15));
    assertThat(answer.hessian().apply(5, 6)).isZero();
    for (int i = 0; i < 9; i++) {
      double[] product =
          evaluator
              .evaluate(Question.hessianVector(at(evaluator, 0.5, -2), DerivativesTest.unit(i, 9)))
              .hessianVector()
              .values();
      for (int j = 0; j < 9; j++) {
        assertThat(answer.hessian().apply(i, j)).isCloseTo(product[j], within(1e-14));
      }
    }

    // v changes the outputs by tanh: the mixed derivative is the sum of tanh over the input's rows.
    double tanh = StrictMath.tanh(0.4 * X[1][0] - 0.3 * X[1][1] + 0.2);
    assertThat(answer.hessian().apply(3, 5)).isCloseTo(2 * tanh / 5, within(1e-14));
  }

  @Test
  void aSharpExponentialNeuronTendsToASpike() {
    LocalEvaluator limit =
        new LocalEvaluator(plain.augmented(Augmentations.named("output-neuron-limit", 1)), data);
    LocalEvaluator spike = on(Spike.Form.LIMIT);
    Point point = spike.objective().point(THETA, new double[] {0.7}, X[0]);
    double expected = spike.evaluate(Question.value(point)).value();

    double[] w = {20, 30};
    double[] raw = {0.7 * StrictMath.exp(-(w[0] * X[0][0] + w[1] * X[0][1])), w[0], w[1]};
    Point sharp = limit.objective().point(THETA, raw, limit.chartOrigins(raw));
    assertThat(limit.evaluate(Question.value(sharp)).value()).isCloseTo(expected, within(1e-13));
  }

  @Test
  void theNeighbourIsTheNextInputAlongTheDirection() {
    double[] w = {1, 1};
    assertThat(neighbour(X[0], w)).containsExactly(0, 0);
    assertThat(neighbour(X[2], w)).containsExactly(X[0]);
    // Both rows of the place are passed over.
    assertThat(neighbour(X[1], new double[] {-1, 0})).containsExactly(0, 0);
  }

  private double[] neighbour(double[] place, double[] w) {
    return on(Spike.Form.NEIGHBOUR).chartOrigins(new double[] {place[0], place[1], w[0], w[1]});
  }

  @Test
  void severalOutputsAreRefused() {
    Objective two = Objective.plain(network(2), Losses.named("squared", 3), Reduction.MEAN, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.augmented(new Spike(Spike.Form.LIMIT)))
        .withMessageContaining("one output, found 2");
  }
}
