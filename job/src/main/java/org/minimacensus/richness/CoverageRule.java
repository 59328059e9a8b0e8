package org.minimacensus.richness;

import org.minimacensus.numeric.Proportions;

/**
 * Holds when the unseen volume is at most 1 - target, with a given confidence, whatever the basins.
 *
 * <p>Notation: U_i is the unseen volume after i restarts; Y_i = 1 when restart i is the first on
 * its minimum, else 0; N restarts ended, and D of the restarts h+1, ..., N with h = N/2 were
 * firsts. Good (1953) and Robbins (1968): given the restarts before it, Y_i = 1 has the chance
 * U_{i-1}, which never grows. While U_N >= u every one of these chances is u at least, so
 *
 * <pre>
 *   P(U_N >= u and D <= d) <= P(Binomial(N - h, u) <= d),
 * </pre>
 *
 * <p>and the upper limit of Clopper and Pearson of D successes in N - h trials bounds U_N for every
 * population and every N. It is exact where U hardly changes any more. Good and Turing's estimate
 * f1/N, the mean of Y over the orders of the restarts that end with a first, is its centre; where
 * it is above the limit the bound is that estimate. The bound of McAllester and Schapire (2000,
 * {@link SampleCoverage#bound}) holds as generally, but never falls below 2.4 sqrt(log(2/error)/N).
 *
 * <p>Look j of a run may err with a chance of (1 - confidence) / (j (j+1)); all together, however
 * many there are, with one of 1 - confidence.
 */
final class CoverageRule implements StoppingRule {
  static final String NAME = "coverage";

  private final double most;
  private final double confidence;

  /**
   * @param target, confidence within (0, 1)
   */
  CoverageRule(double target, double confidence) {
    this.most = 1 - target;
    this.confidence = confidence;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double confidence() {
    return confidence;
  }

  private double error(int look) {
    return (1 - confidence) / ((double) look * (look + 1));
  }

  /** Where a second half without any new minimum is long enough. */
  @Override
  public long firstLook() {
    long point = LookPoints.FIRST;
    while (point < LookPoints.LAST && Proportions.upperLimit(0, point / 2, error(1)) > most) {
      point = LookPoints.next(point);
    }

    return point;
  }

  @Override
  public Judgement judge(Found found, int look) {
    double own = error(look);
    double estimate = (double) found.hits().seen(1) / found.restarts();
    double limit = Proportions.upperLimit(found.late(), found.lateRestarts(), own);
    double bound = Math.max(estimate, limit);
    return new Judgement(own, estimate, bound, Double.NaN, bound <= most);
  }
}
