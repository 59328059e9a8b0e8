package org.minimacensus.spark;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.data.Dataset;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.MinimaProver;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartGroup;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.TaskTimes;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs restarts on Spark, whole restarts in each task: the data are broadcast once, tasks are lists
 * of restarts, endpoints are recorded by the tasks, and glances of them come back as tasks end. No
 * bit of an endpoint depends on the lists, as a restart is a pure function of its index.
 */
public final class SparkRestartExecutor implements RestartExecutor {
  /** Time for stopped tasks to write down what they finished. */
  private static final long MILLIS_TO_STOP = 30_000;

  private final JavaSparkContext spark;
  private final Dataset dataset;
  private final StopRequest stop;
  private final String description;
  private final Division division;
  private volatile RunningTasks running = new RunningTasks("");
  private TaskTimes times;

  /** Divides restarts into tasks for so many slots. */
  @FunctionalInterface
  interface Division {
    /**
     * @param together restarts that gain by running in one task
     */
    List<RestartSet> tasks(RestartSet restarts, int slots, int together);
  }

  /**
   * @param dataset broadcast to every executor
   * @param secondsPerRestart all objectives on one core, as {@link GuidedTasks} wants it, for the
   *     sizes of tasks; 0: unknown
   * @param description shown in Spark's UI
   */
  public SparkRestartExecutor(
      SparkContext spark,
      Dataset dataset,
      double secondsPerRestart,
      StopRequest stop,
      String description) {
    this(
        spark,
        dataset,
        stop,
        description,
        (restarts, slots, together) ->
            new GuidedTasks(slots, secondsPerRestart, together).divide(restarts));
  }

  SparkRestartExecutor(
      SparkContext spark,
      Dataset dataset,
      StopRequest stop,
      String description,
      Division division) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.dataset = dataset;
    this.stop = stop;
    this.description = description;
    this.division = division;
  }

  /** The tasks of the last run; empty when it was stopped, and before. */
  @Override
  public Optional<TaskTimes> taskTimes() {
    return Optional.ofNullable(times);
  }

  /** A task counts as one search, as at most one of its threads computes. */
  @Override
  public int liveSearches() {
    return running.count();
  }

  @Override
  public Optional<End> asked() {
    return stop.requested();
  }

  @Override
  public PathFinder paths() {
    String what = description + ", paths";
    return (rules, limits) ->
        Optional.of(new SparkPathTests(spark, dataset, rules, limits, stop, what));
  }

  @Override
  public MinimaProver prover() {
    return new SparkMinimaProver(spark, dataset, stop, description + ", proofs");
  }

  @Override
  public EvaluatorFactory evaluators() {
    return EvaluatorFactory.local(dataset);
  }

  @Override
  public Execution run(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders recorders,
      Progress progress) {
    Collector collector = new Collector(job.objectives().size(), progress);
    times = null;
    if (!restarts.isEmpty() && stop.requested().isEmpty()) {
      runTasks(job, restarts, deadline(maxSeconds), recorders, collector);
    }

    boolean complete = collector.restarts() == restarts.size();
    End incomplete = stop.requested().orElse(End.OUT_OF_TIME);
    return new Execution(complete ? End.COMPLETE : incomplete, collector.restarts());
  }

  private static long deadline(double maxSeconds) {
    return maxSeconds > 0
        ? System.currentTimeMillis() + Math.round(1000 * maxSeconds)
        : Long.MAX_VALUE;
  }

  private void runTasks(
      RestartJob job,
      RestartSet restarts,
      long deadline,
      Recorders recorders,
      Collector collector) {
    long began = System.nanoTime();
    Broadcast<Dataset> data = spark.broadcast(dataset);
    int slots = ClusterResources.of(spark.sc()).cores();
    List<RestartSet> tasks = division.tasks(restarts, slots, RestartGroup.size(job, dataset));
    JavaRDD<RestartSet> rdd = spark.parallelize(tasks, tasks.size());
    String group = "minima-census-restarts-" + rdd.id();
    RunningTasks counted = new RunningTasks(group);
    spark.sc().addSparkListener(counted);
    running = counted;
    spark.setJobGroup(group, description, false);
    // Requests that come before Spark knows the job must stop it too.
    stop.onRequest(() -> spark.sc().cancelJobGroupAndFutureJobs(group));
    try {
      spark
          .sc()
          .runJob(
              rdd.rdd(),
              new RestartTask(
                  job,
                  data,
                  deadline,
                  recorders,
                  WarmKernels.worthwhile(
                      restarts.size(), (double) dataset.rows() * dataset.features())),
              partitions(tasks.size()),
              collector,
              ClassTag$.MODULE$.apply(RestartTask.Finished.class));
      double seconds = (System.nanoTime() - began) / 1e9;
      times = counted.times(spark.sc(), MILLIS_TO_STOP, slots, seconds, collector.searchSeconds());
    } catch (Exception e) {
      // Scala does not declare SparkException, which tells of the cancelled job.
      counted.await(spark.sc(), MILLIS_TO_STOP);
      if (stop.requested().isEmpty()) {
        throw failure(e);
      }
    } finally {
      stop.onRequest(() -> {});
      spark.clearJobGroup();
      spark.sc().removeSparkListener(counted);
      data.destroy();
    }
  }

  /** What a task reported itself, such as a full disk; else what made it fail. */
  private static StudyException failure(Exception e) {
    return TaskFailure.told(e)
        .orElseGet(
            () ->
                StudyException.failed(
                    "a task failed as often as Spark tries ("
                        + TaskFailure.cause(e)
                        + "); what had ended is stored, and the same command goes on",
                    e));
  }

  private static scala.collection.immutable.Seq<Object> partitions(int n) {
    return scala.collection.immutable.Range$.MODULE$.apply(0, n).map(i -> i);
  }

  /** Runs on the driver, in Spark's scheduler thread, as tasks end. */
  private static final class Collector
      extends AbstractFunction2<Object, RestartTask.Finished, BoxedUnit> {
    private final int objectives;
    private final Progress progress;
    private long restarts;
    private long searchNanos;

    Collector(int objectives, Progress progress) {
      this.objectives = objectives;
      this.progress = progress;
    }

    synchronized long restarts() {
      return restarts;
    }

    synchronized double searchSeconds() {
      return searchNanos / 1e9;
    }

    @Override
    public synchronized BoxedUnit apply(Object partition, RestartTask.Finished finished) {
      restarts += finished.glances().size() / objectives;
      searchNanos += finished.searchNanos();
      progress.finished(finished.glances());
      return BoxedUnit.UNIT;
    }
  }
}
