package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.richness.FrequencyCounts;

/**
 * The distinct valleys at infinity among some endpoints, told apart by the limit of the loss, then
 * by the limit function on training inputs. Limits that no point attains (a separable loss) are
 * apart from those that one does, and told apart by value alone. As for minima, each member of a
 * valley agrees with every other, and the order of endpoints does not matter.
 *
 * @param valleys by ascending limit of the loss
 * @param valleyOf from restart to id, for the restarts that ended in a valley
 */
public record Valleys(List<Valley> valleys, Map<Long, Integer> valleyOf) {
  /** Restarts are different in all of them. */
  private static final Comparator<Cluster> BY_LIMIT =
      Comparator.<Cluster>comparingDouble(c -> c.representative().loss())
          .thenComparingLong(Cluster::label);

  public Valleys {
    valleys = List.copyOf(valleys);
    valleyOf = Map.copyOf(valleyOf);
  }

  /** Whether the endpoint ended in a valley with a certified limit. */
  public static boolean ended(Endpoint endpoint) {
    return endpoint.endpointClass() == EndpointClass.AT_INFINITY
        && endpoint.limitLoss().isPresent();
  }

  /** Whether a limit point with a function of its own attains the limit. */
  public static boolean attained(Endpoint endpoint) {
    return endpoint.limitOutputs().length > 0;
  }

  /**
   * The endpoint as it is grouped by {@link Criterion#LIMITS}: its limit takes the loss's place.
   */
  public static Endpoint limitOf(Endpoint endpoint) {
    return Endpoint.builder()
        .objective(endpoint.objective())
        .restart(endpoint.restart())
        .endpointClass(endpoint.endpointClass())
        .gradientNorm(endpoint.gradientNorm())
        .infinityKind(endpoint.infinityKind())
        .loss(endpoint.limitLoss().orElseThrow())
        .limitOutputs(endpoint.limitOutputs())
        .limitError(endpoint.limitError())
        .build();
  }

  /**
   * The valley that a group of {@link #limitOf} is.
   *
   * @param representative of the group
   */
  public static Valley valley(long id, Endpoint representative, long hits) {
    return new Valley(
        id,
        representative.infinityKind(),
        representative.loss(),
        hits,
        representative.restart(),
        representative.limitOutputs());
  }

  /**
   * @param endpoints of one objective, any classes, each restart at most once
   */
  static Valleys of(PartialCensus part, List<Endpoint> endpoints) {
    Map<Boolean, List<Endpoint>> attained =
        endpoints.stream()
            .filter(Valleys::ended)
            .map(Valleys::limitOf)
            .sorted(Clustering.BY_LOSS)
            .collect(Collectors.partitioningBy(Valleys::attained));
    List<Cluster> clusters = new ArrayList<>();
    for (List<Endpoint> alike : attained.values()) {
      Iterator<Endpoint> sorted = alike.iterator();
      clusters.addAll(part.group(Criterion.LIMITS, sorted, 0).clusters());
    }

    clusters.sort(BY_LIMIT);
    List<Valley> valleys = new ArrayList<>();
    Map<Long, Integer> valleyOf = new HashMap<>();
    for (Cluster cluster : clusters) {
      int id = valleys.size();
      valleys.add(valley(id, cluster.representative(), cluster.hits()));
      for (long restart : cluster.restarts()) {
        valleyOf.put(restart, id);
      }
    }

    return new Valleys(valleys, valleyOf);
  }

  /** How often the valleys were hit. */
  public FrequencyCounts frequencies() {
    return FrequencyCounts.ofHits(valleys.stream().map(Valley::hits).toList());
  }
}
