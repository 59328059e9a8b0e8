package org.minimacensus.census;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;

/**
 * Compares limit functions: two agree if they are known on the same inputs and no output differs by
 * more than 1e-6 (1 + |f|), widened by how well the limits are known. Without a limit point there
 * is nothing to compare.
 */
final class LimitMatcher implements Matcher {
  private static final double TOLERANCE = 1e-6;
  private static final double[] NONE = {};

  private final double tolerance;

  LimitMatcher() {
    this(TOLERANCE);
  }

  private LimitMatcher(double tolerance) {
    this.tolerance = tolerance;
  }

  @Override
  public double tolerance() {
    return tolerance;
  }

  @Override
  public Matcher widened(double factor) {
    return new LimitMatcher(tolerance * factor);
  }

  @Override
  public Optional<Fingerprint> align(Fingerprint leader, Fingerprint other) {
    boolean same =
        leader.values().length == other.values().length && leader.deviation(other, tolerance) <= 1;
    return same ? Optional.of(other) : Optional.empty();
  }

  @Override
  public Fingerprint fingerprint(Endpoint endpoint) {
    double[] values = endpoint.limitOutputs();
    double known = endpoint.limitError();
    double[] error =
        known > 0 ? Arrays.stream(values).map(v -> known * (1 + Math.abs(v))).toArray() : NONE;
    return Fingerprint.ofValues(values, error, tolerance, 0);
  }
}
