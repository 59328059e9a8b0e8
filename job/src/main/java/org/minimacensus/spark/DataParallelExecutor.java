package org.minimacensus.spark;

import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.MinimaProver;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StepCosts;
import org.minimacensus.study.StudyException;

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
  private final Dataset sample;
  private final StopRequest stop;
  private final String description;
  private final StepSettings settings;
  private StepCalibration.Measured measured;
  private StepCosts costs;
  private int mostLive;
  private long steps;
  private volatile IntSupplier live = () -> 0;

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
    this.sample = facts.sample();
    this.stop = stop;
    this.description = description;
    this.settings = settings;
  }

  /**
   * What steps cost and how many searches therefore lived at once in the last run; empty when their
   * number was given.
   */
  public Optional<StepCosts> costs() {
    return Optional.ofNullable(costs);
  }

  /** How many searches lived at once in the last run; 0 before. */
  public int mostLiveSearches() {
    return mostLive;
  }

  /** Steps that all runs so far took. */
  public long steps() {
    return steps;
  }

  @Override
  public int liveSearches() {
    return live.getAsInt();
  }

  @Override
  public Optional<End> asked() {
    return stop.requested();
  }

  @Override
  public PathFinder paths() {
    return (rules, limits) -> {
      StepObjectives objectives = new StepObjectives();
      String what = description + ", paths";
      StepJobs jobs = new StepJobs(spark, shards, data, objectives, settings, what);
      return Optional.of(new StepPathTests(jobs, objectives, data, sample, rules, limits));
    };
  }

  @Override
  public MinimaProver prover() {
    return MinimaProver.none(
        "the training set is divided over the executors, and a proof needs all of it: proofs are"
            + " made with execution.mode = restart-parallel");
  }

  @Override
  public EvaluatorFactory evaluators() {
    StepObjectives objectives = new StepObjectives();
    String what = description + ", claims and pictures";
    StepJobs jobs = new StepJobs(spark, shards, data, objectives, settings, what);
    return StepEvaluator.factory(
        objectives, data, sample, asked -> jobs.answer(0, List.of(asked)).get(0));
  }

  @Override
  public Execution run(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders recorders,
      Progress progress) {
    long ended = 0;
    if (!restarts.isEmpty() && stop.requested().isEmpty()) {
      try (Recorders.Recorder recorder = recorders.open("driver")) {
        ended = ended(job, restarts, maxSeconds, recorder, progress);
      }
    }

    boolean complete = ended == restarts.size();
    End incomplete = stop.requested().orElse(End.OUT_OF_TIME);
    return new Execution(complete ? End.COMPLETE : incomplete, ended);
  }

  private long ended(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders.Recorder recorder,
      Progress progress) {
    long began = System.nanoTime();
    StepObjectives objectives = new StepObjectives();
    StepJobs jobs = new StepJobs(spark, shards, data, objectives, settings, description);
    DataParallelRun run =
        new DataParallelRun(
            job,
            restarts,
            () -> maxSeconds > 0 && System.nanoTime() - began > 1e9 * maxSeconds,
            settings.groups(),
            settings.certificates(),
            new StepAsking(objectives, data, sample),
            jobs,
            jobs::cancel);
    stop.onRequest(run::stop);
    live = run::liveSearches;
    try {
      int most = settings.live() > 0 ? settings.live() : chosen(job, restarts, jobs, objectives);
      mostLive = (int) Math.min(most, restarts.size() * job.objectives().size());
      return stop.requested().isPresent() ? 0 : run.run(mostLive, recorder, progress);
    } catch (Exception e) {
      // Scala does not declare SparkException.
      throw failure(e);
    } finally {
      stop.onRequest(() -> {});
      steps += jobs.steps();
    }
  }

  /** What was reported as such, a full disk say; else what made a step or a search fail. */
  private static StudyException failure(Exception e) {
    Throwable cause = e;
    while (!(cause instanceof StudyException) && cause.getCause() != null) {
      cause = cause.getCause();
    }

    if (cause instanceof StudyException known) {
      return known;
    }

    boolean ofSpark = SparkException.class.isInstance(e);
    return StudyException.failed(
        (ofSpark ? "a step failed as often as Spark tries (" : "a search failed (")
            + cause
            + "); what had ended is stored, and the same command goes on",
        e);
  }

  /** The chosen number of live searches; 0 when asked to stop meanwhile. */
  private int chosen(
      RestartJob job, RestartSet restarts, StepJobs jobs, StepObjectives objectives) {
    try {
      if (measured == null) {
        StepCalibration calibration =
            new StepCalibration(
                jobs,
                objectives,
                data,
                sample,
                shards.getNumPartitions(),
                ClusterResources.of(spark).cores());
        measured = jobs.calibrating(() -> calibration.measure(job));
      }
    } catch (Exception e) {
      // Scala does not declare SparkException, which tells of a cancelled job.
      if (stop.requested().isEmpty()) {
        throw e;
      }

      return 0;
    }

    costs =
        StepCosts.of(
            measured.model(),
            measured.shape(),
            new StepCosts.Limits(
                settings.groups(), restarts.size() * job.objectives().size(), settings.mostLive()));
    return costs.live();
  }
}
