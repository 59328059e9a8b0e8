package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.data.Dataset;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs restarts on Spark, whole restarts in each task: the data are broadcast once, tasks are short
 * lists of restarts, and results come back as tasks end. No bit of a result depends on the lists,
 * as a restart is a pure function of its index.
 */
public final class SparkRestartExecutor implements RestartExecutor {
  /**
   * Lists per task slot: enough that the slowest restarts at the end leave few slots idle, and that
   * progress is seen.
   */
  private static final int LISTS_PER_SLOT = 64;

  /** What a running task has finished is lost when the job is asked to stop. */
  private static final int RESTARTS_PER_LIST = 8;

  /** The driver spends up to a millisecond on a task. */
  private static final int MOST_LISTS = 20_000;

  private final JavaSparkContext spark;
  private final Dataset dataset;
  private final StopRequest stop;
  private final String description;
  private final int lists;

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

  @Override
  public Execution run(RestartJob job, List<Long> restarts, double maxSeconds, Progress progress) {
    List<RestartResult> results = new ArrayList<>();
    if (!restarts.isEmpty() && stop.requested().isEmpty()) {
      runTasks(job, restarts, deadline(maxSeconds), progress, results);
    }

    List<RestartResult> sorted;
    synchronized (results) {
      sorted = new ArrayList<>(results);
    }

    sorted.sort(RestartExecutor.order(job.objectives()));
    boolean complete = sorted.size() == restarts.size() * job.objectives().size();
    End incomplete = stop.requested().orElse(End.OUT_OF_TIME);
    return new Execution(sorted, complete ? End.COMPLETE : incomplete);
  }

  private static long deadline(double maxSeconds) {
    return maxSeconds > 0
        ? System.currentTimeMillis() + Math.round(1000 * maxSeconds)
        : Long.MAX_VALUE;
  }

  private void runTasks(
      RestartJob job,
      List<Long> restarts,
      long deadline,
      Progress progress,
      List<RestartResult> results) {
    Broadcast<Dataset> data = spark.broadcast(dataset);
    List<ArrayList<Long>> tasks = divide(restarts);
    JavaRDD<ArrayList<Long>> rdd = spark.parallelize(tasks, tasks.size());
    String group = "minima-census-restarts-" + rdd.id();
    spark.setJobGroup(group, description, false);
    // Requests that come before Spark knows the job must stop it too.
    stop.onRequest(() -> spark.sc().cancelJobGroupAndFutureJobs(group));
    try {
      spark
          .sc()
          .runJob(
              rdd.rdd(),
              new RestartTask(job, data, deadline),
              partitions(tasks.size()),
              new Collector(results, progress),
              ClassTag$.MODULE$.apply(ArrayList.class));
    } catch (Exception e) {
      // Scala does not declare SparkException, which tells of the cancelled job.
      if (stop.requested().isEmpty()) {
        throw e;
      }
    } finally {
      stop.onRequest(() -> {});
      spark.clearJobGroup();
      data.destroy();
    }
  }

  private static scala.collection.immutable.Seq<Object> partitions(int n) {
    return scala.collection.immutable.Range$.MODULE$.apply(0, n).map(i -> i);
  }

  private List<ArrayList<Long>> divide(List<Long> restarts) {
    int n = Math.min(lists == 0 ? chosenLists(restarts.size()) : lists, restarts.size());
    List<ArrayList<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int from = (int) ((long) i * restarts.size() / n);
      int to = (int) ((i + 1L) * restarts.size() / n);
      tasks.add(new ArrayList<>(restarts.subList(from, to)));
    }

    return tasks;
  }

  private int chosenLists(int restarts) {
    int forSlots = LISTS_PER_SLOT * spark.defaultParallelism();
    return Math.min(MOST_LISTS, Math.max(forSlots, restarts / RESTARTS_PER_LIST));
  }

  /** Runs on executors: the restarts of one list that begin before the deadline. */
  private static final class RestartTask
      extends AbstractFunction2<
          TaskContext, scala.collection.Iterator<ArrayList<Long>>, ArrayList<RestartResult>>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final RestartJob job;
    private final Broadcast<Dataset> data;
    private final long deadline;

    RestartTask(RestartJob job, Broadcast<Dataset> data, long deadline) {
      this.job = job;
      this.data = data;
      this.deadline = deadline;
    }

    @Override
    public ArrayList<RestartResult> apply(
        TaskContext context, scala.collection.Iterator<ArrayList<Long>> lists) {
      ArrayList<RestartResult> results = new ArrayList<>();
      RestartJob.Worker worker = job.worker(EvaluatorFactory.local(data.value()));
      StepListener pulse =
          (iteration, value, gradientNorm, point) -> {
            if (context.isInterrupted()) {
              throw new TaskKilledException("the study was asked to stop");
            }
          };
      while (lists.hasNext()) {
        for (long restart : lists.next()) {
          if (System.currentTimeMillis() > deadline) {
            return results;
          }

          for (int o = 0; o < job.objectives().size(); o++) {
            results.add(worker.run(o, restart, pulse));
          }
        }
      }

      return results;
    }
  }

  /** Runs on the driver, in Spark's scheduler thread, as tasks end. */
  private static final class Collector
      extends AbstractFunction2<Object, ArrayList<RestartResult>, BoxedUnit> {
    private final List<RestartResult> results;
    private final Progress progress;

    Collector(List<RestartResult> results, Progress progress) {
      this.results = results;
      this.progress = progress;
    }

    @Override
    public BoxedUnit apply(Object partition, ArrayList<RestartResult> finished) {
      synchronized (results) {
        results.addAll(finished);
        progress.finished(finished);
      }

      return BoxedUnit.UNIT;
    }
  }
}
