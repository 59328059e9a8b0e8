package org.minimacensus.twosample;

/** Logarithms of factorials and of binomial coefficients. */
final class LogFactorials {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
  private static final double[] TABLE = new double[256];

  static {
    for (int n = 2; n < TABLE.length; n++) {
      TABLE[n] = TABLE[n - 1] + StrictMath.log(n);
    }
  }

  private LogFactorials() {}

  /**
   * log n!, from 256 on by Stirling's series (Abramowitz and Stegun 1964, 6.1.41), whose error is
   * below that of rounding; relative error below 1e-14.
   *
   * @param n >= 0
   */
  static double of(long n) {
    if (n < TABLE.length) {
      return TABLE[(int) n];
    }

    double x = n;
    double inverse = 1 / x;
    double square = inverse * inverse;
    double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    return (x + 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI + series;
  }

  /** log C(n, k) for 0 <= k <= n. */
  static double choose(long n, long k) {
    return of(n) - of(k) - of(n - k);
  }
}
