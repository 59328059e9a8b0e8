package org.minimacensus.richness;

import java.util.Optional;

/**
 * The first-order jackknife S + f1 (n-1)/n (Burnham and Overton 1978), each individual an occasion.
 * Its variance is sum a_k^2 f_k - E for the coefficients a_k of the f_k in the estimate E (the
 * same); the interval is log-normal with that variance, as in Chao (1987), so that it does not fall
 * below S. Removes the bias of order 1/n of S: too low while many classes are unseen, since it
 * never exceeds 2 S. Not defined when nothing was seen.
 */
final class Jackknife1 implements RichnessEstimator {
  @Override
  public String name() {
    return "jackknife1";
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    if (counts.classes() == 0) {
      return Optional.empty();
    }

    double seen = counts.classes();
    double n = counts.individuals();
    double a1 = (n - 1) / n;
    double value = seen + a1 * counts.seen(1);
    if (value == seen) {
      return Optional.of(Intervals.nothingUnseen(name(), counts));
    }

    double variance = DeltaVariance.of(counts, value, k -> k == 1 ? 1 + a1 : 1);
    return Optional.of(Intervals.logNormal(name(), seen, value, variance));
  }
}
