package org.minimacensus.richness;

/**
 * Says from what restarts found whether a study may stop. What it judges is the <em>unseen
 * volume</em>: the chance that the next restart ends on a minimum that none has ended on yet, over
 * the starts that the study draws, whether these end on minima or elsewhere.
 *
 * <p>It is asked at {@link LookPoints}, which do not depend on what was found, and each look knows
 * its number: a rule that may err at every look must err less at each of them.
 */
public interface StoppingRule {
  /** As in the conf. */
  String name();

  /** With which it holds rightly; NaN: it has none. */
  double confidence();

  /** The first of the {@link LookPoints} at which it can hold; the first that it is asked at. */
  long firstLook();

  /**
   * @param look from 1, the number of looks at this run with this one
   */
  Judgement judge(Found found, int look);

  /**
   * What so many restarts found.
   *
   * @param restarts that ended, wherever; >= 1
   * @param hits of the minima found; as many individuals as restarts at most
   * @param late minima that no restart before number restarts/2 (rounded down, counted from 0)
   *     ended on: those found in the second half
   */
  record Found(long restarts, FrequencyCounts hits, long late) {
    public Found {
      if (restarts < 1 || hits.individuals() > restarts || late < 0 || late > hits.classes()) {
        throw new IllegalArgumentException(
            "expected restarts >= 1, hits of as many at most, and late minima among those hit,"
                + " found "
                + restarts
                + " restarts, "
                + hits
                + ", "
                + late
                + " late");
      }
    }

    /** Restarts of the second half. */
    long lateRestarts() {
      return restarts - restarts / 2;
    }
  }

  /**
   * What a rule says.
   *
   * @param error the chance to be wrong that this look may take; NaN: the rule has none
   * @param estimate of the unseen volume; NaN: not defined
   * @param bound of the unseen volume: for every u the chance is {@code error} at most that this is
   *     below u while the unseen volume is u or more; NaN: the rule has none
   * @param expectedMinima number of minima, unseen ones included; NaN: not defined
   * @param holds whether the study may stop
   */
  record Judgement(
      double error, double estimate, double bound, double expectedMinima, boolean holds) {}
}
