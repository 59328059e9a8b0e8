package org.minimacensus.data;

import java.io.Serializable;

/**
 * One column to mean 0 and population variance (1/n) 1, or as it is.
 *
 * <p>A constant column has its value as mean and 1 as deviation and becomes 0.
 */
final class Standardization implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A column as read. */
  static final Standardization NONE = new Standardization(0, 0, 1, false);

  private final int exponent;
  private final double scaledMean;
  private final double scaledDeviation;
  private final boolean constant;

  private Standardization(
      int exponent, double scaledMean, double scaledDeviation, boolean constant) {
    this.exponent = exponent;
    this.scaledMean = scaledMean;
    this.scaledDeviation = scaledDeviation;
    this.constant = constant;
  }

  /** Of a column of a table. */
  static Standardization of(Moments moments, int column) {
    return moments.isConstant(column)
        ? new Standardization(0, moments.lowest(column) + 0.0, 1, true)
        : new Standardization(
            moments.exponent(column),
            moments.scaledMean(column),
            moments.scaledDeviation(column),
            false);
  }

  double mean() {
    return Math.scalb(scaledMean, exponent);
  }

  double deviation() {
    return Math.scalb(scaledDeviation, exponent);
  }

  /** (x - mean) / deviation. */
  double apply(double x) {
    if (this.isIdentity()) {
      return x;
    }

    return constant ? 0 : (Math.scalb(x, -exponent) - scaledMean) / scaledDeviation;
  }

  private boolean isIdentity() {
    return !constant && exponent == 0 && scaledMean == 0 && scaledDeviation == 1;
  }
}
