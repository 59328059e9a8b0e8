package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;

class NetworkSymmetryTest {
  private static Architecture net(Activation sigma, boolean bias, boolean outputBias, int... m) {
    List<Integer> hidden = java.util.Arrays.stream(m).boxed().toList();
    return new Architecture(
        2, hidden, 2, sigma, SampleActivation.IDENTITY, bias, outputBias, false);
  }

  private static NetworkSymmetry of(Architecture a, Penalty penalty) {
    return NetworkSymmetry.of(a, penalty, OutputInvariance.NONE);
  }

  @Test
  void groupElementsKeepTheFunction() {
    RandomNetworks networks = new RandomNetworks(11);
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 40; trial++) {
        Architecture a = networks.architecture(sigma);
        NetworkSymmetry symmetry = of(a, Penalty.NONE);
        double[] theta = networks.theta(a);
        double[] image = networks.image(symmetry, theta);
        double[] x = networks.vector(a.inputs());
        double[] expected = SampleActivation.outputs(a, theta, x);
        double[] found = SampleActivation.outputs(a, image, x);
        for (int k = 0; k < expected.length; k++) {
          assertThat(found[k])
              .as("%s %s", sigma, a)
              .isCloseTo(expected[k], within(1e-9 * (1 + Math.abs(expected[k]))));
        }
      }
    }
  }

  @Test
  void groupElementsKeepTheNormUnderWeightDecay() {
    RandomNetworks networks = new RandomNetworks(12);
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 20; trial++) {
        Architecture a = networks.architecture(sigma);
        NetworkSymmetry symmetry =
            NetworkSymmetry.of(a, Penalty.WEIGHT_DECAY, OutputInvariance.COMMON_SHIFT);
        double[] theta = networks.theta(a);
        double[] image = networks.image(symmetry, theta);
        assertThat(square(image)).as("%s %s", sigma, a).isCloseTo(square(theta), within(1e-9));
      }
    }
  }

  private static double square(double[] v) {
    return java.util.Arrays.stream(v).map(t -> t * t).sum();
  }

  @Test
  void centringKeepsCentredLogits() {
    RandomNetworks networks = new RandomNetworks(13);
    Architecture a =
        new Architecture(
            2, List.of(3), 3, SampleActivation.TANH, SampleActivation.IDENTITY, true, true, true);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.COMMON_SHIFT);
    double[] theta = networks.theta(a);
    double[] centred = theta.clone();
    symmetry.centreOutputs(centred);
    double[] x = networks.vector(2);
    double[] before = SampleActivation.outputs(a, theta, x);
    double[] after = SampleActivation.outputs(a, centred, x);
    assertThat(after[0] + after[1] + after[2]).isCloseTo(0, within(1e-12));
    assertThat(after[0] - after[1]).isCloseTo(before[0] - before[1], within(1e-12));
    assertThat(after[2] - after[1]).isCloseTo(before[2] - before[1], within(1e-12));
  }

  @Test
  void commonShiftNeedsLogitsWithoutDecay() {
    Architecture a = net(SampleActivation.TANH, true, true, 2);
    Architecture squashed =
        new Architecture(
            2, List.of(2), 2, SampleActivation.TANH, SampleActivation.TANH, true, true, false);
    OutputInvariance shift = OutputInvariance.COMMON_SHIFT;
    assertThat(NetworkSymmetry.of(a, Penalty.NONE, shift).shiftsOutputs()).isTrue();
    assertThat(NetworkSymmetry.of(a, Penalty.WEIGHT_DECAY, shift).shiftsOutputs()).isFalse();
    assertThat(NetworkSymmetry.of(squashed, Penalty.NONE, shift).shiftsOutputs()).isFalse();
    assertThat(of(a, Penalty.NONE).shiftsOutputs()).isFalse();
  }

  @Test
  void complementFlipNeedsBiasesBehindAndNoDecay() {
    Architecture full = net(SampleActivation.SIGMOID, true, true, 3, 2);
    assertThat(of(full, Penalty.NONE).flip(0)).isEqualTo(Flip.COMPLEMENT);
    assertThat(of(full, Penalty.WEIGHT_DECAY).flip(0)).isEqualTo(Flip.NONE);
    Architecture noOutputBias = net(SampleActivation.SIGMOID, true, false, 3, 2);
    assertThat(of(noOutputBias, Penalty.NONE).flip(0)).isEqualTo(Flip.COMPLEMENT);
    assertThat(of(noOutputBias, Penalty.NONE).flip(1)).isEqualTo(Flip.NONE);
    Architecture noHiddenBias = net(SampleActivation.SIGMOID, false, true, 3, 2);
    assertThat(of(noHiddenBias, Penalty.NONE).flip(0)).isEqualTo(Flip.NONE);
    assertThat(of(noHiddenBias, Penalty.NONE).flip(1)).isEqualTo(Flip.COMPLEMENT);
  }

  @Test
  void discreteGroupsAreThoseOfTheTable() {
    for (SampleActivation sigma : SampleActivation.ALL) {
      boolean plain =
          List.of("tanh", "erf", "sigmoid", "softplus", "elu", "swish", "gelu")
              .contains(sigma.name());
      boolean decayed = plain || List.of("relu", "leaky-relu", "sin").contains(sigma.name());
      Architecture a = net(sigma, true, true, 3, 2);
      assertThat(of(a, Penalty.NONE).discrete()).as(sigma.name()).isEqualTo(plain);
      assertThat(of(a, Penalty.WEIGHT_DECAY).discrete()).as(sigma.name()).isEqualTo(decayed);
      assertThat(of(a, Penalty.NONE).reason().isEmpty()).isEqualTo(plain);
      assertThat(of(net(sigma, true, true), Penalty.NONE).discrete()).isTrue();
    }
  }

  @Test
  void reasonNamesTheContinuum() {
    assertThat(of(net(SampleActivation.RELU, true, true, 2), Penalty.NONE).reason())
        .contains("relu units can be rescaled");
    assertThat(of(net(SampleActivation.IDENTITY, true, true, 2), Penalty.WEIGHT_DECAY).reason())
        .contains("orthogonal matrix");
    assertThat(of(net(SampleActivation.UNKNOWN, true, true, 2), Penalty.NONE).reason())
        .contains("bump");
  }

  @Test
  void sinWithoutBiasesHasNoShifts() {
    assertThat(of(net(SampleActivation.SIN, false, true, 2), Penalty.NONE).discrete()).isTrue();
    assertThat(of(net(SampleActivation.SIN, true, true, 2), Penalty.NONE).reason())
        .contains("shifted by pi");
  }

  @Test
  void directWeightsUndoFlipsOfUnitsWithLinearOddPart() {
    Architecture direct =
        new Architecture(
            2, List.of(2), 1, SampleActivation.SWISH, SampleActivation.IDENTITY, true, true, true);
    assertThat(of(direct, Penalty.NONE).reason()).contains("direct weights");
    assertThat(of(direct, Penalty.WEIGHT_DECAY).discrete()).isTrue();
  }

  @Test
  void orderIsFactorialTimesFlips() {
    assertThat(of(net(SampleActivation.TANH, true, true, 3, 2), Penalty.NONE).order())
        .isEqualTo(BigInteger.valueOf(6 * 8 * 2 * 4));
    assertThat(of(net(SampleActivation.ELU, true, true, 4), Penalty.NONE).order())
        .isEqualTo(BigInteger.valueOf(24));
    assertThat(of(net(SampleActivation.TANH, true, true), Penalty.NONE).order())
        .isEqualTo(BigInteger.ONE);
  }

  @Test
  void flippingALayerWithoutFlipIsRefused() {
    NetworkSymmetry symmetry = of(net(SampleActivation.ELU, true, true, 2), Penalty.NONE);
    double[] theta = new double[symmetry.layout().dimension()];
    assertThatThrownBy(() -> symmetry.applyFlip(theta, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 0 of a network with elu units has no flip");
  }
}
