package org.minimacensus.richness;

import java.util.Optional;

/**
 * The improved Chao1 estimate (Chiu, Wang, Walther and Chao 2014): with c = (n-1)/n, f0 = c f1^2 /
 * (2 f2), or c f1 (f1 - 1) / 2 without doubletons,
 *
 * <pre>
 *   S + f0 + (n-3)/n f3/(4 f4) max(f1 - (n-3)/(n-1) f2 f3/(2 f4), 0),
 * </pre>
 *
 * f4 = 0 counting as 1. A lower bound of the number of classes, at least as high as f0 makes it.
 * The interval is log-normal as in Chao (1987), with the variance of the delta method ({@link
 * DeltaVariance}). Not defined when nothing was seen.
 */
final class IChao1 implements RichnessEstimator {
  @Override
  public String name() {
    return "ichao1";
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    if (counts.classes() == 0) {
      return Optional.empty();
    }

    double seen = counts.classes();
    Terms terms = new Terms(counts);
    double value = seen + Chao1Classic.unseen(counts) + terms.improvement();
    if (value == seen) {
      return Optional.of(Intervals.nothingUnseen(name(), counts));
    }

    double variance = DeltaVariance.of(counts, value, k -> 1 + terms.slope(k));
    return Optional.of(Intervals.logNormal(name(), seen, value, variance));
  }

  private static final class Terms {
    private final double n;
    private final double f1;
    private final double f2;
    private final double f3;
    private final double f4;

    Terms(FrequencyCounts counts) {
      n = counts.individuals();
      f1 = counts.seen(1);
      f2 = counts.seen(2);
      f3 = counts.seen(3);
      f4 = Math.max(1, counts.seen(4));
    }

    /** (n-3)/(n-1); only asked for when f3 > 0, so that n >= 3. */
    private double r() {
      return (n - 3) / (n - 1);
    }

    double improvement() {
      return improves() ? (n - 3) / n * f3 / (4 * f4) * (f1 - r() * f2 * f3 / (2 * f4)) : 0;
    }

    private boolean improves() {
      return f3 > 0 && f1 - r() * f2 * f3 / (2 * f4) > 0;
    }

    /** Derivative of the unseen number by f_k. */
    double slope(double k) {
      return chao1Slope(k) + (improves() ? (n - 3) / n * improvementSlope(k) : 0);
    }

    private double chao1Slope(double k) {
      double c = (n - 1) / n;
      if (k == 1) {
        return f2 > 0 ? c * f1 / f2 : c * (2 * f1 - 1) / 2;
      }

      return k == 2 ? -c * f1 * f1 / (2 * f2 * f2) : 0;
    }

    private double improvementSlope(double k) {
      if (k == 1) {
        return f3 / (4 * f4);
      }

      if (k == 2) {
        return -r() * f3 * f3 / (8 * f4 * f4);
      }

      if (k == 3) {
        return (f1 - r() * f2 * f3 / f4) / (4 * f4);
      }

      return k == 4 ? (r() * f2 * f3 / f4 - f1) * f3 / (4 * f4 * f4) : 0;
    }
  }
}
