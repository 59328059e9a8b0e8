package org.minimacensus.census;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the permutations of rows and of columns that map one square matrix onto another.
 *
 * <p>Rows are sent one after the other to rows of the leader, first those that have the fewest
 * choices. Each row that is placed leaves fewer columns that can go to a column; as soon as these
 * hold no complete assignment, the row is taken back. When all rows are placed, the columns are
 * assigned at least cost. Nothing is decided by sorting or by rounding: rows that can change places
 * are tried in turn, and what is found is held against every entry. Matrices with many symmetries
 * of their own are found at the first try, as all choices are equally good for them.
 */
final class MatrixSearch {
  /** Rows that are placed before a comparison is given up. */
  private static final int LIMIT = 20_000;

  private final int k;
  private final double tolerance;
  private long undecided;
  private int tried;

  MatrixSearch(int k, double tolerance) {
    this.k = k;
    this.tolerance = tolerance;
  }

  long undecided() {
    return undecided;
  }

  /** The other, moved onto the leader; empty when that cannot be done, or was given up. */
  Optional<Fingerprint> align(Fingerprint leader, Fingerprint other) {
    if (other.values().length != leader.values().length) {
      return Optional.empty();
    }

    tried = 0;
    Placement placement = new Placement(leader, other);
    boolean found = place(placement, new double[k][k], 0);
    if (!found && tried > LIMIT) {
      undecided++;
    }

    return found ? Optional.of(placement.moved()) : Optional.empty();
  }

  /**
   * How many pairs of permutations map a matrix onto itself; 0 when given up.
   *
   * <p>By the orbits of a chain of stabilisers: with the rows before it fixed, the places that a
   * row can take; then the exchanges of equal columns, with all rows fixed.
   */
  BigInteger stabiliser(Fingerprint matrix) {
    BigInteger count = BigInteger.ONE;
    double[][] worst = new double[k][k];
    for (int row = 0; row < k; row++) {
      long places = 0;
      for (int target = row; target < k; target++) {
        tried = 0;
        Placement placement = new Placement(matrix, matrix);
        placement.fixBefore(row);
        places += placeAt(placement, worst, row, row, target) ? 1 : 0;
        if (tried > LIMIT) {
          return BigInteger.ZERO;
        }
      }

      count = count.multiply(BigInteger.valueOf(places));
      worst = new Placement(matrix, matrix).costs(worst, row, row);
    }

    return count.multiply(exchanges(worst));
  }

  /** Ways to exchange equal columns: m! for m equal ones. */
  private BigInteger exchanges(double[][] worst) {
    BigInteger ways = BigInteger.ONE;
    boolean[] grouped = new boolean[k];
    for (int c = 0; c < k; c++) {
      int equal = 0;
      for (int d = c; d < k; d++) {
        if (!grouped[d] && Assignment.allowed(worst[c][d])) {
          grouped[d] = true;
          equal++;
          ways = ways.multiply(BigInteger.valueOf(equal));
        }
      }
    }

    return ways;
  }

  /** Rows of the other matrix on their way to rows of the leader. */
  private final class Placement {
    private final Fingerprint leader;
    private final Fingerprint other;

    /** Whether a row of the other (first index) has entries like those of a row of the leader. */
    private final boolean[][] alike = new boolean[k][k];

    /** Row of the leader by row of the other; -1 when not placed. */
    private final int[] targets = new int[k];

    private final boolean[] taken = new boolean[k];
    private int[] columns = {};

    Placement(Fingerprint leader, Fingerprint other) {
      this.leader = leader;
      this.other = other;
      Arrays.fill(targets, -1);
      double[][] sortedLeader = sortedRows(leader);
      double[][] sortedOther = sortedRows(other);
      for (int row = 0; row < k; row++) {
        for (int target = 0; target < k; target++) {
          alike[row][target] = alike(sortedOther, row, sortedLeader, target);
        }
      }
    }

    private double[][] sortedRows(Fingerprint matrix) {
      double[][] rows = new double[k][];
      for (int row = 0; row < k; row++) {
        rows[row] = Arrays.copyOfRange(matrix.values(), row * k, (row + 1) * k);
        Arrays.sort(rows[row]);
      }

      return rows;
    }

    /** No assignment of numbers has a smaller largest difference than that in ascending order. */
    private boolean alike(double[][] others, int row, double[][] leaders, int target) {
      double widest = 0;
      double apart = 0;
      for (int c = 0; c < k; c++) {
        int to = target * k + c;
        double error = other.error(row * k + c);
        widest = Math.max(widest, tolerance * leader.scale(to) + leader.error(to) + error);
        apart = Math.max(apart, Math.abs(others[row][c] - leaders[target][c]));
      }

      // The widest allowance of one of the two with the widest error of the other.
      return apart <= 2 * widest;
    }

    private void fixBefore(int row) {
      for (int i = 0; i < row; i++) {
        targets[i] = i;
        taken[i] = true;
      }
    }

    /** The row with the fewest choices; at least one is not placed. */
    private int next() {
      int best = -1;
      int fewest = Integer.MAX_VALUE;
      for (int row = 0; row < k; row++) {
        int choices = 0;
        for (int target = 0; target < k; target++) {
          choices += alike[row][target] && !taken[target] ? 1 : 0;
        }

        if (targets[row] < 0 && choices < fewest) {
          best = row;
          fewest = choices;
        }
      }

      return best;
    }

    /**
     * The cost of sending each column of the other (first index) to each column of the leader: the
     * largest over the rows so far and this one; > 1 if not allowed.
     */
    private double[][] costs(double[][] before, int row, int target) {
      double[][] costs = new double[k][k];
      for (int c = 0; c < k; c++) {
        int from = row * k + c;
        for (int d = 0; d < k; d++) {
          int to = target * k + d;
          double allowed = tolerance * leader.scale(to) + leader.error(to) + other.error(from);
          double apart = Math.abs(other.values()[from] - leader.values()[to]);
          costs[c][d] = Math.max(before[c][d], apart / allowed);
        }
      }

      return costs;
    }

    private Fingerprint moved() {
      double[] values = new double[k * k];
      double[] error = new double[other.error().length];
      for (int row = 0; row < k; row++) {
        for (int c = 0; c < k; c++) {
          int to = targets[row] * k + columns[c];
          values[to] = other.values()[row * k + c];
          if (error.length > 0) {
            error[to] = other.error()[row * k + c];
          }
        }
      }

      return other.moved(values, error);
    }
  }

  /**
   * Places the rows that are left.
   *
   * @param worst costs of columns over the rows placed so far
   * @param placed how many rows are placed
   */
  private boolean place(Placement placement, double[][] worst, int placed) {
    if (placed == k) {
      placement.columns = Assignment.cheapest(worst).orElseThrow();
      return true;
    }

    int row = placement.next();
    for (int target = 0; target < k && tried <= LIMIT; target++) {
      if (placeAt(placement, worst, placed, row, target)) {
        return true;
      }
    }

    return false;
  }

  private boolean placeAt(Placement placement, double[][] worst, int placed, int row, int target) {
    if (placement.taken[target] || !placement.alike[row][target]) {
      return false;
    }

    tried++;
    double[][] costs = placement.costs(worst, row, target);
    if (Assignment.cheapest(costs).isEmpty()) {
      return false;
    }

    placement.targets[row] = target;
    placement.taken[target] = true;
    if (place(placement, costs, placed + 1)) {
      return true;
    }

    placement.targets[row] = -1;
    placement.taken[target] = false;
    return false;
  }
}
