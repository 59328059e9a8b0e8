package org.minimacensus.study;

/**
 * How a run was executed, predicted against actual. None of it changes a result, and clocks and
 * heaps differ from run to run.
 *
 * @param mode label of an {@link ExecutionPlan.Mode}
 * @param liveSearches data-parallel: searches alive at the same time; 0 otherwise
 */
public record ExecutionSummary(
    String mode, String reason, int liveSearches, Predicted predicted, Actual actual) {
  /**
   * @param secondsLow, secondsHigh where the time was expected to lie
   * @param executorBytes, driverBytes of heap; equal when driver and executor are one process
   */
  public record Predicted(
      double seconds,
      double secondsLow,
      double secondsHigh,
      long executorBytes,
      long driverBytes) {}

  /**
   * @param seconds of the restarts
   * @param executorPeakBytes largest heap seen in use on any executor, garbage included; null: no
   *     executor told
   * @param driverPeakBytes the same of the driver
   * @param taskTimes restart-parallel: how tasks spent the time; null: data-parallel, or stopped
   */
  public record Actual(
      double seconds, Long executorPeakBytes, Long driverPeakBytes, TaskTimes taskTimes) {}

  /**
   * A plan beside what became of it.
   *
   * @param liveSearches that there were
   */
  public static ExecutionSummary of(ExecutionPlan plan, int liveSearches, Actual actual) {
    return new ExecutionSummary(
        plan.mode().label(),
        plan.reason(),
        liveSearches,
        new Predicted(
            plan.seconds().expected(),
            plan.seconds().low(),
            plan.seconds().high(),
            plan.memory().executorBytes(),
            plan.memory().driverBytes()),
        actual);
  }
}
