package org.minimacensus.richness;

import java.util.Optional;

/**
 * The abundance-based coverage estimate (Chao and Lee 1992, equation 2.14, on the rare classes
 * only: Chao, Ma and Yang 1993; Chao, Hwang, Chen and Kuo 2000). Classes seen up to 10 times are
 * rare: R of them with N hits; C = 1 - f1/N is their coverage and
 *
 * <pre>
 *   g = max(R/C sum_{i<=10} i (i-1) f_i / (N (N-1)) - 1, 0)
 * </pre>
 *
 * their squared coefficient of variation; the estimate is (S - R) + R/C + (f1/C) g. The interval is
 * log-normal as in Chao (1987), with the variance of the delta method ({@link DeltaVariance}). For
 * unequal shares; g is biased low when they are very unequal. Not defined when nothing was seen,
 * and when there are rare classes but all were seen once: their coverage is then estimated as 0.
 */
final class Ace implements RichnessEstimator {
  /** Classes seen more often say nothing of the unseen (Chao, Ma and Yang 1993). */
  private static final int RARE = 10;

  @Override
  public String name() {
    return "ace";
  }

  @Override
  public Optional<RichnessEstimate> estimate(FrequencyCounts counts) {
    Rare rare = new Rare(counts);
    if (counts.classes() == 0 || (rare.classes > 0 && rare.repeated == 0)) {
      return Optional.empty();
    }

    if (rare.singletons == 0) {
      return Optional.of(Intervals.nothingUnseen(name(), counts));
    }

    double seen = counts.classes();
    double value = seen - rare.classes + rare.homogeneous() + rare.weight() * rare.variation();
    double variance = DeltaVariance.of(counts, value, k -> k > RARE ? 1 : rare.slope(k));
    return Optional.of(Intervals.logNormal(name(), seen, value, variance));
  }

  /** Estimated coverage of the rare classes, for tests; NaN when there is none. */
  static double coverage(FrequencyCounts counts) {
    Rare rare = new Rare(counts);
    return rare.repeated / rare.hits;
  }

  /** Estimated squared coefficient of variation of the rare classes' shares, for tests. */
  static double variation(FrequencyCounts counts) {
    return new Rare(counts).variation();
  }

  /* Notation: R classes, N hits, M = N - f1 so that C = M/N, T = sum i (i-1) f_i. */
  private static final class Rare {
    private final double classes;
    private final double hits;
    private final double singletons;

    /** M: hits on classes seen more than once. */
    private final double repeated;

    /** T. */
    private final double pairs;

    Rare(FrequencyCounts counts) {
      classes = counts.sum((k, f) -> k > RARE ? 0 : f);
      hits = counts.sum((k, f) -> k > RARE ? 0 : k * f);
      pairs = counts.sum((k, f) -> k > RARE ? 0 : k * (k - 1) * f);
      singletons = counts.seen(1);
      repeated = hits - singletons;
    }

    /** R/C: the number of rare classes if their shares were equal. */
    double homogeneous() {
      return classes * hits / repeated;
    }

    /** f1/C. */
    double weight() {
      return singletons * hits / repeated;
    }

    /** g before it is cut at 0. */
    private double rawVariation() {
      return classes * pairs / (repeated * (hits - 1)) - 1;
    }

    double variation() {
      return Math.max(0, rawVariation());
    }

    /** Derivative of the estimate by f_k, k <= 10. */
    double slope(double k) {
      // Those of M and T by f_k; that of N is k, that of R is 1.
      double m = k == 1 ? 0 : k;
      double t = k * (k - 1);
      double homogeneous = (hits + classes * k) / repeated - homogeneous() * m / repeated;
      if (rawVariation() <= 0) {
        return homogeneous;
      }

      double weight = ((k == 1 ? hits : 0) + singletons * k) / repeated - weight() * m / repeated;
      double variation =
          (pairs + classes * t) / (repeated * (hits - 1))
              - (rawVariation() + 1) * (m / repeated + k / (hits - 1));
      return homogeneous + weight * rawVariation() + weight() * variation;
    }
  }
}
