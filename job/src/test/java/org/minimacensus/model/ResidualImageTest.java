package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;

class ResidualImageTest {
  private final RandomNetworks networks = new RandomNetworks(71);

  private static Architecture network(int inputs, int outputs, String activation, Integer... z) {
    return Architecture.residual(
        inputs, List.of(z), outputs, Activations.named(activation, 0.1), true);
  }

  private void assertSameOutputs(Architecture a, double[] p, Architecture b, double[] q) {
    for (int trial = 0; trial < 5; trial++) {
      double[][] x = {networks.vector(a.inputs())};
      double[] one = new Network(a).outputs(p, x)[0];
      double[] other = new Network(b).outputs(q, x)[0];
      for (int k = 0; k < one.length; k++) {
        assertThat(other[k]).as("%s", a).isCloseTo(one[k], within(1e-12 * (1 + Math.abs(one[k]))));
      }
    }
  }

  @Test
  void outputsAreWTimesTheSumOfXAndVZ() {
    // z = tanh(0.5 x1 - x2 + 0.1); V = (2, -1)^T; W = (3, 4).
    Architecture network = network(2, 1, "tanh", 1);
    double[] theta = {0.5, -1, 0.1, 2, -1, 3, 4};
    double z = StrictMath.tanh(0.5 * 0.7 + 1.3 + 0.1);
    double expected = 3 * (0.7 + 2 * z) + 4 * (-1.3 - z);
    assertThat(new Network(network).outputs(theta, new double[][] {{0.7, -1.3}})[0][0])
        .isCloseTo(expected, within(1e-14));
    assertThat(new ResidualImage(network).of(theta)).containsExactly(0.5, -1, 0.1, 2, 3, 4);
  }

  @Test
  void theImageHasTheSameOutputs() {
    for (Architecture a :
        List.of(
            network(1, 1, "tanh", 2),
            network(3, 2, "relu", 3, 2),
            network(2, 3, "softplus", 2),
            network(2, 2, "sin", 1, 1, 4))) {
      ResidualImage image = new ResidualImage(a);
      double[] theta = networks.theta(a);
      assertSameOutputs(a, theta, image.perceptron(), image.of(theta));
    }
  }

  @Test
  void aLiftIsARightInverseThatChangesNoMoreThanItMust() {
    Architecture a = network(3, 2, "tanh", 3, 2);
    ResidualImage image = new ResidualImage(a);
    double[] theta = networks.theta(a);
    double[] there = networks.theta(image.perceptron());
    double[] lifted = image.lift(theta, there);
    assertThat(image.onto(theta)).isTrue();
    assertClose(image.of(lifted), there, 1e-12);
    assertClose(image.lift(theta, image.of(theta)), theta, 1e-12);
    // The directions are those of the lift at theta itself.
    double[][] directions = image.liftedDirections(theta);
    for (int p = 0; p < directions.length; p++) {
      double[] above = image.of(theta);
      double[] below = image.of(theta);
      above[p] += 1e-6;
      below[p] -= 1e-6;
      double[] up = image.lift(theta, above);
      double[] down = image.lift(theta, below);
      for (int i = 0; i < up.length; i++) {
        assertThat((up[i] - down[i]) / 2e-6)
            .as("parameter %d along %d", i, p)
            .isCloseTo(directions[p][i], within(1e-7));
      }
    }
  }

  @Test
  void whatWDoesNotReadChangesNothing() {
    Architecture a = network(3, 1, "tanh", 2);
    ResidualImage image = new ResidualImage(a);
    double[] theta = networks.theta(a);
    assertThat(image.unread()).isEqualTo(4);
    List<double[]> basis = image.unreadBasis(theta);
    assertThat(basis).hasSize(2);
    double[] moved = theta.clone();
    image.addUnread(moved, 1, basis.get(0));
    image.addUnread(moved, 0, new double[] {5, -3, 1});
    assertThat(moved).isNotEqualTo(theta);
    assertClose(image.of(moved), image.of(theta), 1e-12);
    double[] flat = theta.clone();
    Arrays.fill(flat, flat.length - 3, flat.length, 0);
    assertThat(image.onto(flat)).isFalse();
    assertThat(image.unreadBasis(flat)).hasSize(3);
    assertThat(new ResidualImage(network(2, 3, "tanh", 2)).onto(networks.vector(16))).isFalse();
  }

