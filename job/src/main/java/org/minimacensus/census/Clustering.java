package org.minimacensus.census;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.minimacensus.certify.Endpoint;

/**
 * Groups endpoints into minima. Endpoints are taken by ascending loss, then restart, so that the
 * order in which they come does not matter; each joins the closest group all of whose members it
 * agrees with, or founds one. A chain of endpoints, each close to the next, is not one group.
 *
 * <p>Groups are looked up by an invariant key among those whose loss is still in reach: n endpoints
 * in S groups cost about n log S comparisons when few groups share loss and key.
 */
final class Clustering {
  /** Groups whose leaders are within this many tolerances may have members within one. */
  private static final double NEAR = 3;

  static final Comparator<Endpoint> BY_LOSS =
      Comparator.comparingDouble(Endpoint::loss).thenComparingLong(Endpoint::restart);

  private final Matcher matcher;
  private final double valueTolerance;

  /**
   * @param valueTolerance relative; infinite if the loss does not matter
   */
  Clustering(Matcher matcher, double valueTolerance) {
    this.matcher = matcher;
    this.valueTolerance = valueTolerance;
  }

  /** The groups by ascending loss of their first member. */
  List<Cluster> group(List<Endpoint> endpoints) {
    List<Endpoint> sorted = endpoints.stream().sorted(BY_LOSS).toList();
    double largestError = largestError(sorted);
    Window window = new Window();
    List<Cluster> clusters = new ArrayList<>();
    for (Endpoint endpoint : sorted) {
      window.leave(endpoint.loss() - 2 * largestError, valueTolerance);
      Fingerprint fingerprint = matcher.fingerprint(endpoint);
      Cluster home = null;
      Fingerprint placed = null;
      double least = Double.POSITIVE_INFINITY;
      for (Cluster cluster : window.near(fingerprint, 1)) {
        Fingerprint aligned = agreeing(cluster, endpoint, fingerprint);
        if (aligned != null) {
          double deviation = cluster.leader().deviation(aligned, matcher.tolerance());
          if (deviation < least) {
            home = cluster;
            placed = aligned;
            least = deviation;
          }
        }
      }
      if (home == null) {
        home = new Cluster(endpoint, fingerprint);
        clusters.add(home);
        window.enter(home);
      } else {
        home.add(endpoint, placed);
      }
    }

    return clusters;
  }

  /** The aligned fingerprint; null if the endpoint does not agree with the whole cluster. */
  private Fingerprint agreeing(Cluster cluster, Endpoint endpoint, Fingerprint fingerprint) {
    if (!cluster.acceptsLoss(endpoint.loss(), Cluster.lossError(endpoint), valueTolerance)) {
      return null;
    }

    return matcher
        .align(cluster.leader(), fingerprint)
        .filter(aligned -> cluster.accepts(aligned, matcher.tolerance()))
        .orElse(null);
  }

  /** The first of these clusters, sorted by loss, that the endpoint agrees with. */
  Optional<Cluster> find(List<Cluster> clusters, Endpoint endpoint) {
    Fingerprint fingerprint = matcher.fingerprint(endpoint);
    for (Cluster cluster : clusters) {
      double apart = Math.abs(cluster.leader().key() - fingerprint.key());
      if (apart <= cluster.leader().reach() + fingerprint.reach()
          && agreeing(cluster, endpoint, fingerprint) != null) {
        return Optional.of(cluster);
      }
    }

    return Optional.empty();
  }

  /** Pairs of groups so close that another choice of first members might have joined them. */
  long nearPairs(List<Cluster> clusters) {
    Matcher wide = matcher.widened(NEAR);
    double tolerance = NEAR * valueTolerance;
    Window window = new Window();
    long pairs = 0;
    for (Cluster cluster : clusters) {
      window.leave(cluster.leaderLoss(), tolerance);
      for (Cluster other : window.near(cluster.leader(), NEAR)) {
        if (other.acceptsLoss(cluster.leaderLoss(), 0, tolerance)
            && wide.align(other.leader(), cluster.leader()).isPresent()) {
          pairs++;
        }
      }
      window.enter(cluster);
    }

    return pairs;
  }

  private static double largestError(List<Endpoint> endpoints) {
    return endpoints.stream().mapToDouble(Cluster::lossError).max().orElse(0);
  }

  /** The clusters whose loss is in reach of the endpoints to come, by key. */
  private static final class Window {
    private final NavigableMap<Double, List<Cluster>> byKey = new TreeMap<>();
    private final Deque<Cluster> byLoss = new ArrayDeque<>();
    private double widest;

    void enter(Cluster cluster) {
      byKey.computeIfAbsent(cluster.leader().key(), k -> new ArrayList<>()).add(cluster);
      byLoss.addLast(cluster);
      widest = Math.max(widest, cluster.leader().reach());
    }

    void leave(double loss, double tolerance) {
      while (!byLoss.isEmpty()) {
        Cluster first = byLoss.peekFirst();
        if (loss - first.leaderLoss() <= tolerance * (1 + Math.abs(first.leaderLoss()))) {
          return;
        }

        byLoss.removeFirst();
        List<Cluster> same = byKey.get(first.leader().key());
        same.remove(first);
        if (same.isEmpty()) {
          byKey.remove(first.leader().key());
        }
      }
    }

    List<Cluster> near(Fingerprint fingerprint, double factor) {
      double reach = factor * (fingerprint.reach() + widest);
      // Written so that keys that are not finite find nothing.
      if (!(fingerprint.key() - reach <= fingerprint.key() + reach)) {
        return List.of();
      }

      List<Cluster> near = new ArrayList<>();
      byKey
          .subMap(fingerprint.key() - reach, true, fingerprint.key() + reach, true)
          .values()
          .forEach(near::addAll);
      return near;
    }
  }
}
