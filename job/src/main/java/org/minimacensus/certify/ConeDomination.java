package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.minimacensus.certify.ConeCombinations.Combination;
import org.minimacensus.certify.ConeCorrection.Answer;
import org.minimacensus.certify.ConeCorrection.Outcome;
import org.minimacensus.numeric.LinearProgram;

/**
 * The linear programs of {@link ConeCorrection} in two dimensions and more, and the checks of their
 * answers. Each works on few rows at a time and takes in those that its answer violates.
 */
final class ConeDomination {
  /** Shares of the inner direction that are mixed into one on the cone's border. */
  private static final double[] SHARES = {0.5, 0.2, 0.05, 0.01, 1e-3, 1e-4, 1e-5};

  private static final double MARGIN = ConeCorrection.MARGIN;

  /** A product with a row is positive for certain above this share of the terms' sizes. */
  private static final double INSIDE = 1e-10;

  private final ConeRows rows;
  private final int n;
  private final int m;

  private final ConeCombinations combinations;
  private final WorkingRows working;
  private double[] inner;

  ConeDomination(ConeRows rows) {
    this.rows = rows;
    this.n = rows.count();
    this.m = rows.dimension();
    this.working = new WorkingRows(n);
    this.combinations = new ConeCombinations(rows);
  }

  /** Rows that the programs know, in the order in which they came. */
  private static final class WorkingRows {
    final List<Integer> list = new ArrayList<>();
    final boolean[] in;

    WorkingRows(int count) {
      in = new boolean[count];
    }

    void add(int i) {
      if (!in[i]) {
        in[i] = true;
        list.add(i);
      }
    }
  }

  Outcome decided() {
    inner = innerDirection();
    if (inner == null) {
      return Outcome.open("no direction was found with positive products with all rows");
    }

    int positive = 0;
    int doubtful = 0;
    for (int i = 0; i < n; i++) {
      positive += rows.positive(i) ? 1 : 0;
      doubtful += rows.positive(i) || rows.absent(i) ? 0 : 1;
    }

    if (doubtful == 0) {
      return positive == 0
          ? Outcome.open("all coefficients are 0")
          : new Outcome(Answer.CERTIFIED, null, "no row of " + n + " is negative");
    }

    if (falls(inner)) {
      return new Outcome(Answer.FALLS, inner, "a negative row is nearest");
    }

    nearestAlong(inner);
    return positive == 0 ? fallsSomewhere("no row is certainly positive") : judged(positive);
  }

  private Outcome judged(int positive) {
    List<Combination> ties = new ArrayList<>();
    int dominated = 0;
    for (int i = 0; i < n; i++) {
      if (rows.positive(i) || rows.absent(i)) {
        continue;
      }

      double[] omega = least(i, true);
      Combination c = omega == null ? null : combinations.of(i, working.list);
      if (c == null || c.sum() < 1 - ConeCombinations.TIE) {
        return fallsSomewhere(
            String.format(
                Locale.ROOT,
                "row %d of %d, with coefficient %.3g +- %.2g, is not dominated by positive rows",
                i,
                n,
                rows.k[i],
                rows.error[i]));
      }

      if (c.sum() > 1 + MARGIN) {
        dominated++;
      } else {
        ties.add(c);
      }
    }

    if (!ties.isEmpty() && !combinations.jointly(ties, working.list)) {
      return fallsSomewhere(ties.size() + " rows that tie with positive ones may outweigh them");
    }

    return new Outcome(
        Answer.CERTIFIED,
        null,
        String.format(
            Locale.ROOT,
            "%d positive rows dominate %d others and outweigh %d that tie",
            positive,
            dominated,
            ties.size()));
  }

