package org.minimacensus.richness;

import java.util.OptionalDouble;

/**
 * Estimates of the share of the population that belongs to classes seen: for minima, the chance
 * that the next restart that ends in a minimum ends in a known one. Empty when nothing was seen.
 */
public final class SampleCoverage {
  private SampleCoverage() {}

  /** 1 - f1/n (Good 1953, equation 9, Turing's estimate). */
  public static OptionalDouble goodTuring(FrequencyCounts counts) {
    if (counts.individuals() == 0) {
      return OptionalDouble.empty();
    }

    return OptionalDouble.of(1 - (double) counts.seen(1) / counts.individuals());
  }

  /**
   * 1 - (f1/n) (n-1) f1 / ((n-1) f1 + 2 f2), and with f2 = 0: 1 - (f1/n) (n-1)(f1-1) / ((n-1)(f1-1)
   * + 2) (Chao and Jost 2012, equation 4a). A single individual gives 0, as nothing is known then.
   */
  public static OptionalDouble chao(FrequencyCounts counts) {
    double n = counts.individuals();
    double f1 = counts.seen(1);
    double f2 = counts.seen(2);
    if (n == 0) {
      return OptionalDouble.empty();
    }

    if (n == 1) {
      return OptionalDouble.of(0);
    }

    if (f1 == 0) {
      return OptionalDouble.of(1);
    }

    double weight = (n - 1) * (f2 > 0 ? f1 : f1 - 1);
    return OptionalDouble.of(1 - f1 / n * weight / (weight + 2 * Math.max(f2, 1)));
  }
}
