package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import org.minimacensus.study.TaskTimes;

/**
 * Counts the running tasks of a job group, as tasks of a cancelled job run on for a while, and
 * keeps the times of those that succeeded.
 */
final class RunningTasks extends SparkListener {
  private final String group;
  private final Set<Integer> stages = new HashSet<>();
  private final List<TaskInfo> succeeded = new ArrayList<>();
  private int running;

  RunningTasks(String group) {
    this.group = group;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    if (group.equals(job.properties().getProperty("spark.jobGroup.id"))) {
      for (int i = 0; i < job.stageIds().length(); i++) {
        stages.add((Integer) job.stageIds().apply(i));
      }
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart task) {
    if (stages.contains(task.stageId())) {
      running++;
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (!stages.contains(task.stageId())) {
      return;
    }

    if (task.taskInfo().successful()) {
      succeeded.add(task.taskInfo());
    }

    if (--running == 0) {
      notifyAll();
    }
  }

  synchronized int count() {
    return running;
  }

  /** Waits until all of them have ended, but no longer than the given time. */
  void await(SparkContext spark, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      spark.listenerBus().waitUntilEmpty(millis);
      synchronized (this) {
        for (long left = millis; running > 0 && left > 0; left = millisUntil(end)) {
          wait(left);
        }
      }
    } catch (TimeoutException e) {
      org.slf4j.LoggerFactory.getLogger(RunningTasks.class).warn("tasks may still be running", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The times of the tasks, when all have ended; null when none has succeeded.
   *
   * @param millis to wait for what Spark has not told yet
   * @param slots, seconds, searchSeconds as in {@link TaskTimes}
   */
  TaskTimes times(
      SparkContext spark, long millis, int slots, double seconds, double searchSeconds) {
    await(spark, millis);
    synchronized (this) {
      long[] started = succeeded.stream().mapToLong(TaskInfo::launchTime).toArray();
      long[] ended = succeeded.stream().mapToLong(TaskInfo::finishTime).toArray();
      return started.length == 0
          ? null
          : TaskTimes.of(started, ended, slots, seconds, searchSeconds);
    }
  }

  private static long millisUntil(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }
}
