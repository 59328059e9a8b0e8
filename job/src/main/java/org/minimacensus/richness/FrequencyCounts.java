package org.minimacensus.richness;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/** How many classes were seen how often: f_k classes were seen exactly k times. */
public final class FrequencyCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private final TreeMap<Long, Long> classesByHits;
  private final long individuals;
  private final long classes;

  private FrequencyCounts(TreeMap<Long, Long> classesByHits) {
    this.classesByHits = classesByHits;
    long n = 0;
    long s = 0;
    for (var entry : classesByHits.entrySet()) {
      n = Math.addExact(n, Math.multiplyExact(entry.getKey(), entry.getValue()));
      s += entry.getValue();
    }
    this.individuals = n;
    this.classes = s;
  }

  /**
   * @param hits of every class seen, each >= 1, in any order
   */
  public static FrequencyCounts ofHits(Collection<Long> hits) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (long h : hits) {
      if (h < 1) {
        throw new IllegalArgumentException("hits of a class that was seen must be >= 1, were " + h);
      }

      counts.merge(h, 1L, Long::sum);
    }

    return new FrequencyCounts(counts);
  }

  /**
   * @param classesByHits f_k by k; k >= 1 and f_k >= 1
   */
  public static FrequencyCounts ofClassesByHits(Map<Long, Long> classesByHits) {
    classesByHits.forEach(
        (k, f) -> {
          if (k < 1 || f < 1) {
            throw new IllegalArgumentException(
                "k and f_k must be >= 1, were k = " + k + ", f_k = " + f);
          }
        });
    return new FrequencyCounts(new TreeMap<>(classesByHits));
  }

  /** n: the sum of all hits. */
  public long individuals() {
    return individuals;
  }

  /** S: the number of classes seen. */
  public long classes() {
    return classes;
  }

  /** f_k: the number of classes seen exactly k times. */
  public long seen(long k) {
    return classesByHits.getOrDefault(k, 0L);
  }

  /** The f_k that are not 0, by ascending k; not modifiable. */
  public SortedMap<Long, Long> classesByHits() {
    return Collections.unmodifiableSortedMap(classesByHits);
  }

  /**
   * The same classes but some of those seen once.
   *
   * @param count how many are left out, in 0..f_1
   */
  public FrequencyCounts withFewerSingletons(long count) {
    if (count < 0 || count > seen(1)) {
      throw new IllegalArgumentException(
          "the singletons to leave out must be in 0.." + seen(1) + " (f_1), were " + count);
    }

    TreeMap<Long, Long> rest = new TreeMap<>(classesByHits);
    rest.computeIfPresent(1L, (k, f) -> f == count ? null : f - count);
    return new FrequencyCounts(rest);
  }

  /** Sum of term(k, f_k) over the f_k that are not 0, by ascending k. */
  double sum(ToDoubleBiFunction<Double, Double> term) {
    double sum = 0;
    for (var entry : classesByHits.entrySet()) {
      sum += term.applyAsDouble((double) entry.getKey(), (double) entry.getValue());
    }
    return sum;
  }

  @Override
  public String toString() {
    return "n = " + individuals + ", S = " + classes + ", f = " + classesByHits;
  }
}
