package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.census.PathLimits;
import org.minimacensus.census.PathRules;
import org.minimacensus.census.PathTests;
import org.minimacensus.census.PathWorker;
import org.minimacensus.data.Dataset;
import org.minimacensus.study.EvaluatorFactory;

/**
 * Looks for paths in Spark tasks, which have the whole training set; the first ones in the calling
 * thread, where most are done before a job would begin.
 */
final class SparkPathTests implements PathTests {
  private static final int FEW = 2;

  /** About what a job takes before its tests begin. */
  private static final long HEAD_START_NANOS = 100_000_000;

  /** Tests take very different times. */
  private static final int PARTS_PER_SLOT = 8;

  private final JavaSparkContext spark;
  private final Dataset dataset;
  private final PathRules rules;
  private final PathLimits limits;
  private final StopRequest stop;
  private final String description;
  private final String group = "minima-census-paths-" + UUID.randomUUID();
  private final PathWorker own;
  private Broadcast<Dataset> data;

  /**
   * @param description of the run, shown in Spark's UI
   */
  SparkPathTests(
      JavaSparkContext spark,
      Dataset dataset,
      PathRules rules,
      PathLimits limits,
      StopRequest stop,
      String description) {
    this.spark = spark;
    this.dataset = dataset;
    this.rules = rules;
    this.limits = limits;
    this.stop = stop;
    this.description = description;
    this.own = new PathWorker(rules, EvaluatorFactory.local(dataset)::evaluator, limits::stopped);
  }

  @Override
  public List<Result> test(List<Task> tasks) {
    List<Result> results = new ArrayList<>();
    long began = System.nanoTime();
    for (Task task : tasks) {
      boolean late = System.nanoTime() - began > HEAD_START_NANOS;
      if (late && tasks.size() - results.size() > FEW) {
        // Serialised: no view of the list.
        results.addAll(inJob(new ArrayList<>(tasks.subList(results.size(), tasks.size()))));
        return results;
      }

      results.add(own.join(task));
    }

    return results;
  }

  private List<Result> inJob(List<Task> tasks) {
    spark.setJobGroup(group, description, false);
    stop.onRequest(() -> spark.sc().cancelJobGroupAndFutureJobs(group));
    try {
      return onExecutors(tasks);
    } catch (Exception e) {
      // Scala does not declare SparkException, which tells of cancelled jobs and failed tasks.
      if (limits.stopped()) {
        throw new Stopped();
      }

      throw new IllegalStateException("a search for paths failed", e);
    } finally {
      stop.onRequest(() -> {});
      spark.clearJobGroup();
    }
  }

  private List<Result> onExecutors(List<Task> tasks) {
    // Given up by Spark's cleaner when these tests are not referred to any more.
    data = data == null ? spark.broadcast(dataset) : data;
    Broadcast<Dataset> sent = data;
    PathRules with = rules;
    double seconds = limits.secondsLeft().getAsDouble();
    long deadline =
        Double.isInfinite(seconds)
            ? Long.MAX_VALUE
            : System.currentTimeMillis() + Math.round(1000 * seconds);
    int parts = Math.min(tasks.size(), PARTS_PER_SLOT * spark.defaultParallelism());
    return spark
        .parallelize(tasks, parts)
        .mapPartitions(
            (Iterator<Task> some) -> {
              PathWorker worker =
                  new PathWorker(
                      with, EvaluatorFactory.local(sent.value())::evaluator, () -> over(deadline));
              return new Mapped<>(some, worker::join);
            })
        .collect();
  }

  /** Whether the task of the calling thread is to end. */
  private static boolean over(long deadline) {
    return TaskContext.get().isInterrupted() || System.currentTimeMillis() > deadline;
  }
}
