package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a {@link ConeCorrection} in coordinates of their own: columns scaled by powers of
 * two, the pinned directions left out, equal rows added up.
 */
final class ConeRows {
  /** Rows apart by less than this share of their size are apart by rounding. */
  static final double ROUNDING = 1e-12;

  /** Errors that zeros leave when they are added. */
  private static final double NOTHING = 1e-300;

  /** What is left of a pinned vector, as a share of it, is either above this or rounding. */
  private static final double CLEAR = 1e-8;

  /** Rows in the new coordinates. */
  final double[][] y;

  /** The largest entry of a row before pinned directions were left out: scale of its rounding. */
  final double[] size;

  final double[] k;
  final double[] error;

  /** Columns: the new coordinates' unit vectors in the scaled old ones; null where they agree. */
  private final double[][] basis;

  private final double[] scale;

  /** The rows scaled to a largest entry of 1, and that entry. */
  final double[][] unit;

  final double[] length;

  /** The least of the lengths: the unit of products in linear programs. */
  final double shortest;

  private ConeRows(
      double[][] y, double[] size, double[] k, double[] error, double[][] basis, double[] scale) {
    this.y = y;
    this.size = size;
    this.k = k;
    this.error = error;
    this.basis = basis;
    this.scale = scale;
    this.length = Arrays.stream(y).mapToDouble(ConeRows::largest).toArray();
    this.shortest = Arrays.stream(length).min().orElseThrow();
    this.unit = new double[y.length][];
    Arrays.setAll(unit, i -> Arrays.stream(y[i]).map(x -> x / length[i]).toArray());
  }

  /** Null where it is not clear how many dimensions the pinned vectors span. */
  static ConeRows of(double[][] d, double[] k, double[] error, double[][] pinned) {
    int m = d[0].length;
    double[] scale = new double[m];
    for (int j = 0; j < m; j++) {
      double largest = 0;
      for (double[] row : d) {
        largest = Math.max(largest, Math.abs(row[j]));
      }

      scale[j] = largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest));
    }

    double[][] scaled = scaled(d, scale);
    double[][] basis = pinned.length == 0 ? null : complement(scaled(pinned, scale), m);
    if (basis == null && pinned.length > 0) {
      return null;
    }

    List<double[]> y = new ArrayList<>();
    double[] size = new double[d.length];
    double[] sums = new double[d.length];
    double[] errors = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      double[] row = basis == null ? scaled[i] : coordinates(scaled[i], basis);
      double large = largest(scaled[i]);
      int place = place(y, size, row, large, basis == null ? 0 : ROUNDING);
      if (place == y.size()) {
        y.add(row);
      }

      size[place] = Math.max(size[place], large);
      sums[place] += k[i];
      errors[place] += error[i] + Math.ulp(sums[place]);
    }

    int n = y.size();
    return new ConeRows(
        y.toArray(double[][]::new),
        Arrays.copyOf(size, n),
        Arrays.copyOf(sums, n),
        Arrays.copyOf(errors, n),
        basis,
        scale);
  }

  int count() {
    return y.length;
  }

  /** Of the new coordinates. */
  int dimension() {
    return y[0].length;
  }

  double least(int i) {
    return k[i] - error[i];
  }

  boolean positive(int i) {
    return k[i] > error[i];
  }

  boolean negative(int i) {
    return k[i] < -error[i];
  }

  /** Whether the row adds nothing at all. */
  boolean absent(int i) {
    return k[i] == 0 && error[i] <= NOTHING;
  }

  /**
   * The least product of {@link #unit} j that a program asks for.
   *
   * @param certain whether certainly positive rows count, or all that are not certainly negative
   */
  double bound(int j, boolean certain) {
    boolean counts = certain ? positive(j) : !negative(j) && !absent(j);
    return counts ? shortest / length[j] : 0;
  }

  /** Whether row i is 0 but for rounding: no direction has a positive product with it. */
  boolean vanishes(int i) {
    return !(largest(y[i]) > ROUNDING * size[i]);
  }

  /** A direction of these coordinates in the given ones. */
  double[] original(double[] omega) {
    double[] out = new double[scale.length];
    for (int j = 0; j < out.length; j++) {
      double sum = 0;
      for (int c = 0; c < omega.length; c++) {
        sum += basis == null ? (c == j ? omega[c] : 0) : basis[c][j] * omega[c];
      }

      out[j] = sum * scale[j];
    }

    return out;
  }

  /** Of the product of a direction with a vector, both in the given coordinates. */
  double rounding(double[] omega, double[] vector) {
    double large = 0;
    double widest = 0;
    for (int j = 0; j < scale.length; j++) {
      large = Math.max(large, Math.abs(omega[j] / scale[j]));
      widest = Math.max(widest, Math.abs(vector[j] * scale[j]));
    }

    return ROUNDING * scale.length * large * widest;
  }

  private static double[][] scaled(double[][] rows, double[] scale) {
    double[][] out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      out[i] = rows[i].clone();
      for (int j = 0; j < scale.length; j++) {
        out[i][j] *= scale[j];
      }
    }

    return out;
  }

  private static int place(
      List<double[]> rows, double[] size, double[] row, double large, double tolerance) {
    for (int i = 0; i < rows.size(); i++) {
      double allowed = tolerance * Math.max(size[i], large);
      double[] other = rows.get(i);
      boolean same = true;
      for (int j = 0; j < row.length && same; j++) {
        same = Math.abs(row[j] - other[j]) <= allowed;
      }

      if (same) {
        return i;
      }
    }

    return rows.size();
  }

  /**
   * Orthonormal vectors that span what is orthogonal to all rows given; null where it is not clear
   * how many these are.
   */
  private static double[][] complement(double[][] pinned, int m) {
    List<double[]> span = new ArrayList<>();
    for (double[] p : pinned) {
      double[] left = orthogonal(p, span);
      double norm = Math.sqrt(product(left, left));
      if (norm > CLEAR * largest(p)) {
        span.add(divided(left, norm));
      } else if (norm > ROUNDING * largest(p)) {
        return null;
      }
    }

    List<double[]> rest = new ArrayList<>();
    while (span.size() < m) {
      // The unit vector that is farthest from the span: the well-conditioned choice.
      double[] best = null;
      for (int j = 0; j < m; j++) {
        double[] e = new double[m];
        e[j] = 1;
        double[] left = orthogonal(e, span);
        best = best == null || product(left, left) > product(best, best) ? left : best;
      }

      double[] unit = divided(best, Math.sqrt(product(best, best)));
      span.add(unit);
      rest.add(unit);
    }

    return rest.toArray(double[][]::new);
  }

  private static double[] divided(double[] vector, double by) {
    return Arrays.stream(vector).map(x -> x / by).toArray();
  }

  private static double[] orthogonal(double[] vector, List<double[]> span) {
    double[] left = vector.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (double[] q : span) {
        double share = product(left, q);
        for (int j = 0; j < left.length; j++) {
          left[j] -= share * q[j];
        }
      }
    }

    return left;
  }

  private static double[] coordinates(double[] row, double[][] basis) {
    return Arrays.stream(basis).mapToDouble(q -> product(q, row)).toArray();
  }

  static double product(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum = Math.fma(a[j], b[j], sum);
    }

    return sum;
  }

  static double largest(double[] row) {
    return Arrays.stream(row).map(Math::abs).max().orElse(0);
  }
}
