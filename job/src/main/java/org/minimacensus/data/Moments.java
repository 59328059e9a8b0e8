package org.minimacensus.data;

import java.io.Serializable;

/**
 * Range, mean and sum of squared deviations of each column over consecutive rows.
 *
 * <p>Within a block two passes in row order with compensated sums (Neumaier 1974); two neighbouring
 * runs of rows are joined by the formulas of Chan, Golub and LeVeque 1983. Every column is scaled
 * by a power of two, so that squares neither overflow nor vanish. Not copied on access.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;
  private final long rows;
  private final double[] lowest;
  private final double[] highest;

  /** Means and squares are those of the columns times 2^-exponent. */
  private final int[] exponent;

  private final double[] mean;

  /** What rounding has taken from the means: neighbours may differ by less than an ulp of them. */
  private final double[] rest;

  private final double[] squares;

  private Moments(long rows, int width) {
    this.rows = rows;
    this.lowest = new double[width];
    this.highest = new double[width];
    this.exponent = new int[width];
    this.mean = new double[width];
    this.rest = new double[width];
    this.squares = new double[width];
  }

  /** The moments of one block. */
  static Moments of(RowBlock block) {
    int width = block.width();
    Moments moments = new Moments(block.rows(), width);
    double[] column = new double[block.rows()];

    for (int k = 0; k < width; k++) {
      for (int r = 0; r < column.length; r++) {
        column[r] = block.values()[r * width + k];
      }

      moments.take(k, column);
    }

    return moments;
  }

  private void take(int k, double[] column) {
    double low = column[0];
    double high = column[0];

    for (double x : column) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }

    lowest[k] = low;
    highest[k] = high;
    exponent[k] = Math.getExponent(Math.max(Math.abs(low), Math.abs(high)));

    for (int r = 0; r < column.length; r++) {
      column[r] = Math.scalb(column[r], -exponent[k]);
    }

    // The mean of equal numbers is that number, which dividing their sum may miss.
    mean[k] = low == high ? column[0] : sum(column) / column.length;

    for (int r = 0; r < column.length; r++) {
      column[r] -= mean[k];
    }

    rest[k] = sum(column) / column.length;

    for (int r = 0; r < column.length; r++) {
      column[r] *= column[r];
    }

    squares[k] = sum(column);
  }

  /** The moments of these rows and of the rows that follow them. */
  Moments then(Moments next) {
    Moments both = new Moments(rows + next.rows, lowest.length);
    double share = (double) next.rows / both.rows;

    for (int k = 0; k < lowest.length; k++) {
      both.lowest[k] = Math.min(lowest[k], next.lowest[k]);
      both.highest[k] = Math.max(highest[k], next.highest[k]);
      int e = Math.max(exponent[k], next.exponent[k]);
      both.exponent[k] = e;
      int l = exponent[k] - e;
      int r = next.exponent[k] - e;
      double left = Math.scalb(mean[k], l);
      double leftRest = Math.scalb(rest[k], l);
      double apart =
          (Math.scalb(next.mean[k], r) - left) + (Math.scalb(next.rest[k], r) - leftRest);
      double shift = Math.fma(apart, share, leftRest);
      both.mean[k] = left + shift;
      double shifted = both.mean[k] - left;
      both.rest[k] = (left - (both.mean[k] - shifted)) + (shift - shifted);
      both.squares[k] =
          Math.scalb(squares[k], 2 * l)
              + Math.scalb(next.squares[k], 2 * r)
              + apart * apart * share * rows;
    }

    return both;
  }

  /** Least value of a column. */
  double lowest(int column) {
    return lowest[column];
  }

  boolean isConstant(int column) {
    return lowest[column] == highest[column];
  }

  int exponent(int column) {
    return exponent[column];
  }

  /** Mean of a column times 2^-exponent. */
  double scaledMean(int column) {
    return mean[column];
  }

  /** Population deviation (1/n) of a column times 2^-exponent. */
  double scaledDeviation(int column) {
    return Math.sqrt(squares[column] / rows);
  }

  private static double sum(double[] values) {
    double sum = 0;
    double lost = 0;

    for (double x : values) {
      double t = sum + x;
      lost += Math.abs(sum) >= Math.abs(x) ? (sum - t) + x : (x - t) + sum;
      sum = t;
    }

    return sum + lost;
  }
}
