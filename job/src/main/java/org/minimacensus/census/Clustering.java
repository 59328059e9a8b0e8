package org.minimacensus.census;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.minimacensus.certify.Endpoint;

/**
 * Groups endpoints into minima. Endpoints are taken by ascending loss, then restart, so that the
 * order in which they come does not matter; each joins the closest group all of whose members it
 * agrees with, or founds one. A chain of endpoints, each close to the next, is not one group.
 *
 * <p>Groups are looked up by an invariant key among those whose loss is still in reach: n endpoints
 * in S groups cost about n log S comparisons when few groups share loss and key. Neither look-up
 * changes a decision: both leave out only what the comparison itself would refuse.
 */
final class Clustering {
  /** Groups whose leaders are within this many tolerances may have members within one. */
  static final double NEAR = 3;

  /** Far above the roundings of a comparison of losses, relative to the losses. */
  private static final double ROUNDING = 1e-14;

  static final Comparator<Endpoint> BY_LOSS =
      Comparator.comparingDouble(Endpoint::loss).thenComparingLong(Endpoint::restart);

  private final Matcher matcher;
  private final Matcher wide;
  private final double valueTolerance;

  /**
   * @param valueTolerance relative; infinite if the loss does not matter
   */
  Clustering(Matcher matcher, double valueTolerance) {
    this.matcher = matcher;
    this.wide = matcher.widened(NEAR);
    this.valueTolerance = valueTolerance;
  }

  Matcher matcher() {
    return matcher;
  }

  /**
   * The groups in the order of their first members.
   *
   * @param first lowest {@link #BY_LOSS}
   * @param others sorted {@link #BY_LOSS}
   * @param largestError no loss error of an endpoint is larger
   */
  List<Cluster> group(Endpoint first, Iterator<Endpoint> others, double largestError) {
    Window window = new Window();
    List<Cluster> clusters = new ArrayList<>();
    for (Endpoint endpoint = first; endpoint != null; endpoint = nextOf(others)) {
      // A little more than twice, for the rounding of this difference.
      window.leave(endpoint.loss() - 2.000001 * largestError, valueTolerance);
      Fingerprint fingerprint = matcher.fingerprint(endpoint);
      Cluster home = null;
      Fingerprint placed = null;
      double least = Double.POSITIVE_INFINITY;
      for (Cluster cluster : window.byKey.near(fingerprint, 1)) {
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

  private static Endpoint nextOf(Iterator<Endpoint> endpoints) {
    return endpoints.hasNext() ? endpoints.next() : null;
  }

  /** The aligned fingerprint; null if the endpoint does not agree with the whole cluster. */
  Fingerprint agreeing(Cluster cluster, Endpoint endpoint, Fingerprint fingerprint) {
    if (!cluster.acceptsLoss(endpoint.loss(), Cluster.lossError(endpoint), valueTolerance)) {
      return null;
    }

    return matcher
        .align(cluster.leader(), fingerprint)
        .filter(aligned -> cluster.accepts(aligned, matcher.tolerance()))
        .orElse(null);
  }

  /**
   * Pairs of groups so close that another choice of first members might have joined them.
   *
   * @param clusters in the order of their first members
   */
  long nearPairs(List<Cluster> clusters) {
    if (clusters.size() < 2) {
      return 0;
    }

    double tolerance = NEAR * valueTolerance;
    Window window = new Window();
    long pairs = 0;
    for (Cluster cluster : clusters) {
      double loss = cluster.leaderLoss();
      window.leave(loss, tolerance);
      for (Cluster other : window.byKey.near(cluster.leader(), NEAR)) {
        boolean within =
            loss - other.leaderLoss() <= tolerance * (1 + Math.abs(other.leaderLoss()));
        if (within
            && other.acceptsLoss(loss, 0, tolerance)
            && wide.align(other.leader(), cluster.leader()).isPresent()) {
          pairs++;
        }
      }
      window.enter(cluster);
    }

    return pairs;
  }

  static double largestError(List<Endpoint> endpoints) {
    return endpoints.stream().mapToDouble(Cluster::lossError).max().orElse(0);
  }

  /** The clusters whose loss is in reach of the endpoints to come, by key. */
  private static final class Window {
    private final KeyIndex byKey = new KeyIndex();
    private final Deque<Cluster> byLoss = new ArrayDeque<>();

    void enter(Cluster cluster) {
      byKey.add(cluster);
      byLoss.addLast(cluster);
    }

    void leave(double loss, double tolerance) {
      while (!byLoss.isEmpty()) {
        double first = byLoss.peekFirst().leaderLoss();
        double margin = ROUNDING * (1 + Math.abs(loss) + Math.abs(first));
        if (loss - first <= tolerance * (1 + Math.abs(first)) + margin) {
          return;
        }

        byKey.remove(byLoss.removeFirst());
      }
    }
  }
}
