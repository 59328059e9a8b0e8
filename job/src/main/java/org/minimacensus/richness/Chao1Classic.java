package org.minimacensus.richness;

import java.util.Optional;

/**
 * The classic Chao1 estimate S + f1^2 / (2 f2), and S + f1 (f1 - 1) / 2 without doubletons (Chao
 * 1984), with its log-normal interval (Chao 1987; Colwell, EstimateS 9 user's guide, appendix B,
 * equations 5, 7, 13 and 14). Its expectation is a lower bound of the number of classes whatever
 * their shares, for large n; with few doubletons it jumps, which the bias-corrected form does not.
 * Not defined when nothing was seen.
 */
final class Chao1Classic implements RichnessEstimator {
  @Override
  public String name() {
    return "chao1-classic";
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    if (counts.classes() == 0) {
      return Optional.empty();
    }

    double seen = counts.classes();
    double unseen = unseen(counts.seen(1), counts.seen(2));
    return Optional.of(
        unseen > 0
            ? Intervals.logNormal(name(), seen, seen + unseen, variance(counts, seen + unseen))
            : Intervals.nothingUnseen(name(), counts));
  }

  /** f1^2 / (2 f2), and f1 (f1 - 1) / 2 when f2 = 0. */
  static double unseen(double f1, double f2) {
    return f2 > 0 ? f1 * f1 / (2 * f2) : f1 * (f1 - 1) / 2;
  }

  /**
   * f0, the same for a sample of n individuals: (n-1)/n f1^2 / (2 f2), and (n-1)/n f1 (f1 - 1) / 2
   * when f2 = 0 (Chao, Gotelli, Hsieh, Sander, Ma, Colwell and Ellison 2014).
   */
  static double unseen(FrequencyCounts counts) {
    double n = counts.individuals();
    return (n - 1) / n * unseen(counts.seen(1), counts.seen(2));
  }

  /** Variance of the estimate, for f1 >= 1; of Chao1 when f2 = 0, as the two forms agree then. */
  static double variance(FrequencyCounts counts, double value) {
    double f2 = counts.seen(2);
    if (f2 == 0) {
      return Chao1.variance(counts, value);
    }

    double r = counts.seen(1) / f2;
    return f2 * r * r * (0.5 + r + r * r / 4);
  }
}
