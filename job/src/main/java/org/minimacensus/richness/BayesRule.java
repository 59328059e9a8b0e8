package org.minimacensus.richness;

/**
 * The rules of Boender and Rinnooy Kan (1987) on the posterior of {@link BoenderRinnooyKan}: holds
 * when less than half a minimum more than those found is expected, and an unseen volume of at most
 * 1 - target.
 *
 * <p>Their searches all end on minima. Here n of N restarts may, and the posterior is that of the
 * n; the share of the starts that lead to minima has a uniform prior of its own, so that its mean
 * (n+1)/(N+2) is a factor of the unseen volume. Where none of N restarts ended on a minimum, that
 * is 1/(N+2), and it decides alone.
 *
 * <p>A posterior is not changed by looking at it often, so looks cost nothing; but it is as right
 * as its prior, equally likely numbers of minima with volumes uniform on the simplex.
 */
final class BayesRule implements StoppingRule {
  static final String NAME = "bayes";

  private final double most;

  /**
   * @param target within (0, 1)
   */
  BayesRule(double target) {
    this.most = 1 - target;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double confidence() {
    return Double.NaN;
  }

  @Override
  public long firstLook() {
    return LookPoints.FIRST;
  }

  @Override
  public Judgement judge(Found found, int look) {
    FrequencyCounts hits = found.hits();
    long n = hits.individuals();
    double share = n == found.restarts() ? 1 : (n + 1.0) / (found.restarts() + 2.0);
    if (n == 0) {
      return new Judgement(Double.NaN, share, Double.NaN, Double.NaN, share <= most);
    }

    double unseen = share * BoenderRinnooyKan.unseenVolume(hits).orElse(Double.NaN);
    double expected = BoenderRinnooyKan.expectedClasses(hits).orElse(Double.NaN);
    boolean holds = expected - hits.classes() < 0.5 && unseen <= most;
    return new Judgement(Double.NaN, unseen, Double.NaN, expected, holds);
  }
}
