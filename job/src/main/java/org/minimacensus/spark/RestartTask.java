package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.data.Dataset;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.Glance;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartGroup;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartSet;
import scala.runtime.AbstractFunction2;

/** Runs on executors: the restarts of one list that begin before the deadline. */
final class RestartTask
    extends AbstractFunction2<
        TaskContext, scala.collection.Iterator<RestartSet>, RestartTask.Finished>
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private final RestartJob job;
  private final Broadcast<Dataset> data;
  private final long deadline;
  private final Recorders recorders;
  private final boolean warm;

  /**
   * @param deadline milliseconds since 1970; the largest number: none
   * @param warm whether the kernels of an executor are worth a warm-up
   */
  RestartTask(
      RestartJob job, Broadcast<Dataset> data, long deadline, Recorders recorders, boolean warm) {
    this.job = job;
    this.data = data;
    this.deadline = deadline;
    this.recorders = recorders;
    this.warm = warm;
  }

  /**
   * What a task sends back.
   *
   * @param searchNanos spent on searches and certificates
   */
  record Finished(ArrayList<Glance> glances, long searchNanos) implements Serializable {}

  @Override
  public Finished apply(TaskContext context, scala.collection.Iterator<RestartSet> lists) {
    if (warm) {
      WarmKernels.start();
    }

    ArrayList<Glance> glances = new ArrayList<>();
    long searchNanos = 0;
    try (Recorders.Recorder recorder = recorders.open("t" + context.taskAttemptId())) {
      try {
        while (lists.hasNext()) {
          searchNanos += run(context, lists.next().iterator(), recorder, glances);
        }
      } finally {
        // A task that is killed writes down what it finished; the interrupt would forbid it.
        if (context.isInterrupted()) {
          Thread.interrupted();
        }
      }
    }

    return new Finished(glances, searchNanos);
  }

  /** Nanoseconds of searches and certificates. */
  private long run(
      TaskContext context,
      PrimitiveIterator.OfLong restarts,
      Recorders.Recorder recorder,
      List<Glance> glances) {
    StepListener pulse =
        (iteration, value, gradientNorm, point) -> {
          if (context.isInterrupted()) {
            throw new TaskKilledException("the study was asked to stop");
          }
        };
    RestartGroup group = new RestartGroup(job, data.value(), pulse);
    // What has begun before the deadline runs to its end: one at a time, not to be late by many.
    int size = deadline == Long.MAX_VALUE ? RestartGroup.size(job, data.value()) : 1;
    long[] recordingNanos = {0};
    long began = System.nanoTime();
    while (restarts.hasNext() && System.currentTimeMillis() <= deadline) {
      List<Long> next = new ArrayList<>();
      while (next.size() < size && restarts.hasNext()) {
        next.add(restarts.nextLong());
      }

      group.run(
          next,
          (restart, finished) -> {
            long ended = System.nanoTime();
            recorder.add(finished);
            for (int o = 0; o < finished.size(); o++) {
              glances.add(Glance.of(o, finished.get(o).endpoint()));
            }

            recordingNanos[0] += System.nanoTime() - ended;
          });
    }

    return System.nanoTime() - began - recordingNanos[0];
  }
}
