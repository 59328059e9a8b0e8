package org.minimacensus.spark;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;

/**
 * Runs as folders of Parquet and JSON files on any Hadoop file system: {@code
 * OUT/study=NAME-HASH8/run=ID/}. A run is written to a folder beside its place, whose name begins
 * with a dot, and published by renaming that folder; so a run is there whole or not at all.
 */
public final class ParquetRunStore implements ResultStore {
  private final SparkContext spark;
  private final StoreFiles files;
  private final Path root;
  private final Path study;
  private final String studyHash;
  private final RunDraft.Counting counting;

  /**
   * @param output the folder that holds all studies
   * @param counting how the study's endpoints are counted
   * @throws StudyException (exit code 4) when there is no such file system
   */
  ParquetRunStore(
      SparkContext spark,
      String output,
      String studyName,
      String studyHash,
      RunDraft.Counting counting) {
    this.spark = spark;
    this.studyHash = studyHash;
    this.counting = counting;
    Path given = new Path(output);
    try {
      this.files = new StoreFiles(given, spark.hadoopConfiguration());
    } catch (IOException | RuntimeException e) {
      throw unwritable(given, e);
    }

    this.root = files.absolute(given);
    this.study = folder(root, studyName, studyHash);
  }

  /** The folder of a study in the folder that holds all studies. */
  static Path folder(Path root, String studyName, String studyHash) {
    return new Path(root, "study=" + studyName + "-" + studyHash.substring(0, 8));
  }

  /** The store of a study's runs under its conf's output path. */
  public static ParquetRunStore of(SparkContext spark, StudyPlan plan) {
    return new ParquetRunStore(
        spark,
        plan.spec().output().path(),
        plan.spec().name(),
        plan.hash(),
        new RunDraft.Counting(
            plan.job().objectives(), CensusCounters.of(plan), plan.spec().census()));
  }

  private Path folder(String runId) {
    return new Path(study, "run=" + runId);
  }

  @Override
  public Optional<StoredRun> find(String runId) {
    return SparkLogs.silently(() -> published(runId));
  }

  private Optional<StoredRun> published(String runId) {
    Path folder = folder(runId);
    try {
      new StagingFolders(files, study, writer()).recover();
      if (!files.exists(folder)) {
        return Optional.empty();
      }

      ParquetRun run = ParquetRun.open(spark.hadoopConfiguration(), files, folder);
      if (!run.provenance().studyHash().equals(studyHash)) {
        throw StudyException.output(
            StoreFiles.readable(folder)
                + " belongs to the study with hash "
                + run.provenance().studyHash()
                + ", this one has "
                + studyHash
                + "; choose another folder with --output",
            null);
      }

      return Optional.of(run);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  @Override
  public long firstRestart(String runId) {
    return SparkLogs.silently(() -> first(runId));
  }

  private long first(String runId) {
    try {
      StagingFolders staging = new StagingFolders(files, study, writer());
      staging.recover();
      return taken(staging).first(runId.isEmpty() ? "" : folder(runId).getName());
    } catch (IOException e) {
      throw StudyException.stored(
          "the runs in " + StoreFiles.readable(study) + " cannot be read: " + e.getMessage(), e);
    }
  }

  private TakenRestarts taken(StagingFolders staging) {
    return new TakenRestarts(files, study, studyHash, staging);
  }

  @Override
  public Draft draft(StudyRunner.Request request) {
    return SparkLogs.silently(() -> probed(request));
  }

  private Draft probed(StudyRunner.Request request) {
    try {
      StagingFolders staging = new StagingFolders(files, study, writer());
      staging.recover();
      String run = folder(request.runId()).getName();
      boolean begins = !taken(staging).isBegun(run);
      Staging own = staging.open(run, studyHash, request);
      return new RunDraft(
          spark,
          files,
          root,
          folder(request.runId()),
          studyHash,
          counting,
          staging,
          own,
          () -> begins && taken(staging).takenBefore(own, request));
    } catch (StudyException e) {
      throw e;
    } catch (IOException | RuntimeException | FSError e) {
      throw unwritable(study, e);
    }
  }

  /** Who writes: what an owner that is gone recorded is taken over. */
  private StagingFolders.Writer writer() {
    return StagingFolders.Writer.thisProcess(spark);
  }

  /**
   * What to tell of a folder that cannot be written: the innermost cause. Closing a file that
   * cannot be written fails once more, which Java reports in place of the cause.
   */
  static StudyException unwritable(Path path, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }

    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage().split("\n")[0];
    return StudyException.output(
        StoreFiles.readable(path)
            + " cannot be written: "
            + why
            + "; choose another folder with --output or output.path",
        e);
  }
}
