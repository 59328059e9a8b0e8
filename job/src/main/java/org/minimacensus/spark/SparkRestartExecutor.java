package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.data.Dataset;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.Glance;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StudyException;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs restarts on Spark, whole restarts in each task: the data are broadcast once, tasks are lists
 * of restarts, endpoints are recorded by the tasks, and glances of them come back as tasks end. No
 * bit of an endpoint depends on the lists, as a restart is a pure function of its index.
 */
public final class SparkRestartExecutor implements RestartExecutor {
  /**
   * Lists per task slot: enough that the slowest restarts at the end leave few slots idle, and that
   * progress is seen.
   */
  private static final int LISTS_PER_SLOT = 64;

  /** Every list leaves a file at least, and costs the driver up to a millisecond. */
  private static final int MOST_LISTS = 5_000;

  /** Glances of a list come to the driver together. */
  private static final int LONGEST_LIST = 50_000;

  /** Time for stopped tasks to write down what they finished. */
  private static final long MILLIS_TO_STOP = 30_000;

  private final JavaSparkContext spark;
  private final Dataset dataset;
  private final StopRequest stop;
  private final String description;
  private final int lists;
  private volatile RunningTasks running = new RunningTasks("");

  /**
   * @param dataset broadcast to every executor
   * @param description shown in Spark's UI
   */
  public SparkRestartExecutor(
      SparkContext spark, Dataset dataset, StopRequest stop, String description) {
    this(spark, dataset, stop, description, 0);
  }

  /**
   * @param lists into which the restarts are divided, one task each; fewer when there are fewer
   *     restarts; 0: chosen by their number
   */
  SparkRestartExecutor(
      SparkContext spark, Dataset dataset, StopRequest stop, String description, int lists) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.dataset = dataset;
    this.stop = stop;
    this.description = description;
    this.lists = lists;
  }

  /** A task runs one search at a time. */
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
    Broadcast<Dataset> data = spark.broadcast(dataset);
    List<RestartSet> tasks = divide(restarts);
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
              ClassTag$.MODULE$.apply(ArrayList.class));
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

  private List<RestartSet> divide(RestartSet restarts) {
    long n = Math.min(lists == 0 ? chosenLists(restarts.size()) : lists, restarts.size());
    List<RestartSet> tasks = new ArrayList<>();
    for (long i = 0; i < n; i++) {
      tasks.add(restarts.slice(i * restarts.size() / n, (i + 1) * restarts.size() / n));
    }

    return tasks;
  }

  private long chosenLists(long restarts) {
    long forSlots = Math.min(MOST_LISTS, (long) LISTS_PER_SLOT * spark.defaultParallelism());
    return Math.max(forSlots, restarts / LONGEST_LIST);
  }

  /** Runs on executors: the restarts of one list that begin before the deadline. */
  private static final class RestartTask
      extends AbstractFunction2<
          TaskContext, scala.collection.Iterator<RestartSet>, ArrayList<Glance>>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final RestartJob job;
    private final Broadcast<Dataset> data;
    private final long deadline;
    private final Recorders recorders;
    private final boolean warm;

    RestartTask(
        RestartJob job, Broadcast<Dataset> data, long deadline, Recorders recorders, boolean warm) {
      this.job = job;
      this.data = data;
      this.deadline = deadline;
      this.recorders = recorders;
      this.warm = warm;
    }

    @Override
    public ArrayList<Glance> apply(
        TaskContext context, scala.collection.Iterator<RestartSet> lists) {
      ArrayList<Glance> glances = new ArrayList<>();
      if (warm) {
        WarmKernels.start();
      }

      try (Recorders.Recorder recorder = recorders.open("t" + context.taskAttemptId())) {
        try {
          while (lists.hasNext()) {
            run(context, lists.next().iterator(), recorder, glances);
          }
        } finally {
          // A task that is killed writes down what it finished; the interrupt would forbid it.
          if (context.isInterrupted()) {
            Thread.interrupted();
          }
        }
      }

      return glances;
    }

    private void run(
        TaskContext context,
        PrimitiveIterator.OfLong restarts,
        Recorders.Recorder recorder,
        List<Glance> glances) {
      RestartJob.Worker worker = job.worker(EvaluatorFactory.local(data.value()));
      StepListener pulse =
          (iteration, value, gradientNorm, point) -> {
            if (context.isInterrupted()) {
              throw new TaskKilledException("the study was asked to stop");
            }
          };
      while (restarts.hasNext() && System.currentTimeMillis() <= deadline) {
        long restart = restarts.nextLong();
        List<RestartResult> finished = new ArrayList<>();
        for (int o = 0; o < job.objectives().size(); o++) {
          finished.add(worker.run(o, restart, pulse));
        }

        recorder.add(finished);
        for (int o = 0; o < finished.size(); o++) {
          glances.add(Glance.of(o, finished.get(o).endpoint()));
        }
      }
    }
  }

  /** Runs on the driver, in Spark's scheduler thread, as tasks end. */
  private static final class Collector
      extends AbstractFunction2<Object, ArrayList<Glance>, BoxedUnit> {
    private final int objectives;
    private final Progress progress;
    private long restarts;

    Collector(int objectives, Progress progress) {
      this.objectives = objectives;
      this.progress = progress;
    }

    synchronized long restarts() {
      return restarts;
    }

    @Override
    public synchronized BoxedUnit apply(Object partition, ArrayList<Glance> finished) {
      restarts += finished.size() / objectives;
      progress.finished(finished);
      return BoxedUnit.UNIT;
    }
  }
}
