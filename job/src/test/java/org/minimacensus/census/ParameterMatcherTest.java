package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.RandomNetworks;
import org.minimacensus.model.SampleActivation;

class ParameterMatcherTest {
  private static final double TOLERANCE = 1e-6;

  private static boolean same(NetworkSymmetry symmetry, double[] a, double[] b) {
    return same(symmetry, a, b, new double[0]);
  }

  private static boolean same(NetworkSymmetry symmetry, double[] a, double[] b, double[] error) {
    ParameterMatcher matcher = new ParameterMatcher(symmetry, TOLERANCE);
    Fingerprint first = matcher.fingerprint(endpoint(a, error));
    Fingerprint second = matcher.fingerprint(endpoint(b, error));
    boolean aligned = matcher.align(first, second).isPresent();
    if (aligned) {
      assertThat(Math.abs(first.key() - second.key()))
          .as("what agrees must be found by its key")
          .isLessThanOrEqualTo(first.reach() + second.reach());
    }
    return aligned;
  }

  private static Endpoint endpoint(double[] theta, double[] error) {
    return Endpoint.builder().theta(theta).parameterError(error).build();
  }

  private static NetworkSymmetry oneHidden(SampleActivation sigma, int inputs, int units) {
    return NetworkSymmetry.of(
        new Architecture(
            inputs, List.of(units), 1, sigma, SampleActivation.IDENTITY, true, true, false),
        Penalty.NONE,
        OutputInvariance.NONE);
  }

