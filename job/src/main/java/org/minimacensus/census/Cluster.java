package org.minimacensus.census;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * Endpoints that are one minimum: each agrees with every other, not only with the next one. That is
 * kept by the extremes of the members' values, which cost the same for any number of members; a
 * cluster of one has none, as flat sets can give as many clusters as endpoints.
 */
public final class Cluster {
  private static final double[] NONE = {};

  private final long label;
  private final Fingerprint leader;
  private final double leaderLoss;
  private double[] highest = NONE;
  private double[] lowest = NONE;
  private double highestLoss;
  private double lowestLoss;
  private Endpoint representative;
  private long[] restarts = new long[1];
  private int hits;

  Cluster(Endpoint first, Fingerprint leader) {
    this.label = first.restart();
    this.leader = leader;
    this.leaderLoss = first.loss();
    this.highestLoss = first.loss() - lossError(first);
    this.lowestLoss = first.loss() + lossError(first);
    this.representative = first;
    count(first.restart());
  }

  private Cluster(String objective, DataInput in) throws IOException {
    this.label = in.readLong();
    this.leaderLoss = in.readDouble();
    this.leader = Fingerprint.read(in);
    this.highest = SlimEndpoint.read(in);
    this.lowest = SlimEndpoint.read(in);
    this.highestLoss = in.readDouble();
    this.lowestLoss = in.readDouble();
    this.representative = SlimEndpoint.read(objective, in);
  }

  /** Writes what decides whether an endpoint agrees, and the representative; no restarts. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(label);
    out.writeDouble(leaderLoss);
    leader.write(out);
    SlimEndpoint.write(highest, out);
    SlimEndpoint.write(lowest, out);
    out.writeDouble(highestLoss);
    out.writeDouble(lowestLoss);
    SlimEndpoint.write(representative, out);
  }

  /** A cluster that says what the written one said of endpoints; its restarts are elsewhere. */
  public static Cluster read(String objective, DataInput in) throws IOException {
    return new Cluster(objective, in);
  }

  /** The error bound of an endpoint's loss, 0 when there is none. */
  static double lossError(Endpoint endpoint) {
    double error = endpoint.lossError();
    return error >= 0 && Double.isFinite(error) ? error : 0;
  }

  /** The restart that founded it: in a census no other cluster has the same. */
  public long label() {
    return label;
  }

  Fingerprint leader() {
    return leader;
  }

  double leaderLoss() {
    return leaderLoss;
  }

  /** The endpoint of lowest gradient norm, then of lowest restart; a strict one if there is one. */
  public Endpoint representative() {
    return representative;
  }

  /** Indices of the restarts that ended on it, in the order in which they were added. */
  public long[] restarts() {
    return Arrays.copyOf(restarts, hits);
  }

  /** How many restarts ended on it. */
  public int hits() {
    return hits;
  }

  /** Whether this loss is within the tolerance of every member's. */
  boolean acceptsLoss(double loss, double error, double tolerance) {
    double width = tolerance * (1 + Math.abs(leaderLoss)) + error;
    return highestLoss - loss <= width && loss - lowestLoss <= width;
  }

  /** Whether values aligned with the leader are within the tolerance of every member's. */
  boolean accepts(Fingerprint aligned, double tolerance) {
    if (highest.length == 0) {
      return leader.deviation(aligned, tolerance) <= 1;
    }

    for (int i = 0; i < highest.length; i++) {
      double width = tolerance * leader.scale(i) + aligned.error(i);
      double value = aligned.values()[i];
      // Written so that NaN is refused.
      if (!(highest[i] - value <= width && value - lowest[i] <= width)) {
        return false;
      }
    }

    return true;
  }

  void add(Endpoint endpoint, Fingerprint aligned) {
    if (highest.length == 0) {
      highest = new double[leader.values().length];
      lowest = new double[highest.length];
      Arrays.fill(highest, Double.NEGATIVE_INFINITY);
      Arrays.fill(lowest, Double.POSITIVE_INFINITY);
      extend(leader);
    }
    extend(aligned);
    highestLoss = Math.max(highestLoss, endpoint.loss() - lossError(endpoint));
    lowestLoss = Math.min(lowestLoss, endpoint.loss() + lossError(endpoint));
    choose(endpoint);
    count(endpoint.restart());
  }

  private void extend(Fingerprint member) {
    for (int i = 0; i < highest.length; i++) {
      highest[i] = Math.max(highest[i], member.values()[i] - member.error(i));
      lowest[i] = Math.min(lowest[i], member.values()[i] + member.error(i));
    }
  }

  /** Adds what another criterion found to be the same minimum. */
  void absorb(Cluster other) {
    choose(other.representative);
    for (int i = 0; i < other.hits; i++) {
      count(other.restarts[i]);
    }
  }

  private void count(long restart) {
    if (hits == restarts.length) {
      restarts = Arrays.copyOf(restarts, Math.addExact(hits, (hits >> 1) + 1));
    }
    restarts[hits++] = restart;
  }

  private static boolean strict(Endpoint endpoint) {
    return endpoint.endpointClass() == EndpointClass.STRICT_MINIMUM;
  }

  private void choose(Endpoint candidate) {
    int order = Boolean.compare(strict(representative), strict(candidate));
    order =
        order != 0
            ? order
            : Double.compare(candidate.gradientNorm(), representative.gradientNorm());
    if (order < 0 || (order == 0 && candidate.restart() < representative.restart())) {
      representative = candidate;
    }
  }
}
