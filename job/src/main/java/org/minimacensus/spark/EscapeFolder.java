package org.minimacensus.spark;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.PathStep;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;

/**
 * The folder of an escape, {@code escape=RUN-HASH8} beside the run or in the study's folder
 * elsewhere: {@code escape.json}, {@code escape.html}, the table {@code escape-path} and a manifest.
 */
public final class EscapeFolder implements AutoCloseable {
  private static final String ESCAPE = "escape.json";
  private static final String PAGE = "escape.html";
  private static final String FILE = "part-00000.parquet";

  static final Table<PathStep> PATH =
      new Table<PathStep>("escape-path")
          .ints("start", PathStep::start)
          .text("phase", PathStep::phase)
          .ints("step", PathStep::step)
          .doubles("loss", PathStep::loss)
          .doubles("base_loss", PathStep::baseLoss)
          .array("a", PathStep::a)
          .array("b", PathStep::b)
          .array("weight_norm", PathStep::weightNorm)
          .doubles("contribution", PathStep::contribution)
          .doubles("group_residual", PathStep::groupResidual)
          .doubles("gradient_norm", PathStep::gradientNorm)
          .array("theta", PathStep::theta)
          .array("augmentation", PathStep::augmentation);

  private final ResultFolder folder;

  private EscapeFolder(ResultFolder folder) {
    this.folder = folder;
  }

  static EscapeFolder of(SparkContext spark, ParquetRun run, String key, String output) {
    return new EscapeFolder(ResultFolder.of(spark, "escape", run, key, output));
  }

  /** The folder as a person writes it. */
  public String path() {
    return folder.path();
  }

  /**
   * What is stored there.
   *
   * @throws StudyException exit code 4 when it is no escape; 5 when it is damaged
   */
  public Optional<EscapeSummary> find() {
    return folder.find(ESCAPE, EscapeSummary.class);
  }

  /**
   * Makes sure that it can be written before anything is followed.
   *
   * @throws StudyException (exit code 4) when it cannot
   */
  public void prepare() {
    folder.prepare();
  }

  /**
   * Writes what was found; to be prepared before.
   *
   * @param page what a person reads, HTML
   * @param path in the order of starts and steps
   * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
   */
  public void publish(EscapeSummary escape, String page, List<PathStep> path) {
    folder.publish(
        (files, scratch) -> {
          files.write(new Path(scratch, ESCAPE), StudyJson.write(escape));
          files.write(new Path(scratch, PAGE), page);
          return write(files, scratch, path);
        });
  }

  private static Map<String, Long> write(StoreFiles files, Path scratch, List<PathStep> path)
      throws IOException {
    Path table = new Path(scratch, PATH.name());
    files.create(table);
    try (RowFileWriter rows = new RowFileWriter(files, new Path(table, FILE), PATH.schema())) {
      for (PathStep step : path) {
        rows.write(PATH.row(step));
      }
    }

    return Map.of(PATH.name() + "/" + FILE, (long) path.size());
  }

  @Override
  public void close() {
    folder.close();
  }
}
