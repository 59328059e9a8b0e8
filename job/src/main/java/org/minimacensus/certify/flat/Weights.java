package org.minimacensus.certify.flat;

/** Comparisons of weight vectors. */
final class Weights {
  /** Weights are equal when they differ by less than this, relative to 1 + their size. */
  private static final double EQUAL = 1e-6;

  private Weights() {}

  /** Whether {@code b} is {@code factor} times {@code a}. */
  static boolean close(double[] a, double[] b, double factor) {
    double difference = 0;
    double size = 0;
    for (int j = 0; j < a.length; j++) {
      double d = b[j] - factor * a[j];
      difference += d * d;
      size += b[j] * b[j];
    }

    return Math.sqrt(difference) <= EQUAL * (1 + Math.sqrt(size));
  }

  /** The factor f for which f a is nearest to b; 0 when a is 0. */
  static double factor(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    for (int j = 0; j < a.length; j++) {
      ab += a[j] * b[j];
      aa += a[j] * a[j];
    }

    return aa > 0 ? ab / aa : 0;
  }
}
