package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All minima of relu units on a line at which the outputs leave no freedom, without a search: for
 * every choice of sides and places of the knots the best continuous function with these knots is a
 * linear least-squares problem, and its solution is a minimum when every free knot lies in its own
 * gap and moving a knot off its row raises the loss to both sides. Squared loss 1/2 sum (f - y)^2,
 * biases everywhere.
 */
final class KnotMinima {
  /** Where the knot of a unit lies, on a row or in the gap before a row, and its active side. */
  private record Knot(int side, boolean onRow, int place) {}

  /** A slope that is 0 but for rounding holds nothing. */
  private static final double LEVEL = 1e-9;

  private final double[] x;
  private final double[] y;
  private final List<Minimum> minima = new ArrayList<>();

  /**
   * @param x ascending
   */
  private KnotMinima(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * A minimum.
   *
   * @param theta of a network that has it: incoming weights, biases, outgoing weights, output bias
   */
  record Minimum(double loss, double[] theta) {}

  /** By loss; of equal ones, as where units change places, the first. */
  static List<Minimum> of(double[] x, double[] y, int units) {
    KnotMinima all = new KnotMinima(x, y);
    List<Knot> knots = new ArrayList<>();
    for (int side = -1; side <= 1; side += 2) {
      for (int place = 0; place <= x.length; place++) {
        knots.add(new Knot(side, false, place));
        if (place < x.length) {
          knots.add(new Knot(side, true, place));
        }
      }
    }

    all.collect(knots, 0, new ArrayList<>(), units);
    all.minima.sort(Comparator.comparingDouble(Minimum::loss));
    List<Minimum> distinct = new ArrayList<>();
    for (Minimum m : all.minima) {
      if (distinct.isEmpty() || m.loss - distinct.get(distinct.size() - 1).loss > 1e-9) {
        distinct.add(m);
      }
    }

    return distinct;
  }

  private void collect(List<Knot> knots, int from, List<Knot> chosen, int units) {
    if (chosen.size() == units) {
      add(chosen);
      return;
    }

    for (int k = from; k < knots.size(); k++) {
      chosen.add(knots.get(k));
      collect(knots, k, chosen, units);
      chosen.remove(chosen.size() - 1);
    }
  }

  private boolean active(Knot knot, int row) {
    if (knot.onRow) {
      return knot.side * (x[row] - x[knot.place]) > 0;
    }

    return knot.side > 0 ? row >= knot.place : row < knot.place;
  }

  private void add(List<Knot> knots) {
    int n = x.length;
    List<double[]> columns = new ArrayList<>();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    columns.add(ones);
    for (Knot knot : knots) {
      double[] slope = new double[n];
      double[] step = new double[n];
      for (int i = 0; i < n; i++) {
        slope[i] = active(knot, i) ? x[i] - (knot.onRow ? x[knot.place] : 0) : 0;
        step[i] = active(knot, i) ? 1 : 0;
      }

      columns.add(slope);
      if (!knot.onRow) {
        columns.add(step);
      }
    }

    double[] c = leastSquares(columns, y);
    if (c == null) {
      return;
    }

    double[] r = new double[n];
    double loss = 0;
    for (int i = 0; i < n; i++) {
      r[i] = -y[i];
      for (int k = 0; k < c.length; k++) {
        r[i] += c[k] * columns.get(k)[i];
      }

      loss += r[i] * r[i] / 2;
    }

    int units = knots.size();
    double[] theta = new double[3 * units + 1];
    theta[3 * units] = c[0];
    int at = 1;
    for (int u = 0; u < units; u++) {
      Knot knot = knots.get(u);
      double alpha = c[at++];
      double t = knot.onRow ? x[knot.place] : -c[at++] / alpha;
      if (Math.abs(alpha) < 1e-9 || !(knot.onRow ? held(knot, alpha, r) : inGap(knot, t))) {
        return;
      }

      theta[u] = knot.side;
      theta[units + u] = -knot.side * t;
      theta[2 * units + u] = knot.side * alpha;
    }

    minima.add(new Minimum(loss, theta));
  }

  private boolean inGap(Knot knot, double t) {
    return (knot.place == 0 || t > x[knot.place - 1])
        && (knot.place == x.length || t < x[knot.place]);
  }

  /** Whether the loss rises as the knot's own row becomes active, and as it becomes inactive. */
  private boolean held(Knot knot, double alpha, double[] r) {
    double inactive = 0;
    double active = 0;
    for (int i = 0; i < x.length; i++) {
      inactive += active(knot, i) ? r[i] : 0;
      active += active(knot, i) || x[i] == x[knot.place] ? r[i] : 0;
    }

    double sign = Math.signum(alpha) * knot.side;
    return -sign * inactive > LEVEL && sign * active > LEVEL;
  }

  /** By normal equations; null when the columns are dependent. */
  private static double[] leastSquares(List<double[]> columns, double[] y) {
    int m = columns.size();
    double[][] a = new double[m][m + 1];
    for (int j = 0; j < m; j++) {
      for (int k = 0; k < m; k++) {
        a[j][k] = dot(columns.get(j), columns.get(k));
      }

      a[j][m] = dot(columns.get(j), y);
    }

    return NormalEquations.solved(a);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }

    return sum;
  }
}
