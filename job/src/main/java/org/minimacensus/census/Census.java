package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.model.NetworkSymmetry;

/**
 * Counts the distinct minima among the endpoints of one objective.
 *
 * <p>Only strict and degenerate minima are counted. Two strict minima are the same if they agree in
 * loss and in parameters modulo the network's symmetries (in loss and function where these are not
 * discrete); two degenerate ones if they agree in loss and function, on training inputs and probe
 * points. A degenerate minimum at the parameters of a strict one is that one. An added neuron that
 * contributes nothing is not compared. Minima of equal loss that differ otherwise are different.
 *
 * <p>Distinct parameters: strict minima; families of degenerate ones whose zero modes are all
 * explained ({@link FamilyMatcher}); the other degenerate ones by their predictions, those of a
 * family not counted again.
 *
 * <p>The result depends on the set of endpoints and not on their order.
 */
public final class Census {
  private final NetworkSymmetry symmetry;
  private final FunctionSignature signature;
  private final CensusSettings settings;

  public Census(NetworkSymmetry symmetry, FunctionSignature signature, CensusSettings settings) {
    this.symmetry = symmetry;
    this.signature = signature;
    this.settings = settings;
  }

  /** Counts with the best minimum found as the reference. */
  public CensusResult count(List<Endpoint> endpoints) {
    return count(endpoints, Double.POSITIVE_INFINITY);
  }

  /**
   * @param endpoints of one objective, any classes, each restart at most once
   * @param reference loss above which a minimum is sub-optimal, such as a proved floor or the best
   *     loss of the plain objective; the best minimum found here takes its place if lower
   */
  public CensusResult count(List<Endpoint> endpoints, double reference) {
    CensusRules.checkReference(reference);
    String objective = check(endpoints);
    List<Endpoint> found =
        endpoints.stream()
            .filter(e -> e.endpointClass().isMinimum())
            .sorted(Clustering.BY_LOSS)
            .toList();
    PartialCensus part = new PartialCensus(symmetry, signature, settings);
    Groups groups = groups(part, found);
    List<Cluster> clusters = sorted(part, groups.clusters);
    double lowest = found.isEmpty() ? reference : Math.min(found.get(0).loss(), reference);
    List<Minimum> minima = new ArrayList<>();
    Map<Long, Integer> minimumOf = new HashMap<>();
    for (Cluster cluster : clusters) {
      double best = clusters.get(0).representative().loss();
      int id = minima.size();
      minima.add(part.minimum(id, cluster.representative(), cluster.hits(), best, lowest));
      for (long restart : cluster.restarts()) {
        minimumOf.put(restart, id);
      }
    }

    Valleys valleys = Valleys.of(part, endpoints);
    CensusTotals totals = totals(part, minima, groups, valleys, endpoints);
    return new CensusResult(
        objective,
        minima,
        totals.distinct(),
        minimumOf,
        totals.unjoined(),
        totals.notes(),
        totals.flatSets(),
        valleys);
  }

  private static String check(List<Endpoint> endpoints) {
    Set<Long> restarts = new HashSet<>();
    for (Endpoint endpoint : endpoints) {
      String first = endpoints.get(0).objective();
      if (!endpoint.objective().equals(first)) {
        throw CensusRules.mixed(first, endpoint.objective());
      }

      if (!restarts.add(endpoint.restart())) {
        throw CensusRules.repeated(endpoint.restart(), first);
      }
    }

    return endpoints.isEmpty() ? "" : endpoints.get(0).objective();
  }

  /** Groups of endpoints, and how sure they are. */
  private record Groups(List<Cluster> clusters, long nearPairs, long undecided, long merged) {}

  /** All endpoints as one division: the first form of what {@link PartialCensus} describes. */
  private static Groups groups(PartialCensus part, List<Endpoint> found) {
    double largestError = Clustering.largestError(found);
    Map<Criterion, Grouping> groupings = new EnumMap<>(Criterion.class);
    for (Criterion criterion : List.of(Criterion.PARAMETERS, Criterion.FUNCTIONS)) {
      Iterator<Endpoint> own =
          found.stream().filter(e -> part.criterion(e.endpointClass()) == criterion).iterator();
      groupings.put(criterion, part.group(criterion, own, largestError));
    }

    Grouping strict = groupings.get(Criterion.PARAMETERS);
    Grouping others = groupings.get(Criterion.FUNCTIONS);
    StrictMinima strictMinima = part.strictMinima(strict.clusters());
    List<Cluster> all = new ArrayList<>(strict.clusters());
    long merged = 0;
    for (Cluster cluster : others.clusters()) {
      var same = strictMinima.find(cluster.representative());
      if (same.isPresent()) {
        same.get().absorb(cluster);
        merged++;
      } else {
        all.add(cluster);
      }
    }

    return new Groups(all, strict.nearPairs() + others.nearPairs(), part.undecided(), merged);
  }

  /** By loss, then by canonical parameters, then by restart. */
  private static List<Cluster> sorted(PartialCensus part, List<Cluster> clusters) {
    Map<Cluster, double[]> canonical = new HashMap<>();
    for (Cluster cluster : clusters) {
      canonical.put(cluster, part.canonical(cluster.representative()));
    }
    Comparator<Cluster> byLoss = Comparator.comparingDouble(c -> c.representative().loss());
    return clusters.stream()
        .sorted(
            byLoss
                .thenComparing(canonical::get, Arrays::compare)
                .thenComparingLong(c -> c.representative().restart()))
        .toList();
  }

  private CensusTotals totals(
      PartialCensus part,
      List<Minimum> minima,
      Groups groups,
      Valleys valleys,
      List<Endpoint> endpoints) {
    CensusTally tally = new CensusTally(symmetry, settings);
    for (Minimum m : minima) {
      boolean strict = m.endpointClass() == EndpointClass.STRICT_MINIMUM;
      double error = m.representative().lossError();
      tally.add(m.loss(), error, strict, m.hits(), m.subOptimal());
    }

    CensusTally.Flat flat =
        CensusTally.parametersCounted(symmetry, groups.undecided)
            ? flat(part, minima)
            : CensusTally.Flat.NONE;
    long withoutLimit =
        endpoints.stream()
            .filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY && !Valleys.ended(e))
            .count();
    return tally.totals(
        trainingOutputs(part, minima.stream().map(Minimum::representative)).size(),
        flat,
        valleys.frequencies(),
        new CensusTally.Doubts(groups.nearPairs, groups.undecided, groups.merged, withoutLimit));
  }

  private static CensusTally.Flat flat(PartialCensus part, List<Minimum> minima) {
    List<Endpoint> degenerate =
        minima.stream()
            .filter(m -> m.endpointClass() == EndpointClass.DEGENERATE_MINIMUM)
            .map(Minimum::representative)
            .toList();
    List<Endpoint> explained =
        degenerate.stream().filter(part::explained).sorted(Clustering.BY_LOSS).toList();
    Grouping families =
        part.group(Criterion.FAMILIES, explained.iterator(), Clustering.largestError(explained));
    Set<Long> restarts = new HashSet<>();
    explained.forEach(e -> restarts.add(e.restart()));
    return part.families(families)
        .withPredictions(
            PartialCensus.without(trainingOutputs(part, degenerate.stream()), restarts));
  }

  private static List<Cluster> trainingOutputs(PartialCensus part, Stream<Endpoint> some) {
    List<Endpoint> sorted = some.sorted(Clustering.BY_LOSS).toList();
    double largestError = Clustering.largestError(sorted);
    return part.group(Criterion.TRAINING_OUTPUTS, sorted.iterator(), largestError).clusters();
  }
}
