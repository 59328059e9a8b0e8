package org.minimacensus.study;

import org.minimacensus.study.CostModel.Bounds;
import org.minimacensus.study.CostModel.LiveSearches;
import org.minimacensus.study.CostModel.Shape;

/**
 * What the steps of a data-parallel run cost, measured at its start, and how many searches live at
 * once for that reason.
 *
 * @param model measured with all tasks of a step at once: its latency includes them
 * @param perStep searches answered by one step
 * @param live searches over all groups
 */
public record StepCosts(CostModel model, Shape shape, LiveSearches perStep, int live) {
  /**
   * What limits the number of live searches.
   *
   * @param groups answered in turn, each by steps of its own
   * @param searches all there are to run
   * @param memory as many fit on the driver ({@link MemoryModel#mostLiveSearches})
   */
  public record Limits(int groups, long searches, int memory) {}

  /**
   * The fewest live searches for which the overhead of each step is at most {@link
   * CostModel#TARGET_OVERHEAD}, within the limits; at least one.
   */
  public static StepCosts of(CostModel model, Shape shape, Limits limits) {
    int groups = limits.groups();
    LiveSearches perStep =
        model.liveSearches(
            shape,
            CostModel.TARGET_OVERHEAD,
            new Bounds(
                limits.memory() / groups,
                (limits.searches() + groups - 1) / groups,
                CostModel.MOST_LIVE_SEARCHES / groups));
    long most =
        Math.min(limits.searches(), Math.min(limits.memory(), CostModel.MOST_LIVE_SEARCHES));
    long live = Math.min((long) perStep.count() * groups, most);
    return new StepCosts(model, shape, perStep, (int) Math.max(1, live));
  }
}
