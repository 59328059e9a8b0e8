package org.minimacensus.spark;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.data.Dataset;
import org.minimacensus.study.DescentStep;
import org.minimacensus.study.EscapeJob;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import scala.Tuple2;

/**
 * The folder of an escape, {@code escape=RUN-HASH8} beside the run or in the study's folder
 * elsewhere: {@code escape.json}, {@code escape.html}, the table {@code escape-path} and a
 * manifest.
 */
public final class EscapeFolder implements AutoCloseable {
  private static final String ESCAPE = "escape.json";
  private static final String PAGE = "escape.html";

  static final Table<DescentStep> PATH =
      new Table<DescentStep>("escape-path")
          .ints("start", DescentStep::start)
          .text("phase", DescentStep::phase)
          .ints("step", DescentStep::step)
          .doubles("loss", DescentStep::loss)
          .doubles("base_loss", DescentStep::baseLoss)
          .array("a", DescentStep::a)
          .array("b", DescentStep::b)
          .array("weight_norm", DescentStep::weightNorm)
          .doubles("contribution", DescentStep::contribution)
          .doubles("group_residual", DescentStep::groupResidual)
          .doubles("gradient_norm", DescentStep::gradientNorm)
          .array("theta", DescentStep::theta)
          .array("augmentation", DescentStep::augmentation)
          .array("augmentation_chart", DescentStep::augmentationChart);

  /** Steps of a way that are drawn, about. */
  private static final int GLANCED = 400;

  private final JavaSparkContext spark;
  private final ResultFolder folder;
  private final TableWriter table;

  private EscapeFolder(SparkContext spark, ResultFolder folder) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.folder = folder;
    this.table = new TableWriter(folder.files(), TaskConfiguration.of(spark), folder.scratch());
  }

  static EscapeFolder of(SparkContext spark, ParquetRun run, String key, String output) {
    return new EscapeFolder(spark, ResultFolder.of(spark, "escape", run, key, output));
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
   * Follows all starts of an escape, one in each task, and writes the table of their ways; to be
   * prepared before.
   *
   * @return one for each start, in their order, at a glance
   * @throws StudyException (exit code 4) when the table cannot be written
   */
  public List<EscapeJob.Escaped> follow(EscapeJob job, Dataset dataset) {
    List<Integer> starts = IntStream.range(0, job.starts()).boxed().toList();
    JobDescription.set(spark.sc(), "leaving a minimum");
    Broadcast<Dataset> data = spark.broadcast(dataset);
    JavaRDD<EscapeJob.Escaped> escaped =
        spark
            .parallelize(starts, starts.size())
            .map(start -> job.run(data.value(), start))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<EscapeJob.Escaped> glances = escaped.map(e -> e.glance(GLANCED)).collect();
      boolean none = glances.stream().allMatch(e -> e.path().isEmpty());
      writeTable(none ? null : escaped);
      return glances;
    } finally {
      escaped.unpersist();
      data.destroy();
    }
  }

  /**
   * @param escaped null: without rows
   */
  private void writeTable(JavaRDD<EscapeJob.Escaped> escaped) {
    SparkLogs.silently(
        () -> {
          try {
            if (escaped == null) {
              table.writeEmpty(PATH.name(), PATH.schema());
            } else {
              table.write(PATH.name(), PATH.schema(), escaped.flatMap(EscapeFolder::rows));
            }

            return null;
          } catch (IOException | RuntimeException | FSError e) {
            throw ParquetRunStore.unwritable(folder.folder(), e);
          }
        });
  }

  /** A file for each start. */
  private static Iterator<Tuple2<Long, Row>> rows(EscapeJob.Escaped escaped) {
    return escaped.path().stream()
        .map(step -> new Tuple2<>((long) step.start(), PATH.row(step)))
        .iterator();
  }

  /**
   * Writes what was found, without starts an empty table too; to be prepared before.
   *
   * @param page what a person reads, HTML
   * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
   */
  public void publish(EscapeSummary escape, String page) {
    if (table.written().isEmpty()) {
      writeTable(null);
    }

    folder.publish(
        (files, scratch) -> {
          files.write(new Path(scratch, ESCAPE), StudyJson.write(escape));
          files.write(new Path(scratch, PAGE), page);
          return table.written();
        });
  }

  @Override
  public void close() {
    folder.close();
  }
}
