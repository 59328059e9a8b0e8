package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.study.RestartSet;

/**
 * Divides restarts into tasks that shrink towards the end, so that all slots run out of work at
 * about the same time (guided self-scheduling; Polychronopoulos and Kuck 1987, IEEE Transactions on
 * Computers 36). Which restarts share a task changes no bit of their endpoints.
 *
 * <p>A task takes half of what falls to a slot of the restarts that are left, within bounds: not
 * less than what is worth a task, each of which leaves a file; not more than may be lost with an
 * executor, or waited for to see progress. Spark starts tasks in their order.
 *
 * @param slots C: tasks that run at the same time
 * @param secondsPerRestart all objectives, on one slot, measured before the compiler was done: up
 *     to twenty times too long; 0: unknown
 * @param together restarts that gain by running in one task, >= 1
 */
record GuidedTasks(int slots, double secondsPerRestart, int together) {
  /** A task takes this share of what falls to a slot of what is left. */
  private static final double SHARE = 0.5;

  /** By an estimate that is two to twenty times too long: 2 to 20 s. */
  private static final double LONGEST_SECONDS = 40;

  /** The driver starts tasks one after the other; slots must not wait for it. */
  private static final double DRIVER_SECONDS = 1e-3;

  /** Tasks that a slot has at least, however long they are. */
  private static final int FEWEST_PER_SLOT = 8;

  /** The last tasks are this small a share of a slot's work, even if they are short. */
  private static final int SMALLEST_SHARE = 64;

  /** Every task leaves a file at least; but slots come first. */
  private static final int MOST_TASKS = 5_000;

  /** Glances of a task come to the driver together. */
  private static final long MOST_RESTARTS = 50_000;

  GuidedTasks {
    if (slots < 1 || !(secondsPerRestart >= 0) || together < 1) {
      throw new IllegalArgumentException(
          "tasks need at least 1 slot, a time per restart >= 0 and at least 1 restart together,"
              + " found "
              + slots
              + ", "
              + secondsPerRestart
              + " and "
              + together);
    }
  }

  /** The tasks, each with at least one restart, together all of them in ascending order. */
  List<RestartSet> divide(RestartSet restarts) {
    long n = restarts.size();
    long longest = longest(n);
    long shortest = Math.min(longest, shortest(n));
    List<RestartSet> tasks = new ArrayList<>();
    for (long from = 0; from < n; ) {
      long wanted = (long) (SHARE * (n - from) / slots);
      long to = Math.min(n, from + Math.max(shortest, Math.min(wanted, longest)));
      tasks.add(restarts.slice(from, to));
      from = to;
    }

    return tasks;
  }

  private long longest(long n) {
    double most = (double) n / FEWEST_PER_SLOT / slots;
    double fewFiles = (double) n / Math.max(MOST_TASKS, 2L * FEWEST_PER_SLOT * slots);
    // Nothing else bounds tasks whose restarts take no time, or an unknown one.
    double inTime = Math.max(together, LONGEST_SECONDS / secondsPerRestart);
    return clamped(Math.min(most, Math.max(fewFiles, inTime)));
  }

  private long shortest(long n) {
    double started = secondsPerRestart > 0 ? slots * DRIVER_SECONDS / secondsPerRestart : 0;
    return clamped(Math.max(started, (double) n / SMALLEST_SHARE / slots));
  }

  private static long clamped(double restarts) {
    return (long) Math.max(1, Math.min(MOST_RESTARTS, restarts));
  }
}
