package org.minimacensus.spark;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.minimacensus.data.Dataset;
import org.minimacensus.study.MinimaProver;
import org.minimacensus.study.RecountSource;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.Resources;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StepOverheads;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.SweepSummary;
import org.minimacensus.study.compare.ComparisonSummary;

/**
 * Spark with what commands do in it; closing it stops Spark. Faults of data and folders are
 * reported by exceptions alone: what Spark would log of them is silenced.
 */
public final class SparkJob implements AutoCloseable {
  private final SparkContext spark;

  private SparkJob(SparkContext spark) {
    this.spark = spark;
  }

  /**
   * @param study what the application is called in Spark's UI
   */
  public static SparkJob open(String study) {
    return new SparkJob(SparkContexts.open(JobDescription.APPLICATION + study));
  }

  /**
   * Reads a training set whose shards stay on executors; to be closed when it is not needed any
   * more.
   *
   * @throws StudyException (exit code 3) when no study can use it
   */
  public ShardedTrainingSet trainingSet(StudySpec.DataSpec spec, int shards) {
    return SparkLogs.silently(() -> ShardedTrainingSet.read(spark, spec, shards));
  }

  /** What stands for a training set where the inputs are a population. */
  public ShardedTrainingSet noTrainingSet(int inputs) {
    return ShardedTrainingSet.none(spark, inputs);
  }

  /**
   * Reads starts from a file.
   *
   * @param parameters of the network, one column each
   * @throws StudyException (exit code 2) when it does not hold such starts
   */
  public StartFile starts(String path, int parameters) {
    return SparkLogs.silently(() -> StartFile.read(spark, path, parameters));
  }

  /**
   * The runs of a study.
   *
   * @throws StudyException (exit code 4) when there is no such file system
   */
  public ResultStore store(StudyPlan plan) {
    return SparkLogs.silently(() -> ParquetRunStore.of(spark, plan));
  }

  /**
   * A published run.
   *
   * @throws StudyException exit code 4 when it is no published run; 5 when it is damaged or of an
   *     unknown schema
   */
  public ParquetRun run(String folder) {
    return SparkLogs.silently(() -> ParquetRun.open(spark.hadoopConfiguration(), folder));
  }

  /**
   * The endpoints of a published run, counted as those of a run that has just ended.
   *
   * @param plan the study of the run
   */
  public RecountSource endpoints(ParquetRun run, StudyPlan plan) {
    return run.countable(spark, plan);
  }

  /**
   * Where a recount of a run is stored.
   *
   * @param key what it depends on beside the run, in one text
   * @param output folder that holds all studies; empty: beside the run
   * @throws StudyException (exit code 4) when there is no such file system
   */
  public RecordFolder<RecountSummary> recountFolder(ParquetRun run, String key, String output) {
    return SparkLogs.silently(() -> RecordFolder.RECOUNT.of(spark, run, key, output));
  }

  /**
   * The published runs in the folder of a study.
   *
   * @throws StudyException exit code 4 when it is no such folder, has none or one of another study;
   *     5 when one is damaged or of an unknown schema
   */
  public StudyFolder study(String folder) {
    return SparkLogs.silently(() -> StudyFolder.open(spark, folder));
  }

  /**
   * Runs of a study as if they were one; to be closed when their counts are not needed.
   *
   * @param plan the study
   */
  public ParquetMergedRuns merged(StudyFolder study, StudyPlan plan) {
    return ParquetMergedRuns.of(spark, study, plan);
  }

  /**
   * Where a census of a study so far is stored.
   *
   * @param key what it depends on beside the runs, in one text
   * @param output folder that holds all studies; empty: in the folder of the runs
   * @throws StudyException (exit code 4) when there is no such file system
   */
  public CensusFolder censusFolder(StudyFolder study, String key, String output) {
    return SparkLogs.silently(() -> CensusFolder.of(spark, study, key, output));
  }

  /**
   * Two published runs side by side.
   *
   * @param plan study of the candidate; the baseline has the same objectives and rules of the
   *     census
   */
  public RunPair pair(StudyPlan plan, ParquetRun baseline, ParquetRun candidate) {
    return RunPair.of(spark, plan, baseline, candidate);
  }

  /**
   * Where a comparison is stored.
   *
   * @param key what it depends on beside the candidate, in one text
   * @param output folder that holds all studies; empty: beside the candidate
   * @throws StudyException (exit code 4) when there is no such file system
   */
  public RecordFolder<ComparisonSummary> compareFolder(
      ParquetRun candidate, String key, String output) {
    return SparkLogs.silently(() -> RecordFolder.COMPARISON.of(spark, candidate, key, output));
  }

