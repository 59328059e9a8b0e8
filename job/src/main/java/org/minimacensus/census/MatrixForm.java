package org.minimacensus.census;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A representative of a square matrix under permutations of rows and of columns: rows in descending
 * order of their largest entry, then of their second largest, and so on; then columns in descending
 * order of their first entry, then of their second, and so on.
 *
 * <p>Numbers are compared on a grid, so that rounding does not decide between equal ones; where
 * rows have the same entries in another order the representative depends on which came first. It
 * serves to show and to order minima; whether two are the same is decided by {@link MatrixMatcher}.
 */
final class MatrixForm {
  /** Cells of the grid per unit. */
  private static final double GRID = 0x1p20;

  private MatrixForm() {}

  /** The representative of a k x k matrix, row by row, a fresh array. */
  static double[] of(double[] matrix, int k) {
    double[][] sorted = new double[k][k];
    for (int row = 0; row < k; row++) {
      for (int c = 0; c < k; c++) {
        // Ascending order of the negatives is descending order.
        sorted[row][c] = -onGrid(matrix[row * k + c]);
      }
      Arrays.sort(sorted[row]);
    }

    int[] rows = order(sorted);
    double[][] columns = new double[k][k];
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < k; i++) {
        columns[c][i] = -onGrid(matrix[rows[i] * k + c]);
      }
    }

    int[] order = order(columns);
    double[] canonical = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int c = 0; c < k; c++) {
        canonical[i * k + c] = matrix[rows[i] * k + order[c]];
      }
    }

    return canonical;
  }

  /** Adding 0 makes one zero of the two, which are told apart otherwise. */
  private static double onGrid(double x) {
    return Math.rint(GRID * x) + 0.0;
  }

  /** Indexes by ascending keys; equal ones stay in order. */
  private static int[] order(double[][] keys) {
    Integer[] indexes = new Integer[keys.length];
    Arrays.setAll(indexes, i -> i);
    Arrays.sort(indexes, Comparator.comparing(i -> keys[i], Arrays::compare));
    return Arrays.stream(indexes).mapToInt(Integer::intValue).toArray();
  }
}
