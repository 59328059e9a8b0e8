package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/** The span of some vectors, by Gram and Schmidt with re-orthogonalisation. */
final class Span {
  /** What is left of a vector of length 1 that is independent of the others. */
  private static final double INDEPENDENT = 1e-6;

  private final List<double[]> basis = new ArrayList<>();

  int dimension() {
    return basis.size();
  }

  /** Adds a vector, not changed; returns whether it is independent of those before. */
  boolean add(double[] vector) {
    double[] v = unit(vector);
    if (v == null) {
      return false;
    }

    for (int pass = 0; pass < 2; pass++) {
      for (double[] b : basis) {
        double c = product(b, v);
        for (int i = 0; i < v.length; i++) {
          v[i] -= c * b[i];
        }
      }
    }

    if (!(product(v, v) > INDEPENDENT * INDEPENDENT)) {
      return false;
    }

    basis.add(unit(v));
    return true;
  }

  private static double[] unit(double[] v) {
    double length = Math.sqrt(product(v, v));
    if (!(length > 0)) {
      return null;
    }

    double[] u = v.clone();
    for (int i = 0; i < u.length; i++) {
      u[i] /= length;
    }

    return u;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }
}
