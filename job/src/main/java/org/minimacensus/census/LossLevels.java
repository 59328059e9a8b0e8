package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/** Groups by loss alone. */
final class LossLevels {
  private LossLevels() {}

  /**
   * The minima of each distinct loss; within a group no two losses are apart by more than the
   * tolerance, widened by their error bounds.
   *
   * @param minima by ascending loss
   */
  static List<List<Minimum>> of(List<Minimum> minima, double tolerance) {
    List<List<Minimum>> levels = new ArrayList<>();
    double lowest = Double.NaN;
    double width = 0;
    for (Minimum minimum : minima) {
      double loss = minimum.loss();
      double error = Cluster.lossError(minimum.representative());
      // The first comparison is with NaN and founds the first level.
      if (!(loss - error - lowest <= width)) {
        levels.add(new ArrayList<>());
        lowest = loss + error;
        width = tolerance * (1 + Math.abs(loss));
      }
      lowest = Math.min(lowest, loss + error);
      levels.get(levels.size() - 1).add(minimum);
    }

    return levels;
  }

  /** Distinct valleys at infinity, told apart by their kind and the limit of their loss. */
  static long valleys(List<Endpoint> endpoints, double tolerance) {
    TreeMap<String, List<Double>> limits = new TreeMap<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.endpointClass() == EndpointClass.AT_INFINITY
          && endpoint.limitLoss().isPresent()) {
        limits
            .computeIfAbsent(endpoint.infinityKind(), kind -> new ArrayList<>())
            .add(endpoint.limitLoss().getAsDouble());
      }
    }

    long valleys = 0;
    for (List<Double> losses : limits.values()) {
      losses.sort(null);
      double first = Double.NaN;
      for (double loss : losses) {
        if (!(loss - first <= tolerance * (1 + Math.abs(first)))) {
          first = loss;
          valleys++;
        }
      }
    }

    return valleys;
  }
}
