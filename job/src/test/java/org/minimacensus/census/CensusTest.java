package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.model.RandomNetworks;
import org.minimacensus.model.SampleActivation;

class CensusTest {
  private static final CensusSettings SETTINGS = new CensusSettings(1e-9, 1e-6);
  private static final double[][] TRAINING = {{-1}, {0.4}, {2}};
  private static final double[][] PROBES = {{-3}, {-0.2}, {1.1}, {4}};

  private static Architecture net(SampleActivation sigma, int units) {
    return new Architecture(
        1, List.of(units), 1, sigma, SampleActivation.IDENTITY, true, true, false);
  }

  private static NetworkSymmetry symmetry(Architecture a) {
    return NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
  }

  private static Census census(Architecture a) {
    return new Census(symmetry(a), new NetworkSignature(a, TRAINING, PROBES), SETTINGS);
  }

  private static Endpoint endpoint(long restart, EndpointClass c, double loss, double... theta) {
    return Endpoint.builder()
        .objective("plain")
        .restart(restart)
        .endpointClass(c)
        .loss(loss)
        .gradientNorm(1e-12)
        .theta(theta)
        .build();
  }

  private static Endpoint strict(long restart, double loss, double... theta) {
    return endpoint(restart, EndpointClass.STRICT_MINIMUM, loss, theta);
  }

  private static Endpoint degenerate(long restart, double loss, double... theta) {
    return endpoint(restart, EndpointClass.DEGENERATE_MINIMUM, loss, theta);
  }

  /** Endpoints of minima with known hits, as images under the group, with noise. */
  private static List<Endpoint> synthetic(
      NetworkSymmetry symmetry, int minima, int endpoints, double noise) {
    RandomNetworks networks = new RandomNetworks(31);
    List<double[]> centres = new ArrayList<>();
    for (int k = 0; k < minima; k++) {
      centres.add(networks.theta(symmetry.architecture()));
    }
    List<Endpoint> all = new ArrayList<>();
    SplittableRandom random = networks.random();
    for (int r = 0; r < endpoints; r++) {
      // Four minima share each loss, as on symmetric data.
      int k = r < minima ? r : random.nextInt(minima);
      double[] theta = networks.image(symmetry, centres.get(k));
      for (int i = 0; i < theta.length; i++) {
        theta[i] += noise * (2 * random.nextDouble() - 1);
      }
      all.add(strict(r, 1 + Math.floorDiv(k, 4) * 1e-3 + 1e-13 * random.nextDouble(), theta));
    }
    return all;
  }

  @Test
  void imagesUnderTheGroupAreOneMinimum() {
    NetworkSymmetry symmetry = symmetry(net(SampleActivation.SIGMOID, 4));
    CensusResult result = census(symmetry.architecture()).count(synthetic(symmetry, 12, 600, 1e-8));
    assertThat(result.minima()).hasSize(12);
    assertThat(result.minima().stream().mapToLong(Minimum::hits).sum()).isEqualTo(600);
    assertThat(result.distinct())
        .isEqualTo(new DistinctCounts(3, 12, OptionalLong.of(12), OptionalLong.empty(), 0));
    assertThat(result.minima()).allMatch(m -> m.orbit().equals(BigInteger.valueOf(24 * 16)));
    assertThat(result.minima()).extracting(Minimum::loss).isSorted();
    assertThat(result.minima()).extracting(Minimum::id).isSorted().startsWith(0, 1);
    assertThat(result.frequencies().individuals()).isEqualTo(600);
  }

