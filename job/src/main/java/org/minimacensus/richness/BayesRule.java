package org.minimacensus.richness;

/**
 * The rules of Boender and Rinnooy Kan (1987) on the posterior of {@link BoenderRinnooyKan}: holds
 * when less than half a minimum more than those found is expected, and an unseen volume of at most
 * 1 - target. Where restarts ended on no minimum, that is one more cell of their partition of the
 * starts; so both are of all restarts, as under every rule.
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
    long elsewhere = found.restarts() - hits.individuals();
    FrequencyCounts cells = elsewhere == 0 ? hits : hits.withClass(elsewhere);
    double unseen = BoenderRinnooyKan.unseenVolume(cells).orElse(Double.NaN);
    double more = BoenderRinnooyKan.expectedClasses(cells).orElse(Double.NaN) - cells.classes();
    boolean holds = more < 0.5 && unseen <= most;
    return new Judgement(Double.NaN, unseen, Double.NaN, hits.classes() + more, holds);
  }
}
