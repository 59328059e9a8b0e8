package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;

/**
 * A unit's incoming weights seen from the inputs on which it is pinned to 0: what moves it there,
 * and what does not.
 *
 * @param along orthonormal basis of the vectors orthogonal to all rows
 * @param moves per row the shortest vector whose product with it is 1 and with the other rows 0;
 *     empty when the rows are not independent
 */
record PinnedRows(List<double[]> along, List<double[]> moves) {
  /** A row that is this near to the span of others is not independent of them. */
  private static final double DEPENDENT = 1e-7;

  /**
   * @param rows of length n, at least one
   */
  static PinnedRows of(List<double[]> rows) {
    int n = rows.get(0).length;
    List<double[]> basis = new ArrayList<>();
    for (double[] row : rows) {
      double[] rest = orthogonal(row, basis);
      double length = length(rest);
      if (length > DEPENDENT * length(row)) {
        basis.add(times(1 / length, rest));
      }
    }

    boolean independent = basis.size() == rows.size();
    List<double[]> along = new ArrayList<>();
    while (basis.size() < n) {
      double[] longest = null;
      for (int j = 0; j < n; j++) {
        double[] unit = new double[n];
        unit[j] = 1;
        double[] rest = orthogonal(unit, basis);
        // The first of nearly equal ones, so that rounding does not choose.
        if (longest == null || length(rest) > 1.2 * length(longest)) {
          longest = rest;
        }
      }

      double[] next = times(1 / length(longest), longest);
      basis.add(next);
      along.add(next);
    }

    return new PinnedRows(List.copyOf(along), independent ? moves(rows) : List.of());
  }

  /** A row, made orthogonal to all others, moves the unit on its own input alone. */
  private static List<double[]> moves(List<double[]> rows) {
    List<double[]> moves = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<double[]> others = new ArrayList<>();
      for (int k = 0; k < rows.size(); k++) {
        if (k != i) {
          double[] rest = orthogonal(rows.get(k), others);
          others.add(times(1 / length(rest), rest));
        }
      }

      double[] own = orthogonal(rows.get(i), others);
      moves.add(times(1 / dot(own, rows.get(i)), own));
    }

    return List.copyOf(moves);
  }

  boolean independent() {
    return !moves.isEmpty();
  }

  /** Gram-Schmidt, twice: once more takes out what rounding left. */
  private static double[] orthogonal(double[] v, List<double[]> to) {
    double[] rest = v.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (double[] b : to) {
        double c = dot(rest, b);
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= c * b[i];
        }
      }
    }

    return rest;
  }

  static double[] times(double factor, double[] v) {
    double[] scaled = v.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }

    return scaled;
  }

  private static double length(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }
}
