package org.minimacensus.richness;

import java.util.Optional;

/**
 * The bias-corrected Chao1 estimate S + f1 (f1 - 1) / (2 (f2 + 1)) (Chao 2005, equation 4) with its
 * log-normal interval (Chao 1987; Colwell, EstimateS 9 user's guide, appendix B, equations 5 to 8,
 * 13 and 14). A lower bound of the number of classes when their shares are unequal, as the basins
 * of minima are. Not defined when nothing was seen.
 */
public final class Chao1 implements RichnessEstimator {
  public static final String NAME = "chao1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    if (counts.classes() == 0) {
      return Optional.empty();
    }

    double seen = counts.classes();
    double value = value(seen, counts.seen(1), counts.seen(2));
    double unseen = value - seen;
    return Optional.of(
        unseen > 0
            ? Intervals.logNormal(name(), seen, value, variance(counts, value))
            : Intervals.nothingUnseen(name(), counts));
  }

  /**
   * The estimate alone.
   *
   * @param seen classes
   * @param f1, f2 classes seen once and twice
   */
  public static double value(double seen, double f1, double f2) {
    return seen + f1 * (f1 - 1) / (2 * (f2 + 1));
  }

  /** Variance of the estimate, for f1 >= 1. */
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
}
