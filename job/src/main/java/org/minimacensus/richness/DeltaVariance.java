package org.minimacensus.richness;

import java.util.function.DoubleUnaryOperator;

/**
 * The variance of an estimate that is a smooth function of the f_k, by the delta method: the f_k
 * and the number of unseen classes are multinomial with as many trials as there are classes, so
 * cov(f_i, f_j) is estimated by f_i (1 - f_i/E) for i = j and by -f_i f_j/E otherwise, E being the
 * estimate (Chao 1987; Chao and Lee 1992; Burnham and Overton 1978 for linear functions). The
 * number of individuals n is held fixed.
 */
final class DeltaVariance {
  private DeltaVariance() {}

  /**
   * sum d_k^2 f_k - (sum d_k f_k)^2 / E, at least 0.
   *
   * @param estimate E; > 0
   * @param derivative d_k, of the whole estimate by f_k; the observed number S adds 1 to each
   */
  static double of(FrequencyCounts counts, double estimate, DoubleUnaryOperator derivative) {
    double squares =
        counts.sum(
            (k, f) -> {
              double d = derivative.applyAsDouble(k);
              return d * d * f;
            });
    double sum = counts.sum((k, f) -> derivative.applyAsDouble(k) * f);
    return Math.max(0, squares - sum * sum / estimate);
  }
}
