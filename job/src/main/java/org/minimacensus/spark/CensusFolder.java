package org.minimacensus.spark;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.CensusSummary;
import org.minimacensus.study.MergedRuns;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;

/**
 * The folder of a study so far, {@code census=HASH8} beside its runs or in the study's folder
 * elsewhere: {@code census.json}, the tables {@code minima}, {@code valleys} and {@code restarts},
 * and a manifest.
 */
public final class CensusFolder implements AutoCloseable {
  private static final String CENSUS = "census.json";

  /**
   * What one restart came to.
   *
   * @param minimum, valley ids; null when it is on none
   * @param run that it was counted from
   */
  record RestartRow(String objective, long restart, Long minimum, Long valley, String run) {}

  static final Table<RestartRow> RESTARTS =
      new Table<RestartRow>("restarts")
          .text("objective", RestartRow::objective)
          .longs("restart", RestartRow::restart)
          .nullableLong(RunTables.MINIMUM_ID, RestartRow::minimum)
          .nullableLong(RunTables.VALLEY_ID, RestartRow::valley)
          .text("run", RestartRow::run);

  private final SparkContext spark;
  private final ResultFolder folder;

  private CensusFolder(SparkContext spark, ResultFolder folder) {
    this.spark = spark;
    this.folder = folder;
  }

  static CensusFolder of(SparkContext spark, StudyFolder study, String key, String output) {
    StringBuilder runs = new StringBuilder(key);
    for (ParquetRun run : study.runs()) {
      runs.append('\n').append(StudyFolder.name(run)).append(' ').append(run.manifestSha256());
    }

    study.unpublished().forEach(name -> runs.append('\n').append(name));
    return new CensusFolder(
        spark, ResultFolder.ofStudy(spark, "census", study, runs.toString(), output));
  }

  /** The folder as a person writes it. */
  public String path() {
    return folder.path();
  }

  /**
   * What is stored there.
   *
   * @throws StudyException exit code 4 when it is no census; 5 when it is damaged
   */
  public Optional<CensusSummary> find() {
    return folder.find(CENSUS, CensusSummary.class);
  }

  /**
   * Makes sure that it can be written before anything is counted.
   *
   * @throws StudyException (exit code 4) when it cannot
   */
  public void prepare() {
    folder.prepare();
  }

  /**
   * Writes what was counted; to be prepared before.
   *
   * @param runs whose ledger counted every objective
   * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
   */
  public void publish(CensusSummary census, ParquetMergedRuns runs) {
    folder.publish(
        (files, scratch) -> {
          JobDescription.set(spark, "writing the tables of " + folder.folder().getName());
          TableWriter tables = new TableWriter(files, TaskConfiguration.of(spark), scratch);
          write(tables, census, runs);
          files.write(new Path(scratch, CENSUS), StudyJson.write(census));
          return tables.written();
        });
  }

  private static void write(TableWriter tables, CensusSummary census, ParquetMergedRuns runs)
      throws IOException {
    CountTables counts = new CountTables(tables, runs.counted());
    counts.writeMinima(census.count(), Proofs.NONE);
    counts.writeValleys();
    List<String> names = runs.members().stream().map(MergedRuns.Member::name).toList();
    List<RestartSet> counted = runs.members().stream().map(MergedRuns.Member::counted).toList();
    counts.writeEndpoints(
        RESTARTS.name(),
        RESTARTS.schema(),
        runs.counted().endpoints("objective", "restart"),
        (cells, minimum, valley) -> {
          long restart = (Long) cells[1];
          return RESTARTS.row(
              new RestartRow(
                  (String) cells[0], restart, minimum, valley, names.get(run(counted, restart))));
        });
  }

  /** The place of the run that a restart was counted from. */
  private static int run(List<RestartSet> counted, long restart) {
    for (int i = 0; i < counted.size(); i++) {
      if (counted.get(i).contains(restart)) {
        return i;
      }
    }

    throw new IllegalStateException("restart " + restart + " was counted from no run");
  }

  @Override
  public void close() {
    folder.close();
  }
}
