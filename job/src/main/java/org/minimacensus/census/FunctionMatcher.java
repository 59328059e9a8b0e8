package org.minimacensus.census;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;

/**
 * Compares what networks compute: two functions agree if no value differs by more than 1e-6 (1 +
 * |f|), widened by what the parameters' error bounds do to the values.
 */
final class FunctionMatcher implements Matcher {
  /** Outputs move by about |J| |g| / mu when a minimum is only known to gradient |g|. */
  private static final double TOLERANCE = 1e-6;

  /** A parameter error below this share of 1 + |theta_i| moves no output by the tolerance. */
  private static final double NEGLIGIBLE_ERROR = 1e-8;

  /** A function known less well than this share of 1 + |f| cannot be told from its neighbours. */
  private static final double LARGEST_ERROR = 1e-2;

  private static final double[] NONE = {};

  private final FunctionSignature signature;
  private final double tolerance;
  private final boolean trainingOnly;

  private FunctionMatcher(FunctionSignature signature, double tolerance, boolean trainingOnly) {
    this.signature = signature;
    this.tolerance = tolerance;
    this.trainingOnly = trainingOnly;
  }

  /** Compares outputs on training inputs and on probe points. */
  static FunctionMatcher everywhere(FunctionSignature signature) {
    return new FunctionMatcher(signature, TOLERANCE, false);
  }

  /** Compares outputs on training inputs alone. */
  static FunctionMatcher onTrainingInputs(FunctionSignature signature) {
    return new FunctionMatcher(signature, TOLERANCE, true);
  }

  @Override
  public double tolerance() {
    return tolerance;
  }

  @Override
  public Matcher widened(double factor) {
    return new FunctionMatcher(signature, tolerance * factor, trainingOnly);
  }

  @Override
  public Optional<Fingerprint> align(Fingerprint leader, Fingerprint other) {
    return leader.deviation(other, tolerance) <= 1 ? Optional.of(other) : Optional.empty();
  }

  @Override
  public Fingerprint fingerprint(Endpoint endpoint) {
    double[] values = valuesOf(endpoint);
    double[] error = errorOf(endpoint, values);
    // Functions that interpolate agree on the training inputs; the probe points tell them apart.
    int first = trainingOnly ? 0 : Math.min(signature.trainingValues(), values.length - 1);
    return Fingerprint.ofValues(values, error, tolerance, first);
  }

  private double[] valuesOf(Endpoint endpoint) {
    double[] values = signature.values(endpoint);
    return trainingOnly ? Arrays.copyOf(values, signature.trainingValues()) : values;
  }

  /** First-order bound of the values' error: the sum over parameters of what each error moves. */
  private double[] errorOf(Endpoint endpoint, double[] values) {
    double[] theta = endpoint.theta();
    double[] bounds = endpoint.parameterError();
    if (bounds.length == 0) {
      return NONE;
    }

    double[] error = new double[values.length];
    for (int i = 0; i < Math.min(theta.length, bounds.length); i++) {
      if (!(bounds[i] > NEGLIGIBLE_ERROR * (1 + Math.abs(theta[i])))) {
        continue;
      }

      double[] neighbour = theta.clone();
      neighbour[i] += Math.min(bounds[i], LARGEST_ERROR * (1 + Math.abs(theta[i])));
      double[] there = valuesOf(endpoint.toBuilder().theta(neighbour).build());
      for (int r = 0; r < error.length; r++) {
        double sum = error[r] + Math.abs(there[r] - values[r]);
        error[r] = Math.min(sum, LARGEST_ERROR * (1 + Math.abs(values[r])));
      }
    }

    return error;
  }
}
