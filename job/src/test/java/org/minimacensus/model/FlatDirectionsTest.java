package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;

class FlatDirectionsTest {
  private static NetworkSymmetry net(
      SampleActivation sigma, Penalty penalty, int inputs, int outputs, Integer... hidden) {
    return NetworkSymmetry.of(
        new Architecture(
            inputs, List.of(hidden), outputs, sigma, SampleActivation.IDENTITY, true, true, false),
        penalty,
        OutputInvariance.NONE);
  }

  private static boolean[][] nothingSilent(NetworkSymmetry symmetry) {
    boolean[][] silent = new boolean[symmetry.layout().layers() - 1][];
    Arrays.setAll(silent, l -> new boolean[symmetry.layout().units(l)]);
    return silent;
  }

  private static int count(NetworkSymmetry symmetry, double... theta) {
    return FlatDirections.count(symmetry, theta, nothingSilent(symmetry));
  }

  /** Few values, so that units are equal, opposite, constant and without a way out. */
  private static double[] planted(RandomNetworks networks, Architecture a) {
    double[] theta = new double[a.layout().dimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = 0.7 * (networks.random().nextInt(3) - 1);
    }
    return theta;
  }

  @Test
  void noDirectionChangesTheFunctionNorThePenalty() {
    RandomNetworks networks = new RandomNetworks(61);
    int found = 0;
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 100; trial++) {
        Penalty penalty = Penalty.values()[trial % 2];
        NetworkSymmetry symmetry =
            NetworkSymmetry.of(networks.architecture(sigma), penalty, OutputInvariance.NONE);
        Architecture a = symmetry.architecture();
        if (symmetry.mixesUnits() && !symmetry.decayed()) {
          continue;
        }

        double[] theta = planted(networks, a);
        for (double[] tangent :
            FlatDirections.tangents(symmetry, theta, nothingSilent(symmetry))) {
          double h = 1e-6;
          double[] above = moved(theta, tangent, h);
          double[] below = moved(theta, tangent, -h);
          // Off the kinks of relu, which planted weights of a few values meet at 0 and 1.
          double[] x = networks.vector(a.inputs());
          double[] up = SampleActivation.outputs(a, above, x);
          double[] down = SampleActivation.outputs(a, below, x);
          for (int k = 0; k < up.length; k++) {
            double slope = (up[k] - down[k]) / (2 * h);
            assertThat(slope).as("%s %s", penalty, a).isCloseTo(0, within(1e-6 * (1 + Math.abs(up[k]))));
          }
          if (symmetry.decayed()) {
            double along = 0;
            for (int i = 0; i < theta.length; i++) {
              along += theta[i] * tangent[i];
            }
            // Units that share what they do under decay have |(w, b)| = |v| at a minimum only.
            if (!sigma.name().contains("relu")) {
              assertThat(along).as("%s", a).isCloseTo(0, within(1e-12));
            }
          }
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(1000);
  }

  private static double[] moved(double[] theta, double[] direction, double h) {
    double[] there = theta.clone();
    for (int i = 0; i < there.length; i++) {
      there[i] += h * direction[i];
    }
    return there;
  }

  @Test
  void genericNetworksHaveThoseOfTheirSymmetries() {
    RandomNetworks networks = new RandomNetworks(62);
    for (SampleActivation sigma : SampleActivation.ALL) {
      NetworkSymmetry free = net(sigma, Penalty.NONE, 3, 2, 4, 3);
      NetworkSymmetry decayed = net(sigma, Penalty.WEIGHT_DECAY, 3, 2, 4, 3);
      double[] theta = networks.theta(free.architecture());
      int expected =
          switch (sigma.name()) {
            case "relu", "leaky-relu" -> 7;
            // 16 + 15 + 8 parameters, an affine map from 3 to 2 of full rank: 8 numbers.
            case "identity" -> 39 - 8;
            default -> 0;
          };
      if (!sigma.name().equals("quadratic")) {
        assertThat(count(free, theta)).as(sigma.name()).isEqualTo(expected);
      }
      int rotations = sigma.name().equals("identity") ? 6 + 3 : 0;
      assertThat(count(decayed, theta)).as(sigma.name()).isEqualTo(rotations);
    }
  }

  @Test
  void quadraticUnitsHaveWhatTheirMatrixLeaves() {
    RandomNetworks networks = new RandomNetworks(63);
    // 2 inputs with biases: symmetric 3 x 3 matrices; the output bias adds nothing to them.
    NetworkSymmetry three = net(SampleActivation.QUADRATIC, Penalty.NONE, 2, 1, 3);
    assertThat(count(three, networks.theta(three.architecture()))).isEqualTo(13 - 6);
    // One unit: (w, b) up to its sign, v by scaling, and the output bias.
    NetworkSymmetry one = net(SampleActivation.QUADRATIC, Penalty.NONE, 2, 1, 1);
    assertThat(count(one, networks.theta(one.architecture()))).isEqualTo(1);
    NetworkSymmetry decayed = net(SampleActivation.QUADRATIC, Penalty.WEIGHT_DECAY, 1, 1, 3);
    // Units 0 and 1 have equal v.
    assertThat(count(decayed, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9)).isEqualTo(1);
  }

  @Test
  void superfluousUnitsHaveKnownFreedoms() {
    NetworkSymmetry tanh = net(SampleActivation.TANH, Penalty.NONE, 1, 1, 3);
    // Units (w; b; v), then the output bias: nothing goes out of the third.
    assertThat(count(tanh, 1, 2, 3, 4, 5, 6, 7, 8, 0, 9)).isEqualTo(2);
    // The second is the first with all signs changed.
    assertThat(count(tanh, 1, -1, 3, 4, -4, 6, 7, 8, 9, 9)).isEqualTo(1);
    // Three equal ones.
    assertThat(count(tanh, 1, 1, 1, 4, 4, 4, 7, 8, 9, 9)).isEqualTo(2);
    // A constant unit: its bias, and its v against the bias behind.
    assertThat(count(tanh, 0, 2, 3, 4, 5, 6, 7, 8, 9, 9)).isEqualTo(2);
    // Equal and nothing goes out: exchange, and its own weights.
    assertThat(count(tanh, 1, 1, 3, 4, 4, 6, 7, 0, 9, 9)).isEqualTo(3 - 1);
    NetworkSymmetry relu = net(SampleActivation.RELU, Penalty.NONE, 1, 1, 2);
    double[] theta = {1, 2, 0.5, 1, 3, 4, 0};
    // Two scalings, and an exchange between parallel units.
    assertThat(count(relu, theta)).isEqualTo(3);
    // A silent unit is free with all its weights; a scaling is left.
    assertThat(FlatDirections.count(relu, theta, new boolean[][] {{true, false}})).isEqualTo(4);
    NetworkSymmetry sin = net(SampleActivation.SIN, Penalty.NONE, 1, 1, 2);
    // Two phasors of one frequency: 4 numbers for 2.
    assertThat(count(sin, 1, -1, 0.2, 0.9, 3, 4, 0)).isEqualTo(2);
    NetworkSymmetry sinDecayed = net(SampleActivation.SIN, Penalty.WEIGHT_DECAY, 1, 1, 2);
    assertThat(count(sinDecayed, 1, -1, 0.2, 0.9, 3, 4, 0)).isZero();
  }

  @Test
  void logitsCanBeShiftedTogether() {
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(
            new Architecture(
                2, List.of(3), 3, SampleActivation.TANH, SampleActivation.IDENTITY, true, true,
                false),
            Penalty.NONE,
            OutputInvariance.COMMON_SHIFT);
    double[] theta = new RandomNetworks(64).theta(symmetry.architecture());
    assertThat(count(symmetry, theta)).isEqualTo(4);
  }
}
