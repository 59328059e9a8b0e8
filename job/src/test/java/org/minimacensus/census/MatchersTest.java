package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.model.RandomNetworks;
import org.minimacensus.model.SampleActivation;
import org.minimacensus.numeric.RandomStream;

/** Comparisons modulo symmetries against trying every group element. */
class MatchersTest {
  private static final double TOLERANCE = 1e-2;
  private static final double[] NONE = {};

  private static List<int[]> permutations(int n) {
    List<int[]> all = new ArrayList<>();
    permutations(new int[n], 0, 0, all);
    return all;
  }

  private static void permutations(int[] order, int place, int taken, List<int[]> all) {
    if (place == order.length) {
      all.add(order.clone());
      return;
    }

    for (int i = 0; i < order.length; i++) {
      if ((taken >> i & 1) == 0) {
        order[place] = i;
        permutations(order, place + 1, taken | 1 << i, all);
      }
    }
  }

  /** Values 0 and 1, off by up to a tolerance and a half, and errors of half a tolerance. */
  private static Fingerprint matrix(RandomStream random, int k, boolean exact) {
    double[] values = new double[k * k];
    double[] error = new double[k * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(2) + (exact ? 0 : TOLERANCE * 0.75 * random.nextInt(3));
      error[i] = TOLERANCE * 0.5 * random.nextInt(2);
    }

    boolean known = !exact && random.nextInt(2) == 0;
    return new Fingerprint(values, NONE, known ? error : NONE, 0, 0);
  }

