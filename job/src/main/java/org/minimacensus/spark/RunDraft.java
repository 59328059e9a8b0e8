package org.minimacensus.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;

/** Collects the endpoints of a run in its staging folder and publishes the run by one rename. */
final class RunDraft implements ResultStore.Draft {
  private static final long ENDPOINTS_PER_FILE = 100_000;
  private static final long MINIMA_PER_FILE = 100_000;

  /** Endpoints whose steps are in one file. */
  private static final long TRACED_PER_FILE = 1_000;

  private final SparkSession spark;
  private final StoreFiles files;
  private final Path root;
  private final Path target;
  private final String studyHash;
  private final List<String> objectives;
  private final MinimaCounter counter;
  private final StagingFolders folders;
  private final Staging staging;
  private final boolean replaces;
  private final RestartSet stored;
  private PartLedger ledger;

  /**
   * @param target the folder of the run; what is there at this moment is an interrupted run, which
   *     the result replaces
   */
  RunDraft(
      SparkSession spark,
      StoreFiles files,
      Path root,
      Path target,
      String studyHash,
      List<String> objectives,
      MinimaCounter counter,
      StagingFolders folders)
      throws IOException {
    this.spark = spark;
    this.files = files;
    this.root = root;
    this.target = target;
    this.studyHash = studyHash;
    this.objectives = objectives;
    this.counter = counter;
    this.folders = folders;
    this.staging = folders.open(target.getName(), studyHash);
    this.replaces = files.exists(target);
    this.stored = recorded();
  }

  private RestartSet recorded() throws IOException {
    try {
      return parts().restarts(spark);
    } catch (IOException | RuntimeException e) {
      folders.close(staging);
      throw e;
    }
  }

  private Configuration configuration() {
    return spark.sparkContext().hadoopConfiguration();
  }

  private PartFiles parts() throws IOException {
    return PartFiles.in(files, staging.parts(), target);
  }

  @Override
  public RestartSet stored() {
    return stored;
  }

  @Override
  public Recorders recorders() {
    return new PartRecorders(
        configuration(), staging.parts(), UUID.randomUUID().toString().substring(0, 8));
  }

  @Override
  public Ledger ledger(RestartSet planned) {
    try {
      PartFiles parts = parts();
      ledger =
          new PartLedger(spark, objectives, counter, parts, parts.restarts(spark).and(planned));
      return ledger;
    } catch (IOException e) {
      throw ParquetRunStore.unwritable(staging.folder(), e);
    }
  }

  @Override
  public String publish(RunSummary summary, Provenance provenance) {
    if (ledger == null) {
      throw new IllegalStateException("expected a ledger to publish, found none: call ledger()");
    }

    return SparkLogs.silently(() -> written(summary, provenance));
  }

  private String written(RunSummary summary, Provenance provenance) {
    try {
      write(summary, provenance);
      replace();
      return StoreFiles.readable(target);
    } catch (StudyException e) {
      throw e;
    } catch (Exception | FSError e) {
      // Scala does not declare what its writers throw.
      throw ParquetRunStore.unwritable(target, e);
    }
  }

  private void write(RunSummary summary, Provenance provenance) throws IOException {
    Path run = staging.result();
    files.deleteAll(run);
    files.create(run);
    JobDescription.set(spark.sparkContext(), "writing the tables of " + target.getName());
    TableWriter tables =
        new TableWriter(files, new SerializableConfiguration(configuration()), run);
    writeEndpoints(tables);
    writeMinima(tables, summary);
    writeTraces(tables);
    files.write(new Path(run, ParquetRun.SUMMARY), StudyJson.write(summary));
    files.write(new Path(run, ParquetRun.PROVENANCE), StudyJson.write(provenance));
    RunManifest manifest = RunManifest.of(files, run, studyHash, summary.run(), tables.written());
    files.write(new Path(run, RunManifest.NAME), StudyJson.write(manifest));
  }

  private void writeEndpoints(TableWriter tables) throws IOException {
    String name = RunTables.ENDPOINT_PARTS.name();
    if (ledger.endpointCount() == 0) {
      tables.writeEmpty(name, RunTables.ENDPOINTS);
      return;
    }

    tables.write(
        name,
        RunTables.ENDPOINTS,
        inFiles(ledger.publishedEndpoints(), ENDPOINTS_PER_FILE),
        List.of(PartLedger.RANK));
  }

  private void writeMinima(TableWriter tables, RunSummary summary) throws IOException {
    String name = RunTables.MINIMA.name();
    if (ledger.minimaCount() == 0) {
      tables.writeEmpty(name, RunTables.MINIMA.schema());
      return;
    }

    List<Double> best = summary.objectives().stream().map(o -> o.bestLoss()).toList();
    tables.write(
        name,
        RunTables.MINIMA.schema(),
        inFiles(ledger.publishedMinima(best), MINIMA_PER_FILE),
        List.of(PartLedger.RANK));
  }

  private static Dataset<Row> inFiles(Dataset<Row> ranked, long perFile) {
    return ranked.withColumn(
        TableWriter.FILE, functions.floor(col(PartLedger.RANK).divide(perFile)));
  }

  /** Not every restart is traced: files are numbered by those that have rows. */
  private void writeTraces(TableWriter tables) throws IOException {
    Dataset<Row> blocks = inFiles(ledger.traces(), TRACED_PER_FILE);
    long[] present =
        blocks.select(TableWriter.FILE).distinct().as(Encoders.LONG()).collectAsList().stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    if (present.length == 0) {
      return;
    }

    UDF1<Long, Long> number = block -> (long) Arrays.binarySearch(present, block);
    Dataset<Row> numbered =
        blocks.withColumn(
            TableWriter.FILE,
            functions.udf(number, DataTypes.LongType).apply(col(TableWriter.FILE)));
    tables.write(
        RunTables.TRACES.name(),
        RunTables.TRACES.schema(),
        numbered,
        List.of(PartLedger.RANK, "segment", "iteration"));
  }

  private void replace() throws IOException {
    Path replaced = folders.replaced(target.getName());
    if (replaces) {
      files.rename(target, replaced);
    }

    try {
      // Fails when another process published a run of this id in the meantime.
      files.rename(staging.result(), target);
    } catch (IOException e) {
      if (replaces) {
        files.rename(replaced, target);
      }

      throw e;
    }

    files.deleteAll(staging.folder());
    if (replaces) {
      files.deleteAll(replaced);
    }
  }

  @Override
  public void close() {
    if (ledger != null) {
      ledger.release();
    }

    try {
      files.deleteAll(staging.result());
      folders.close(staging);
      files.deleteIfEmpty(target.getParent());
      files.deleteIfEmpty(root);
    } catch (IOException e) {
      // What is left is removed by the next run; the result or the error of this one matters more.
      org.slf4j.LoggerFactory.getLogger(RunDraft.class)
          .warn("{} cannot be removed", staging.folder(), e);
    }
  }
}
