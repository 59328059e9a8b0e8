package org.minimacensus.study;

import java.util.Arrays;

/**
 * How the slots of a cluster spent the time of the restarts, measured. None of it changes a result.
 *
 * @param tasks that ended
 * @param shortestSeconds, medianSeconds, longestSeconds from a task's start on its slot to the
 *     moment the driver knew its end
 * @param slots tasks that could run at the same time
 * @param seconds wall-clock time of the restarts, from sending out the training set to the last
 *     result
 * @param taskSeconds sum over all tasks
 * @param searchSeconds of these, spent on searches and certificates; the rest is the start of tasks
 *     and recording
 * @param tailShare of {@code slots x seconds}: slots without work after the last task had begun
 * @param overheadShare of {@code slots x seconds}: all that was not {@code searchSeconds}: the
 *     tail, Spark, and recording
 */
public record TaskTimes(
    int tasks,
    double shortestSeconds,
    double medianSeconds,
    double longestSeconds,
    int slots,
    double seconds,
    double taskSeconds,
    double searchSeconds,
    double tailShare,
    double overheadShare) {

  /**
   * Sums up the tasks of a run.
   *
   * @param started, ended of each task, in milliseconds of one clock
   * @throws IllegalArgumentException when there is no task, or not as many ends as starts
   */
  public static TaskTimes of(
      long[] started, long[] ended, int slots, double seconds, double searchSeconds) {
    int n = started.length;
    if (n == 0 || ended.length != n || slots < 1) {
      throw new IllegalArgumentException(
          "expected tasks with a start and an end each, and at least 1 slot, found "
              + n
              + " starts, "
              + ended.length
              + " ends, "
              + slots
              + " slots");
    }

    double[] lengths = new double[n];
    for (int i = 0; i < n; i++) {
      lengths[i] = (ended[i] - started[i]) / 1e3;
    }

    Arrays.sort(lengths);
    double cores = slots * seconds;
    return new TaskTimes(
        n,
        lengths[0],
        (lengths[(n - 1) / 2] + lengths[n / 2]) / 2,
        lengths[n - 1],
        slots,
        seconds,
        Arrays.stream(lengths).sum(),
        searchSeconds,
        tailSeconds(started, ended, slots) / cores,
        1 - searchSeconds / cores);
  }

  /**
   * The slots' last tasks are those that end last, one for each slot: as long as tasks wait, a slot
   * that is done takes the next one. Slots that never had one idle since the last task began.
   */
  private static double tailSeconds(long[] started, long[] ended, int slots) {
    long[] ends = ended.clone();
    Arrays.sort(ends);
    long end = ends[ends.length - 1];
    double idle = 0;
    for (int i = 1; i <= Math.min(slots, ends.length); i++) {
      idle += end - ends[ends.length - i];
    }

    long last = Arrays.stream(started).max().getAsLong();
    return (idle + Math.max(0, slots - ends.length) * (double) (end - last)) / 1e3;
  }
}
