package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.study.RestartSet;

/**
 * Divides restarts into tasks of equal size, whatever the slots.
 *
 * @param count of tasks; fewer when there are fewer restarts
 */
record EqualTasks(int count) implements SparkRestartExecutor.Division {
  @Override
  public List<RestartSet> tasks(RestartSet restarts, int slots, int together) {
    long n = Math.min(count, restarts.size());
    List<RestartSet> tasks = new ArrayList<>();
    for (long i = 0; i < n; i++) {
      tasks.add(restarts.slice(i * restarts.size() / n, (i + 1) * restarts.size() / n));
    }

    return tasks;
  }
}
