package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

class PartialCensusTest {
  static List<RandomCensus> all() {
    return RandomCensus.all();
  }

  private static List<Endpoint> minima(
      RandomCensus crowd, PartialCensus part, Criterion criterion) {
    return crowd.endpoints(400).stream()
        .filter(e -> e.endpointClass().isMinimum())
        .filter(e -> part.criterion(e.endpointClass()) == criterion)
        .sorted(Clustering.BY_LOSS)
        .toList();
  }

  private static List<String> members(List<Cluster> clusters) {
    return clusters.stream()
        .map(c -> c.representative().restart() + " of " + Arrays.toString(c.restarts()))
        .toList();
  }

  private static Matcher matcher(CensusRules rules, Criterion criterion) {
    return criterion == Criterion.PARAMETERS
        ? new ParameterMatcher(rules.symmetry(), rules.settings().parameterTolerance())
        : FunctionMatcher.everywhere(rules.signatures().signature());
  }

  @ParameterizedTest
  @MethodSource("all")
  void groupsAreThoseOfTheDefinition(RandomCensus crowd) {
    CensusRules rules = crowd.rules();
    PartialCensus part = rules.part();
    long pairs = 0;
    List<List<Cluster>> naiveGroups = new ArrayList<>();
    for (Criterion criterion : List.of(Criterion.PARAMETERS, Criterion.FUNCTIONS)) {
      List<Endpoint> endpoints = minima(crowd, part, criterion);
      Grouping found =
          part.group(criterion, endpoints.iterator(), Clustering.largestError(endpoints));
      NaiveCensus naive =
          new NaiveCensus(matcher(rules, criterion), rules.settings().valueTolerance());
      List<Cluster> expected = naive.group(endpoints);
      assertThat(members(found.clusters())).isEqualTo(members(expected));
      assertThat(found.nearPairs()).isEqualTo(naive.nearPairs(expected));
      pairs += found.nearPairs();
      naiveGroups.add(expected);
    }
    assertThat(pairs).as("the endpoints are crowded enough to test that").isPositive();
    if (rules.symmetry().discrete()) {
      NaiveCensus naive =
          new NaiveCensus(matcher(rules, Criterion.PARAMETERS), rules.settings().valueTolerance());
      long merged = naive.merged(naiveGroups.get(0), naiveGroups.get(1));
      assertThat(merged).isPositive();
      assertThat(rules.census().count(crowd.endpoints(400)).notes())
          .anyMatch(note -> note.startsWith(merged + " times a strict minimum"));
    }
  }

  /** distinct.parameters straight from its definition. */
  @ParameterizedTest
  @MethodSource("all")
  void parametersAreStrictMinimaFamiliesAndPredictions(RandomCensus crowd) {
    CensusRules rules = crowd.rules();
    double tolerance = rules.settings().parameterTolerance();
    FamilyMatcher families =
        new FamilyMatcher(rules.symmetry(), rules.signatures().signature(), tolerance);
    CensusResult result = rules.census().count(crowd.endpoints(400));
    List<Endpoint> flat =
        result.minima().stream()
            .filter(m -> m.endpointClass() == EndpointClass.DEGENERATE_MINIMUM)
            .map(Minimum::representative)
            .toList();
    List<Endpoint> explained = flat.stream().filter(families::explains).toList();
    long strict = (long) result.minima().size() - flat.size();
    long found =
        new NaiveCensus(families, rules.settings().valueTolerance()).group(explained).size();
    long predictions =
        new NaiveCensus(
                FunctionMatcher.onTrainingInputs(rules.signatures().signature()),
                Double.POSITIVE_INFINITY)
            .group(flat).stream()
                .filter(c -> Arrays.stream(c.restarts()).noneMatch(r -> holds(explained, r)))
                .count();
    assertThat(result.distinct().parameters()).hasValue(strict + found + predictions);
    if (!rules.symmetry().discrete()) {
      assertThat(found).isGreaterThan(1).isLessThan(explained.size());
      assertThat(predictions).isPositive();
    }
  }

  private static boolean holds(List<Endpoint> endpoints, long restart) {
    return endpoints.stream().anyMatch(e -> e.restart() == restart);
  }

  /** Divisions where no reach extends across, each by loss and restart. */
  private static List<List<Endpoint>> divisions(
      List<Endpoint> endpoints, Function<Endpoint, Reach> reach) {
    List<Endpoint> sorted =
        endpoints.stream().sorted(Comparator.comparingDouble(e -> reach.apply(e).from())).toList();
    List<List<Endpoint>> divisions = new ArrayList<>();
    double highest = Double.NEGATIVE_INFINITY;
    for (Endpoint endpoint : sorted) {
      Reach own = reach.apply(endpoint);
      if (own.from() > highest) {
        divisions.add(new ArrayList<>());
      }
      highest = Math.max(highest, own.to());
      divisions.get(divisions.size() - 1).add(endpoint);
    }
    divisions.forEach(division -> division.sort(Clustering.BY_LOSS));
    return divisions;
  }

  @ParameterizedTest
  @MethodSource("all")
  void divisionsCountedByThemselvesGiveTheGroupsOfTheWhole(RandomCensus crowd) {
    PartialCensus part = crowd.rules().part();
    int divided = 0;
    for (Criterion criterion : List.of(Criterion.PARAMETERS, Criterion.FUNCTIONS)) {
      List<Endpoint> endpoints = minima(crowd, part, criterion);
      double largestError = Clustering.largestError(endpoints);
      Grouping whole = part.group(criterion, endpoints.iterator(), largestError);
      List<Cluster> parts = new ArrayList<>();
      long near = 0;
      int count = 0;
      for (List<Endpoint> byLoss : divisions(endpoints, part::lossReach)) {
        for (List<Endpoint> division : divisions(byLoss, e -> part.keyReach(criterion, e))) {
          Grouping own = part.group(criterion, division.iterator(), largestError);
          parts.addAll(own.clusters());
          near += own.nearPairs();
          count++;
        }
      }
      assertThat(members(parts)).containsExactlyInAnyOrderElementsOf(members(whole.clusters()));
      assertThat(near).isEqualTo(whole.nearPairs());
      assertThat(endpoints.isEmpty() || count > 1).as("there is something to divide").isTrue();
      divided += endpoints.size();
    }

    assertThat(divided).as("minima of either criterion").isPositive();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aWrittenClusterDecidesAsBefore(RandomCensus crowd) throws IOException {
    PartialCensus part = crowd.rules().part();
    List<Endpoint> endpoints = minima(crowd, part, Criterion.PARAMETERS);
    List<Cluster> clusters =
        part.group(Criterion.PARAMETERS, endpoints.iterator(), 1e-3).clusters();
    List<Cluster> copies = new ArrayList<>();
    for (Cluster cluster : clusters) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      cluster.write(new DataOutputStream(bytes));
      copies.add(
          Cluster.read(
              "plain", new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    }
    StrictMinima before = part.strictMinima(clusters);
    StrictMinima after = part.strictMinima(copies);
    long found = 0;
    for (Endpoint endpoint : crowd.endpoints(400)) {
      assertThat(after.find(endpoint).map(Cluster::label))
          .isEqualTo(before.find(endpoint).map(Cluster::label));
      found += before.find(endpoint).isPresent() ? 1 : 0;
    }

    boolean strict = !List.of("relu", "quadratic").contains(crowd.activation());
    assertThat(found > 0).as("endpoints at strict minima").isEqualTo(strict);
  }
}
