package org.minimacensus.spark;

import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.compare.ComparisonSummary;

/**
 * The folder of a comparison, {@code compare=CANDIDATE-HASH8} beside the candidate or in its
 * study's folder elsewhere: {@code compare.json} and a manifest.
 */
public final class CompareFolder implements AutoCloseable {
  static final String KIND = "compare";
  static final String FILE = "compare.json";

  private final ResultFolder folder;

  private CompareFolder(ResultFolder folder) {
    this.folder = folder;
  }

  static CompareFolder of(SparkContext spark, ParquetRun run, String key, String output) {
    return new CompareFolder(ResultFolder.of(spark, KIND, run, key, output));
  }

  /** The folder as a person writes it. */
  public String path() {
    return folder.path();
  }

  /**
   * What is stored there.
   *
   * @throws StudyException exit code 4 when it is no comparison; 5 when it is damaged
   */
  public Optional<ComparisonSummary> find() {
    return folder.find(FILE, ComparisonSummary.class);
  }

  /**
   * Makes sure that it can be written before anything is compared.
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
  public void publish(ComparisonSummary comparison) {
    folder.publish(
        (files, scratch) -> {
          files.write(new Path(scratch, FILE), StudyJson.write(comparison));
          return Map.of();
        });
  }

  @Override
  public void close() {
    folder.close();
  }
}
