package org.minimacensus.data;

/**
 * Mean and population deviation (1/n) of one column, and the column at mean 0 and variance 1.
 *
 * <p>Two passes in row order with compensated sums (Neumaier 1974) on numbers scaled by powers of
 * two, so that squares neither overflow nor vanish; deterministic. A constant column has its value
 * as mean and 1 as deviation and becomes 0.
 */
final class Standardization {
  private final double mean;
  private final double deviation;
  private final double[] values;

  private Standardization(double mean, double deviation, double[] values) {
    this.mean = mean;
    this.deviation = deviation;
    this.values = values;
  }

  static Standardization of(double[] column) {
    if (isConstant(column)) {
      return new Standardization(column[0], 1, new double[column.length]);
    }
    int exponent = exponent(column);
    double[] values = scaled(column, -exponent);
    double mean = sum(values) / values.length;
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
    }
    int spread = exponent(values);
    double[] squares = scaled(values, -spread);
    for (int i = 0; i < squares.length; i++) {
      squares[i] *= squares[i];
    }
    double deviation = Math.scalb(Math.sqrt(sum(squares) / squares.length), spread);
    for (int i = 0; i < values.length; i++) {
      values[i] /= deviation;
    }
    return new Standardization(Math.scalb(mean, exponent), Math.scalb(deviation, exponent), values);
  }

  static boolean isConstant(double[] column) {
    for (double x : column) {
      if (x != column[0]) {
        return false;
      }
    }
    return true;
  }

  double mean() {
    return mean;
  }

  double deviation() {
    return deviation;
  }

  /** (x - mean) / deviation. */
  double[] values() {
    return values;
  }

  private static int exponent(double[] column) {
    double max = 0;
    for (double x : column) {
      max = Math.max(max, Math.abs(x));
    }
    return Math.getExponent(max);
  }

  private static double[] scaled(double[] column, int exponent) {
    double[] out = new double[column.length];
    for (int i = 0; i < column.length; i++) {
      out[i] = Math.scalb(column[i], exponent);
    }
    return out;
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
