package org.minimacensus.study;

import java.util.List;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.richness.FrequencyCounts;

/**
 * What a summary says of the distinct minima of one objective, however many there are.
 *
 * @param minima number of distinct minima
 * @param lowest those of the lowest losses, ids 0, 1, ...; at most {@link #LISTED}
 * @param subOptimal minima above the reference
 * @param subOptimalHits restarts on them
 * @param frequencies, strictFrequencies how often the minima, and the strict ones, were hit
 * @param doubtful minima hit once whose endpoint is among the worst-certified tenth
 * @param unjoined degenerate minima that share their loss with another one
 */
public record ObjectiveCount(
    long minima,
    List<Minimum> lowest,
    long subOptimal,
    long subOptimalHits,
    DistinctCounts distinct,
    FrequencyCounts frequencies,
    FrequencyCounts strictFrequencies,
    DoubtfulSingletons doubtful,
    long unjoined,
    List<String> notes) {
  /** As many minima are listed in a summary at most. */
  public static final int LISTED = 10_000;

  public ObjectiveCount {
    lowest = List.copyOf(lowest);
    notes = List.copyOf(notes);
  }

  /** Whether estimates of the unseen are of all minima; else they are of strict ones. */
  boolean joined() {
    return unjoined == 0;
  }

  /** How often the minima were hit that estimates are of. */
  FrequencyCounts estimated() {
    return joined() ? frequencies : strictFrequencies;
  }

  /** How many of these were hit once by one of the worst-certified tenth. */
  long estimatedDoubtful() {
    return joined() ? doubtful.minima() : doubtful.strict();
  }

  /**
   * @param lowest of the minima, at most {@link #LISTED}
   */
  public static ObjectiveCount of(
      CensusTotals totals, DoubtfulSingletons doubtful, List<Minimum> lowest) {
    return new ObjectiveCount(
        totals.minima(),
        lowest,
        totals.subOptimal(),
        totals.subOptimalHits(),
        totals.distinct(),
        totals.frequencies(),
        totals.strictFrequencies(),
        doubtful,
        totals.unjoined(),
        totals.notes());
  }

  /**
   * @param endpoints that were counted
   */
  public static ObjectiveCount of(CensusResult census, List<Endpoint> endpoints) {
    List<Minimum> minima = census.minima();
    return new ObjectiveCount(
        minima.size(),
        minima.subList(0, Math.min(LISTED, minima.size())),
        minima.stream().filter(Minimum::subOptimal).count(),
        minima.stream().filter(Minimum::subOptimal).mapToLong(Minimum::hits).sum(),
        census.distinct(),
        census.frequencies(),
        census.strictFrequencies(),
        DoubtfulSingletons.of(census, endpoints),
        census.unjoined(),
        census.notes());
  }
}
