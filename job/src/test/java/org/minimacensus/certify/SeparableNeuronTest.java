package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Objective;

/** The logistic loss of XOR with an added neuron: no finite outputs reach its infimum, 0. */
class SeparableNeuronTest {
  private static final double[][] X = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
  private static final double[][] Y = {{-1}, {1}, {1}, {-1}};

  @Test
  void noRunEndsOnAMinimumAndThoseAtInfinityComeToZeroOrStayAbove() {
    Problem problem =
        new Problem(
                X, Y, Task.BINARY, Problem.network(2, List.of(2), 1, "tanh", true), "logistic", 0)
            .augmented("output-neuron");
    Objective objective = problem.evaluator().objective();
    int p = objective.thetaDimension();
    int separable = 0;
    for (int r = 0; r < 14; r++) {
      RandomStream stream = RandomStream.of(41, "start", r);
      double[] theta = new double[p];
      double[] raw = new double[objective.dimension() - p];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = stream.nextGaussian();
      }

      for (int i = 0; i < raw.length; i++) {
        raw[i] = stream.nextGaussian() / 2;
      }

      Endpoint end = problem.end(theta, raw);
      assertThat(end.endpointClass()).isIn(EndpointClass.AT_INFINITY, EndpointClass.UNCONVERGED);
      if (end.infinityKind().contains("separable-loss")) {
        separable++;
        assertThat(end.limitLoss().orElseThrow()).isZero();
      }
    }

    assertThat(separable).isGreaterThan(1);
  }
}
