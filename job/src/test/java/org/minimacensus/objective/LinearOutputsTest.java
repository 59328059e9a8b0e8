package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

class LinearOutputsTest {
  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "tanh"})
  void whatIsAppliedToOutputsMayBePartOfTheLoss(String output) {
    for (String loss : List.of("squared", "huber", "cross-entropy", "logistic", "cauchy")) {
      RandomStream stream = RandomStream.of(8, loss + output, 0);
      int outputs = loss.equals("logistic") ? 1 : 3;
      Architecture network =
          new Architecture(
              2,
              List.of(3, 2),
              outputs,
              Activations.named("gelu", 0),
              Activations.named(output, 0),
              true,
              true,
              true);
      double[][] x = new double[6][2];
      double[][] y = new double[6][outputs];
      for (int i = 0; i < 6; i++) {
        x[i][0] = stream.nextGaussian();
        x[i][1] = stream.nextGaussian();
        y[i][i % outputs] = 1;
      }

      Task task =
          loss.equals("logistic")
              ? Task.BINARY
              : loss.equals("cross-entropy") ? Task.MULTICLASS : Task.REGRESSION;
      Dataset data = ObjectiveCase.dataset(x, y, task, 2);
      Objective applied = Objective.plain(network, Losses.named(loss, 3), Reduction.MEAN, 0.01);
      Objective linear = LinearOutputs.of(applied);
      double[] theta = new double[applied.dimension()];
      double[] v = new double[theta.length];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = stream.nextGaussian();
        v[i] = stream.nextGaussian();
      }

      Point point = applied.point(theta, new double[0], new double[0]);
      Answer a = new LocalEvaluator(applied, data).evaluate(Question.hessianVector(point, v));
      Answer b = new LocalEvaluator(linear, data).evaluate(Question.hessianVector(point, v));

      assertThat(b.value()).isCloseTo(a.value(), within(1e-14 * (1 + Math.abs(a.value()))));
      for (int i = 0; i < theta.length; i++) {
        assertThat(b.gradient().apply(i)).isCloseTo(a.gradient().apply(i), within(1e-13));
        assertThat(b.hessianVector().apply(i)).isCloseTo(a.hessianVector().apply(i), within(1e-12));
      }

      double[] f = new LocalEvaluator(applied, data).sampleOutputs(point);
      double[] made =
          LinearOutputs.applied(linear, new LocalEvaluator(linear, data).sampleOutputs(point));
      for (int i = 0; i < made.length; i++) {
        assertThat(made[i]).isCloseTo(f[i], within(1e-15));
      }
    }
  }
}