  /** A direction with a margin to all rows; null where none was found. */
  private double[] innerDirection() {
    WorkingRows some = new WorkingRows(n);
    for (int i = 0; i < Math.min(n, 2 * m); i++) {
      some.add(i);
    }

    double[] cost = new double[m + 1];
    cost[m] = -1;
    while (true) {
      LinearProgram program = LinearProgram.overAll(cost);
      for (int j = 0; j < m; j++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double[] box = new double[m + 1];
          box[j] = sign;
          program.atLeast(box, -1);
        }
      }

      for (int i : some.list) {
        double[] row = Arrays.copyOf(rows.unit[i], m + 1);
        row[m] = -1;
        program.atLeast(row, 0);
      }

      double[] found = program.solution();
      if (found == null) {
        return null;
      }

      double[] omega = Arrays.copyOf(found, m);
      int worst = 0;
      for (int i = 0; i < n; i++) {
        worst =
            ConeRows.product(omega, rows.unit[i]) < ConeRows.product(omega, rows.unit[worst])
                ? i
                : worst;
      }

      double least = ConeRows.product(omega, rows.unit[worst]);
      if (least > 0.5 * found[m] && inside(omega)) {
        return omega;
      }

      if (some.in[worst]) {
        return null;
      }

      some.add(worst);
    }
  }

  /** Whether all products with rows are positive beyond rounding. */
  private boolean inside(double[] omega) {
    for (int i = 0; i < n; i++) {
      if (!(ConeRows.product(omega, rows.y[i]) > INSIDE * terms(omega, i))) {
        return false;
      }
    }

    return true;
  }

  private double terms(double[] omega, int i) {
    return ConeRows.largest(omega) * rows.size[i] * m;
  }

  /** The rows that are nearest along a direction: a first guess of those that matter. */
  private void nearestAlong(double[] omega) {
    Integer[] order = new Integer[n];
    double[] at = new double[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
      at[i] = ConeRows.product(omega, rows.y[i]);
    }

    Arrays.sort(order, (a, b) -> Double.compare(at[a], at[b]));
    for (int i = 0; i < Math.min(n, 2 * m); i++) {
      working.add(order[i]);
    }
  }

  /** Whether a certainly negative row is nearer than all that are not, by a margin. */
  private boolean falls(double[] omega) {
    if (!inside(omega)) {
      return false;
    }

    double negative = Double.POSITIVE_INFINITY;
    double other = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double at = ConeRows.product(omega, rows.y[i]);
      double rounding = ConeRows.ROUNDING * terms(omega, i);
      if (rows.negative(i)) {
        negative = Math.min(negative, at + rounding);
      } else if (!rows.absent(i)) {
        other = Math.min(other, at - rounding);
      }
    }

    return negative < other * (1 - MARGIN) && negative < Double.POSITIVE_INFINITY;
  }

  /** A direction along which a negative row is nearest; else open, with the words given. */
  private Outcome fallsSomewhere(String words) {
    for (int i = 0; i < n; i++) {
      if (!rows.negative(i)) {
        continue;
      }

      double[] omega = least(i, false);
      for (double share : SHARES) {
        double[] mixed = omega == null ? inner : mixed(omega, share);
        if (falls(mixed)) {
          return new Outcome(Answer.FALLS, mixed, "a negative row is nearest");
        }
      }
    }

    return Outcome.open(words);
  }

  private double[] mixed(double[] omega, double share) {
    double[] out = new double[m];
    double a = (1 - share) / Math.max(ConeRows.largest(omega), Double.MIN_NORMAL);
    double b = share / ConeRows.largest(inner);
    for (int j = 0; j < m; j++) {
      out[j] = a * omega[j] + b * inner[j];
    }

    return out;
  }

  /**
   * The direction with the least product with row i among those whose product is at least 1 with
   * every row that counts and not below 0 with the others; null where it was not found.
   *
   * @param certain whether certainly positive rows count, or all that are not certainly negative
   */
  private double[] least(int i, boolean certain) {
    while (true) {
      LinearProgram program = LinearProgram.overAll(rows.unit[i]).atLeast(rows.unit[i], 0);
      for (int j : working.list) {
        program.atLeast(rows.unit[j], rows.bound(j, certain));
      }

      double[] omega = program.solution();
      if (omega == null) {
        return null;
      }

      int worst = -1;
      double most = 1e-7;
      for (int j = 0; j < n; j++) {
        double lacking = rows.bound(j, certain) - ConeRows.product(omega, rows.unit[j]);
        if (lacking > most && !working.in[j]) {
          most = lacking;
          worst = j;
        }
      }

      boolean high =
          ConeRows.product(omega, rows.unit[i])
              > (1 + 10 * MARGIN) * (rows.shortest / rows.length[i]);
      if (worst < 0 || (certain && high)) {
        return omega;
      }

      working.add(worst);
    }
  }
}
