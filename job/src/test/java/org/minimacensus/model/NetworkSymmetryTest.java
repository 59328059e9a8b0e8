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
  void groupsAreThoseOfTheTable() {
    for (SampleActivation sigma : SampleActivation.ALL) {
      String name = sigma.name();
      boolean known = !name.equals("bump");
      boolean continuous =
          List.of("relu", "leaky-relu", "quadratic", "identity").contains(name) || !known;
      Architecture a = net(sigma, true, true, 3, 2);
      NetworkSymmetry free = of(a, Penalty.NONE);
      NetworkSymmetry decayed = of(a, Penalty.WEIGHT_DECAY);
      assertThat(free.discrete()).as(name).isEqualTo(!continuous);
      assertThat(decayed.discrete()).as(name).isEqualTo(known);
      assertThat(free.covered()).as(name).isEqualTo(known);
      assertThat(decayed.covered()).as(name).isEqualTo(known);
      assertThat(free.reason().isEmpty()).isEqualTo(known);
      assertThat(free.scalesUnits()).as(name).isEqualTo(name.contains("relu"));
      assertThat(decayed.scalesUnits() || decayed.shiftsBiases()).as(name).isFalse();
      assertThat(free.shiftsBiases()).as(name).isEqualTo(name.equals("sin"));
      boolean mixed = name.equals("identity") || name.equals("quadratic");
      assertThat(free.mixesUnits()).as(name).isEqualTo(mixed);
      NetworkSymmetry linear = of(net(sigma, true, true), Penalty.NONE);
      assertThat(linear.discrete() && linear.covered() && !linear.mixesUnits()).isTrue();
    }
  }

  @Test
  void reasonSaysWhatIsNotCovered() {
    assertThat(of(net(SampleActivation.UNKNOWN, true, true, 2), Penalty.NONE).reason())
        .contains("bump");
    // 60 inputs, degree 4: 64 over 4 coefficients.
    Architecture wide =
        new Architecture(
            60, List.of(2, 2), 1, SampleActivation.QUADRATIC, SampleActivation.IDENTITY, true, true,
            false);
    assertThat(of(wide, Penalty.NONE).reason())
        .isEqualTo(
            "quadratic units can be mixed continuously, and the polynomial of degree 4 that the"
                + " network is has 635376 coefficients, more than the 20000 that are compared");
    assertThat(of(wide, Penalty.NONE).discrete()).isFalse();
    assertThat(of(wide, Penalty.WEIGHT_DECAY).covered()).isTrue();
  }

  @Test
  void sinWithoutBiasesHasNoShifts() {
    assertThat(of(net(SampleActivation.SIN, false, true, 2), Penalty.NONE).shiftsBiases()).isFalse();
    assertThat(of(net(SampleActivation.SIN, true, true, 2), Penalty.NONE).order())
        .isEqualTo(BigInteger.valueOf(2 * 16));
  }

  @Test
  void linearFlipsNeedDirectWeightsBiasesBehindAndNoDecay() {
    for (SampleActivation sigma : SampleActivation.ALL) {
      boolean flips =
          List.of("softplus", "swish", "gelu", "relu", "leaky-relu").contains(sigma.name());
      Flip expected = flips ? Flip.LINEAR : of(net(sigma, true, true, 2), Penalty.NONE).flip(0);
      assertThat(direct(sigma, true, true, Penalty.NONE, 2)).isEqualTo(expected);
      assertThat(direct(sigma, false, false, Penalty.NONE, 2) == Flip.LINEAR).isEqualTo(flips);
      assertThat(direct(sigma, true, false, Penalty.NONE, 2)).isNotEqualTo(Flip.LINEAR);
      assertThat(direct(sigma, true, true, Penalty.WEIGHT_DECAY, 2)).isNotEqualTo(Flip.LINEAR);
      assertThat(direct(sigma, true, true, Penalty.NONE, 2, 2)).isNotEqualTo(Flip.LINEAR);
    }
  }

  private static Flip direct(
      Activation sigma, boolean bias, boolean outputBias, Penalty penalty, int... m) {
    List<Integer> hidden = java.util.Arrays.stream(m).boxed().toList();
    return of(
            new Architecture(
                2, hidden, 1, sigma, SampleActivation.IDENTITY, bias, outputBias, true),
            penalty)
        .flip(0);
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
