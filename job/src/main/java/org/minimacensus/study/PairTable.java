package org.minimacensus.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.minimacensus.certify.Endpoint;

/**
 * Where each start ended under two objectives: counts of (label under the first, label under the
 * second) over the restarts that ended under both. Both objectives start a restart from the same
 * weights, so the table compares them pair by pair.
 */
public final class PairTable {
  private PairTable() {}

  /**
   * One table for each pair of objectives (earlier, later), named {@code plain->output-neuron},
   * with counts by {@code label->label} in alphabetical order.
   *
   * @param label what to count of an endpoint, such as its class
   */
  static Map<String, Map<String, Long>> of(
      List<String> objectives, List<Endpoint> endpoints, Function<Endpoint, String> label) {
    Map<String, Map<Long, String>> labels = new HashMap<>();
    for (Endpoint e : endpoints) {
      labels.computeIfAbsent(e.objective(), k -> new HashMap<>()).put(e.restart(), label.apply(e));
    }

    Map<String, Map<String, Long>> tables = new LinkedHashMap<>();
    List<String> present = new ArrayList<>(objectives);
    for (int i = 0; i < present.size(); i++) {
      for (int j = i + 1; j < present.size(); j++) {
        Map<Long, String> first = labels.getOrDefault(present.get(i), Map.of());
        Map<Long, String> second = labels.getOrDefault(present.get(j), Map.of());
        tables.put(present.get(i) + "->" + present.get(j), transitions(first, second));
      }
    }

    return tables;
  }

  private static Map<String, Long> transitions(Map<Long, String> first, Map<Long, String> second) {
    Map<String, Long> counts = new TreeMap<>();
    first.forEach(
        (restart, from) -> {
          String to = second.get(restart);
          if (to != null) {
            counts.merge(from + "->" + to, 1L, Long::sum);
          }
        });
    return counts;
  }
}
