package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.RandomNetworks;
import org.minimacensus.model.ResidualImage;
import org.minimacensus.model.SampleActivation;

/** One family for all its members: images under the group, and networks with superfluous units. */
class FamilyMatcherTest {
  private static final double TOLERANCE = 1e-6;

  private static FamilyMatcher matcher(NetworkSymmetry symmetry) {
    Architecture a = symmetry.architecture();
    RandomNetworks networks = new RandomNetworks(50);
    double[][] training = new double[7][];
    double[][] probes = new double[3][];
    Arrays.setAll(training, r -> networks.vector(a.inputs()));
    Arrays.setAll(probes, r -> networks.vector(a.inputs()));
    return new FamilyMatcher(symmetry, new NetworkSignature(a, training, probes), TOLERANCE);
  }

  private static Endpoint endpoint(double loss, double... theta) {
    return Endpoint.builder().loss(loss).theta(theta).build();
  }

  private static boolean same(NetworkSymmetry symmetry, double[] a, double[] b) {
    FamilyMatcher matcher = matcher(symmetry);
    Fingerprint first = matcher.fingerprint(endpoint(0.5, a));
    Fingerprint second = matcher.fingerprint(endpoint(0.5, b));
    boolean same = matcher.align(first, second).isPresent();
    assertThat(matcher.undecided()).isZero();
    if (same) {
      assertThat(Math.abs(first.key() - second.key()))
          .as("what agrees must be found by its key")
          .isLessThanOrEqualTo(first.reach() + second.reach());
      Fingerprint aligned = matcher.align(first, second).orElseThrow();
      assertThat(first.deviation(aligned, TOLERANCE)).isLessThanOrEqualTo(1);
    }
    return same;
  }

  private static void assertSameFunction(
      RandomNetworks networks, NetworkSymmetry symmetry, double[] theta, double[] image) {
    Architecture a = symmetry.architecture();
    double[] one = theta.clone();
    double[] other = image.clone();
    symmetry.centreOutputs(one);
    symmetry.centreOutputs(other);
    double[] x = networks.vector(a.inputs());
    double[] expected = SampleActivation.outputs(a, one, x);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(SampleActivation.outputs(a, other, x))
        .as("%s", a)
        .containsExactly(expected, within(1e-9 * (1 + largest)));
  }

