package org.minimacensus.spark;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;

/**
 * The folder of a recount, {@code recount=RUN-HASH8} beside the run or in the study's folder
 * elsewhere: {@code recount.json} and a manifest.
 */
public final class RecountFolder implements AutoCloseable {
  static final String KIND = "recount";
  static final String FILE = "recount.json";

  private final ResultFolder folder;

  private RecountFolder(ResultFolder folder) {
    this.folder = folder;
  }

  static RecountFolder of(SparkContext spark, ParquetRun run, String key, String output) {
    return new RecountFolder(ResultFolder.of(spark, KIND, run, key, output));
  }

  /** The folder as a person writes it. */
  public String path() {
    return folder.path();
  }

  /**
   * What is stored there.
   *
   * @throws StudyException exit code 4 when it is no recount; 5 when it is damaged
   */
  public Optional<RecountSummary> find() {
    return folder.find(FILE, RecountSummary.class);
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
   * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
   */
  public void publish(RecountSummary recount) {
    folder.publish(
        (files, scratch) -> {
          files.write(new Path(scratch, FILE), StudyJson.write(recount));
          return Map.of();
        });
  }

  @Override
  public void close() {
    folder.close();
  }
}
