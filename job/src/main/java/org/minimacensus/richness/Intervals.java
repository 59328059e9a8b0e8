package org.minimacensus.richness;

/** Intervals of 95 % for estimates of the number of classes. */
final class Intervals {
  static final double LEVEL = 0.95;

  /** The 0.975 quantile of the standard normal distribution. */
  static final double Z = 1.959963984540054;

  private Intervals() {}

  /**
   * The estimate with the log-normal interval [sure + T/K, sure + T K], where T = value - sure and
   * K = exp(z sqrt(log(1 + variance/T^2))) (Chao 1987; Colwell, EstimateS 9 user's guide, appendix
   * B, equation 13): log T is taken as normal, so that the interval never falls below the classes
   * that are sure. Without an interval when the variance is not positive.
   *
   * @param sure classes that are there for sure; below the value
   */
  static RichnessEstimate logNormal(String name, double sure, double value, double variance) {
    if (!(variance > 0)) {
      return RichnessEstimate.withoutInterval(name, value);
    }

    double unseen = value - sure;
    double spread = StrictMath.log1p(variance / (unseen * unseen));
    double k = StrictMath.exp(Z * Math.sqrt(spread));
    return new RichnessEstimate(name, value, sure + unseen / k, sure + unseen * k, LEVEL);
  }

  /**
   * The observed number as an estimate that sees nothing unseen, with the interval of an observed
   * number (Colwell, EstimateS 9 user's guide, appendix B, equation 14): a class seen k times is
   * taken to be missed with probability e^-k.
   *
   * @param counts of at least one class
   */
  static RichnessEstimate nothingUnseen(String name, FrequencyCounts counts) {
    double seen = counts.classes();
    double p = counts.sum((k, f) -> f * StrictMath.exp(-k)) / seen;
    double mean = counts.sum((k, f) -> k * f * StrictMath.exp(-k));
    double spread = counts.sum((k, f) -> f * (StrictMath.exp(-k) - StrictMath.exp(-2 * k)));
    // Cauchy's inequality makes this >= 0; rounding may not.
    double variance = Math.max(0, spread - mean * mean / counts.individuals());
    double half = Z * Math.sqrt(variance) / (1 - p);
    double centre = seen / (1 - p);
    return new RichnessEstimate(
        name, seen, Math.max(seen, centre - half), Math.max(seen, centre + half), LEVEL);
  }
}
