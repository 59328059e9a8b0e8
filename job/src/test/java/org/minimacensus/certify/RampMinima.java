package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;

/**
 * All minima of the ramps on a line that leave no freedom, without a search: f is constant up to a
 * knot, linear up to a second one and constant from there on, as relu networks 1-1-1-1 make it. For
 * every choice of gaps and rows of the two knots the best continuous function is a linear
 * least-squares problem; it is a minimum when every free knot lies in its own gap and moving a knot
 * off its row raises the loss to both sides. Squared loss 1/2 sum (f - y)^2, biases everywhere.
 */
final class RampMinima {
  /** A slope that is 0 but for rounding holds nothing. */
  private static final double LEVEL = 1e-4;

  private final double[] x;
  private final double[] y;

  /**
   * @param x ascending, no two equal
   */
  private RampMinima(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * A minimum.
   *
   * @param theta of a network 1-1-1-1 that has it
   * @param onRows knots that lie on rows
   */
  record Minimum(double loss, double[] theta, int onRows) {}

  static List<Minimum> of(double[] x, double[] y) {
    return new RampMinima(x, y).all(1);
  }

  /** The same where the loss falls to both sides of the knots on rows: no minima. */
  static List<Minimum> bentDown(double[] x, double[] y) {
    return new RampMinima(x, y).all(-1);
  }

  private List<Minimum> all(int sign) {
    List<Minimum> found = new ArrayList<>();
    // Place 2 i is row i, place 2 i + 1 the gap behind it.
    for (int first = 0; first < 2 * x.length - 1; first++) {
      for (int second = first + 1; second < 2 * x.length - 1; second++) {
        Minimum m = at(first, second, sign);
        if (m != null) {
          found.add(m);
        }
      }
    }

    return found;
  }

  /** Null where there is none. */
  private Minimum at(int first, int second, int sign) {
    int n = x.length;
    boolean onFirst = first % 2 == 0;
    boolean onSecond = second % 2 == 0;
    // Columns: alpha, beta of the line, then c before and c' behind it where these are free.
    int columns = 2 + (onFirst ? 0 : 1) + (onSecond ? 0 : 1);
    double[][] a = new double[n][columns];
    for (int i = 0; i < n; i++) {
      boolean before = 2 * i < first;
      boolean behind = 2 * i > second;
      if (before && !onFirst) {
        a[i][2] = 1;
      } else if (behind && !onSecond) {
        a[i][columns - 1] = 1;
      } else {
        a[i][0] = 1;
        a[i][1] = before ? x[first / 2] : behind ? x[second / 2] : x[i];
      }
    }

    double[] c = leastSquares(a);
    if (c == null || Math.abs(c[1]) < 1e-6) {
      return null;
    }

    double left = onFirst ? c[0] + c[1] * x[first / 2] : c[2];
    double right = onSecond ? c[0] + c[1] * x[second / 2] : c[columns - 1];
    double k1 = onFirst ? x[first / 2] : (left - c[0]) / c[1];
    double k2 = onSecond ? x[second / 2] : (right - c[0]) / c[1];
    if (!onFirst && !(k1 > x[first / 2] && k1 < x[first / 2 + 1])
        || !onSecond && !(k2 > x[second / 2] && k2 < x[second / 2 + 1])
        || k2 <= k1) {
      return null;
    }

    double beta = c[1];
    double centre = loss(left, beta, k1, k2);
    double step = 1e-7;
    if (onFirst && !rises(sign, left, beta, k1, k2, step, 0, centre)
        || onSecond && !rises(sign, left, beta, k1, k2, 0, step, centre)) {
      return null;
    }

    // h = max(x - k1, 0), then max(k2 - k1 - h, 0).
    double[] theta = {1, -k1, -1, k2 - k1, -beta, left + beta * (k2 - k1)};
    return new Minimum(centre, theta, (onFirst ? 1 : 0) + (onSecond ? 1 : 0));
  }

  /** Whether the loss rises, or falls, to both sides of a knot, the left end held. */
  private boolean rises(
      int sign,
      double left,
      double beta,
      double k1,
      double k2,
      double d1,
      double d2,
      double centre) {
    double up = loss(left, beta, k1 + d1, k2 + d2) - centre;
    double down = loss(left, beta, k1 - d1, k2 - d2) - centre;
    return sign * up > LEVEL * (d1 + d2) && sign * down > LEVEL * (d1 + d2);
  }

  private double loss(double left, double beta, double k1, double k2) {
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      double f = left + beta * Math.max(Math.min(x[i], k2) - k1, 0);
      loss += (f - y[i]) * (f - y[i]) / 2;
    }

    return loss;
  }

  /** By normal equations; null when the columns are dependent. */
  private double[] leastSquares(double[][] rows) {
    int m = rows[0].length;
    double[][] a = new double[m][m + 1];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < m; j++) {
        for (int k = 0; k < m; k++) {
          a[j][k] += rows[i][j] * rows[i][k];
        }

        a[j][m] += rows[i][j] * y[i];
      }
    }

    return NormalEquations.solved(a);
  }
}