  /** Whether entry (r[i], c[j]) of the other agrees with entry (i, j) of the leader, for all. */
  private static boolean agree(Fingerprint leader, Fingerprint other, int k, int[] r, int[] c) {
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        int to = i * k + j;
        int from = r[i] * k + c[j];
        double allowed = TOLERANCE * (1 + leader.values()[to]) + leader.error(to);
        double apart = Math.abs(leader.values()[to] - other.values()[from]);
        if (apart > allowed + other.error(from)) {
          return false;
        }
      }
    }

    return true;
  }

  @Test
  void matricesAgreeIfSomePermutationsSendOneToTheOther() {
    int agreed = 0;
    for (int trial = 0; trial < 400; trial++) {
      RandomStream random = RandomStream.of(4, "matrices", trial);
      int k = 2 + random.nextInt(3);
      List<int[]> all = permutations(k);
      Fingerprint leader = matrix(random, k, false);
      Fingerprint other = matrix(random, k, false);
      if (trial % 2 == 0) {
        int[] r = all.get(random.nextInt(all.size()));
        int[] c = all.get(random.nextInt(all.size()));
        double[] values = new double[k * k];
        for (int i = 0; i < k * k; i++) {
          double noise = TOLERANCE * 0.75 * random.nextInt(3);
          values[r[i / k] * k + c[i % k]] = leader.values()[i] + noise;
        }
        other = new Fingerprint(values, NONE, other.error(), 0, 0);
      }

      boolean expected = false;
      for (int[] r : all) {
        for (int[] c : all) {
          expected |= agree(leader, other, k, r, c);
        }
      }
      MatrixSearch search = new MatrixSearch(k, TOLERANCE);
      Optional<Fingerprint> found = search.align(leader, other);
      assertThat(found.isPresent()).as("trial %d", trial).isEqualTo(expected);
      assertThat(search.undecided()).isZero();
      if (found.isPresent()) {
        agreed++;
        int[] stay = permutations(k).get(0);
        assertThat(agree(leader, found.get(), k, stay, stay)).as("moved onto the leader").isTrue();
        double[] before = other.values().clone();
        double[] after = found.get().values().clone();
        Arrays.sort(before);
        Arrays.sort(after);
        assertThat(after).containsExactly(before);
      }
    }

    assertThat(agreed).isBetween(50, 350);
  }

  @Test
  void theStabiliserIsTheNumberOfPermutationsThatChangeNothing() {
    for (int trial = 0; trial < 150; trial++) {
      RandomStream random = RandomStream.of(4, "stabilisers", trial);
      int k = 2 + random.nextInt(3);
      Fingerprint matrix = matrix(random, k, true);
      long count = 0;
      for (int[] r : permutations(k)) {
        for (int[] c : permutations(k)) {
          count += agree(matrix, matrix, k, r, c) ? 1 : 0;
        }
      }

      assertThat(new MatrixSearch(k, TOLERANCE).stabiliser(matrix))
          .as(Arrays.toString(matrix.values()))
          .isEqualTo(BigInteger.valueOf(count));
    }
  }

  /** Incidences of the translates of a set in Z8 x Z2, elements numbered 2 i + j. */
  private static Fingerprint translates(int... set) {
    double[] values = new double[256];
    for (int g = 0; g < 16; g++) {
      for (int d : set) {
        values[g * 16 + (g / 2 + d / 2) % 8 * 2 + (g + d) % 2] = 1;
      }
    }

    return new Fingerprint(values, NONE, NONE, 0, 0);
  }

  /**
   * Two designs with 16 points, 16 blocks of 6, and 2 points common to any two blocks, which are
   * not the same: their ranks over two elements are 6 and 7. No row and no pair of rows tells them
   * apart.
   */
  @Test
  void comparisonsThatAreGivenUpAreCounted() {
    Fingerprint six = translates(0, 1, 2, 4, 10, 13);
    Fingerprint seven = translates(0, 1, 2, 4, 11, 12);
    MatrixSearch search = new MatrixSearch(16, TOLERANCE);
    assertThat(search.align(six, six)).isPresent();
    assertThat(search.undecided()).isZero();
    assertThat(search.align(six, seven)).isEmpty();
    assertThat(search.undecided()).isEqualTo(1);
    assertThat(search.align(seven, six)).isEmpty();
    assertThat(search.undecided()).isEqualTo(2);
  }

  @Test
  void matricesOfAnotherSizeDoNotAgree() {
    Fingerprint one = new Fingerprint(new double[] {1}, NONE, NONE, 0, 0);
    Fingerprint four = new Fingerprint(new double[] {1, 1, 1, 1}, NONE, NONE, 0, 0);
    assertThat(new MatrixSearch(2, TOLERANCE).align(four, one)).isEmpty();
  }

  private static Architecture net(SampleActivation sigma, int inputs, int outputs, int... hidden) {
    return new Architecture(
        inputs,
        Arrays.stream(hidden).boxed().toList(),
        outputs,
        sigma,
        SampleActivation.IDENTITY,
        true,
        true,
        false);
  }

  private static ParameterMatcher matcher(Architecture a, OutputInvariance outputs) {
    return new ParameterMatcher(NetworkSymmetry.of(a, Penalty.NONE, outputs), 1e-6);
  }

  private static Endpoint endpoint(double[] theta, double... error) {
    return Endpoint.builder().theta(theta).parameterError(error).build();
  }

  @Test
  void errorBoundsAreThoseOfTheCoordinatesCompared() {
    // c + v/2 for a sigmoid unit; theta = (w, b, v, c).
    Architecture sigmoid = net(SampleActivation.SIGMOID, 1, 1, 1);
    Fingerprint f =
        matcher(sigmoid, OutputInvariance.NONE)
            .fingerprint(endpoint(new double[] {1, 2, -4, 7}, 1e-3, 2e-3, 4e-3, 8e-3));
    assertThat(f.values()).containsExactly(1, 2, -4, 5);
    assertThat(f.error()).containsExactly(1e-3, 2e-3, 4e-3, 1e-2);
    // The tolerances of c + v/2 = 5 and of v/2: 1 + 5 and (1 + 4)/2.
    assertThat(f.scale(3)).isEqualTo(8.5);
    assertThat(f.scale(2)).isEqualTo(5);

    // v_k less the mean of the three outputs' weights; theta = (w, b, v1, v2, v3, c1, c2, c3).
    Architecture tanh = net(SampleActivation.TANH, 1, 3, 1);
    Fingerprint centred =
        matcher(tanh, OutputInvariance.COMMON_SHIFT)
            .fingerprint(
                endpoint(new double[] {1, 2, 1, 2, 6, 0, 0, 9}, 0, 0, 3e-3, 0, 6e-3, 0, 9e-3, 0));
    assertThat(centred.values()).containsExactly(1, 2, -2, -1, 3, -3, -3, 6);
    assertThat(centred.error())
        .containsExactly(new double[] {0, 0, 6e-3, 3e-3, 9e-3, 3e-3, 12e-3, 3e-3}, within(1e-15));
  }

  @Test
  void errorBoundsAreBelievedUpToAHundredthOfTheParameter() {
    double inf = Double.POSITIVE_INFINITY;
    double[] theta = {99, 0, -199, 0, 1, 1};
    assertThat(ParameterMatcher.errors(endpoint(theta, inf, 0.5, 1.5, -1, Double.NaN), 6))
        .containsExactly(1, 0.01, 1.5, 0, 0, 0);
  }

  @Test
  void errorsMoveWithTheirUnits() {
    Architecture a = net(SampleActivation.TANH, 1, 1, 3);
    ParameterMatcher matcher = matcher(a, OutputInvariance.NONE);
    // (w, b, v) of the three units, and c; in b the units stand as 2, 3, 1 and the last is flipped.
    Fingerprint leader =
        matcher.fingerprint(endpoint(new double[] {1, 2, 3, .1, .2, .3, 4, 5, 6, 7}));
    Fingerprint other =
        matcher.fingerprint(
            endpoint(
                new double[] {2, 3, -1, .2, .3, -.1, 5, 6, -4, 7},
                2e-3,
                3e-3,
                1e-3,
                2e-4,
                3e-4,
                1e-4,
                2e-5,
                3e-5,
                1e-5,
                7e-3));
    Fingerprint moved = matcher.align(leader, other).orElseThrow();
    assertThat(moved.values()).containsExactly(leader.values());
    assertThat(moved.error())
        .containsExactly(1e-3, 2e-3, 3e-3, 1e-4, 2e-4, 3e-4, 1e-5, 2e-5, 3e-5, 7e-3);
  }

  @Test
  void parametersOfAnAddedNeuronAreCompared() {
    ParameterMatcher matcher = matcher(net(SampleActivation.TANH, 1, 1, 1), OutputInvariance.NONE);
    double[] theta = {1, 2, 3, 4};
    double[] image = {-1, -2, -3, 4};
    Fingerprint leader = fingerprint(matcher, theta, 0.5, -2);
    assertThat(matcher.align(leader, fingerprint(matcher, image, 0.5, -2))).isPresent();
    assertThat(matcher.align(leader, fingerprint(matcher, image, 0.5, 2))).isEmpty();
    assertThat(matcher.align(leader, fingerprint(matcher, image, 0.5))).isEmpty();
  }

  private static Fingerprint fingerprint(
      ParameterMatcher matcher, double[] theta, double... added) {
    return matcher.fingerprint(Endpoint.builder().theta(theta).augmentation(added).build());
  }

  @Test
  void equalUnitsCanChangePlaces() {
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(
            net(SampleActivation.TANH, 1, 1, 4), Penalty.NONE, OutputInvariance.NONE);
    ParameterMatcher matcher = new ParameterMatcher(symmetry, 1e-6);
    // Units (w, b, v): how many of the 4! 2^4 permutations and flips change nothing.
    double[] three = {1, 1, 1, 3, .5, .5, .5, .2, 2, 2, 2, 2, 0};
    double[] turned = {1, -1, 1, 3, .5, -.5, .5, .2, 2, -2, 2, 2, 0};
    double[] four = {1, 1, 1, 1, .5, .5, .5, .5, 2, 2, 2, 2, 0};
    double[] pairs = {1, 3, 1, 3, .5, .2, .5, .2, 2, 2, 2, 2, 0};
    assertThat(matcher.stabiliser(matcher.fingerprint(endpoint(three)))).isEqualTo(6);
    assertThat(matcher.stabiliser(matcher.fingerprint(endpoint(turned)))).isEqualTo(6);
    assertThat(matcher.stabiliser(matcher.fingerprint(endpoint(four)))).isEqualTo(24);
    assertThat(matcher.stabiliser(matcher.fingerprint(endpoint(pairs)))).isEqualTo(4);
  }

  /** The worst case of what agrees: every parameter as far up as it may be, or down. */
  @Test
  void whatAgreesIsWithinReachOfItsKey() {
    for (SampleActivation sigma :
        List.of(SampleActivation.TANH, SampleActivation.ELU, SampleActivation.SIGMOID)) {
      Architecture a = net(sigma, 2, 2, 2, 2);
      ParameterMatcher matcher = matcher(a, OutputInvariance.NONE);
      for (double size : new double[] {1e-3, 1, 30}) {
        for (double error : new double[] {0, 1e-3}) {
          double[] theta = new double[a.layout().dimension()];
          double[] errors = new double[theta.length];
          Arrays.fill(theta, size);
          Arrays.fill(errors, error);
          Fingerprint own = matcher.fingerprint(endpoint(theta, errors));
          double[] values = own.values().clone();
          for (int i = 0; i < values.length; i++) {
            values[i] += 0.999 * (1e-6 * own.scale(i) + own.error(i));
          }

          // Coordinates back to parameters: next biases hold half of the weights into them.
          double[] far = values.clone();
          if (sigma == SampleActivation.SIGMOID) {
            for (int l = 1; l < 3; l++) {
              for (int k = 0; k < 2; k++) {
                for (int j = 0; j < 2; j++) {
                  far[a.layout().biasOffset(l) + k] -= values[a.layout().weight(l, k, j)] / 2;
                }
              }
            }
          }

          Fingerprint other = matcher.fingerprint(endpoint(far));
          assertThat(matcher.align(own, other)).as("%s %s %s", sigma, size, error).isPresent();
          assertThat(Math.abs(own.key() - other.key()))
              .isLessThanOrEqualTo(own.reach() + other.reach());
        }
      }
    }
  }

  /** What cannot be exchanged should not be looked up together: keys tell networks apart. */
  @Test
  void theKeySeesEveryParameterAndEveryExchangeThatIsNoSymmetry() {
    RandomNetworks networks = new RandomNetworks(51);
    for (SampleActivation sigma :
        List.of(SampleActivation.TANH, SampleActivation.ELU, SampleActivation.SIGMOID)) {
      Architecture a = net(sigma, 2, 2, 2, 2);
      ParameterMatcher matcher = matcher(a, OutputInvariance.NONE);
      double[] theta = networks.theta(a);
      Fingerprint own = matcher.fingerprint(endpoint(theta));
      for (int i = 0; i < theta.length; i++) {
        double[] moved = theta.clone();
        moved[i] += Math.signum(moved[i]);
        assertKeysApart(own, matcher.fingerprint(endpoint(moved)));
      }

      int[][] exchanges = {{0, 1}, {2, 3}, {theta.length - 1, theta.length - 2}};
      for (int[] e : exchanges) {
        double[] moved = theta.clone();
        moved[e[0]] = theta[e[1]];
        moved[e[1]] = theta[e[0]];
        assertKeysApart(own, matcher.fingerprint(endpoint(moved)));
      }
    }
  }

  private static void assertKeysApart(Fingerprint a, Fingerprint b) {
    assertThat(Math.abs(a.key() - b.key())).isGreaterThan(a.reach() + b.reach());
  }

  @Test
  void theCanonicalFormIsSortedPositiveAndItsOwn() {
    RandomNetworks networks = new RandomNetworks(52);
    for (int trial = 0; trial < 200; trial++) {
      boolean bias = trial % 2 == 0;
      Architecture a =
          new Architecture(
              2,
              List.of(3),
              1,
              SampleActivation.TANH,
              SampleActivation.IDENTITY,
              bias,
              bias,
              false);
      NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
      int out = bias ? 9 : 6;
      // Units as (w1, w2, b, v), few values, so that units tie in their first parameters or have 0.
      double[] theta = new double[a.layout().dimension()];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = networks.random().nextInt(3) - 1;
      }
      for (int u = 0; u < 3; u++) {
        // A unit without incoming weights has no sign.
        theta[2 * u + 1] = theta[2 * u] == 0 && theta[2 * u + 1] == 0 ? 1 : theta[2 * u + 1];
      }

      double[] form = CanonicalForm.of(symmetry, theta);
      assertThat(CanonicalForm.of(symmetry, networks.image(symmetry, theta)))
          .as(Arrays.toString(theta))
          .containsExactly(form, within(0.0));
      assertThat(CanonicalForm.of(symmetry, form)).containsExactly(form, within(0.0));
      double[][] units = new double[3][];
      for (int u = 0; u < 3; u++) {
        // + 0.0 makes one zero of the two.
        units[u] =
            new double[] {
              form[2 * u] + 0.0,
              form[2 * u + 1] + 0.0,
              bias ? form[6 + u] + 0.0 : 0,
              form[out + u] + 0.0
            };
        int first = 0;
        while (first < 1 && units[u][first] == 0) {
          first++;
        }
        assertThat(units[u][first]).isGreaterThanOrEqualTo(0);
      }
      assertThat(Arrays.compare(units[0], units[1])).isLessThanOrEqualTo(0);
      assertThat(Arrays.compare(units[1], units[2])).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void aNearlyVanishingFirstWeightDecidesNoSign() {
    Architecture a = net(SampleActivation.TANH, 2, 1, 1);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
    double[] below = {-1e-10, 1, 0.5, 2, 0};
    assertThat(CanonicalForm.of(symmetry, below)).containsExactly(below);
    double[] above = {-1e-8, 1, 0.5, 2, 0};
    assertThat(CanonicalForm.of(symmetry, above)).containsExactly(1e-8, -1, -0.5, -2, 0);
    double[] large = {-1e-4, 0, 1e6, 2, 0};
    assertThat(CanonicalForm.of(symmetry, large)).containsExactly(large);
  }
}
