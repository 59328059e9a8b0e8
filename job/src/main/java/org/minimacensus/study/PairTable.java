package org.minimacensus.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Where each start ended under two objectives: counts of (label under the first, label under the
 * second) over restarts. Both objectives start a restart from the same weights, so the table
 * compares them pair by pair.
 */
public final class PairTable {
  private PairTable() {}

  /**
   * One table for each pair of objectives (earlier, later), named {@code plain->output-neuron},
   * with counts by {@code label->label} in alphabetical order.
   *
   * @param restarts their number by where they ended, in the order of the objectives
   * @param label what to call an end, such as its class
   */
  static <T> Map<String, Map<String, Long>> of(
      List<String> objectives, Map<List<T>, Long> restarts, Function<T, String> label) {
    Map<String, Map<String, Long>> tables = new LinkedHashMap<>();
    for (int i = 0; i < objectives.size(); i++) {
      for (int j = i + 1; j < objectives.size(); j++) {
        int from = i;
        int to = j;
        Map<String, Long> counts = new TreeMap<>();
        restarts.forEach(
            (ends, n) -> {
              String pair = label.apply(ends.get(from)) + "->" + label.apply(ends.get(to));
              counts.merge(pair, n, Long::sum);
            });
        tables.put(objectives.get(i) + "->" + objectives.get(j), counts);
      }
    }

    return tables;
  }
}
