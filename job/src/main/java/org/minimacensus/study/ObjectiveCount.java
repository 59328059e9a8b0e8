package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.Components;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valley;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.richness.FrequencyCounts;

/**
 * What a summary says of the distinct minima of one objective, however many there are.
 *
 * <p>Where paths of equal loss were looked for, the minima that they join are one minimum here.
 *
 * @param minima number of distinct minima
 * @param lowest those of the lowest losses by ascending id; at most {@link #LISTED}
 * @param components which minima were joined
 * @param subOptimal minima above the reference
 * @param subOptimalHits restarts on them
 * @param frequencies, strictFrequencies how often the minima, and the strict ones, were hit
 * @param doubtful minima hit once whose endpoint is among the worst-certified tenth
 * @param unjoined degenerate minima that share their loss with another one
 * @param valleys those of the lowest limits, ids 0, 1, ...; at most {@link #LISTED}
 * @param valleyFrequencies how often the valleys at infinity were hit
 */
public record ObjectiveCount(
    long minima,
    List<Minimum> lowest,
    Components components,
    long subOptimal,
    long subOptimalHits,
    DistinctCounts distinct,
    FrequencyCounts frequencies,
    FrequencyCounts strictFrequencies,
    DoubtfulSingletons doubtful,
    long unjoined,
    List<String> notes,
    List<Valley> valleys,
    FrequencyCounts valleyFrequencies) {
  /** As many minima are listed in a summary at most. */
  public static final int LISTED = 10_000;

  /** What estimates are of: of all minima, or of the strict ones where others are not joined. */
  public static final String MINIMA = "minima";

  public static final String STRICT_MINIMA = "strict-minima";

  public ObjectiveCount {
    lowest = List.copyOf(lowest);
    notes = List.copyOf(notes);
    valleys = List.copyOf(valleys);
  }

  /** Whether estimates of the unseen are of all minima; else they are of strict ones. */
  public boolean joined() {
    return unjoined == 0;
  }

  /** How often the minima were hit that estimates are of. */
  FrequencyCounts estimated() {
    return joined() ? frequencies : strictFrequencies;
  }

  /** Of which minima that is. */
  String estimatedOf() {
    return joined() ? MINIMA : STRICT_MINIMA;
  }

  /** How many of these were hit once by one of the worst-certified tenth. */
  long estimatedDoubtful() {
    return joined() ? doubtful.minima() : doubtful.strict();
  }

  /**
   * Of a census that was left where it was counted.
   *
   * @param merged all minima, those of one component being one
   * @param lowest of these, at most {@link #LISTED}
   * @param valleys of the lowest limits, at most {@link #LISTED}
   */
  public static ObjectiveCount of(
      CensusTotals totals,
      Components components,
      MergedMinima merged,
      List<Minimum> lowest,
      List<Valley> valleys) {
    boolean joined = components.complete();
    List<String> notes = new ArrayList<>(totals.notes());
    notes.addAll(components.notes());
    if (!components.computed() && !totals.flatSets().isEmpty()) {
      notes.add(totals.flatSets());
    }

    return new ObjectiveCount(
        merged.minima(),
        lowest,
        components,
        merged.subOptimal(),
        totals.subOptimalHits(),
        totals.distinct().withConnected(components.count()),
        merged.frequencies(),
        totals.strictFrequencies(),
        merged.doubtful(),
        joined ? 0 : totals.unjoined(),
        notes,
        valleys,
        totals.valleyFrequencies());
  }

  /**
   * @param components of this census
   * @param endpoints that were counted
   */
  public static ObjectiveCount of(
      CensusResult census, Components components, List<Endpoint> endpoints) {
    MergedMinima merged = new MergedMinima(DoubtfulSingletons.worstFrom(endpoints));
    List<Minimum> lowest = new ArrayList<>();
    for (Minimum minimum : census.minima()) {
      components
          .merged(minimum)
          .ifPresent(
              m -> {
                merged.add(m);
                if (lowest.size() < LISTED) {
                  lowest.add(m);
                }
              });
    }

    List<Valley> valleys = census.valleys().valleys();
    return of(
        census.totals(),
        components,
        merged,
        lowest,
        valleys.subList(0, Math.min(LISTED, valleys.size())));
  }
}