  private static List<NetworkSymmetry> groupsOf(Architecture a) {
    return List.of(
        NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE),
        NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.COMMON_SHIFT),
        NetworkSymmetry.of(a, Penalty.WEIGHT_DECAY, OutputInvariance.COMMON_SHIFT));
  }

  /** Whether the whole group is one of permutations, flips, shifts and scalings. */
  private static boolean byUnits(NetworkSymmetry symmetry) {
    return symmetry.covered() && (!symmetry.mixesUnits() || symmetry.decayed());
  }

  @Test
  void imagesUnderTheGroupAreTheSame() {
    RandomNetworks networks = new RandomNetworks(21);
    int compared = 0;
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 60; trial++) {
        for (NetworkSymmetry symmetry : groupsOf(networks.architecture(sigma))) {
          if (byUnits(symmetry)) {
            double[] theta = networks.theta(symmetry.architecture());
            double[] image = networks.image(symmetry, theta);
            assertThat(same(symmetry, theta, image)).as("%s", symmetry.architecture()).isTrue();
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  @Test
  void canonicalFormsOfImagesAreEqual() {
    RandomNetworks networks = new RandomNetworks(22);
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 30; trial++) {
        for (NetworkSymmetry symmetry : groupsOf(networks.architecture(sigma))) {
          Architecture a = symmetry.architecture();
          if (symmetry.scalesUnits() && a.inputs() == 1 && !a.bias()) {
            // Units of the first layer are 1 or -1 up to rounding, which then decides their order.
            continue;
          }

          double[] theta = networks.theta(a);
          double[] image = networks.image(symmetry, theta);
          double[] canonical = CanonicalForm.of(symmetry, theta);
          double largest = java.util.Arrays.stream(canonical).map(Math::abs).max().orElse(0);
          assertThat(CanonicalForm.of(symmetry, image))
              .as("%s", symmetry.architecture())
              .containsExactly(canonical, within(1e-9 * (1 + largest)));
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void oneEntryAHundredTolerancesAwayIsAnother() {
    RandomNetworks networks = new RandomNetworks(23);
    int compared = 0;
    for (SampleActivation sigma : SampleActivation.ALL) {
      for (int trial = 0; trial < 60; trial++) {
        for (NetworkSymmetry symmetry : groupsOf(networks.architecture(sigma))) {
          if (!byUnits(symmetry) || symmetry.shiftsOutputs()) {
            continue;
          }

          compared++;
          double[] theta = networks.theta(symmetry.architecture());
          double[] other = networks.image(symmetry, theta);
          int i = networks.random().nextInt(other.length);
          // A next bias stands in a sum with half its weights, whose tolerance is the sum's.
          other[i] += 100 * TOLERANCE * 5;
          assertThat(same(symmetry, theta, other)).as("%s", symmetry.architecture()).isFalse();
          // Where units are scaled to 1, what goes into one that was small counts for more.
          double little = symmetry.scalesUnits() ? TOLERANCE / 1000 : TOLERANCE / 2;
          other[i] -= 100 * TOLERANCE * 5 - little;
          assertThat(same(symmetry, theta, other)).as("%s", symmetry.architecture()).isTrue();
        }
      }
    }

    assertThat(compared).as("networks of symmetries by units").isGreaterThan(1000);
  }

  @Test
  void errorBoundsWidenTheTolerance() {
    NetworkSymmetry symmetry = oneHidden(SampleActivation.TANH, 1, 1);
    double[] theta = {1, 0.5, 2, 0.3};
    double[] moved = {1, 0.5, 2.00002, 0.3};
    assertThat(same(symmetry, theta, moved)).isFalse();
    assertThat(same(symmetry, theta, moved, new double[] {0, 0, 1e-5, 0})).isTrue();
    assertThat(same(symmetry, theta, moved, new double[] {1e-5, 1e-5, 0, 1e-5})).isFalse();
  }

  @Test
  void errorBoundsOfOutgoingWeightsReachTheBiasesBehind() {
    NetworkSymmetry symmetry = oneHidden(SampleActivation.SIGMOID, 1, 1);
    double[] theta = {1, 0.5, 2, 0.3};
    double[] moved = {1, 0.5, 2.0002, 0.3};
    assertThat(same(symmetry, theta, moved, new double[] {0, 0, 1e-4, 0})).isTrue();
    assertThat(same(symmetry, theta, moved, new double[] {0, 0, 0.9e-4, 0})).isFalse();
  }

  @Test
  void errorBoundsOfOneOutputReachTheOthersWhenCentred() {
    Architecture a =
        new Architecture(
            1,
            List.of(1),
            2,
            SampleActivation.TANH,
            SampleActivation.IDENTITY,
            false,
            false,
            false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.COMMON_SHIFT);
    double[] theta = {1, 2, 3};
    double[] moved = {1, 2.0002, 3};
    assertThat(same(symmetry, theta, moved)).isFalse();
    assertThat(same(symmetry, theta, moved, new double[] {0, 1e-4, 0})).isTrue();
  }

  @Test
  void worthlessErrorBoundsDoNotMakeEverythingEqual() {
    NetworkSymmetry symmetry = oneHidden(SampleActivation.TANH, 1, 1);
    double inf = Double.POSITIVE_INFINITY;
    double[] error = {inf, inf, inf, Double.NaN};
    assertThat(same(symmetry, new double[] {1, 0, 1, 0}, new double[] {2, 0, 1, 0}, error))
        .isFalse();
  }

  @Test
  void firstCoordinateNearZeroDoesNotSplit() {
    // Canonical signs differ, as the tiny first weight has another sign in each.
    NetworkSymmetry symmetry = oneHidden(SampleActivation.TANH, 2, 2);
    double[] a = {1e-8, 0.7, 1, 1, 0.2, 0.4, 1.5, -0.6, 0.1};
    double[] b = {-1e-8, 0.7, 1, 1, 0.2, 0.4, 1.5, -0.6, 0.1};
    assertThat(CanonicalForm.of(symmetry, a)).isNotEqualTo(CanonicalForm.of(symmetry, b));
    assertThat(same(symmetry, a, b)).isTrue();
    assertThat(same(symmetry, b, new RandomNetworks(1).image(symmetry, a))).isTrue();
  }

  @Test
  void unitsWithEqualFirstCoordinatesAreMatchedByTheOthers() {
    // Rounding decides the order of the first weights; the units differ in the second.
    NetworkSymmetry symmetry = oneHidden(SampleActivation.ELU, 2, 2);
    double[] a = {1, 3, 1 + 1e-9, -4, 0, 0, 5, 6, 0};
    double[] b = {1 + 1e-9, 3, 1, -4, 0, 0, 5, 6, 0};
    assertThat(same(symmetry, a, b)).isTrue();
    double[] exchangedOutgoing = {1, 3, 1, -4, 0, 0, 6, 5, 0};
    assertThat(same(symmetry, a, exchangedOutgoing)).isFalse();
  }

  @Test
  void duplicatedUnitsAreMatchedByTheirOutgoingWeights() {
    NetworkSymmetry symmetry = oneHidden(SampleActivation.TANH, 1, 3);
    double[] a = {1, 1, 1, 0.5, 0.5, 0.5, 2, 3, 4, 0};
    double[] b = {1, -1, 1, 0.5, -0.5, 0.5, 4, -2, 3, 0};
    double[] c = {1, 1, 1, 0.5, 0.5, 0.5, 2, 3, 4.1, 0};
    assertThat(same(symmetry, a, b)).isTrue();
    assertThat(same(symmetry, a, c)).isFalse();
  }

  @Test
  void duplicatedUnitsInAnEarlierLayerAreTriedInAllOrders() {
    Architecture deep =
        new Architecture(
            1,
            List.of(4, 2),
            1,
            SampleActivation.TANH,
            SampleActivation.IDENTITY,
            true,
            true,
            false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(deep, Penalty.NONE, OutputInvariance.NONE);
    RandomNetworks networks = new RandomNetworks(24);
    for (int trial = 0; trial < 50; trial++) {
      double[] theta = networks.theta(deep);
      for (int u = 1; u < 4; u++) {
        theta[u] = theta[0];
        theta[4 + u] = theta[4];
      }
      double[] image = networks.image(symmetry, theta);
      assertThat(same(symmetry, theta, image)).isTrue();
      image[image.length - 2] += 0.1;
      assertThat(same(symmetry, theta, image)).isFalse();
    }
  }

  @Test
  void tooManyEqualUnitsInAnEarlierLayerAreReported() {
    Architecture deep =
        new Architecture(
            1,
            List.of(12, 2),
            1,
            SampleActivation.TANH,
            SampleActivation.IDENTITY,
            false,
            false,
            false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(deep, Penalty.NONE, OutputInvariance.NONE);
    double[] a = new RandomNetworks(25).theta(deep);
    java.util.Arrays.fill(a, 0, 12, 1.0);
    double[] b = a.clone();
    b[12] += 0.5;
    ParameterMatcher matcher = new ParameterMatcher(symmetry, TOLERANCE);
    Fingerprint first = matcher.fingerprint(endpoint(a, new double[0]));
    assertThat(matcher.align(first, matcher.fingerprint(endpoint(b, new double[0])))).isEmpty();
    assertThat(matcher.undecided()).isEqualTo(1);
    assertThat(matcher.stabiliser(first)).isEqualTo(BigInteger.ZERO);
  }

  @Test
  void orbitEqualsTheNumberOfDistinctImages() {
    RandomNetworks networks = new RandomNetworks(26);
    SampleActivation[] sigmas = {
      SampleActivation.TANH,
      SampleActivation.SIGMOID,
      SampleActivation.ELU,
      SampleActivation.SOFTPLUS,
      SampleActivation.QUADRATIC,
      SampleActivation.SIN
    };
    BigInteger largest = BigInteger.ZERO;
    for (SampleActivation sigma : sigmas) {
      boolean direct = sigma == SampleActivation.SOFTPLUS;
      // Squares without decay have more symmetries than those that are counted here.
      Penalty penalty = sigma == SampleActivation.QUADRATIC ? Penalty.WEIGHT_DECAY : Penalty.NONE;
      for (int trial = 0; trial < 60; trial++) {
        int units = 1 + networks.random().nextInt(3);
        List<Integer> hidden = trial % 3 == 0 && !direct ? List.of(units, 2) : List.of(units);
        int outputs = 1 + trial % 2;
        Architecture a =
            new Architecture(
                1, hidden, outputs, sigma, SampleActivation.IDENTITY, true, true, direct);
        NetworkSymmetry symmetry = NetworkSymmetry.of(a, penalty, OutputInvariance.NONE);
        // Few values, so that equal, opposite and vanishing units occur.
        double[] theta = new double[a.layout().dimension()];
        for (int i = 0; i < theta.length; i++) {
          theta[i] = networks.random().nextInt(3) - 1;
        }
        for (int l = 0; l < hidden.size() && symmetry.shiftsBiases(); l++) {
          for (int u = 0; u < hidden.get(l); u++) {
            theta[a.layout().biasOffset(l) + u] *= Math.PI / 2;
          }
        }
        ParameterMatcher matcher = new ParameterMatcher(symmetry, TOLERANCE);
        BigInteger stabiliser =
            matcher.stabiliser(matcher.fingerprint(endpoint(theta, new double[0])));
        assertThat(stabiliser.multiply(BigInteger.valueOf(images(symmetry, theta).size())))
            .as("%s %s", a, java.util.Arrays.toString(theta))
            .isEqualTo(symmetry.order());
        largest = largest.max(stabiliser);
      }
    }
    assertThat(largest).as("symmetric points were planted").isGreaterThan(BigInteger.valueOf(4));
  }

  /** All images by flipping units and exchanging neighbours until nothing new appears. */
  private static Set<String> images(NetworkSymmetry symmetry, double[] theta) {
    ParameterLayout layout = symmetry.layout();
    Set<String> seen = new TreeSet<>();
    java.util.ArrayDeque<double[]> open = new java.util.ArrayDeque<>();
    open.add(theta);
    seen.add(text(theta));
    while (!open.isEmpty()) {
      double[] from = open.remove();
      for (int l = 0; l < layout.layers() - 1; l++) {
        for (int u = 0; u < layout.units(l); u++) {
          if (symmetry.flip(l) != NetworkSymmetry.Flip.NONE) {
            double[] next = from.clone();
            symmetry.applyFlip(next, l, u);
            if (seen.add(text(next))) {
              open.add(next);
            }
          }
          if (symmetry.shiftsBiases()) {
            double[] next = from.clone();
            int b = layout.biasOffset(l) + u;
            symmetry.applyShift(next, l, u, next[b] > 1 ? -1 : 1);
            if (seen.add(text(next))) {
              open.add(next);
            }
          }
          if (u > 0) {
            int[] order = new int[layout.units(l)];
            java.util.Arrays.setAll(order, i -> i);
            order[u] = u - 1;
            order[u - 1] = u;
            double[] next = from.clone();
            symmetry.applyPermutation(next, l, order);
            if (seen.add(text(next))) {
              open.add(next);
            }
          }
        }
      }
    }
    return seen;
  }

  private static String text(double[] theta) {
    StringBuilder text = new StringBuilder();
    for (double t : theta) {
      // -pi and pi are one bias, and nothing else here is that large.
      double value = Math.abs(Math.abs(t) - Math.PI) < 1e-9 ? Math.PI : t;
      text.append(Math.round(value * 1e9)).append(' ');
    }
    return text.toString();
  }
}
