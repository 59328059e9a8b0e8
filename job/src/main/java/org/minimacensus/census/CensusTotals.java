package org.minimacensus.census;

import java.util.List;
import org.minimacensus.richness.FrequencyCounts;

/**
 * What a census says without its list of minima.
 *
 * @param minima number of distinct minima
 * @param distinct the same, each count with its own meaning
 * @param unjoined degenerate minima that share their loss with another one: perhaps points of one
 *     flat set
 * @param subOptimal minima whose loss is above the reference
 * @param subOptimalHits restarts that ended on these
 * @param frequencies how often the minima were hit; see {@link CensusResult#frequencies}
 * @param strictFrequencies how often the strict minima were hit
 * @param valleyFrequencies how often the valleys at infinity were hit
 * @param notes what a reader must know of these counts
 * @param flatSets what he must know while the degenerate minima of one loss are not joined; empty:
 *     nothing
 */
public record CensusTotals(
    long minima,
    DistinctCounts distinct,
    long unjoined,
    long subOptimal,
    long subOptimalHits,
    FrequencyCounts frequencies,
    FrequencyCounts strictFrequencies,
    FrequencyCounts valleyFrequencies,
    List<String> notes,
    String flatSets) {
  public CensusTotals {
    notes = List.copyOf(notes);
  }

  /** Restarts that ended on a minimum that is not sub-optimal. */
  public long globalHits() {
    return frequencies.individuals() - subOptimalHits;
  }
}
