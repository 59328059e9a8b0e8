package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;

/** Strict minima, among which degenerate verdicts on the same parameters are looked up. */
public final class StrictMinima {
  private static final Comparator<Cluster> BY_FOUNDER =
      Comparator.comparingDouble(Cluster::leaderLoss).thenComparingLong(Cluster::label);

  private final Clustering byParameters;
  private final KeyIndex byKey = new KeyIndex();

  StrictMinima(Clustering byParameters, List<Cluster> strict) {
    this.byParameters = byParameters;
    strict.forEach(byKey::add);
  }

  /** The first, by the order in which they were founded, that the endpoint agrees with. */
  public Optional<Cluster> find(Endpoint endpoint) {
    if (byKey.isEmpty()) {
      return Optional.empty();
    }

    Fingerprint fingerprint = byParameters.matcher().fingerprint(endpoint);
    List<Cluster> near = new ArrayList<>(byKey.near(fingerprint, 1));
    near.sort(BY_FOUNDER);
    for (Cluster cluster : near) {
      if (byParameters.agreeing(cluster, endpoint, fingerprint) != null) {
        return Optional.of(cluster);
      }
    }

    return Optional.empty();
  }
}
