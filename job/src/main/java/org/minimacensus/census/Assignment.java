package org.minimacensus.census;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cheapest one-to-one assignment of rows to columns of a square matrix in which some pairs are not
 * allowed (Kuhn 1955; the O(n^3) form with potentials and shortest augmenting paths of Jonker and
 * Volgenant 1987).
 */
final class Assignment {
  private Assignment() {}

  /**
   * @param costs n x n; a pair is allowed if its cost is in [0, 1]
   * @return for every row its column, of least total cost; empty when the allowed pairs hold no
   *     complete assignment
   */
  static Optional<int[]> cheapest(double[][] costs) {
    int n = costs.length;
    // One pair at this price costs more than any assignment of allowed pairs: the cheapest
    // assignment holds a forbidden pair only if every assignment does.
    double forbidden = n + 1.0;
    int[] rowOf = new int[n + 1];
    double[] rowPotential = new double[n + 1];
    double[] columnPotential = new double[n + 1];
    for (int row = 1; row <= n; row++) {
      rowOf[0] = row;
      augment(costs, forbidden, rowOf, rowPotential, columnPotential);
    }

    int[] columnOf = new int[n];
    for (int column = 1; column <= n; column++) {
      columnOf[rowOf[column] - 1] = column - 1;
    }
    for (int row = 0; row < n; row++) {
      if (!allowed(costs[row][columnOf[row]])) {
        return Optional.empty();
      }
    }

    return Optional.of(columnOf);
  }

  static boolean allowed(double cost) {
    return cost <= 1;
  }

  /** Adds row rowOf[0] to the assignment along a shortest augmenting path; index 0 is virtual. */
  private static void augment(
      double[][] costs, double forbidden, int[] rowOf, double[] rowPotential, double[] potential) {
    int n = costs.length;
    double[] slack = new double[n + 1];
    Arrays.fill(slack, Double.POSITIVE_INFINITY);
    int[] previous = new int[n + 1];
    boolean[] reached = new boolean[n + 1];
    int column = 0;
    do {
      reached[column] = true;
      int row = rowOf[column];
      int next = 0;
      double step = Double.POSITIVE_INFINITY;
      for (int c = 1; c <= n; c++) {
        if (reached[c]) {
          continue;
        }

        double cost = costs[row - 1][c - 1];
        double reduced = (allowed(cost) ? cost : forbidden) - rowPotential[row] - potential[c];
        if (reduced < slack[c]) {
          slack[c] = reduced;
          previous[c] = column;
        }
        if (slack[c] < step) {
          step = slack[c];
          next = c;
        }
      }
      for (int c = 0; c <= n; c++) {
        if (reached[c]) {
          rowPotential[rowOf[c]] += step;
          potential[c] -= step;
        } else {
          slack[c] -= step;
        }
      }
      column = next;
    } while (rowOf[column] != 0);
    do {
      rowOf[column] = rowOf[previous[column]];
      column = previous[column];
    } while (column != 0);
  }
}
