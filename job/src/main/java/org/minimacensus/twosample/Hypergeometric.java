package org.minimacensus.twosample;

import org.minimacensus.numeric.RandomStream;

/**
 * How many of the members of a class are of the first sample when the samples are told apart by
 * chance alone: P(X = x) = C(first, x) C(second, members - x) / C(first + second, members). Its
 * tails are the p-values of Fisher's exact test of a 2 x 2 table with fixed margins (Fisher 1922,
 * J. R. Stat. Soc. 85; 1935, The Design of Experiments).
 *
 * @param first individuals of the first sample, >= 0
 * @param second individuals of the second sample, >= 0
 * @param members of the class in both samples, 0..first + second
 */
public record Hypergeometric(long first, long second, long members) {
  /** Probabilities that differ by rounding alone count as equal; as in R's fisher.test. */
  private static final double EQUAL = 1 + 1e-7;

  /** Terms of a sum below this share of it do not change it. */
  private static final double NEGLIGIBLE = 1e-18;

  /** Classes as small as this are divided member by member. */
  private static final int SMALL = 16;

  public Hypergeometric {
    if (first < 0 || second < 0 || members < 0 || members > first + second) {
      throw new IllegalArgumentException(
          "expected samples >= 0 and 0 <= members <= both of them, found samples of "
              + first
              + " and "
              + second
              + " and "
              + members
              + " members");
    }
  }

  /** The smallest value. */
  public long least() {
    return Math.max(0, members - second);
  }

  /** The largest value. */
  public long most() {
    return Math.min(members, first);
  }

  /** P(X = x); 0 outside of least..most. */
  public double probability(long x) {
    return x < least() || x > most() ? 0 : StrictMath.exp(logProbability(x));
  }

  private double logProbability(long x) {
    return LogFactorials.choose(first, x)
        + LogFactorials.choose(second, members - x)
        - LogFactorials.choose(first + second, members);
  }

  /** P(X <= x). */
  public double atMost(long x) {
    if (x < least() || x >= most()) {
      return x < least() ? 0 : 1;
    }

    // A sum that begins beyond the mode might begin with terms that underflow.
    return x > mode() ? 1 - tail(x + 1, 1) : tail(x, -1);
  }

  /** P(X >= x). */
  public double atLeast(long x) {
    if (x > most() || x <= least()) {
      return x > most() ? 0 : 1;
    }

    return x <= mode() ? 1 - tail(x - 1, -1) : tail(x, 1);
  }

  /**
   * The two-sided p-value: the probability of the values that are no likelier than x.
   *
   * @param x in least..most
   */
  public double twoSided(long x) {
    if (x < least() || x > most()) {
      throw new IllegalArgumentException(
          "expected a value in " + least() + ".." + most() + ", found " + x);
    }

    double limit = logProbability(x) + StrictMath.log(EQUAL);
    long mode = mode();
    long low = lastBelow(limit, mode);
    long high = firstAbove(limit, mode);
    if (low >= high - 1) {
      return 1;
    }

    return Math.min(1, atMost(low) + atLeast(high));
  }

  /** The smallest p-value that {@link #twoSided} can give. */
  public double leastTwoSided() {
    return Math.min(twoSided(least()), twoSided(most()));
  }

  private long mode() {
    // (first + 1)(members + 1)/(n + 2), which may exceed a long only where n exceeds 3e9.
    double mode = (first + 1.0) * (members + 1.0) / (first + second + 2.0);
    return Math.min(most(), Math.max(least(), (long) mode));
  }

  /** The largest value up to the mode that is no likelier than the limit; least() - 1: none. */
  private long lastBelow(double limit, long mode) {
    long low = least() - 1;
    long high = mode + 1;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (logProbability(middle) <= limit) {
        low = middle;
      } else {
        high = middle;
      }
    }

    return low;
  }

  /** The smallest value above the mode that is no likelier than the limit; most() + 1: none. */
  private long firstAbove(double limit, long mode) {
    long low = mode;
    long high = most() + 1;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (logProbability(middle) <= limit) {
        high = middle;
      } else {
        low = middle;
      }
    }

    return high;
  }

  /** Sum of the probabilities from x on, away from the mode. */
  private double tail(long x, int step) {
    double term = StrictMath.exp(logProbability(x));
    double sum = 0;
    for (long i = x; i >= least() && i <= most() && term > NEGLIGIBLE * sum; i += step) {
      sum += term;
      term *= step > 0 ? ratio(i) : 1 / ratio(i - 1);
    }

    return Math.min(1, sum);
  }

  /** P(x + 1) / P(x). */
  private double ratio(long x) {
    return ((double) (first - x) / (x + 1))
        * ((double) (members - x) / (second - members + x + 1.0));
  }

  /** Draws a value. */
  long draw(RandomStream random) {
    if (members <= SMALL) {
      return drawMembers(random);
    }

    long low = mode();
    long high = low + 1;
    double atLow = StrictMath.exp(logProbability(low));
    double atHigh = high <= most() ? atLow * ratio(low) : 0;
    double left = random.nextDouble();
    // By inversion, from the mode outwards, always to the likelier side.
    while (low >= least() || high <= most()) {
      boolean down = low >= least() && (high > most() || atLow >= atHigh);
      left -= down ? atLow : atHigh;
      if (left < 0) {
        return down ? low : high;
      }

      if (down) {
        atLow = low > least() ? atLow / ratio(low - 1) : 0;
        low--;
      } else {
        atHigh = high < most() ? atHigh * ratio(high) : 0;
        high++;
      }
    }

    // The probabilities sum up to a little less than 1 by rounding.
    return mode();
  }

  private long drawMembers(RandomStream random) {
    long drawn = 0;
    for (long i = 0; i < members; i++) {
      double share = (double) (first - drawn) / (first + second - i);
      drawn += random.nextDouble() < share ? 1 : 0;
    }

    return drawn;
  }
}
