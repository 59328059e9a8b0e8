package org.minimacensus.richness;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The Bayesian estimate of multistart optimisation (Boender and Rinnooy Kan 1987): a priori every
 * number K = 1, 2, ... of classes is equally likely and their shares are uniform on the simplex.
 * The posterior of K depends on n and S alone,
 *
 * <pre>
 *   P(K = k) ~ C(k, S) / C(k + n - 1, n),   k = S, S + 1, ...,
 *   E K = S (n-1) / (n - S - 2)                                         for n >= S + 3,
 *   E (share of the unseen classes) = S (S+1) / (n (n-1))               for n >= S + 2,
 *   P(K = S) = prod_{j=1..S} (n-1-j) / (n-1+j)                          for n >= S + 2,
 * </pre>
 *
 * and is not defined otherwise: fewer than two hits on known classes leave the number open. K - S
 * has a beta negative binomial distribution. The interval holds 95 % of the posterior, 2.5 % at
 * most left out on either side; close to n = S + 3 the mean may lie above it. It is an interval of
 * belief under the prior: with shares less equal than a uniform draw from the simplex it is too low
 * and too narrow, as the basins of minima often are.
 */
public final class BoenderRinnooyKan implements RichnessEstimator {
  /** Terms of the posterior summed at most; a posterior that is wider gets no interval. */
  private static final long TERMS = 2_000_000;

  private static final double RESCALE = 0x1p500;

  BoenderRinnooyKan() {}

  @Override
  public String name() {
    return "boender-rinnooy-kan";
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    OptionalDouble expected = expectedClasses(counts);
    if (expected.isEmpty()) {
      return Optional.empty();
    }

    double n = counts.individuals();
    double s = counts.classes();
    double mean = expected.getAsDouble();
    double tail = (1 - Intervals.LEVEL) / 2;
    double low = quantile(n, s, tail);
    double high = quantile(n, s, 1 - tail);
    return Optional.of(
        Double.isNaN(high)
            ? RichnessEstimate.withoutInterval(name(), mean)
            : new RichnessEstimate(name(), mean, low, high, Intervals.LEVEL));
  }

  /** Posterior mean of the number of classes; empty for n < S + 3. */
  public static OptionalDouble expectedClasses(FrequencyCounts counts) {
    double n = counts.individuals();
    double s = counts.classes();
    return n < s + 3 ? OptionalDouble.empty() : OptionalDouble.of(s * (n - 1) / (n - s - 2));
  }

  /** Posterior mean of the share of the classes not seen; empty for n < S + 2. */
  public static OptionalDouble unseenVolume(FrequencyCounts counts) {
    double n = counts.individuals();
    double s = counts.classes();
    return n < s + 2 ? OptionalDouble.empty() : OptionalDouble.of(s * (s + 1) / (n * (n - 1)));
  }

  /** Posterior probability that every class was seen; empty for n < S + 2. */
  public static OptionalDouble allFound(FrequencyCounts counts) {
    double n = counts.individuals();
    double s = counts.classes();
    return n < s + 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(StrictMath.exp(logAllFound(n, s)));
  }

  private static double logAllFound(double n, double s) {
    double sum = 0;
    for (double j = 1; j <= s; j++) {
      sum += StrictMath.log1p(-2 * j / (n - 1 + j));
    }
    return sum;
  }

  /**
   * The smallest k with P(K <= k) >= level; NaN when it is more than {@link #TERMS} above S.
   *
   * <p>P(k+1)/P(k) = k (k+1) / ((k+1-S) (k+n)). Terms are kept in units of exp(scale), as P(S) may
   * be far below the smallest double.
   */
  private static double quantile(double n, double s, double level) {
    double scale = logAllFound(n, s);
    double term = 1;
    double sum = 1;
    double enough = level * StrictMath.exp(-scale);
    double k = s;
    while (sum < enough && k < s + TERMS) {
      term *= k * (k + 1) / ((k + 1 - s) * (k + n));
      sum += term;
      k++;
      if (sum > RESCALE) {
        term /= RESCALE;
        sum /= RESCALE;
        scale += StrictMath.log(RESCALE);
        enough = level * StrictMath.exp(-scale);
      }
    }

    return sum >= enough ? k : Double.NaN;
  }
}