  @Test
  void parametersThatGrowAreFoundInBoth() {
    Architecture a = network(2, 2, "tanh", 3);
    ResidualImage image = new ResidualImage(a);
    // Hidden 2 x 3 + 3, then rows (o1 o2 o3 d1 d2); V is 2 x 3 from 9 on, W from 15.
    assertThat(image.sources(4).toArray()).containsExactly(4);
    assertThat(image.sources(9 + 5 + 1).toArray()).containsExactly(10, 13);
    assertThat(image.sources(9 + 5 + 4).toArray()).containsExactly(15 + 2 + 1);
  }

  @Test
  void errorsOfTheImageCoverWhatMovesIt() {
    Architecture a = network(3, 2, "tanh", 2);
    ResidualImage image = new ResidualImage(a);
    double[] theta = networks.theta(a);
    double[] errors = new double[theta.length];
    Arrays.fill(errors, 1e-9);
    double[] bounds = image.errors(theta, errors);
    double[] at = image.of(theta);
    for (int trial = 0; trial < 50; trial++) {
      double[] moved = theta.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += networks.random().nextBoolean() ? 1e-9 : -1e-9;
      }

      double[] there = image.of(moved);
      for (int i = 0; i < at.length; i++) {
        assertThat(Math.abs(there[i] - at[i])).isLessThanOrEqualTo(bounds[i] * (1 + 1e-5));
      }
    }
  }

  @Test
  void theGroupIsThatOfTheImage() {
    Architecture a = network(2, 1, "softplus", 3);
    Architecture free =
        Architecture.residual(2, List.of(3), 1, Activations.named("softplus", 0), false);
    NetworkSymmetry biased = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
    NetworkSymmetry unbiased = NetworkSymmetry.of(free, Penalty.NONE, OutputInvariance.NONE);
    NetworkSymmetry decayed = NetworkSymmetry.of(free, Penalty.WEIGHT_DECAY, OutputInvariance.NONE);
    // s(t) - s(-t) = t is made up for by W, unless a bias is in the way.
    assertThat(biased.flip(0)).isEqualTo(NetworkSymmetry.Flip.NONE);
    assertThat(unbiased.flip(0)).isEqualTo(NetworkSymmetry.Flip.LINEAR);
    assertThat(decayed.flip(0)).isEqualTo(NetworkSymmetry.Flip.NONE);
    double[] theta = networks.theta(free);
    double[] moved = networks.image(unbiased, unbiased.coordinates(theta));
    assertSameOutputs(free, theta, unbiased.architecture(), moved);
    assertThat(unbiased.hiddenDimensions(theta)).isEqualTo(3);
    assertThat(decayed.coordinates(theta)).isSameAs(theta);
    // Of theta itself permutations are left.
    double[] permuted = theta.clone();
    unbiased.onParameters().applyPermutation(permuted, 0, new int[] {2, 0, 1});
    assertThat(permuted).isNotEqualTo(theta);
    assertSameOutputs(free, theta, free, permuted);
  }

  @Test
  void onlyResidualNetworksHaveOne() {
    Architecture perceptron = new ResidualImage(network(1, 1, "tanh", 1)).perceptron();
    assertThatThrownBy(() -> new ResidualImage(perceptron))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a residual network, found ");
    assertThatThrownBy(
            () -> Architecture.residual(1, List.of(), 1, Activations.named("tanh", 0), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "a residual network needs a hidden layer and linear outputs without biases and direct"
                + " weights, found hidden layers []");
  }

  private static void assertClose(double[] found, double[] expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("entry %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
