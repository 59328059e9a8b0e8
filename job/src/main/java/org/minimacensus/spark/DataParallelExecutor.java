package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.study.LiveSearches;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.StepCosts;

/**
 * Runs restarts on the driver while the training set stays on the executors: one Spark job per step
 * answers the questions of all searches of a group. For training sets that no executor holds as a
 * whole.
 *
 * <p>Same results as every other executor, bit by bit: sums over shards follow one fixed tree
 * wherever the shards are.
 */
public final class DataParallelExecutor implements RestartExecutor {
  private final SparkContext spark;
  private final JavaRDD<DataShard> shards;
  private final StepData data;
  private final StopRequest stop;
  private final String description;
  private final StepSettings settings;
  private StepCosts costs;
  private LiveSearches chosen;
  private long steps;

  /**
   * @param shards one shard per element, persisted; every shard of the training set once
   * @param description of the run, shown in Spark's UI with the number of the step
   */
  public DataParallelExecutor(
      SparkContext spark,
      JavaRDD<DataShard> shards,
      TrainingFacts facts,
      StopRequest stop,
      String description) {
    this(spark, shards, facts, stop, description, StepSettings.DEFAULT);
  }

  DataParallelExecutor(
      SparkContext spark,
      JavaRDD<DataShard> shards,
      TrainingFacts facts,
      StopRequest stop,
      String description,
      StepSettings settings) {
    this.spark = spark;
    this.shards = shards;
    this.data = StepData.of(facts);
    this.stop = stop;
    this.description = description;
    this.settings = settings;
  }

  /**
   * What steps cost, measured at the start of the first run; empty before, and when the number of
   * live searches was given.
   */
  public Optional<StepCosts> costs() {
    return Optional.ofNullable(costs);
  }

  /** How many searches live at once, chosen by the costs at the start of a run; else empty. */
  public Optional<LiveSearches> liveSearches() {
    return Optional.ofNullable(chosen);
  }

  /** Steps that all runs so far took. */
  public long steps() {
    return steps;
  }

  @Override
  public Execution run(RestartJob job, List<Long> restarts, double maxSeconds, Progress progress) {
    List<RestartResult> results = new ArrayList<>();
    if (!restarts.isEmpty() && stop.requested().isEmpty()) {
      results.addAll(ended(job, restarts, maxSeconds, progress));
    }

    results.sort(RestartExecutor.order(job.objectives()));
    boolean complete = results.size() == restarts.size() * job.objectives().size();
    End incomplete = stop.requested().orElse(End.OUT_OF_TIME);
    return new Execution(results, complete ? End.COMPLETE : incomplete);
  }

  private List<RestartResult> ended(
      RestartJob job, List<Long> restarts, double maxSeconds, Progress progress) {
    long began = System.nanoTime();
    StepObjectives objectives = new StepObjectives();
    StepJobs jobs = new StepJobs(spark, shards, data, objectives, settings, description);
    DataParallelRun run =
        new DataParallelRun(
            job,
            restarts,
            () -> maxSeconds > 0 && System.nanoTime() - began > 1e9 * maxSeconds,
            settings.groups(),
            steps -> StepEvaluator.factory(objectives, data, steps),
            jobs,
            jobs::cancel);
    stop.onRequest(run::stop);
    try {
      int live = settings.live() > 0 ? settings.live() : chosen(job, restarts, jobs, objectives);
      return stop.requested().isPresent() ? List.of() : run.run(live, progress);
    } finally {
      stop.onRequest(() -> {});
      steps += jobs.steps();
    }
  }

  /** The chosen number of live searches; 0 when asked to stop meanwhile. */
  private int chosen(
      RestartJob job, List<Long> restarts, StepJobs jobs, StepObjectives objectives) {
    try {
      if (costs == null) {
        costs =
            jobs.calibrating(
                () ->
                    new StepCalibration(jobs, objectives, data, spark.defaultParallelism())
                        .costs(job));
      }
    } catch (Exception e) {
      // Scala does not declare SparkException, which tells of a cancelled job.
      if (stop.requested().isEmpty()) {
        throw e;
      }

      return 0;
    }

    chosen =
        LiveSearches.choose(
            costs,
            new LiveSearches.Limits(
                settings.groups(),
                (long) restarts.size() * job.objectives().size(),
                settings.mostLive(),
                Runtime.getRuntime().maxMemory(),
                RestartRunner.LARGEST_DECOMPOSED));
    return chosen.count();
  }
}
