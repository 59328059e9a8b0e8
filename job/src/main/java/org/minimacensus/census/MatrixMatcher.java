package org.minimacensus.census;

import java.math.BigInteger;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.NetworkSymmetry;

/** Compares square matrices of parameters modulo permutations of rows and of columns. */
final class MatrixMatcher implements SymmetryMatcher {
  private static final double[] NONE = {};

  private final NetworkSymmetry symmetry;
  private final double tolerance;
  private final int k;
  private final MatrixSearch search;

  MatrixMatcher(NetworkSymmetry symmetry, double tolerance) {
    this.symmetry = symmetry;
    this.tolerance = tolerance;
    this.k = symmetry.architecture().inputs();
    this.search = new MatrixSearch(k, tolerance);
  }

  @Override
  public double tolerance() {
    return tolerance;
  }

  @Override
  public Matcher widened(double factor) {
    return new MatrixMatcher(symmetry, tolerance * factor);
  }

  @Override
  public long undecided() {
    return search.undecided();
  }

  /** The sum of all entries is what no permutation changes. */
  @Override
  public Fingerprint fingerprint(Endpoint endpoint) {
    double[] theta = endpoint.theta();
    if (theta.length != k * k) {
      throw new IllegalArgumentException(
          "theta of restart "
              + endpoint.restart()
              + " has "
              + theta.length
              + " entries, "
              + k
              + " units of "
              + k
              + " inputs need "
              + k * k);
    }

    double[] error = ParameterMatcher.errors(endpoint, theta.length);
    double key = 0;
    double reach = 0;
    for (int i = 0; i < theta.length; i++) {
      key += theta[i];
      reach += tolerance * (1 + Math.abs(theta[i])) + error[i];
    }

    return new Fingerprint(theta.clone(), NONE, error, key, reach);
  }

  @Override
  public Optional<Fingerprint> align(Fingerprint leader, Fingerprint other) {
    return search.align(leader, other);
  }

  @Override
  public BigInteger stabiliser(Fingerprint fingerprint) {
    return search.stabiliser(fingerprint);
  }
}
