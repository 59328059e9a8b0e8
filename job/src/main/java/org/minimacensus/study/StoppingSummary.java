package org.minimacensus.study;

import java.util.List;

/**
 * How a stopping rule judged a run. Determined by the study, the rule and its settings, and the
 * restarts.
 *
 * @param target, confidence of the conf; confidence is NaN where the rule does not use it
 * @param budget restarts at most
 * @param firstLook restarts at which the rule can hold at the earliest
 * @param held whether it held for every objective at the last look, which ended the run
 * @param looks by ascending number of restarts
 */
public record StoppingSummary(
    String rule,
    double target,
    double confidence,
    long budget,
    long firstLook,
    boolean held,
    List<Look> looks) {
  public StoppingSummary {
    looks = List.copyOf(looks);
  }

  /**
   * One look.
   *
   * @param restarts of each objective, from the first of the run on
   * @param error chance to be wrong that this look takes; NaN: the rule has none
   */
  public record Look(long restarts, double error, List<ObjectiveLook> objectives) {
    public Look {
      objectives = List.copyOf(objectives);
    }

    /** Whether the rule holds for every objective. */
    public boolean allHold() {
      return objectives.stream().allMatch(ObjectiveLook::holds);
    }
  }

  /**
   * What was found of one objective by then, as the summary of a run of so many restarts counts it.
   *
   * @param of {@code minima}, or {@code strict-minima} where the degenerate ones are not counted
   * @param minima distinct ones
   * @param hits restarts on them
   * @param hitOnce minima with one hit
   * @param foundLate minima that were first found in the second half of the restarts
   * @param unseenEstimate of the chance that a restart ends on a minimum that was not found; NaN:
   *     not defined
   * @param unseenBound of the same, which holds with the confidence; NaN: the rule has none
   * @param expectedMinima number of minima, unseen ones included; NaN: not defined
   */
  public record ObjectiveLook(
      String objective,
      String of,
      long minima,
      long hits,
      long hitOnce,
      long foundLate,
      double unseenEstimate,
      double unseenBound,
      double expectedMinima,
      boolean holds) {
    /** The number that is held against 1 - target. */
    public double unseen() {
      return Double.isNaN(unseenBound) ? unseenEstimate : unseenBound;
    }
  }
}
