package org.minimacensus.study;

import java.io.Serializable;
import java.util.TreeMap;
import org.minimacensus.census.Minimum;
import org.minimacensus.richness.FrequencyCounts;

/**
 * Sums up minima in any order, those of one component being one, in memory that grows only with the
 * number of different hit counts.
 */
public final class MergedMinima implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int worstFrom;
  private final TreeMap<Long, Long> classesByHits = new TreeMap<>();
  private long minima;
  private long subOptimal;
  private DoubtfulSingletons doubtful = DoubtfulSingletons.NONE;

  /**
   * @param worstFrom of {@link GradientNorms#worstTenth}
   */
  public MergedMinima(int worstFrom) {
    this.worstFrom = worstFrom;
  }

  /**
   * @param minimum with the hits of its component
   */
  public MergedMinima add(Minimum minimum) {
    minima++;
    subOptimal += minimum.subOptimal() ? 1 : 0;
    classesByHits.merge(minimum.hits(), 1L, Long::sum);
    doubtful = doubtful.plus(DoubtfulSingletons.of(minimum, worstFrom));
    return this;
  }

  public MergedMinima merge(MergedMinima other) {
    minima += other.minima;
    subOptimal += other.subOptimal;
    other.classesByHits.forEach((hits, classes) -> classesByHits.merge(hits, classes, Long::sum));
    doubtful = doubtful.plus(other.doubtful);
    return this;
  }

  long minima() {
    return minima;
  }

  long subOptimal() {
    return subOptimal;
  }

  FrequencyCounts frequencies() {
    return FrequencyCounts.ofClassesByHits(classesByHits);
  }

  DoubtfulSingletons doubtful() {
    return doubtful;
  }
}
