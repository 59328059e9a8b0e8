package org.minimacensus.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * The lowest value that each objective is known to take, over all endpoints of the study: its own,
 * and the un-augmented loss at the endpoints of every objective, which an augmented objective takes
 * too where its added neurons are switched off.
 */
final class BestKnown {
  private final Map<String, Double> own = new HashMap<>();
  private double base = Double.POSITIVE_INFINITY;

  BestKnown(List<Endpoint> endpoints) {
    for (Endpoint e : endpoints) {
      if (e.endpointClass() == EndpointClass.FAILED) {
        continue;
      }

      // Written so that NaN never wins.
      if (e.loss() < own.getOrDefault(e.objective(), Double.POSITIVE_INFINITY)) {
        own.put(e.objective(), e.loss());
      }

      if (e.baseLoss() < base) {
        base = e.baseLoss();
      }
    }
  }

  /** Positive infinity when no restart ended on a number. */
  double of(String objective) {
    return Math.min(base, own.getOrDefault(objective, Double.POSITIVE_INFINITY));
  }
}
