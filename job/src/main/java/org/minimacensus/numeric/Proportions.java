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
    requireCounts(successes, trials);
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
   * The upper confidence limit of a binomial proportion (Clopper and Pearson 1934, Biometrika 26):
   * the p at which so few successes have a probability of {@code error}. A larger proportion gives
   * so few with a smaller one, so the limit holds with a confidence of 1 - error at least.
   *
   * @param successes from 0 to trials
   * @param trials >= 1
   * @param error within (0, 1)
   * @return to 1e-12 of itself
   */
  public static double upperLimit(long successes, long trials, double error) {
    requireCounts(successes, trials);
    if (!(error > 0 && error < 1)) {
      throw new IllegalArgumentException("expected an error within (0, 1), found " + error);
    }

    if (successes == trials) {
      return 1;
    }

    double ways = 0;
    for (long i = 1; i <= successes; i++) {
      ways += Elementary.log((double) (trials - successes + i) / i);
    }

    // Below the limit so few successes are likelier than the error, above it less likely.
    double low = (double) successes / trials;
    double high = 1;
    while (high - low > 1e-12 * high) {
      double middle = low + (high - low) / 2;
      if (atMost(successes, trials, ways, middle) > error) {
        low = middle;
      } else {
        high = middle;
      }
    }

    return high;
  }

  /**
   * P(X <= k), X ~ Binomial(n, p), for p >= k/n: terms fall from k downwards.
   *
   * @param ways logarithm of C(n, k)
   */
  private static double atMost(long k, long n, double ways, double p) {
    double logarithm = ways + (n - k) * Elementary.log1p(-p);
    logarithm += k == 0 ? 0 : k * Elementary.log(p);
    if (logarithm < UNDERFLOW) {
      return 0;
    }

    double odds = (1 - p) / p;
    double term = 1;
    double sum = 1;
    for (long i = k; i >= 1 && term > 1e-18 * sum; i--) {
      term *= odds * i / (n - i + 1);
      sum += term;
    }

    return Elementary.exp(logarithm) * sum;
  }

  private static void requireCounts(long successes, long trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "expected 0 <= successes <= trials and trials >= 1, found "
              + successes
              + " of "
              + trials);
    }
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
