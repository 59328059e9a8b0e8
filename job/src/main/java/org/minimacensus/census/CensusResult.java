package org.minimacensus.census;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.richness.FrequencyCounts;

/**
 * The distinct minima of one objective.
 *
 * @param objective its name; empty when there was no endpoint
 * @param minima by ascending loss; element i has id i
 * @param minimumOf from restart to id, for the restarts that ended on a minimum
 * @param notes what a reader must know of these counts
 * @param flatSets what he must know while the degenerate minima of one loss are not joined; empty:
 *     nothing
 * @param unjoined degenerate minima that share their loss with another one: perhaps points of one
 *     flat set
 * @param valleys the distinct valleys at infinity
 */
public record CensusResult(
    String objective,
    List<Minimum> minima,
    DistinctCounts distinct,
    Map<Long, Integer> minimumOf,
    long unjoined,
    List<String> notes,
    String flatSets,
    Valleys valleys) {
  public CensusResult {
    minima = List.copyOf(minima);
    minimumOf = Map.copyOf(minimumOf);
    notes = List.copyOf(notes);
  }

  /** The id of the minimum on which this endpoint's restart ended; empty when on none. */
  public OptionalInt minimumOf(Endpoint endpoint) {
    Integer id = minimumOf.get(endpoint.restart());
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * How often the minima were hit. Not for estimates of the unseen while {@link #unjoined} is
   * positive: points of one flat set are false singletons.
   */
  public FrequencyCounts frequencies() {
    return FrequencyCounts.ofHits(minima.stream().map(Minimum::hits).toList());
  }

  /** The same without its list of minima. */
  public CensusTotals totals() {
    List<Minimum> above = minima.stream().filter(Minimum::subOptimal).toList();
    return new CensusTotals(
        minima.size(),
        distinct,
        unjoined,
        above.size(),
        above.stream().mapToLong(Minimum::hits).sum(),
        frequencies(),
        strictFrequencies(),
        valleys.frequencies(),
        notes,
        flatSets);
  }

  /** How often the strict minima were hit. */
  public FrequencyCounts strictFrequencies() {
    return FrequencyCounts.ofHits(
        minima.stream()
            .filter(m -> m.endpointClass() == EndpointClass.STRICT_MINIMUM)
            .map(Minimum::hits)
            .toList());
  }
}