  @ParameterizedTest
  @EnumSource(Penalty.class)
  void imagesUnderTheGroupAreOneFamilyAndARealChangeIsAnother(Penalty penalty) {
    RandomNetworks networks = new RandomNetworks(51);
    int different = 0;
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 50 && sigma != SampleActivation.UNKNOWN; trial++) {
        OutputInvariance outputs = OutputInvariance.values()[trial % 2];
        NetworkSymmetry symmetry =
            NetworkSymmetry.of(networks.architecture(sigma), penalty, outputs);
        Architecture a = symmetry.architecture();
        double[] theta = networks.theta(a);
        double[] image = networks.image(symmetry, theta);
        assertSameFunction(networks, symmetry, theta, image);
        assertThat(same(symmetry, theta, image)).as("%s %s", penalty, a).isTrue();
        // The whole function changes: what goes out of everything is 0.1 % more, unevenly.
        double[] changed = image.clone();
        int last = a.layout().layers() - 1;
        for (int i = a.layout().weightOffset(last); i < changed.length; i++) {
          changed[i] *= 1 + 1e-3 * (1 + i % 3);
        }
        if (a.outputs() == 1 && symmetry.shiftsOutputs()) {
          // A single logit is always centred to 0.
          continue;
        }

        assertThat(same(symmetry, theta, changed)).as("%s %s", penalty, a).isFalse();
        different++;
      }
    }
    assertThat(different).isGreaterThan(400);
  }

  /** Inserts a unit at the end of a hidden layer. */
  private static double[] inserted(
      NetworkSymmetry wide,
      NetworkSymmetry narrow,
      double[] theta,
      int layer,
      double[] in,
      double b,
      double[] out) {
    ParameterLayout to = wide.layout();
    ParameterLayout from = narrow.layout();
    double[] image = new double[to.dimension()];
    for (int l = 0; l < to.layers(); l++) {
      for (int u = 0; u < to.units(l); u++) {
        boolean added = l == layer && u == from.units(l);
        for (int i = 0; i < to.inputs(l); i++) {
          boolean column = l == layer + 1 && i == from.units(layer);
          int before = l == layer + 1 && i > from.units(layer) ? i - 1 : i;
          image[to.weight(l, u, i)] =
              added ? in[i] : column ? out[u] : theta[from.weight(l, u, before)];
        }
        if (to.hasBias(l)) {
          image[to.biasOffset(l) + u] = added ? b : theta[from.biasOffset(l) + u];
        }
      }
    }
    return image;
  }

  private static NetworkSymmetry wider(NetworkSymmetry narrow, int layer) {
    List<Integer> widths = new java.util.ArrayList<>(narrow.architecture().hidden());
    widths.set(layer, widths.get(layer) + 1);
    return narrow.withHidden(widths);
  }

  /** The three ways in which a network has a unit too many, then a random image. */
  @Test
  void networksWithSuperfluousUnitsAreTheSmallerNetwork() {
    RandomNetworks networks = new RandomNetworks(52);
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 60 && sigma != SampleActivation.UNKNOWN; trial++) {
        NetworkSymmetry narrow =
            NetworkSymmetry.of(networks.architecture(sigma), Penalty.NONE, OutputInvariance.NONE);
        Architecture a = narrow.architecture();
        int layer = networks.random().nextInt(a.hidden().size());
        NetworkSymmetry wide = wider(narrow, layer);
        ParameterLayout layout = a.layout();
        double[] theta = networks.theta(a);
        double[] in = networks.vector(layout.inputs(layer));
        double[] out = networks.vector(layout.units(layer + 1));
        double[] plain = inserted(wide, narrow, theta, layer, in, 0.3, new double[out.length]);
        int copied = networks.random().nextInt(layout.units(layer));
        double[] original =
            Arrays.copyOfRange(
                theta,
                layout.weight(layer, copied, 0),
                layout.weight(layer, copied, 0) + in.length);
        double bias = layout.hasBias(layer) ? theta[layout.biasOffset(layer) + copied] : 0;
        double[] split = inserted(wide, narrow, theta, layer, original, bias, out);
        for (int k = 0; k < out.length; k++) {
          split[wide.layout().weight(layer + 1, k, copied)] -= out[k];
        }
        assertSameFunction(networks, wide, plain, split);
        double[] image = networks.image(wide, split);
        assertThat(same(wide, plain, image)).as("split in %s", a).isTrue();
        if (layout.hasBias(layer + 1) && layout.hasBias(layer)) {
          double[] constant = inserted(wide, narrow, theta, layer, new double[in.length], 0.7, out);
          for (int k = 0; k < out.length; k++) {
            constant[wide.layout().biasOffset(layer + 1) + k] -= out[k] * sigma.apply(0.7);
          }
          assertSameFunction(networks, wide, plain, constant);
          assertThat(same(wide, networks.image(wide, constant), plain)).as("%s", a).isTrue();
        }
        if (sigma == SampleActivation.RELU) {
          // What goes out of a unit that is 0 on all inputs changes nothing.
          continue;
        }

        double[] more = split.clone();
        more[wide.layout().weight(layer + 1, 0, copied)] += 1e-2;
        assertThat(same(wide, plain, more)).as("another function: %s", a).isFalse();
      }
    }
  }

  @Test
  void sinesOfOneFrequencyAddLikePhasors() {
    RandomNetworks networks = new RandomNetworks(53);
    for (int trial = 0; trial < 200; trial++) {
      int outputs = 1 + trial % 3;
      Architecture a =
          new Architecture(
              2,
              List.of(4),
              outputs,
              SampleActivation.SIN,
              SampleActivation.IDENTITY,
              true,
              true,
              false);
      NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
      ParameterLayout layout = a.layout();
      double[] one = networks.theta(a);
      for (int u = 1; u < 3; u++) {
        for (int i = 0; i < 2; i++) {
          one[layout.weight(0, u, i)] = (u == 1 ? -1 : 1) * one[layout.weight(0, 0, i)];
        }
      }
      // The same three sines as sine and cosine, and one that does nothing.
      double[] other = one.clone();
      for (int k = 0; k < outputs; k++) {
        double p = 0;
        double q = 0;
        for (int u = 0; u < 3; u++) {
          double weight = one[layout.weight(1, k, u)];
          double b = one[layout.biasOffset(0) + u];
          p += (u == 1 ? -1 : 1) * weight * StrictMath.cos(b);
          q += weight * StrictMath.sin(b);
        }
        other[layout.weight(1, k, 0)] = p;
        other[layout.weight(1, k, 1)] = q;
        other[layout.weight(1, k, 2)] = 0;
      }
      other[layout.biasOffset(0)] = 0;
      other[layout.biasOffset(0) + 1] = Math.PI / 2;
      assertSameFunction(networks, symmetry, one, other);
      double[] image = networks.image(symmetry, other);
      assertThat(same(symmetry, one, image)).as("%d outputs", outputs).isTrue();
      other[layout.weight(1, 0, 0)] += 1e-2;
      assertThat(same(symmetry, one, other)).isFalse();
    }
  }

  @Test
  void biasesOfSinesAreComparedOnACircleOfHalfTurns() {
    Architecture a =
        new Architecture(
            1, List.of(1), 1, SampleActivation.SIN, SampleActivation.IDENTITY, true, true, false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
    double[] before = {1, Math.PI / 2 - 2e-7, 3, 0.1};
    assertThat(same(symmetry, before, new double[] {1, -Math.PI / 2 + 2e-7, -3, 0.1})).isTrue();
    assertThat(same(symmetry, before, new double[] {1, Math.PI / 2 + 2e-7, 3, 0.1})).isTrue();
    assertThat(same(symmetry, before, new double[] {1, 2.5 * Math.PI, 3, 0.1})).isTrue();
    assertThat(same(symmetry, before, new double[] {-1, -Math.PI / 2 + 2e-7, -3, 0.1})).isTrue();
    assertThat(same(symmetry, before, new double[] {1, -Math.PI / 2 + 2e-7, 3, 0.1})).isFalse();
    assertThat(same(symmetry, before, new double[] {1, Math.PI / 2 - 1e-4, 3, 0.1})).isFalse();
    assertThat(symmetry.flip(0)).isEqualTo(Flip.ODD);
  }

  @Test
  void underDecayMixedUnitsAreComparedByFunctionAndLoss() {
    Architecture a =
        new Architecture(
            1,
            List.of(2),
            1,
            SampleActivation.IDENTITY,
            SampleActivation.IDENTITY,
            false,
            false,
            false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.WEIGHT_DECAY, OutputInvariance.NONE);
    FamilyMatcher matcher = matcher(symmetry);
    double c = StrictMath.cos(0.4);
    double s = StrictMath.sin(0.4);
    Fingerprint one = matcher.fingerprint(endpoint(0.5, 2, 0, 2, 0));
    Fingerprint turned = matcher.fingerprint(endpoint(0.5, 2 * c, 2 * s, 2 * c, 2 * s));
    Fingerprint unbalanced = matcher.fingerprint(endpoint(0.51, 1, 0, 4, 0));
    assertThat(matcher.align(one, turned)).isPresent();
    assertThat(matcher.align(one, unbalanced)).isEmpty();
  }

  @Test
  void underDecayParallelReluUnitsShareWhatTheyDo() {
    Architecture a =
        new Architecture(
            1, List.of(2), 2, SampleActivation.RELU, SampleActivation.IDENTITY, true, false, false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.WEIGHT_DECAY, OutputInvariance.NONE);
    double[] one = {1, 2, 0.5, 1, 0.6, 1.2, 0.8, 1.6};
    // 5 = 1 + 4 of the product, shared as 2 + 3.
    double r = Math.sqrt(2);
    double t = Math.sqrt(3);
    double[] other = {r, t, 0.5 * r, 0.5 * t, 0.6 * r, 0.6 * t, 0.8 * r, 0.8 * t};
    assertSameFunction(new RandomNetworks(54), symmetry, one, other);
    assertThat(same(symmetry, one, other)).isTrue();
    other[7] *= 1.01;
    assertThat(same(symmetry, one, other)).isFalse();
  }

  @Test
  void addedNeuronsAreComparedWhereTheyContribute() {
    Architecture a =
        new Architecture(
            1, List.of(1), 1, SampleActivation.TANH, SampleActivation.IDENTITY, true, true, false);
    FamilyMatcher matcher = matcher(NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE));
    Endpoint network = endpoint(0.5, 1, 0.2, 3, 0).toBuilder().hessianZeroModes(2).build();
    Endpoint silent = network.toBuilder().augmentation(new double[] {0, 5, 6}).build();
    Endpoint other = network.toBuilder().augmentation(new double[] {0, -1, 2}).build();
    Endpoint loud = network.toBuilder().augmentation(new double[] {1, -1, 2}).build();
    assertThat(matcher.align(matcher.fingerprint(silent), matcher.fingerprint(other))).isPresent();
    assertThat(matcher.align(matcher.fingerprint(silent), matcher.fingerprint(loud))).isEmpty();
    assertThat(matcher.explains(network)).isFalse();
    assertThat(matcher.explains(silent)).isTrue();
    assertThat(matcher.explains(loud)).isFalse();
    assertThat(matcher.explains(silent.toBuilder().hessianZeroModes(-1).build())).isFalse();
  }

  @Test
  void residualNetworksAreComparedByWhatTheirReadoutReads() {
    Architecture a = Architecture.residual(2, List.of(3), 1, SampleActivation.TANH, true);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
    ResidualImage image = new ResidualImage(a);
    FamilyMatcher matcher = matcher(symmetry);
    RandomNetworks networks = new RandomNetworks(55);
    double[] theta = networks.theta(a);
    double[] other = theta.clone();
    image.addUnread(other, 0, new double[] {3, -1});
    image.addUnread(other, 2, new double[] {0.5, 2});
    NetworkSymmetry ofUnits = symmetry.onParameters();
    ofUnits.applyPermutation(other, 0, new int[] {1, 2, 0});
    ofUnits.applyFlip(other, 0, 1);
    assertThat(image.of(other)).isNotEqualTo(image.of(theta));
    Fingerprint first = matcher.fingerprint(endpoint(0.5, theta));
    assertThat(matcher.align(first, matcher.fingerprint(endpoint(0.5, other)))).isPresent();
    double[] third = other.clone();
    third[third.length - 1] *= 1.001;
    assertThat(matcher.align(first, matcher.fingerprint(endpoint(0.5, third)))).isEmpty();
    // (2 - 1) times 3 directions that W does not read; none is explained where W is 0.
    Endpoint.Builder flat = endpoint(0.5, theta).toBuilder();
    assertThat(matcher.explains(flat.hessianZeroModes(3).build())).isTrue();
    assertThat(matcher.explains(flat.hessianZeroModes(4).build())).isFalse();
    double[] blind = theta.clone();
    Arrays.fill(blind, blind.length - 2, blind.length, 0);
    assertThat(matcher.explains(endpoint(0.5, blind).toBuilder().hessianZeroModes(1).build()))
        .isFalse();
  }

  @Test
  void underDecayResidualNetworksAreComparedByTheirParameters() {
    Architecture a = Architecture.residual(2, List.of(2, 3), 2, SampleActivation.TANH, true);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.WEIGHT_DECAY, OutputInvariance.NONE);
    ParameterMatcher matcher = new ParameterMatcher(symmetry, TOLERANCE);
    double[] theta = new RandomNetworks(56).theta(a);
    double[] moved = theta.clone();
    symmetry.applyPermutation(moved, 0, new int[] {1, 0});
    symmetry.applyFlip(moved, 1, 2);
    symmetry.applyPermutation(moved, 1, new int[] {2, 0, 1});
    Fingerprint first = matcher.fingerprint(endpoint(0.5, theta));
    Fingerprint second = matcher.fingerprint(endpoint(0.5, moved));
    assertThat(Math.abs(first.key() - second.key()))
        .isLessThanOrEqualTo(first.reach() + second.reach());
    assertThat(matcher.align(first, second)).isPresent();
    for (int last = 1; last <= 5; last += 4) {
      // An entry of W, an entry of V.
      double[] other = moved.clone();
      other[other.length - last] += 1e-3;
      assertThat(matcher.align(first, matcher.fingerprint(endpoint(0.5, other)))).isEmpty();
    }
  }

  /** (a, b) once, however many outputs there are: at a = 0 b is free, and the only zero mode. */
  @Test
  void scaledLossesAreComparedByTheNetworkAlone() {
    for (int outputs = 1; outputs <= 4; outputs++) {
      Architecture a =
          new Architecture(
              1,
              List.of(1),
              outputs,
              SampleActivation.TANH,
              SampleActivation.IDENTITY,
              true,
              true,
              false);
      FamilyMatcher matcher = matcher(NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE));
      double[] theta = new double[2 + 2 * outputs];
      Arrays.setAll(theta, i -> 1 + 0.3 * i);
      Endpoint network = endpoint(0, theta).toBuilder().hessianZeroModes(1).build();
      Endpoint one = network.toBuilder().augmentation(new double[] {0, 5}).build();
      Endpoint other = network.toBuilder().augmentation(new double[] {0, -1}).build();
      assertThat(matcher.align(matcher.fingerprint(one), matcher.fingerprint(other))).isPresent();
      assertThat(matcher.explains(one)).isTrue();
      assertThat(matcher.explains(network)).isFalse();
    }
  }
}
