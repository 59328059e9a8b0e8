package org.minimacensus.richness;

import java.util.OptionalDouble;

/**
 * Hill numbers of order q = 0, 1, 2: the number of equally frequent classes that would be as
 * diverse as these. Order 0 counts all classes alike, order 1 is exp(Shannon entropy), order 2 one
 * over the chance that two individuals are of one class; the frequent classes weigh ever more (Hill
 * 1973).
 */
public final class HillNumbers {
  /** Euler's constant. */
  private static final double EULER = 0.5772156649015329;

  private HillNumbers() {}

  /**
   * Of the sample as it is, a lower bound of the population's: S, exp(-sum p log p), 1 / sum p^2
   * with p = k/n. Empty when nothing was seen.
   *
   * @param order 0, 1 or 2
   */
  public static OptionalDouble observed(FrequencyCounts counts, int order) {
    requireOrder(order);
    double n = counts.individuals();
    if (n == 0) {
      return OptionalDouble.empty();
    }

    return OptionalDouble.of(
        switch (order) {
          case 0 -> counts.classes();
          case 1 -> StrictMath.exp(-counts.sum((k, f) -> f * (k / n) * StrictMath.log(k / n)));
          default -> 1 / counts.sum((k, f) -> f * (k / n) * (k / n));
        });
  }

  /**
   * Estimate of the population's (Chao and Jost 2015). Order 0: S + (n-1)/n f1^2 / (2 f2), or with
   * f1 (f1-1) / 2 without doubletons, a lower bound. Order 1: the exponential of the entropy
   * estimated by Chao, Wang and Jost (2013), nearly unbiased. Order 2: n (n-1) / sum k (k-1) f_k,
   * one over an unbiased estimate. Empty when nothing was seen, and for order 2 when nothing was
   * seen twice.
   *
   * @param order 0, 1 or 2
   */
  public static OptionalDouble asymptotic(FrequencyCounts counts, int order) {
    requireOrder(order);
    double n = counts.individuals();
    double pairs = counts.sum((k, f) -> k * (k - 1) * f);
    if (n == 0 || (order == 2 && pairs == 0)) {
      return OptionalDouble.empty();
    }

    return OptionalDouble.of(
        switch (order) {
          case 0 -> counts.classes() + Chao1Classic.unseen(counts);
          case 1 -> StrictMath.exp(entropy(counts));
          default -> n * (n - 1) / pairs;
        });
  }

  private static void requireOrder(int order) {
    if (order < 0 || order > 2) {
      throw new IllegalArgumentException("the order must be 0, 1 or 2, was " + order);
    }
  }

  /** sum_k f_k (k/n) (H(n-1) - H(k-1)) and what unseen classes add. */
  private static double entropy(FrequencyCounts counts) {
    double n = counts.individuals();
    double all = harmonic(n - 1);
    return counts.sum((k, f) -> f * (k / n) * (all - harmonic(k - 1))) + unseenEntropy(counts);
  }

  /** H(k) = 1 + 1/2 + ... + 1/k, to rounding; 0 for k = 0. */
  static double harmonic(double k) {
    if (k > 32) {
      // The next term of the expansion, 1/(240 k^8), is below 1e-14.
      double square = 1 / (k * k);
      return StrictMath.log(k)
          + EULER
          + 0.5 / k
          - square * (1.0 / 12 - square * (1.0 / 120 - square / 252));
    }

    double sum = 0;
    for (double i = k; i >= 1; i--) {
      sum += 1 / i;
    }
    return sum;
  }

  /**
   * f1/n x^(1-n) (-log(1-x) - sum_{r<n} x^r / r) = f1/n sum_{j>=1} x^j / (n-1+j), where 1 - x = 2
   * f2 / ((n-1) f1 + 2 f2), or 2 / ((n-1) (f1-1) + 2) without doubletons, estimates the mean share
   * of the singletons. Cost: O(n) at most.
   */
  private static double unseenEntropy(FrequencyCounts counts) {
    double n = counts.individuals();
    double f1 = counts.seen(1);
    double f2 = counts.seen(2);
    // A single singleton without doubletons has a share of 1: the sum is empty.
    if (f1 == 0 || (f1 == 1 && f2 == 0)) {
      return 0;
    }

    double share = f2 > 0 ? 2 * f2 / ((n - 1) * f1 + 2 * f2) : 2 / ((n - 1) * (f1 - 1) + 2);
    double x = 1 - share;
    // The first form cancels where the series is short, and the other way round.
    return f1 / n * (share * n > 2 ? series(x, n) : difference(share, n));
  }

  private static double series(double x, double n) {
    double sum = 0;
    double power = x;
    for (double j = 1; power > 1e-18 * sum; j++) {
      sum += power / (n - 1 + j);
      power *= x;
    }

    return sum;
  }

  private static double difference(double share, double n) {
    double x = 1 - share;
    double sum = 0;
    double power = x;
    for (double r = 1; r < n; r++) {
      sum += power / r;
      power *= x;
    }

    // power is now x^n, and x^(1-n) = x / x^n.
    return (-StrictMath.log(share) - sum) * x / power;
  }
}