  /**
   * The nights of a study.
   *
   * @param tonight a published night of it
   * @throws StudyException (exit code 5) when something that is stored of them is damaged
   */
  public NightFolders nights(ParquetRun tonight) {
    return SparkLogs.silently(() -> NightFolders.of(spark, tonight));
  }

  /**
   * Where an escape from a minimum of a run is stored.
   *
   * @param key what it depends on beside the run, in one text
   * @param output folder that holds all studies; empty: beside the run
   * @throws StudyException (exit code 4) when there is no such file system
   */
  public EscapeFolder escapeFolder(ParquetRun run, String key, String output) {
    return SparkLogs.silently(() -> EscapeFolder.of(spark, run, key, output));
  }

  /**
   * Stores a page of a run that was made from what is stored of it.
   *
   * @param page HTML
   * @param output folder that holds all studies; empty: beside the run
   * @return where, as a person writes it
   * @throws StudyException exit code 4 when it cannot be written; 5 when what is there is damaged
   */
  public String storeReport(ParquetRun run, String page, String output) {
    return SparkLogs.silently(() -> ReportFolder.store(spark, run, page, output));
  }

  /**
   * Stores a sweep.
   *
   * @param page of it, as HTML
   * @param output folder that holds all studies
   * @return where, as a person writes it
   * @throws StudyException exit code 4 when it cannot be written; 5 when what is there is damaged
   */
  public String store(SweepSummary sweep, String page, String output) {
    return SparkLogs.silently(() -> SweepFolder.store(spark, sweep, page, output));
  }

  /**
   * Distributes whole restarts.
   *
   * @param dataset sent to every executor
   * @param secondsPerRestart all objectives on one core, as {@code GuidedTasks} wants it; 0:
   *     unknown
   * @param description shown in Spark's UI
   */
  public RestartExecutor restartParallel(
      Dataset dataset, double secondsPerRestart, StopRequest stop, String description) {
    return new SparkRestartExecutor(spark, dataset, secondsPerRestart, stop, description);
  }

  /**
   * Proves minima.
   *
   * @param dataset sent to every executor
   * @param description shown in Spark's UI
   */
  public MinimaProver prover(Dataset dataset, StopRequest stop, String description) {
    return new SparkMinimaProver(
        JavaSparkContext.fromSparkContext(spark), dataset, stop, description);
  }

  /**
   * Distributes the training set.
   *
   * @param live searches alive at the same time; 0: chosen by what steps cost
   * @param most bound of a chosen number
   * @param description shown in Spark's UI
   */
  public DataParallelExecutor dataParallel(
      ShardedTrainingSet data, int live, int most, StopRequest stop, String description) {
    return new DataParallelExecutor(
        spark,
        data.shards(),
        data.facts(),
        stop,
        description,
        StepSettings.DEFAULT.withLive(live).withMostLive(most));
  }

  /** Runs an action while every ended task, and every heartbeat, is told of. */
  public <T> T telling(Runnable told, Supplier<T> action) {
    TaskEndListener listener = new TaskEndListener(told);
    spark.addSparkListener(listener);
    try {
      return action.get();
    } finally {
      spark.removeSparkListener(listener);
    }
  }

  /** What this Spark offers a study. */
  public Resources resources() {
    return ClusterResources.of(spark);
  }

  /**
   * Measures steps without rows.
   *
   * @param seconds a clock that never runs backwards
   */
  public StepOverheads.Meter stepMeter(DoubleSupplier seconds) {
    return new SparkCalibration(spark, seconds);
  }

  /**
   * Begins to show how far a run is, as Spark's metrics; to be closed before this job is.
   *
   * @param seconds a clock that never runs backwards
   */
  public RunMetrics metrics(RunMetrics.Run run, DoubleSupplier seconds) {
    return RunMetrics.register(spark, run, seconds);
  }

  /** Begins to listen for the largest heaps; to be closed before this job is. */
  public PeakMemory peakMemory() {
    return PeakMemory.listen(spark);
  }

  /** Version of Spark. */
  public String version() {
    return spark.version();
  }

  /** Where Spark runs. */
  public String master() {
    return spark.master();
  }

  @Override
  public void close() {
    spark.stop();
  }
}
