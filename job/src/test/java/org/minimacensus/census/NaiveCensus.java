package org.minimacensus.census;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.minimacensus.certify.Endpoint;

/**
 * The groups of a census straight from their definition: every endpoint is compared with every
 * group, without look-ups by loss or key.
 */
final class NaiveCensus {
  private static final double NEAR = 3;

  private final Matcher matcher;
  private final double tolerance;

  NaiveCensus(Matcher matcher, double tolerance) {
    this.matcher = matcher;
    this.tolerance = tolerance;
  }

  List<Cluster> group(List<Endpoint> endpoints) {
    List<Cluster> clusters = new ArrayList<>();
    endpoints.stream()
        .sorted(Comparator.comparingDouble(Endpoint::loss).thenComparingLong(Endpoint::restart))
        .forEach(endpoint -> place(clusters, endpoint));
    return clusters;
  }

  private void place(List<Cluster> clusters, Endpoint endpoint) {
    Fingerprint fingerprint = matcher.fingerprint(endpoint);
    Cluster home = null;
    Fingerprint placed = null;
    double least = Double.POSITIVE_INFINITY;
    for (Cluster cluster : clusters) {
      Fingerprint aligned = agreeing(cluster, endpoint, fingerprint);
      double deviation =
          aligned == null
              ? Double.POSITIVE_INFINITY
              : cluster.leader().deviation(aligned, matcher.tolerance());
      // Of equally close groups the one of the lowest key.
      boolean closer =
          deviation < least
              || (aligned != null
                  && deviation == least
                  && cluster.leader().key() < home.leader().key());
      if (closer) {
        home = cluster;
        placed = aligned;
        least = deviation;
      }
    }
    if (home == null) {
      clusters.add(new Cluster(endpoint, fingerprint));
    } else {
      home.add(endpoint, placed);
    }
  }

  Fingerprint agreeing(Cluster cluster, Endpoint endpoint, Fingerprint fingerprint) {
    return cluster.acceptsLoss(endpoint.loss(), Cluster.lossError(endpoint), tolerance)
        ? matcher
            .align(cluster.leader(), fingerprint)
            .filter(aligned -> cluster.accepts(aligned, matcher.tolerance()))
            .orElse(null)
        : null;
  }

  long nearPairs(List<Cluster> clusters) {
    Matcher wide = matcher.widened(NEAR);
    long pairs = 0;
    for (int i = 0; i < clusters.size(); i++) {
      double loss = clusters.get(i).leaderLoss();
      for (int j = 0; j < i; j++) {
        Cluster other = clusters.get(j);
        double width = NEAR * tolerance * (1 + Math.abs(other.leaderLoss()));
        if (loss - other.leaderLoss() <= width
            && other.acceptsLoss(loss, 0, NEAR * tolerance)
            && wide.align(other.leader(), clusters.get(i).leader()).isPresent()) {
          pairs++;
        }
      }
    }

    return pairs;
  }

  long merged(List<Cluster> strict, List<Cluster> degenerate) {
    return degenerate.stream()
        .map(Cluster::representative)
        .filter(e -> strict.stream().anyMatch(c -> agreeing(c, e, matcher.fingerprint(e)) != null))
        .count();
  }
}
