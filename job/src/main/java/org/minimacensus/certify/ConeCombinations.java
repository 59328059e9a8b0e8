package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.numeric.LinearProgram;

/**
 * Rows of a {@link ConeCorrection} as combinations of others with coefficients not below 0. Linear
 * programs find them; what is returned was brought to rounding and checked.
 */
final class ConeCombinations {
  private static final double MARGIN = ConeCorrection.MARGIN;

  /** Sums of shares below 1 by no more than this are 1 but for rounding. */
  static final double TIE = 4 * ConeRows.ROUNDING;

  /** Shares of a solution below these, relative to the largest, may be the solver's noise. */
  private static final double[] NOISE = {1e-9, 1e-7, 1e-5};

  /** Unknowns of the program for rows that tie. */
  private static final int MOST_UNKNOWNS = 5000;

  private final ConeRows rows;
  private final int n;
  private final int m;

  ConeCombinations(ConeRows rows) {
    this.rows = rows;
    this.n = rows.count();
    this.m = rows.dimension();
  }

  /**
   * Row i as a combination of others.
   *
   * @param columns rows that take part
   * @param shares their coefficients, none below 0, in rows of the length they have
   * @param sum of the coefficients of rows that are certainly positive
   */
  record Combination(int row, int[] columns, double[] shares, double sum) {}

  /**
   * The combination with the largest sum; null where none was found.
   *
   * @param among rows that may take part
   */
  Combination of(int i, List<Integer> among) {
    int[] columns = among.stream().filter(j -> j != i).mapToInt(j -> j).toArray();
    double[] cost = new double[columns.length];
    for (int c = 0; c < columns.length; c++) {
      cost[c] = -rows.bound(columns[c], true);
    }

    double most = Math.max(ConeRows.largest(cost), Double.MIN_NORMAL);
    for (int c = 0; c < columns.length; c++) {
      cost[c] /= most;
    }

    LinearProgram program = LinearProgram.overNonNegative(cost);
    for (int j = 0; j < m; j++) {
      double[] row = new double[columns.length];
      for (int c = 0; c < columns.length; c++) {
        row[c] = rows.unit[columns[c]][j];
      }

      program.equal(row, rows.unit[i][j]);
    }

    double[] found = columns.length == 0 ? null : program.solution();
    return found == null ? null : verified(i, columns, found);
  }

  /** The shares brought to rounding and checked; null where they do not hold. */
  private Combination verified(int i, int[] columns, double[] found) {
    double large = ConeRows.largest(found);
    for (double noise : NOISE) {
      int[] used = IntStream.range(0, found.length).filter(c -> found[c] > noise * large).toArray();
      Combination c = used.length == 0 ? null : verified(i, columns, found, used);
      if (c != null) {
        return c;
      }
    }

    return null;
  }

  private Combination verified(int i, int[] columns, double[] found, int[] used) {
    int[] kept = Arrays.stream(used).map(c -> columns[c]).toArray();
    double[] shares = Arrays.stream(used).mapToDouble(c -> found[c]).toArray();
    double[][] vectors = Arrays.stream(kept).mapToObj(j -> rows.unit[j]).toArray(double[][]::new);
    for (int pass = 0; pass < 2; pass++) {
      double[] change = LinearProgram.leastSquares(vectors, rest(i, vectors, shares));
      for (int c = 0; c < shares.length; c++) {
        shares[c] += change[c];
      }
    }

    double left = ConeRows.largest(rest(i, vectors, shares));
    double terms = rows.size[i] / rows.length[i];
    double sum = 0;
    for (int c = 0; c < kept.length; c++) {
      if (!(shares[c] >= 0)) {
        return null;
      }

      terms += shares[c] * rows.size[kept[c]] / rows.length[kept[c]];
      shares[c] *= rows.length[i] / rows.length[kept[c]];
      sum += rows.positive(kept[c]) ? shares[c] : 0;
    }

    return left <= ConeRows.ROUNDING * terms ? new Combination(i, kept, shares, sum) : null;
  }

  private double[] rest(int i, double[][] vectors, double[] shares) {
    double[] rest = rows.unit[i].clone();
    for (int c = 0; c < shares.length; c++) {
      for (int j = 0; j < m; j++) {
        rest[j] = Math.fma(-shares[c], vectors[c][j], rest[j]);
      }
    }

    return rest;
  }

  /** Whether positive rows outweigh all rows that tie with them, each with a share of its own. */
  boolean jointly(List<Combination> ties, List<Integer> among) {
    return outweigh(ties) || outweigh(shared(ties, among));
  }

  private boolean outweigh(List<Combination> ties) {
    double[] taken = new double[n];
    for (Combination tie : ties) {
      for (int c = 0; c < tie.columns.length; c++) {
        taken[tie.columns[c]] += -rows.least(tie.row) * tie.shares[c] / tie.sum;
      }
    }

    for (int j = 0; j < n; j++) {
      if (rows.positive(j) && !(taken[j] < rows.least(j) * (1 - MARGIN))) {
        return false;
      }
    }

    return !ties.isEmpty();
  }

  /** Combinations that leave the most of the row that is left the least; none if not found. */
  private List<Combination> shared(List<Combination> ties, List<Integer> among) {
    int[] columns = among.stream().mapToInt(j -> j).toArray();
    int unknowns = ties.size() * columns.length + 1;
    if (unknowns > MOST_UNKNOWNS) {
      return List.of();
    }

    double[] cost = new double[unknowns];
    cost[unknowns - 1] = 1;
    LinearProgram program = LinearProgram.overNonNegative(cost);
    for (int i = 0; i < ties.size(); i++) {
      int row = ties.get(i).row;
      for (int j = 0; j < m; j++) {
        double[] equation = new double[unknowns];
        for (int c = 0; c < columns.length; c++) {
          equation[i * columns.length + c] = columns[c] == row ? 0 : rows.unit[columns[c]][j];
        }

        program.equal(equation, rows.unit[row][j]);
      }

      double[] sum = new double[unknowns];
      for (int c = 0; c < columns.length; c++) {
        sum[i * columns.length + c] =
            columns[c] != row && rows.positive(columns[c])
                ? rows.length[row] / rows.length[columns[c]]
                : 0;
      }

      program.atLeast(sum, 1 - MARGIN);
    }

    for (int c = 0; c < columns.length; c++) {
      if (rows.positive(columns[c])) {
        double[] load = new double[unknowns];
        for (int i = 0; i < ties.size(); i++) {
          int row = ties.get(i).row;
          load[i * columns.length + c] =
              rows.least(row)
                  / rows.least(columns[c])
                  * (rows.length[row] / rows.length[columns[c]]);
        }

        load[unknowns - 1] = 1;
        program.atLeast(load, 0);
      }
    }

    return ofSolution(ties, columns, program.solution());
  }

  private List<Combination> ofSolution(List<Combination> ties, int[] columns, double[] found) {
    List<Combination> out = new ArrayList<>();
    for (int i = 0; i < ties.size(); i++) {
      int row = ties.get(i).row;
      double[] shares =
          found == null
              ? null
              : Arrays.copyOfRange(found, i * columns.length, (i + 1) * columns.length);
      for (int c = 0; shares != null && c < columns.length; c++) {
        shares[c] = columns[c] == row ? 0 : shares[c];
      }

      Combination c = shares == null ? null : verified(row, columns, shares);
      if (c == null || !(c.sum >= 1 - TIE)) {
        return List.of();
      }

      out.add(c);
    }

    return out;
  }
}
