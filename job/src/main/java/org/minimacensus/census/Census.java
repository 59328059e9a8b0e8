package org.minimacensus.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
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
    if (Double.isNaN(reference)) {
      throw new IllegalArgumentException(
          "reference must be a loss, was NaN; use count(endpoints) when there is none");
    }

    String objective = check(endpoints);
    List<Endpoint> found = endpoints.stream().filter(e -> e.endpointClass().isMinimum()).toList();
    Tally tally = tally(found);
    double best = found.stream().mapToDouble(Endpoint::loss).min().orElse(reference);
    List<Minimum> minima = describe(tally, Math.min(best, reference));
    Map<Long, Integer> minimumOf = new HashMap<>();
    for (int id = 0; id < minima.size(); id++) {
      for (long restart : tally.clusters.get(id).restarts()) {
        minimumOf.put(restart, id);
      }
    }

    List<List<Minimum>> values = LossLevels.of(minima, settings.valueTolerance());
    DistinctCounts distinct =
        new DistinctCounts(
            values.size(),
            functions(minima),
            symmetry.discrete() && tally.undecided == 0
                ? OptionalLong.of(parameters(minima))
                : OptionalLong.empty(),
            OptionalLong.empty(),
            LossLevels.valleys(endpoints, settings.valueTolerance()));
    return new CensusResult(
        objective,
        minima,
        distinct,
        minimumOf,
        CensusNotes.sharedLevels(values).stream().mapToLong(List::size).sum(),
        CensusNotes.of(symmetry, tally, values, endpoints));
  }

  private static String check(List<Endpoint> endpoints) {
    Set<Long> restarts = new HashSet<>();
    for (Endpoint endpoint : endpoints) {
      String first = endpoints.get(0).objective();
      if (!endpoint.objective().equals(first)) {
        throw new IllegalArgumentException(
            "endpoints must be of one objective, found '"
                + first
                + "' and '"
                + endpoint.objective()
                + "'; count each objective by itself");
      }

      if (!restarts.add(endpoint.restart())) {
        throw new IllegalArgumentException(
            "restart "
                + endpoint.restart()
                + " of objective '"
                + first
                + "' occurs twice; its minimum would be counted twice");
      }
    }

    return endpoints.isEmpty() ? "" : endpoints.get(0).objective();
  }

  /**
   * Groups of endpoints, sorted as the minima are, and how sure they are.
   *
   * @param merged degenerate groups found at the parameters of strict ones
   */
  record Tally(List<Cluster> clusters, long nearPairs, long undecided, long merged) {}

  private Tally tally(List<Endpoint> found) {
    Clustering byFunction =
        new Clustering(FunctionMatcher.everywhere(signature), settings.valueTolerance());
    if (!symmetry.discrete()) {
      List<Cluster> all = byFunction.group(found);
      return new Tally(sorted(all), byFunction.nearPairs(all), 0, 0);
    }

    ParameterMatcher parameters = new ParameterMatcher(symmetry, settings.parameterTolerance());
    Clustering byParameters = new Clustering(parameters, settings.valueTolerance());
    List<Cluster> strict = byParameters.group(of(found, EndpointClass.STRICT_MINIMUM));
    List<Cluster> degenerate = byFunction.group(of(found, EndpointClass.DEGENERATE_MINIMUM));
    long near = byParameters.nearPairs(strict) + byFunction.nearPairs(degenerate);
    List<Cluster> all = new ArrayList<>(strict);
    long merged = 0;
    for (Cluster cluster : degenerate) {
      var same = byParameters.find(strict, cluster.representative());
      if (same.isPresent()) {
        same.get().absorb(cluster);
        merged++;
      } else {
        all.add(cluster);
      }
    }

    return new Tally(sorted(all), near, parameters.undecided(), merged);
  }

  private static List<Endpoint> of(List<Endpoint> endpoints, EndpointClass endpointClass) {
    return endpoints.stream().filter(e -> e.endpointClass() == endpointClass).toList();
  }

  /** By loss, then by canonical parameters, then by restart. */
  private List<Cluster> sorted(List<Cluster> clusters) {
    Map<Cluster, double[]> canonical = new HashMap<>();
    for (Cluster cluster : clusters) {
      canonical.put(cluster, CanonicalForm.of(symmetry, cluster.representative().theta()));
    }
    Comparator<Cluster> byLoss = Comparator.comparingDouble(c -> c.representative().loss());
    return clusters.stream()
        .sorted(
            byLoss
                .thenComparing(canonical::get, Arrays::compare)
                .thenComparingLong(c -> c.representative().restart()))
        .toList();
  }

  private List<Minimum> describe(Tally tally, double reference) {
    ParameterMatcher parameters = new ParameterMatcher(symmetry, settings.parameterTolerance());
    List<Minimum> minima = new ArrayList<>();
    for (Cluster cluster : tally.clusters) {
      Endpoint representative = cluster.representative();
      double best = tally.clusters.get(0).representative().loss();
      double slack =
          settings.valueTolerance() * (1 + Math.abs(reference)) + Cluster.lossError(representative);
      minima.add(
          new Minimum(
              minima.size(),
              representative,
              cluster.strict() ? EndpointClass.STRICT_MINIMUM : EndpointClass.DEGENERATE_MINIMUM,
              representative.loss() - best,
              cluster.restarts().size(),
              cluster.strict() && symmetry.discrete()
                  ? parameters.orbit(parameters.fingerprint(representative))
                  : BigInteger.ZERO,
              representative.loss() - reference > slack));
    }

    return minima;
  }

  /** Strict minima, and classes of degenerate ones: those of one loss and one prediction. */
  private long parameters(List<Minimum> minima) {
    List<Minimum> flat =
        minima.stream().filter(m -> m.endpointClass() == EndpointClass.DEGENERATE_MINIMUM).toList();
    return minima.size() - flat.size() + functions(flat);
  }

  private long functions(List<Minimum> minima) {
    Clustering clustering =
        new Clustering(FunctionMatcher.onTrainingInputs(signature), Double.POSITIVE_INFINITY);
    return clustering.group(minima.stream().map(Minimum::representative).toList()).size();
  }
}
