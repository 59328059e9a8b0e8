package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.numeric.interval.Interval;

/** No symmetry is overlooked, and parameters that none joins are told apart. */
class UnitBoxesTest {
  private static final double RADIUS = 1e-10;

  private static Architecture network(String activation, boolean direct) {
    return new Architecture(
        2,
        List.of(4),
        2,
        Activations.named(activation, 0),
        Activations.named("identity", 0),
        true,
        true,
        direct);
  }

  private static NetworkSymmetry symmetry(Architecture network, boolean decayed) {
    return NetworkSymmetry.of(
        network,
        decayed ? NetworkSymmetry.Penalty.WEIGHT_DECAY : NetworkSymmetry.Penalty.NONE,
        NetworkSymmetry.OutputInvariance.NONE);
  }

  private static Interval[] box(double[] x) {
    return MinimumCertificate.box(x, Arrays.stream(x).map(v -> RADIUS).toArray());
  }

  private static double[] drawn(Random random, int p) {
    return random.doubles(p, -2, 2).toArray();
  }

  private static double[] copy(NetworkSymmetry symmetry, double[] theta, Random random) {
    double[] copy = theta.clone();
    int units = symmetry.layout().units(0);
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    Collections.shuffle(order, random);
    symmetry.applyPermutation(copy, 0, order.stream().mapToInt(i -> i).toArray());
    for (int u = 0; u < units; u++) {
      if (symmetry.flip(0) != NetworkSymmetry.Flip.NONE && random.nextBoolean()) {
        symmetry.applyFlip(copy, 0, u);
      }

      if (symmetry.shiftsBiases()) {
        symmetry.applyShift(copy, 0, u, random.nextInt(5) - 2);
      }
    }

    return copy;
  }

  @ParameterizedTest
  @CsvSource({
    "tanh, false, true", "tanh, false, false", "sigmoid, false, false", "sin, false, false",
    "sin, false, true", "softplus, true, false", "gelu, true, false", "elu, false, false"
  })
  void copiesUnderSymmetriesAreNeverApartAndOthersAre(
      String activation, boolean direct, boolean decayed) {
    Random random = new Random(5);
    Architecture network = network(activation, direct);
    NetworkSymmetry symmetry = symmetry(network, decayed);
    UnitBoxes units = new UnitBoxes(network, decayed);
    int p = network.layout().dimension();
    for (int round = 0; round < 200; round++) {
      double[] theta = drawn(random, p);
      double[] joined = copy(symmetry, theta, random);
      assertThat(units.apart(box(theta), box(joined))).isFalse();
      assertThat(units.apart(box(joined), box(theta))).isFalse();
      assertThat(units.apart(box(theta), box(drawn(random, p)))).isTrue();
      double[] moved = joined.clone();
      moved[network.layout().weight(0, random.nextInt(4), random.nextInt(2))] += 1e-3;
      assertThat(units.apart(box(theta), box(moved))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"relu, false", "identity, true", "quadratic, true", "quadratic, false"})
  void whereUnitsCanBeScaledOrMixedNothingIsTold(String activation, boolean decayed) {
    Random random = new Random(6);
    Architecture network = network(activation, false);
    int p = network.layout().dimension();
    assertThat(new UnitBoxes(network, decayed).apart(box(drawn(random, p)), box(drawn(random, p))))
        .isFalse();
  }

  /** Two units near one another meet the same unit of the other box, which has one of them. */
  @Test
  void partnersAreMatchedNotOnlyNear() {
    Architecture network = network("tanh", false);
    double[] theta = drawn(new Random(7), network.layout().dimension());
    double[] other = theta.clone();
    for (int i = 0; i < 2; i++) {
      other[network.layout().weight(0, 1, i)] = other[network.layout().weight(0, 0, i)];
    }

    other[network.layout().biasOffset(0) + 1] = other[network.layout().biasOffset(0)];
    assertThat(new UnitBoxes(network, true).apart(box(theta), box(other))).isTrue();
  }
}
