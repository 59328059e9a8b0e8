package org.minimacensus.richness;

import java.util.Optional;

/**
 * The second-order jackknife S + f1 (2n-3)/n - f2 (n-2)^2/(n (n-1)) (Burnham and Overton 1978),
 * each individual an occasion. Its variance is sum a_k^2 f_k - E for the coefficients a_k of the
 * f_k in the estimate E (the same); the interval is log-normal with that variance, as in Chao
 * (1987), so that it does not fall below S. Higher than the first order and more variable. With
 * many doubletons the formula falls below S, and S is returned then. Not defined for fewer than two
 * individuals.
 */
final class Jackknife2 implements RichnessEstimator {
  @Override
  public String name() {
    return "jackknife2";
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    if (counts.individuals() < 2) {
      return Optional.empty();
    }

    double seen = counts.classes();
    double n = counts.individuals();
    double a1 = (2 * n - 3) / n;
    double a2 = (n - 2) * (n - 2) / (n * (n - 1));
    double value = seen + a1 * counts.seen(1) - a2 * counts.seen(2);
    if (value <= seen) {
      return Optional.of(Intervals.nothingUnseen(name(), counts));
    }

    double variance = DeltaVariance.of(counts, value, k -> k == 1 ? 1 + a1 : k == 2 ? 1 - a2 : 1);
    return Optional.of(Intervals.logNormal(name(), seen, value, variance));
  }
}
