package org.minimacensus.spark;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Tells of every ended task and of every heartbeat. */
final class TaskEndListener extends SparkListener {
  private final Runnable told;

  /**
   * @param told run in Spark's listener thread
   */
  TaskEndListener(Runnable told) {
    this.told = told;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd taskEnd) {
    told.run();
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    told.run();
  }
}
