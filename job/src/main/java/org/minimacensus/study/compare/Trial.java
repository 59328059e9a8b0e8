package org.minimacensus.study.compare;

import org.minimacensus.numeric.Proportions;
import org.minimacensus.twosample.HolmTarone;
import org.minimacensus.twosample.Hypergeometric;

/**
 * One test of whether chance alone makes the candidate differ from the baseline.
 *
 * @param kind what is compared, such as {@code class}
 * @param subject which one of that kind, such as {@code unconverged}; may be empty
 * @param method {@code fisher}, {@code sign} or {@code permutation}
 * @param baseline, candidate what is compared, counts or statistics
 * @param p p-value, not corrected
 * @param least the smallest one that the test could have given
 */
record Trial(
    String objective,
    String kind,
    String subject,
    String method,
    double baseline,
    double candidate,
    double p,
    double least,
    Direction direction) {
  static final String FISHER = "fisher";
  static final String SIGN = "sign";
  static final String PERMUTATION = "permutation";

  /**
   * Fisher's exact test of two shares.
   *
   * @param inFirst of {@code first} restarts of the baseline
   * @param inSecond of {@code second} restarts of the candidate
   */
  static Trial fisher(
      String objective,
      String kind,
      String subject,
      long inFirst,
      long first,
      long inSecond,
      long second,
      Direction direction) {
    Hypergeometric chance = new Hypergeometric(first, second, inFirst + inSecond);
    return new Trial(
        objective,
        kind,
        subject,
        FISHER,
        inFirst,
        inSecond,
        chance.twoSided(inFirst),
        chance.leastTwoSided(),
        direction);
  }

  /**
   * The exact sign test of paired changes.
   *
   * @param onlyFirst pairs in which the baseline alone has it
   * @param onlySecond pairs in which the candidate alone has it
   */
  static Trial sign(
      String objective,
      String kind,
      String subject,
      long onlyFirst,
      long onlySecond,
      Direction direction) {
    return new Trial(
        objective,
        kind,
        subject,
        SIGN,
        onlyFirst,
        onlySecond,
        Proportions.mcNemar(onlyFirst, onlySecond),
        Proportions.mcNemar(0, onlyFirst + onlySecond),
        direction);
  }

  HolmTarone.PValue value() {
    return new HolmTarone.PValue(p, least);
  }

  boolean ofRun() {
    return method.equals(PERMUTATION);
  }
}
