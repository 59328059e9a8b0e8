package org.minimacensus.richness;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Estimates of the share of the population that belongs to classes seen: for minima, the chance
 * that the next restart that ends in a minimum ends in a known one. Empty when nothing was seen.
 */
public final class SampleCoverage {
  /** The level of intervals and bounds. */
  public static final double LEVEL = Intervals.LEVEL;

  private SampleCoverage() {}

  /**
   * An interval of the level {@link #LEVEL} within [0, 1].
   *
   * @param low lower end
   */
  public record Interval(double low, double high) implements Serializable {}

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

  /**
   * The two-sided normal interval 1 - f1/n -+ z sqrt((f1 (n - f1) + 2 n f2) / n^3) of the coverage
   * (Esty 1983), cut to [0, 1]. Holds for large n while f1/n stays away from 0 and 1: it is too
   * short when singletons are few, and not defined when there are none or nothing else.
   */
  public static Optional<Interval> interval(FrequencyCounts counts) {
    double n = counts.individuals();
    double f1 = counts.seen(1);
    if (f1 == 0 || f1 == n) {
      return Optional.empty();
    }

    double variance = (f1 * (n - f1) + 2 * n * counts.seen(2)) / (n * n * n);
    double half = Intervals.Z * Math.sqrt(variance);
    double centre = 1 - f1 / n;
    return Optional.of(new Interval(Math.max(0, centre - half), Math.min(1, centre + half)));
  }

  /**
   * A number that the coverage is not below, with probability {@link #LEVEL} at least, whatever the
   * population and n: 1 - f1/n - (1 + sqrt 2) sqrt(log(2/delta) / n), at least 0, with delta = 1 -
   * level. In the manner of McAllester and Schapire (2000): the mean of f1/n is at least that of
   * the unseen share; the unseen share exceeds its mean by e with a probability below exp(-n e^2)
   * (McAllester and Ortiz 2003); f1/n falls short of its mean by e with one below exp(-n e^2 / 2),
   * by McDiarmid's inequality, as one individual changes f1 by 2 at most. Each gets half of delta.
   */
  public static OptionalDouble bound(FrequencyCounts counts) {
    double n = counts.individuals();
    if (n == 0) {
      return OptionalDouble.empty();
    }

    double reach = (1 + Math.sqrt(2)) * Math.sqrt(StrictMath.log(2 / (1 - LEVEL)) / n);
    return OptionalDouble.of(Math.max(0, 1 - counts.seen(1) / n - reach));
  }
}
