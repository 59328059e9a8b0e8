package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

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
    int together = 0;
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

      if (end.infinityKind().equals("separable-loss+special-neuron")) {
        together++;
        fallsAlongTheRay(problem, end);
      }
    }

    assertThat(separable).isGreaterThan(1);
    assertThat(together).isGreaterThan(1);
  }

  /**
   * Outgoing weights by t, a e^b by t with b up by 2 log t: data term and regulariser both fall.
   */
  private static void fallsAlongTheRay(Problem problem, Endpoint end) {
    Objective objective = problem.evaluator().objective();
    int first = objective.architecture().layout().weightOffset(1);
    double last = Double.POSITIVE_INFINITY;
    for (double t = 1; t < 40; t *= 1.5) {
      double[] theta = end.theta().clone();
      for (int i = first; i < theta.length; i++) {
        theta[i] *= t;
      }

      double[] raw = end.augmentation().clone();
      raw[0] /= t;
      raw[raw.length - 1] += 2 * StrictMath.log(t);
      Point point = objective.point(theta, raw, problem.evaluator().chartOrigins(raw));
      double value = problem.evaluator().evaluate(Question.value(point)).value();
      assertThat(value).isLessThan(last);
      last = value;
    }

    assertThat(last).isLessThan(1e-12);
  }

  @Test
  void aLossBelowLogTwoShowsThatAllRowsAreOnTheirSide() {
    assertThat(SeparableLoss.allOnTheirSide(Losses.named("logistic", 1), 0.69)).isTrue();
    assertThat(SeparableLoss.allOnTheirSide(Losses.named("logistic", 1), StrictMath.log(2)))
        .isFalse();
    assertThat(SeparableLoss.allOnTheirSide(Losses.named("logistic", 1), Double.NaN)).isFalse();
  }
}
