package org.minimacensus.richness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry of estimators, in the order in which they are reported. */
public final class RichnessEstimators {
  private static final Map<String, RichnessEstimator> BY_NAME =
      register(
          new Chao1(),
          new Chao1Classic(),
          new Chao1SingletonRobust(),
          new IChao1(),
          new Ace(),
          new Jackknife1(),
          new Jackknife2(),
          new BoenderRinnooyKan());

  private RichnessEstimators() {}

  private static Map<String, RichnessEstimator> register(RichnessEstimator... estimators) {
    Map<String, RichnessEstimator> map = new LinkedHashMap<>();
    for (RichnessEstimator estimator : estimators) {
      map.put(estimator.name(), estimator);
    }
    return map;
  }

  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  public static RichnessEstimator named(String name) {
    RichnessEstimator found = BY_NAME.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "unknown estimator '" + name + "'; expected one of " + names());
    }

    return found;
  }

  /** All estimates that are defined for these counts. */
  public static List<RichnessEstimate> estimates(FrequencyCounts counts) {
    return BY_NAME.values().stream()
        .map(estimator -> estimator.estimate(counts))
        .flatMap(Optional::stream)
        .toList();
  }
}
