package org.minimacensus.richness;

import java.util.Optional;

/**
 * The bias-corrected Chao1 estimate S + f1 (f1 - 1) / (2 (f2 + 1)) (Chao 2005, equation 4) with its
 * log-normal interval (Chao 1987; Colwell, EstimateS 9 user's guide, appendix B, equations 5 to 8,
 * 13 and 14). A lower bound of the number of classes when their shares are unequal, as the basins
 * of minima are. Not defined when nothing was seen.
 */
final class Chao1 implements RichnessEstimator {
  private static final double LEVEL = 0.95;

  /** The 0.975 quantile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  @Override
  public String name() {
    return "chao1";
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    if (counts.classes() == 0) {
      return Optional.empty();
    }

    double seen = counts.classes();
    double f1 = counts.seen(1);
    double unseen = f1 * (f1 - 1) / (2 * (counts.seen(2) + 1.0));
    double value = seen + unseen;
    return Optional.of(
        unseen > 0
            ? logNormal(value, seen, unseen, variance(counts, value))
            : nothingUnseen(counts, value));
  }

  /** Variance of the estimate, for f1 >= 2. */
  static double variance(FrequencyCounts counts, double value) {
    double f1 = counts.seen(1);
    double f2 = counts.seen(2);
    double square = (2 * f1 - 1) * (2 * f1 - 1);
    if (f2 == 0) {
      return f1 * (f1 - 1) / 2 + f1 * square / 4 - f1 * f1 * f1 * f1 / (4 * value);
    }

    double g = f2 + 1;
    return f1 * (f1 - 1) / (2 * g)
        + f1 * square / (4 * g * g)
        + f1 * f1 * f2 * (f1 - 1) * (f1 - 1) / (4 * g * g * g * g);
  }

  private RichnessEstimate logNormal(double value, double seen, double unseen, double variance) {
    double spread = StrictMath.log1p(variance / (unseen * unseen));
    double k = StrictMath.exp(Z * Math.sqrt(spread));
    return new RichnessEstimate(name(), value, seen + unseen / k, seen + unseen * k, LEVEL);
  }

  private RichnessEstimate nothingUnseen(FrequencyCounts counts, double value) {
    double seen = counts.classes();
    double p = counts.sum((k, f) -> f * StrictMath.exp(-k)) / seen;
    double mean = counts.sum((k, f) -> k * f * StrictMath.exp(-k));
    double spread = counts.sum((k, f) -> f * (StrictMath.exp(-k) - StrictMath.exp(-2 * k)));
    // Cauchy's inequality makes this >= 0; rounding may not.
    double variance = Math.max(0, spread - mean * mean / counts.individuals());
    double half = Z * Math.sqrt(variance) / (1 - p);
    double centre = seen / (1 - p);
    return new RichnessEstimate(
        name(), value, Math.max(seen, centre - half), Math.max(seen, centre + half), LEVEL);
  }
}
