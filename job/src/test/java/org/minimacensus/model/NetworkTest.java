package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

class NetworkTest {
  private static Architecture architecture(boolean direct) {
    return new Architecture(
        2,
        List.of(3),
        2,
        Activations.named("tanh", 0),
        Activations.named("sigmoid", 0),
        true,
        false,
        direct);
  }

  @Test
  void outputsFollowTheDocumentedOrderOfTheta() {
    double[] theta = {1, 2, 3, 4, 5, 6, 0.1, 0.2, 0.3, 1, -1, 2, 0.5, 0.25, 3, -2, 1, -0.5, -0.25};
    double[] x = {0.3, -0.2};
    double[] h = {
      StrictMath.tanh(0.3 - 0.4 + 0.1),
      StrictMath.tanh(0.9 - 0.8 + 0.2),
      StrictMath.tanh(1.5 - 1.2 + 0.3)
    };
    double first = h[0] - h[1] + 2 * h[2] + 0.5 * 0.3 - 0.25 * 0.2;
    double second = 3 * h[0] - 2 * h[1] + h[2] - 0.5 * 0.3 + 0.25 * 0.2;
    double[] f = new Network(architecture(true)).outputs(theta, new double[][] {x})[0];
    assertThat(f[0]).isCloseTo(1 / (1 + StrictMath.exp(-first)), Offset.offset(1e-15));
    assertThat(f[1]).isCloseTo(1 / (1 + StrictMath.exp(-second)), Offset.offset(1e-15));
  }

  @Test
  void outputsOfARowDoNotDependOnTheOtherRows() {
    RandomStream stream = RandomStream.of(1, "network", 0);
    Architecture a = architecture(false);
    double[] theta = Initializers.named("normal", 1, 0, 0).draw(a, stream);
    double[][] x = new double[700][2];

    for (double[] row : x) {
      row[0] = stream.nextGaussian();
      row[1] = stream.nextGaussian();
    }

    Network network = new Network(a);
    double[][] all = network.outputs(theta, x);

    for (int i = 0; i < x.length; i += 37) {
      assertThat(network.outputs(theta, new double[][] {x[i]})[0]).isEqualTo(all[i]);
    }

    assertThat(network.outputs(theta, new double[0][])).isEmpty();
  }

  @Test
  void wrongSizesAreNamed() {
    assertThatThrownBy(
            () -> new Network(architecture(false)).outputs(new double[3], new double[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this network takes 15 parameters and 2 inputs, found 3 and 2");
  }
}
