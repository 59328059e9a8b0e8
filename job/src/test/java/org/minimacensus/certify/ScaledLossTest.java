package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/** D (1 + (a e^b - 1)^2) + (lambda/2) a^2 keeps what D has, at infinity. */
class ScaledLossTest {
  private static final double[][] XOR = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
  private static final double[] TARGETS = {-1, 1, 1, -1};

  private static Endpoint end(Problem problem, int parameters, int restart) {
    RandomStream stream = RandomStream.of(3, "scaled", restart);
    double[] theta = new double[parameters];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = stream.nextGaussian();
    }

    return problem.end(theta, new double[] {stream.nextGaussian(), stream.nextGaussian()});
  }

  private static Problem xor(int units) {
    return Problem.squared(XOR, TARGETS, Problem.network(2, List.of(units), 1, "tanh", true));
  }

  /** 9 parameters and b, of which 4 rows and a leave 5; the loss is attained. */
  @Test
  void xorWithTwoUnitsEndsOnTheFloor() {
    for (int r = 0; r < 5; r++) {
      Endpoint e = end(xor(2).augmented("loss-scaling"), 9, r);

      assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
      assertThat(e.loss()).isLessThan(1e-17);
      assertThat(e.contribution()).hasValue(0);
      assertThat(e.augmentation()[0]).isZero();
      assertThat(e.hessianZeroModes()).as(e.evidence()).isEqualTo(10 - 4);
      assertThat(e.hessianNegativeModes()).isZero();
    }
  }

  /** With weight decay the network alone has minima above 0: all of them are limits. */
  @Test
  void xorWithDecayEndsAtInfinity() {
    for (int r = 0; r < 5; r++) {
      Problem decayed =
          new Problem(
              XOR,
              new double[][] {{-1}, {1}, {1}, {-1}},
              Task.REGRESSION,
              Problem.network(2, List.of(2), 1, "tanh", true),
              "squared",
              0.02);
      Endpoint e = end(decayed.augmented("loss-scaling"), 9, r);

      assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
      assertThat(e.infinityKind()).isEqualTo("loss-scaling");
      assertThat(e.contribution()).hasValue(1);
      assertThat(e.limitOutputs()).hasSize(4);
      Endpoint alone = decayed.plain().end(e.theta());
      assertThat(alone.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
      assertThat(e.limitLoss().orElseThrow()).isCloseTo(alone.loss(), within(1e-13));
      assertThat(alone.loss()).isGreaterThan(0.05);
    }
  }

  /** f = w x, least squares: D = 1/2 (sum y^2 - (sum x y)^2 / sum x^2) at its minimum. */
  @Test
  void minimumAboveZeroIsOneAtInfinity() {
    Architecture line = Problem.network(1, List.of(), 1, "tanh", false);
    Problem problem =
        Problem.squared(PlainRows.column(1, 2, -1), new double[] {1, 0, 2}, line)
            .augmented("loss-scaling");
    Endpoint e = problem.end(new double[] {0.7}, new double[] {0.4, -0.3});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.infinityKind()).isEqualTo("loss-scaling");
    assertThat(e.limitLoss().orElseThrow()).isCloseTo((5 - 1 / 6.0) / 2, within(1e-14));
    assertThat(e.baseLoss()).isCloseTo((5 - 1 / 6.0) / 2, within(1e-14));
    assertThat(e.loss() - e.baseLoss()).isBetween(-1e-14, 1e-14);
    assertThat(e.runaway()).containsExactly(2.0);
  }

  /** With weight decay D alone is scaled: minima of D + decay are limits, here of w alone. */
  @Test
  void weightDecayIsNotScaled() {
    Architecture line = Problem.network(1, List.of(), 1, "tanh", false);
    Problem problem =
        new Problem(
                PlainRows.column(1, 2, -1),
                new double[][] {{1}, {2}, {-1}},
                Task.REGRESSION,
                line,
                "squared",
                0.5)
            .augmented("loss-scaling");
    Endpoint e = problem.end(new double[] {0.7}, new double[] {0.4, -0.3});

    // 3 (w - 1)^2 + w^2 / 4 at w = 12/13.
    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.limitLoss().orElseThrow()).isCloseTo(3 / 13.0, within(1e-14));
    assertThat(e.theta()[0]).isCloseTo(12 / 13.0, within(1e-10));
  }

  /** At a = 0 a bad minimum of D has a slope by a: nothing finite is stationary there. */
  @Test
  void aSilentFactorIsLeft() {
    Architecture line = Problem.network(1, List.of(), 1, "tanh", false);
    Problem problem =
        Problem.squared(PlainRows.column(1, 2, -1), new double[] {1, 0, 2}, line)
            .augmented("loss-scaling");
    Endpoint e = problem.end(new double[] {-1 / 6.0}, new double[] {0, 0});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.startLoss()).isCloseTo(5 - 1 / 6.0, within(1e-14));
  }

  @Test
  void separableDataEndWhereTheNetworkAloneDoes() {
    Problem problem =
        new Problem(
                XOR,
                new double[][] {{-1}, {1}, {1}, {-1}},
                Task.BINARY,
                Problem.network(2, List.of(3), 1, "tanh", true),
                "logistic",
                0)
            .augmented("loss-scaling");
    Endpoint e = end(problem, 13, 1);

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.infinityKind()).isEqualTo("separable-loss");
    assertThat(e.limitLoss()).hasValue(0);
  }
}
