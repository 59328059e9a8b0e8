package org.minimacensus.spark;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.compare.ComparisonSummary;

/**
 * The folder of a result that is one record, {@code KIND=RUN-HASH8} beside its run or in the
 * study's folder elsewhere: a JSON file and a manifest.
 *
 * @param <T> the record
 */
public final class RecordFolder<T> implements AutoCloseable {
  static final Kind<RecountSummary> RECOUNT =
      new Kind<>("recount", "recount.json", RecountSummary.class);

  /** Beside the candidate. */
  static final Kind<ComparisonSummary> COMPARISON =
      new Kind<>("compare", "compare.json", ComparisonSummary.class);

  private final ResultFolder folder;
  private final Kind<T> kind;

  /**
   * A kind of results.
   *
   * @param name with which the names of its folders begin
   * @param file of the record
   */
  record Kind<T>(String name, String file, Class<T> type) {
    /**
     * What is stored of a run, or of a candidate.
     *
     * @param key what it depends on beside the run, in one text
     * @param output folder that holds all studies; empty: beside the run
     */
    RecordFolder<T> of(SparkContext spark, ParquetRun run, String key, String output) {
      return new RecordFolder<>(ResultFolder.of(spark, name, run, key, output), this);
    }
  }

  private RecordFolder(ResultFolder folder, Kind<T> kind) {
    this.folder = folder;
    this.kind = kind;
  }

  /** The folder as a person writes it. */
  public String path() {
    return folder.path();
  }

  /**
   * What is stored there.
   *
   * @throws StudyException exit code 4 when it is no result of this kind; 5 when it is damaged
   */
  public Optional<T> find() {
    return folder.find(kind.file, kind.type);
  }

  /**
   * Makes sure that it can be written before anything is computed.
   *
   * @throws StudyException (exit code 4) when it cannot
   */
  public void prepare() {
    folder.prepare();
  }

  /**
   * Writes what was found; to be prepared before.
   *
   * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
   */
  public void publish(T result) {
    folder.publish(
        (files, scratch) -> {
          files.write(new Path(scratch, kind.file), StudyJson.write(result));
          return Map.of();
        });
  }

  @Override
  public void close() {
    folder.close();
  }
}
