package org.minimacensus.study;

import org.minimacensus.numeric.Proportions;

/**
 * What added neurons are worth to the network that is left when they are taken away: the
 * un-augmented loss at the endpoint of the augmented objective, held against the endpoint of the
 * plain objective from the same start.
 *
 * @param bestLoss lowest un-augmented loss known to the run; NaN: none
 * @param certified over restarts that ended on certified minima under both objectives
 * @param finite over restarts that ended on finite losses under both: every class but failed
 * @param best which restarts reach the best loss within the tolerance
 */
public record WorthSummary(double bestLoss, Comparison certified, Comparison finite, Reached best) {
  /**
   * Restarts by the un-augmented loss under the augmented objective: lower than that under the
   * plain one, equal within the tolerance of values, or higher.
   */
  public record Comparison(long restarts, long lower, long equal, long higher) {}

  /**
   * Restarts by whether their un-augmented loss is the best known one, under both objectives, one
   * of them, or neither; those that failed are among neither.
   *
   * @param plain, augmented the share under each objective
   * @param mcnemarP two-sided p-value of McNemar's exact test on onlyPlain and onlyAugmented
   */
  public record Reached(
      long both,
      long onlyPlain,
      long onlyAugmented,
      long neither,
      Share plain,
      Share augmented,
      double mcnemarP) {
    static Reached of(long both, long onlyPlain, long onlyAugmented, long neither) {
      long all = both + onlyPlain + onlyAugmented + neither;
      return new Reached(
          both,
          onlyPlain,
          onlyAugmented,
          neither,
          Share.of(both + onlyPlain, all),
          Share.of(both + onlyAugmented, all),
          Proportions.mcNemar(onlyPlain, onlyAugmented));
    }
  }

  /**
   * A share of the restarts with Wilson's score interval.
   *
   * @param share, low, high NaN without restarts
   */
  public record Share(long hits, double share, double low, double high, double level) {
    static Share of(long hits, long restarts) {
      if (restarts == 0) {
        return new Share(hits, Double.NaN, Double.NaN, Double.NaN, 0.95);
      }

      double[] interval = Proportions.wilson(hits, restarts);
      return new Share(hits, (double) hits / restarts, interval[0], interval[1], 0.95);
    }
  }
}
