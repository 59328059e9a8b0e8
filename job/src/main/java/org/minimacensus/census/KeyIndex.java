package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Clusters by the invariant key of their leaders. */
final class KeyIndex {
  private final NavigableMap<Double, List<Cluster>> byKey = new TreeMap<>();
  private double widest;

  void add(Cluster cluster) {
    byKey.computeIfAbsent(cluster.leader().key(), k -> new ArrayList<>(1)).add(cluster);
    widest = Math.max(widest, cluster.leader().reach());
  }

  void remove(Cluster cluster) {
    List<Cluster> same = byKey.get(cluster.leader().key());
    same.remove(cluster);
    if (same.isEmpty()) {
      byKey.remove(cluster.leader().key());
    }
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** The clusters whose keys are apart by no more than this multiple of both reaches; by key. */
  List<Cluster> near(Fingerprint fingerprint, double factor) {
    double reach = factor * (fingerprint.reach() + widest);
    double key = fingerprint.key();
    // Written so that keys that are not finite find nothing.
    if (isEmpty() || !(key - reach <= key + reach)) {
      return List.of();
    }

    List<Cluster> near = new ArrayList<>();
    for (List<Cluster> same : byKey.subMap(key - reach, true, key + reach, true).values()) {
      for (Cluster cluster : same) {
        // By the pair's own reaches: which pairs are compared must not depend on third ones.
        double apart = Math.abs(cluster.leader().key() - key);
        if (apart <= factor * (cluster.leader().reach() + fingerprint.reach())) {
          near.add(cluster);
        }
      }
    }

    return near;
  }
}
