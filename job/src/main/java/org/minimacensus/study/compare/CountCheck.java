package org.minimacensus.study.compare;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The minima that a run stores against a census of its endpoints by this version of the job. The
 * same code gives the same minima, so nothing of a difference is chance.
 *
 * @param storedMinima, foundMinima their numbers
 * @param merged stored minima whose restarts are on several minima of this census
 * @param split minima of this census whose restarts are on several stored ones
 * @param restarts on a stored minimum and on none of this census, or the other way round
 * @param example the first difference, in words; empty when there is none
 */
public record CountCheck(
    long storedMinima, long foundMinima, long merged, long split, long restarts, String example) {
  /**
   * @param stored, found from restart to id, for the restarts on minima
   */
  public static CountCheck of(Map<Long, Long> stored, Map<Long, Long> found) {
    TreeMap<Long, Set<Long>> foundOf = new TreeMap<>();
    TreeMap<Long, Set<Long>> storedOf = new TreeMap<>();
    TreeSet<Long> all = new TreeSet<>(stored.keySet());
    all.addAll(found.keySet());
    long lonely = 0;
    String example = "";
    for (long restart : all) {
      Long s = stored.get(restart);
      Long f = found.get(restart);
      if (s == null || f == null) {
        lonely++;
        example = example.isEmpty() ? lonely(restart, s) : example;
      } else {
        foundOf.computeIfAbsent(s, k -> new TreeSet<>()).add(f);
        storedOf.computeIfAbsent(f, k -> new TreeSet<>()).add(s);
      }
    }

    for (Map.Entry<Long, Set<Long>> entry : foundOf.entrySet()) {
      if (entry.getValue().size() > 1 && example.isEmpty()) {
        example =
            "its minimum " + entry.getKey() + " is " + entry.getValue().size() + " distinct minima";
      }
    }

    for (Set<Long> ids : storedOf.values()) {
      if (ids.size() > 1 && example.isEmpty()) {
        example = "its minima " + ids + " are one minimum";
      }
    }

    return new CountCheck(
        stored.values().stream().filter(Objects::nonNull).distinct().count(),
        found.values().stream().distinct().count(),
        several(foundOf),
        several(storedOf),
        lonely,
        example);
  }

  private static String lonely(long restart, Long stored) {
    return stored == null
        ? "restart " + restart + " is on no stored minimum and ended on one"
        : "restart " + restart + " is on its minimum " + stored + " and ended on none";
  }

  private static long several(Map<Long, Set<Long>> groups) {
    return groups.values().stream().filter(ids -> ids.size() > 1).count();
  }

  boolean differs() {
    return !example.isEmpty();
  }
}
