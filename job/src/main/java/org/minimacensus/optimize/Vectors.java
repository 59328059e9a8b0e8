package org.minimacensus.optimize;

/** Sums over parameter vectors in a fixed order. */
public final class Vectors {
  private Vectors() {}

  /** Four partial sums: one alone would wait for every addition. */
  static double dot(double[] a, double[] b) {
    int n = a.length;
    int whole = n & ~3;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < whole; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }

    for (int i = whole; i < n; i++) {
      s0 += a[i] * b[i];
    }

    return (s0 + s1) + (s2 + s3);
  }

  /** y += factor x. */
  static void add(double factor, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += factor * x[i];
    }
  }

  /** max_i |x_i|; NaN if any component is. */
  public static double maxAbs(double[] x) {
    double max = 0;
    for (double v : x) {
      max = Math.max(max, Math.abs(v));
    }

    return max;
  }

  /** The Euclidean length, also where its square would overflow or underflow. */
  static double length(double[] x) {
    double max = maxAbs(x);
    if (max == 0 || !Double.isFinite(max)) {
      return max;
    }

    // A power of two scales without rounding.
    double scale = Math.scalb(1.0, -Math.max(-1000, Math.min(1000, Math.getExponent(max))));
    double sum = 0;
    for (double v : x) {
      double scaled = v * scale;
      sum += scaled * scaled;
    }

    return Math.sqrt(sum) / scale;
  }
}
