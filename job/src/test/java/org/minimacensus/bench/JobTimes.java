package org.minimacensus.bench;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts what Spark did, as its listener. */
public final class JobTimes extends SparkListener {
  private long jobs;
  private long tasks;
  private long runMillis;
  private long runNanosOnCpu;

  /**
   * @param runSeconds of all tasks in their executors, deserialising and sending apart
   * @param cpuSeconds that they were on a processor
   */
  public record Counts(long jobs, long tasks, double runSeconds, double cpuSeconds) {
    public Counts since(Counts earlier) {
      return new Counts(
          jobs - earlier.jobs,
          tasks - earlier.tasks,
          runSeconds - earlier.runSeconds,
          cpuSeconds - earlier.cpuSeconds);
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    jobs++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    tasks++;
    if (end.taskMetrics() != null) {
      runMillis += end.taskMetrics().executorRunTime();
      runNanosOnCpu += end.taskMetrics().executorCpuTime();
    }
  }

  /** So far; what ended a moment ago may not have been told yet. */
  public synchronized Counts counts() {
    return new Counts(jobs, tasks, runMillis / 1e3, runNanosOnCpu / 1e9);
  }
}
