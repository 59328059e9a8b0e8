package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.minimacensus.census.CensusResult;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyResult;

/** Writes a run to its staging folder and publishes it by one rename. */
final class RunDraft implements ResultStore.Draft {
  private final SparkSession spark;
  private final StoreFiles files;
  private final Path root;
  private final Path target;
  private final String studyHash;
  private final StagingFolders folders;
  private final Path staging;
  private final boolean replaces;

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
      StagingFolders.Owner owner)
      throws IOException {
    this.spark = spark;
    this.files = files;
    this.root = root;
    this.target = target;
    this.studyHash = studyHash;
    this.folders = new StagingFolders(files, target.getParent(), owner);
    this.staging = folders.staging(target.getName());
    this.replaces = files.exists(target);
  }

  @Override
  public String publish(StudyResult result, Provenance provenance) {
    return SparkLogs.silently(() -> written(result, provenance));
  }

  private String written(StudyResult result, Provenance provenance) {
    try {
      write(result, provenance);
      replace();
      return StoreFiles.readable(target);
    } catch (StudyException e) {
      throw e;
    } catch (Exception e) {
      // Scala does not declare what its writers throw.
      throw ParquetRunStore.unwritable(target, e);
    }
  }

  private void write(StudyResult result, Provenance provenance) throws IOException {
    files.deleteAll(staging);
    files.create(staging);
    Map<String, Long> rows = new LinkedHashMap<>();
    write(RunTables.ENDPOINTS, endpoints(result), rows);
    write(RunTables.MINIMA, minima(result), rows);
    if (!result.trace().isEmpty()) {
      write(RunTables.TRACES, result.trace(), rows);
    }

    RunSummary summary = result.summary();
    files.write(new Path(staging, ParquetRun.SUMMARY), StudyJson.write(summary));
    files.write(new Path(staging, ParquetRun.PROVENANCE), StudyJson.write(provenance));
    RunManifest manifest = RunManifest.of(files, staging, studyHash, summary.run(), rows);
    files.write(new Path(staging, RunManifest.NAME), StudyJson.write(manifest));
  }

  private static List<RunTables.EndpointRow> endpoints(StudyResult result) {
    Map<String, CensusResult> counts = new LinkedHashMap<>();
    for (int o = 0; o < result.counts().size(); o++) {
      counts.put(result.summary().objectives().get(o).name(), result.counts().get(o));
    }

    List<RunTables.EndpointRow> rows = new ArrayList<>();
    for (Endpoint e : result.endpoints()) {
      OptionalInt id = counts.get(e.objective()).minimumOf(e);
      rows.add(new RunTables.EndpointRow(e, id.isPresent() ? (long) id.getAsInt() : null));
    }

    return rows;
  }

  private static List<RunTables.MinimumRow> minima(StudyResult result) {
    List<RunTables.MinimumRow> rows = new ArrayList<>();
    for (int o = 0; o < result.counts().size(); o++) {
      CensusResult count = result.counts().get(o);
      RunSummary.ObjectiveSummary summary = result.summary().objectives().get(o);
      for (int i = 0; i < count.minima().size(); i++) {
        rows.add(
            new RunTables.MinimumRow(
                summary.name(), count.minima().get(i), summary.minima().get(i)));
      }
    }

    return rows;
  }

  /** One part file in the order of the list, under a name that does not change from run to run. */
  private <T> void write(Table<T> table, List<T> content, Map<String, Long> rows)
      throws IOException {
    List<Row> sparkRows = content.stream().map(table::row).toList();
    Path written = new Path(staging, ".written-" + table.name());
    spark
        .createDataFrame(sparkRows, table.schema())
        .coalesce(1)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .option("compression", "snappy")
        .parquet(written.toString());
    List<Path> parts =
        files.list(written).stream().filter(p -> p.getName().endsWith(".parquet")).toList();
    if (parts.size() != 1) {
      throw new IllegalStateException(
          "expected one Parquet file in " + written + ", found " + parts.size());
    }

    Path folder = new Path(staging, table.name());
    files.create(folder);
    files.renameRaw(parts.get(0), new Path(folder, "part-00000.parquet"));
    files.deleteAll(written);
    rows.put(table.name(), (long) content.size());
  }

  private void replace() throws IOException {
    Path replaced = folders.replaced(target.getName());
    if (replaces) {
      files.rename(target, replaced);
    }

    // Fails when another process published a run of this id in the meantime.
    files.rename(staging, target);
    if (replaces) {
      files.deleteAll(replaced);
    }
  }

  @Override
  public void close() {
    try {
      files.deleteAll(staging);
      files.deleteIfEmpty(target.getParent());
      files.deleteIfEmpty(root);
    } catch (IOException e) {
      // What is left is removed by the next run; the result or the error of this one matters more.
      org.slf4j.LoggerFactory.getLogger(RunDraft.class).warn("{} cannot be removed", staging, e);
    }
  }
}
