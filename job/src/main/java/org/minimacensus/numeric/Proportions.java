package org.minimacensus.numeric;

/** Shares of successes, alone and in pairs. */
public final class Proportions {
  /** The 97.5 % point of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  /** Logarithms below this have an exponential of 0. */
  private static final double UNDERFLOW = -745.2;

  private Proportions() {}

  /**
   * The score interval for a binomial proportion at 95 % (Wilson 1927, J. Am. Stat. Assoc. 22),
   * which stays within [0, 1] and has a length also at 0 and at n successes.
   *
   * @param successes from 0 to trials
   * @param trials >= 1
   * @return low and high
   */
  public static double[] wilson(long successes, long trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "expected 0 <= successes <= trials and trials >= 1, found "
              + successes
              + " of "
              + trials);
    }

    double n = trials;
    double p = successes / n;
    double square = Z * Z;
    double centre = p + square / (2 * n);
    double half = Z * Math.sqrt(p * (1 - p) / n + square / (4 * n * n));
    double scale = 1 + square / n;
    double low = successes == 0 ? 0 : (centre - half) / scale;
    double high = successes == trials ? 1 : (centre + half) / scale;
    return new double[] {low, high};
  }

  /**
   * McNemar's exact test for paired successes (McNemar 1947, Psychometrika 12), two-sided: under
   * the hypothesis of equal chances the pairs with one success fall to either side like a fair
   * coin. The p-value is twice the smaller tail of Binomial(n, 1/2), at most 1.
   *
   * @param onlyFirst pairs with a success of the first alone, >= 0
   * @param onlySecond of the second alone, >= 0
   * @return 1 when there are no such pairs
   */
  public static double mcNemar(long onlyFirst, long onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "expected counts >= 0, found " + onlyFirst + " and " + onlySecond);
    }

    long n = onlyFirst + onlySecond;
    long k = Math.min(onlyFirst, onlySecond);
    if (2 * k >= n - 1) {
      // The two tails overlap or meet.
      return 1;
    }

    // P(X = k) = C(n, k) / 2^n, then the smaller terms below it.
    double logarithm = -n * Elementary.log(2);
    for (long i = 1; i <= k; i++) {
      logarithm += Elementary.log((double) (n - k + i) / i);
    }

    if (logarithm < UNDERFLOW) {
      return 0;
    }

    double term = 1;
    double sum = 1;
    for (long i = k; i >= 1 && term > 1e-18 * sum; i--) {
      term *= (double) i / (n - i + 1);
      sum += term;
    }

    return Math.min(1, 2 * Elementary.exp(logarithm) * sum);
  }
}