  @Test
  void orderOfEndpointsDoesNotMatter() {
    NetworkSymmetry symmetry = symmetry(net(SampleActivation.TANH, 3));
    // Noise at the tolerance, so that greedy choices would show.
    List<Endpoint> endpoints = synthetic(symmetry, 8, 300, 1.2e-6);
    CensusResult expected = census(symmetry.architecture()).count(endpoints);
    RandomNetworks networks = new RandomNetworks(32);
    for (int trial = 0; trial < 10; trial++) {
      List<Endpoint> shuffled =
          Arrays.stream(networks.permutation(endpoints.size())).mapToObj(endpoints::get).toList();
      assertThat(census(symmetry.architecture()).count(shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void duplicatingEndpointsDoublesHitsOnly() {
    NetworkSymmetry symmetry = symmetry(net(SampleActivation.TANH, 3));
    List<Endpoint> endpoints = synthetic(symmetry, 8, 200, 1e-8);
    List<Endpoint> twice = new ArrayList<>(endpoints);
    for (Endpoint e : endpoints) {
      twice.add(e.toBuilder().restart(e.restart() + 1000).build());
    }
    CensusResult once = census(symmetry.architecture()).count(endpoints);
    CensusResult doubled = census(symmetry.architecture()).count(twice);
    assertThat(doubled.distinct()).isEqualTo(once.distinct());
    assertThat(doubled.minima())
        .extracting(Minimum::hits)
        .isEqualTo(once.minima().stream().map(m -> 2 * m.hits()).toList());
    assertThat(doubled.minimumOf(endpoints.get(7))).isEqualTo(once.minimumOf(endpoints.get(7)));
  }

  @Test
  void nearDuplicatesMergeAndMinimaAHundredTolerancesApartDoNot() {
    Census census = census(net(SampleActivation.TANH, 1));
    CensusResult result =
        census.count(
            List.of(
                strict(0, 0.5, 1, 0.2, 3, 0),
                strict(1, 0.5, 1 + 1e-6, 0.2, 3, 0),
                strict(2, 0.5, 1.0002, 0.2, 3, 0),
                strict(3, 0.5 + 1e-7, 1, 0.2, 3, 0)));
    assertThat(result.minima()).extracting(Minimum::hits).containsExactlyInAnyOrder(2L, 1L, 1L);
    assertThat(result.distinct().values()).isEqualTo(2);
    assertThat(result.notes()).noneMatch(n -> n.contains("within three tolerances"));
  }

  @Test
  void aChainOfNeighboursIsNotOneMinimum() {
    List<Endpoint> chain = new ArrayList<>();
    for (int r = 0; r < 100; r++) {
      chain.add(strict(r, 0.5, 1 + r * 0.9 * 2e-6, 0.2, 3, 0));
    }
    CensusResult result = census(net(SampleActivation.TANH, 1)).count(chain);
    // Two neighbours are within the tolerance 1e-6 (1 + 1), three are not.
    assertThat(result.minima()).hasSize(50).allMatch(m -> m.hits() == 2);
    assertThat(result.notes()).anyMatch(n -> n.contains("pairs of distinct minima lie within"));
  }

  @Test
  void membersAgreeWithEachOtherNotOnlyWithTheFirst() {
    // Both neighbours agree with the middle one, which has the lowest loss, but not together.
    CensusResult result =
        census(net(SampleActivation.TANH, 1))
            .count(
                List.of(
                    strict(0, 0.5, 1, 0.2, 3, 0),
                    strict(1, 0.5 + 1e-12, 1 - 1.5e-6, 0.2, 3, 0),
                    strict(2, 0.5 + 2e-12, 1 + 1.5e-6, 0.2, 3, 0)));
    assertThat(result.minima()).extracting(Minimum::hits).containsExactly(2L, 1L);
    assertThat(result.notes()).anyMatch(n -> n.startsWith("1 pairs of distinct minima"));
  }

  @Test
  void aChainOfLossesIsNotOneValue() {
    List<Endpoint> chain = new ArrayList<>();
    for (int r = 0; r < 10; r++) {
      chain.add(strict(r, 0.5 + r * 1e-9, 1, 0.2, 3, 0));
    }
    CensusResult result = census(net(SampleActivation.TANH, 1)).count(chain);
    assertThat(result.distinct().values()).isEqualTo(5);
    assertThat(result.minima()).hasSize(5);
  }

  @Test
  void differentMinimaInAChainOfLossesAreNotOneValue() {
    List<Endpoint> chain = new ArrayList<>();
    for (int r = 0; r < 6; r++) {
      chain.add(strict(r, 0.5 + r * 1e-9, 1 + r, 0.2, 3, 0));
    }
    CensusResult result = census(net(SampleActivation.TANH, 1)).count(chain);
    assertThat(result.minima()).hasSize(6);
    assertThat(result.distinct().values()).isEqualTo(3);
  }

  @Test
  void anEndpointBetweenTwoMinimaJoinsTheCloser() {
    Endpoint between = strict(2, 0.5 + 2e-12, 1 + 1.8e-6, 0.2, 3, 0);
    Endpoint closer = strict(1, 0.5 + 1e-12, 1 + 3e-6, 0.2, 3, 0);
    CensusResult result =
        census(net(SampleActivation.TANH, 1))
            .count(List.of(between, closer, strict(0, 0.5, 1, 0.2, 3, 0)));
    assertThat(result.minima()).hasSize(2);
    assertThat(result.minimumOf(between)).isEqualTo(result.minimumOf(closer));
  }

  @Test
  void lossErrorWidensTheWindow() {
    Endpoint first = strict(0, 0.5, 1, 0.2, 3, 0);
    Endpoint second = strict(1, 0.5 + 1e-6, 1, 0.2, 3, 0);
    Census census = census(net(SampleActivation.TANH, 1));
    assertThat(census.count(List.of(first, second)).minima()).hasSize(2);
    Endpoint known = second.toBuilder().lossError(2e-6).build();
    assertThat(census.count(List.of(first, known)).minima()).hasSize(1);
    assertThat(census.count(List.of(first, known)).distinct().values()).isEqualTo(1);
    Endpoint knownFirst = first.toBuilder().lossError(2e-6).build();
    assertThat(census.count(List.of(knownFirst, second)).minima()).hasSize(1);
    Endpoint third = strict(2, 0.5 + 1.5e-6, 1, 0.2, 3, 0);
    assertThat(census.count(List.of(first, known, third)).minima())
        .as("a member known badly does not stretch the window of the others")
        .extracting(Minimum::hits)
        .containsExactly(2L, 1L);
  }

  @Test
  void equalLossesDoNotMergeMinima() {
    // Mirrored data: (w, v) and (-w, v) have the same loss and are different functions.
    CensusResult result =
        census(net(SampleActivation.TANH, 1))
            .count(List.of(strict(0, 0.5, 1, 0.2, 3, 0), strict(1, 0.5, -1, 0.2, 3, 0)));
    assertThat(result.minima()).hasSize(2);
    assertThat(result.distinct().values()).isEqualTo(1);
    assertThat(result.distinct().functions()).isEqualTo(2);
    assertThat(result.distinct().parameters()).hasValue(2);
  }

  @Test
  void degenerateMinimaAreToldApartByFunctionNotByParameters() {
    // The second unit has no outgoing weight: its own weights are free.
    CensusResult result =
        census(net(SampleActivation.TANH, 2))
            .count(
                List.of(
                    degenerate(0, 0.5, 1, 7, 0.2, 8, 3, 0, 0.1),
                    degenerate(1, 0.5, 1, -4, 0.2, 2, 3, 0, 0.1),
                    degenerate(2, 0.5, 1, -4, 0.2, 2, 3.01, 0, 0.1)));
    assertThat(result.minima()).extracting(Minimum::hits).containsExactlyInAnyOrder(2L, 1L);
    assertThat(result.minima()).allMatch(m -> m.orbit().equals(BigInteger.ZERO));
    assertThat(result.distinct().parameters()).hasValue(2);
    assertThat(result.flatSets())
        .startsWith("2 degenerate minima (3 restarts) have only one loss, 0.5");
    assertThat(result.unjoined()).isEqualTo(2);
  }

  @Test
  void strictFrequenciesLeaveFlatMinimaOut() {
    CensusResult result =
        census(net(SampleActivation.TANH, 1))
            .count(
                List.of(
                    strict(0, 0.5, 1, 0.2, 3, 0),
                    strict(1, 0.5, 1, 0.2, 3, 0),
                    degenerate(2, 0.75, 1, 0.2, 2, 0)));
    assertThat(result.unjoined()).as("one flat minimum alone is no singleton problem").isZero();
    assertThat(result.strictFrequencies().individuals()).isEqualTo(2);
    assertThat(result.frequencies().individuals()).isEqualTo(3);
  }

  @Test
  void functionsThatInterpolateAreToldApartByProbesOnly() {
    // sin(pi x) vanishes on integer inputs whatever its amplitude.
    Architecture a =
        new Architecture(
            1, List.of(1), 1, SampleActivation.SIN, SampleActivation.IDENTITY, false, false, false);
    NetworkSignature signature =
        new NetworkSignature(a, new double[][] {{0}, {1}, {2}}, new double[][] {{0.5}});
    CensusResult result =
        new Census(symmetry(a), signature, SETTINGS)
            .count(List.of(degenerate(0, 0, Math.PI, 1), degenerate(1, 0, Math.PI, 2)));
    assertThat(result.minima()).hasSize(2);
    assertThat(result.distinct().functions()).isEqualTo(1);
  }

  @Test
  void aDegenerateVerdictAtTheParametersOfAStrictMinimumIsThatMinimum() {
    Endpoint sharp = degenerate(1, 0.5, -1, -0.2, -3, 0).toBuilder().gradientNorm(1e-15).build();
    CensusResult result =
        census(net(SampleActivation.TANH, 1))
            .count(List.of(strict(0, 0.5, 1, 0.2, 3, 0), sharp, degenerate(2, 0.5, 1, 0, 2, 0)));
    assertThat(result.minima()).hasSize(2);
    Minimum merged = result.minima().get(result.minimumOf(sharp).getAsInt());
    assertThat(merged.hits()).isEqualTo(2);
    assertThat(merged.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
    assertThat(merged.restart()).isZero();
    assertThat(result.notes()).anyMatch(n -> n.startsWith("1 times a strict minimum"));
  }

  private static Endpoint flat(long restart, double loss, int zeroModes, double... theta) {
    return degenerate(restart, loss, theta).toBuilder().hessianZeroModes(zeroModes).build();
  }

  @Test
  void scalingsOfReluUnitsAreOneFamily() {
    // (w, b, v) and (2 w, 2 b, v / 2) are one function; so is the third, which no unit is left of.
    CensusResult result =
        census(net(SampleActivation.RELU, 1))
            .count(
                List.of(
                    flat(0, 0.5, 1, 1, 0.2, 3, 0),
                    flat(1, 0.5, 1, 2, 0.4, 1.5, 0),
                    flat(2, 0.5, 1, 4, 0.8, 0.75, 0),
                    flat(3, 0.5, 1, 4, 0.8, 0.8, 0)));
    assertThat(result.minima()).extracting(Minimum::hits).containsExactlyInAnyOrder(3L, 1L);
    assertThat(result.minima().get(0).orbit()).isEqualTo(BigInteger.ZERO);
    assertThat(result.minima().get(0).stabiliser()).isEqualTo(BigInteger.ZERO);
    assertThat(result.distinct().parameters()).hasValue(2);
    assertThat(result.notes()).noneMatch(n -> n.contains("distinct.parameters"));
  }

  @Test
  void silentReluUnitsAreNotCompared() {
    // The second unit is 0 on the training inputs -1, 0.4, 2, and not on the probe at 4.
    Census census = census(net(SampleActivation.RELU, 2));
    Endpoint one = flat(0, 0.5, 4, 1, 1, 0.2, -2.5, 3, 1, 0);
    Endpoint other = flat(1, 0.5, 4, 2, -1, 0.4, -3, 1.5, 2, 0);
    CensusResult result = census.count(List.of(one, other));
    assertThat(result.minima()).hasSize(2);
    assertThat(result.distinct().functions()).isEqualTo(1);
    assertThat(result.distinct().parameters()).hasValue(1);
    assertThat(result.notes())
        .filteredOn(n -> n.contains("distinct.parameters"))
        .singleElement()
        .asString()
        .startsWith(
            "1 families of degenerate minima in distinct.parameters are networks with fewer");
  }

  @Test
  void moreZeroModesThanSymmetriesExplainLeaveThePrediction() {
    // The same networks with one more zero mode: points of something that is not known.
    Census census = census(net(SampleActivation.RELU, 2));
    Endpoint one = flat(0, 0.5, 5, 1, 1, 0.2, -2.5, 3, 1, 0);
    Endpoint other = flat(1, 0.5, 5, 2, -1, 0.4, -3, 1.5, 2, 0);
    Endpoint third = flat(2, 0.5, -1, 2, -1, 0.4, -3, 1, 2, 0);
    CensusResult result = census.count(List.of(one, other, third));
    assertThat(result.minima()).hasSize(3);
    assertThat(result.distinct().parameters()).hasValue(2);
    assertThat(result.notes())
        .anyMatch(n -> n.startsWith("2 of distinct.parameters are classes of degenerate minima"));
    // One of the family is enough for their prediction.
    Endpoint known = flat(3, 0.5, 4, 1, 1, 0.2, -2.7, 3, 1, 0);
    assertThat(census.count(List.of(one, other, third, known)).distinct().parameters()).hasValue(2);
  }

  @Test
  void splitUnitsAreOneFamilyWithWhatTheyCameFrom() {
    // 3 tanh(x + 0.2): split in two ways, and with a unit that does nothing.
    CensusResult result =
        census(net(SampleActivation.TANH, 2))
            .count(
                List.of(
                    flat(0, 0.5, 1, 1, 1, 0.2, 0.2, 1, 2, 0),
                    flat(1, 0.5, 1, 1, -1, 0.2, -0.2, 2, -1, 0),
                    flat(2, 0.5, 2, 1, 7, 0.2, 5, 3, 0, 0),
                    flat(3, 0.5, 1, 1, 1, 0.2, 0.2, 1, 2.5, 0)));
    assertThat(result.minima()).hasSize(2);
    assertThat(result.distinct().parameters()).hasValue(2);
  }

  @Test
  void uncoveredSymmetriesLeaveParametersUncounted() {
    CensusResult result =
        census(net(SampleActivation.UNKNOWN, 1)).count(List.of(strict(0, 0.5, 1, 0.2, 3, 0)));
    assertThat(result.minima().get(0).orbit()).isEqualTo(BigInteger.ZERO);
    assertThat(result.distinct().parameters()).isEmpty();
    assertThat(result.notes())
        .anyMatch(
            n ->
                n.startsWith(
                    "distinct.parameters is not counted: the symmetries of the activation bump"));
  }

  @Test
  void onlyMinimaAreCounted() {
    Endpoint valley =
        endpoint(3, EndpointClass.AT_INFINITY, 0.4, 9, 9, 9, 0).toBuilder()
            .infinityKind("merging-units")
            .limitLoss(0.3)
            .build();
    Endpoint open = endpoint(4, EndpointClass.AT_INFINITY, 0.4, 9, 9, 9, 0);
    List<Endpoint> endpoints =
        List.of(
            strict(0, 0.5, 1, 0.2, 3, 0),
            endpoint(1, EndpointClass.SADDLE, 0.5, 1, 0.2, 3, 0),
            endpoint(2, EndpointClass.UNCONVERGED, 0.1, 1, 0.2, 3, 0),
            valley,
            open,
            endpoint(5, EndpointClass.FAILED, Double.NaN, Double.NaN, 0, 0, 0));
    CensusResult result = census(net(SampleActivation.TANH, 1)).count(endpoints);
    assertThat(result.minima()).hasSize(1);
    assertThat(result.minima().get(0).hits()).isEqualTo(1);
    assertThat(result.minimumOf(endpoints.get(0))).isEqualTo(OptionalInt.of(0));
    assertThat(result.minimumOf(endpoints.get(1))).isEmpty();
    assertThat(result.distinct().atInfinity()).isEqualTo(1);
    assertThat(result.notes()).anyMatch(n -> n.startsWith("1 endpoints at infinity have no"));
  }

  @Test
  void noEndpointsGiveAnEmptyCensus() {
    CensusResult result = census(net(SampleActivation.TANH, 1)).count(List.of());
    assertThat(result.minima()).isEmpty();
    assertThat(result.distinct())
        .isEqualTo(new DistinctCounts(0, 0, OptionalLong.of(0), OptionalLong.empty(), 0));
    assertThat(result.frequencies().individuals()).isZero();
  }

  @Test
  void subOptimalIsMeasuredAgainstTheReference() {
    List<Endpoint> endpoints = List.of(strict(0, 0.5, 1, 0.2, 3, 0), strict(1, 0.7, 1, 0.5, 2, 0));
    Census census = census(net(SampleActivation.TANH, 1));
    assertThat(census.count(endpoints).minima())
        .extracting(Minimum::subOptimal)
        .containsExactly(false, true);
    assertThat(census.count(endpoints, 0.5 - 1e-9).minima())
        .extracting(Minimum::subOptimal)
        .containsExactly(false, true);
    CensusResult floor = census.count(endpoints, 0.1);
    assertThat(floor.minima()).extracting(Minimum::subOptimal).containsExactly(true, true);
    assertThat(floor.minima()).extracting(Minimum::gap).containsExactly(0.0, 0.7 - 0.5);
  }

  @Test
  void representativeHasTheLowestGradientThenTheLowestRestart() {
    Endpoint rough = strict(1, 0.5, 1, 0.2, 3, 0).toBuilder().gradientNorm(1e-11).build();
    // Its loss is the lowest, so that it is looked at first.
    Endpoint later = strict(9, 0.5 - 1e-13, -1, -0.2, -3, 0);
    CensusResult result =
        census(net(SampleActivation.TANH, 1))
            .count(List.of(later, rough, strict(5, 0.5, 1, 0.2, 3, 0)));
    assertThat(result.minima()).hasSize(1);
    assertThat(result.minima().get(0).restart()).isEqualTo(5);
  }

  @Test
  void addedNeuronsOfDegenerateMinimaAreNotCompared() {
    Endpoint one =
        degenerate(0, 0.5, 1, 0.2, 3, 0).toBuilder().augmentation(new double[] {0, 5, 6}).build();
    Endpoint two =
        degenerate(1, 0.5, 1, 0.2, 3, 0).toBuilder().augmentation(new double[] {0, -1, 2}).build();
    assertThat(census(net(SampleActivation.TANH, 1)).count(List.of(one, two)).minima()).hasSize(1);
  }

  @Test
  void addedNeuronsOfStrictMinimaAreCompared() {
    Endpoint one =
        strict(0, 0.5, 1, 0.2, 3, 0).toBuilder().augmentation(new double[] {2, 5}).build();
    Endpoint two =
        strict(1, 0.5, 1, 0.2, 3, 0).toBuilder().augmentation(new double[] {2, -1}).build();
    assertThat(census(net(SampleActivation.TANH, 1)).count(List.of(one, two)).minima()).hasSize(2);
  }

  @Test
  void functionsAreComparedToTheToleranceAndTheParametersErrorBounds() {
    // relu: minima are told apart by function. f = 3 relu(x + 0.2): values up to 12.6.
    Census census = census(net(SampleActivation.RELU, 1));
    Endpoint first = strict(0, 0.5, 1, 0.2, 3, 0);
    assertThat(census.count(List.of(first, strict(1, 0.5, 1, 0.2, 3 + 1e-7, 0))).minima())
        .hasSize(1);
    Endpoint apart = strict(1, 0.5, 1, 0.2, 3 + 1e-4, 0);
    CensusResult two = census.count(List.of(first, apart));
    assertThat(two.minima()).hasSize(2);
    assertThat(two.distinct().functions()).isEqualTo(2);
    Endpoint loose = apart.toBuilder().parameterError(new double[] {0, 0, 2e-4, 0}).build();
    CensusResult one = census.count(List.of(first, loose));
    assertThat(one.minima()).hasSize(1);
    assertThat(one.distinct().functions()).isEqualTo(1);
  }

  @Test
  void knownMinimaOfTwoTanhUnitsWithWeightDecay() {
    // v1 tanh(w1 x) + v2 tanh(w2 x), squared loss on seven points, decay 0.01: the four minima
    // that 300 starts found; one has two equal units. theta = (w1, w2, v1, v2).
    double[][] known = {
      {0.10000856223966305, 0.27380897194401876, -2.5137264907878074, 3.4034882849836743},
      {0.4672081509428451, 1.2829457763540961, 1.6901836600641789, -0.5992507597913692},
      {0.3840964662858074, 0.38409646628580746, 0.5432564062482185, 0.5432564062482624},
      {0.0039658873468400345, 0.38940165792942266, 0.28583521153606606, 1.0476429366472144}
    };
    double[] losses = {
      2.420586696257463, 2.7786263086590863, 2.789197957591694, 2.7896741213567315
    };
    Architecture a =
        new Architecture(
            1,
            List.of(2),
            1,
            SampleActivation.TANH,
            SampleActivation.IDENTITY,
            false,
            false,
            false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.WEIGHT_DECAY, OutputInvariance.NONE);
    RandomNetworks networks = new RandomNetworks(34);
    List<Endpoint> endpoints = new ArrayList<>();
    for (int r = 0; r < 80; r++) {
      endpoints.add(strict(r, losses[r % 4], networks.image(symmetry, known[r % 4])));
    }
    CensusResult result =
        new Census(symmetry, new NetworkSignature(a, TRAINING, PROBES), SETTINGS).count(endpoints);
    assertThat(result.minima())
        .extracting(Minimum::loss)
        .containsExactly(
            2.420586696257463, 2.7786263086590863, 2.789197957591694, 2.7896741213567315);
    assertThat(result.minima()).allMatch(m -> m.hits() == 20);
    assertThat(result.minima())
        .extracting(m -> m.orbit().intValueExact())
        .containsExactly(8, 8, 4, 8);
  }

  @Test
  void linearModelsAreComparedAsTheyAre() {
    Architecture linear =
        new Architecture(
            2, List.of(), 1, SampleActivation.TANH, SampleActivation.SIGMOID, true, true, false);
    NetworkSignature signature =
        new NetworkSignature(linear, new double[][] {{1, 0}}, new double[][] {{0, 1}});
    CensusResult result =
        new Census(symmetry(linear), signature, SETTINGS)
            .count(List.of(strict(0, 1, 1, 2, 0), strict(1, 1, 2, 1, 0), strict(2, 1, 1, 2, 0)));
    assertThat(result.minima()).extracting(Minimum::hits).containsExactly(2L, 1L);
    assertThat(result.minima()).allMatch(m -> m.orbit().equals(BigInteger.ONE));
  }

  @Test
  void badCallsAreRefused() {
    Census census = census(net(SampleActivation.TANH, 1));
    Endpoint first = strict(0, 0.5, 1, 0.2, 3, 0);
    assertThatThrownBy(() -> census.count(List.of(first, first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("restart 0 of objective 'plain' occurs twice");
    Endpoint other = first.toBuilder().restart(1).objective("output-neuron").build();
    assertThatThrownBy(() -> census.count(List.of(first, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'plain' and 'output-neuron'");
    assertThatThrownBy(() -> census.count(List.of(strict(3, 0.5, 1, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("theta of restart 3 has 2 entries, the network needs 4");
    assertThatThrownBy(() -> census.count(List.of(first), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reference must be a loss");
    assertThatThrownBy(() -> new CensusSettings(Double.NaN, 1e-6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("valueTolerance must be in (0, 1), was NaN");
  }

  @Test
  void manyEndpointsOfKnownMinimaAreCountedRight() {
    NetworkSymmetry symmetry = symmetry(net(SampleActivation.TANH, 5));
    int endpoints = Integer.getInteger("census.endpoints", 10_000);
    int minima = endpoints / 10;
    CensusResult result =
        census(symmetry.architecture()).count(synthetic(symmetry, minima, endpoints, 1e-8));
    assertThat(result.distinct().parameters()).hasValue(minima);
    assertThat(result.distinct().values()).isEqualTo(minima / 4);
    assertThat(result.minimumOf()).hasSize(endpoints);
  }

  @Test
  void manyFlatMinimaOfOneLossAreCountedWithoutComparingAllPairs() {
    Architecture a = net(SampleActivation.TANH, 5);
    RandomNetworks networks = new RandomNetworks(33);
    List<Endpoint> endpoints = new ArrayList<>();
    int count = Integer.getInteger("census.endpoints", 10_000);
    for (int r = 0; r < count; r++) {
      endpoints.add(degenerate(r, 0, networks.theta(a)));
    }
    CensusResult result = census(a).count(endpoints);
    assertThat(result.minima()).hasSize(count);
    assertThat(result.distinct().values()).isEqualTo(1);
  }
}
