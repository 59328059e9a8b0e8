package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DecimalText;
import org.minimacensus.data.InvalidDataException;
import org.minimacensus.data.Task;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec.DataSpec;

/**
 * Reads a training set through Spark: CSV, LIBSVM or Parquet from any Hadoop path. Files in the
 * order of their names, rows in the order of the file; the result does not depend on splits or
 * partitions.
 */
public final class SparkDataReader {
  private final SparkContext spark;
  private final Options options;

  public SparkDataReader(SparkContext spark) {
    this(spark, Options.CHOSEN);
  }

  SparkDataReader(SparkContext spark, Options options) {
    this.spark = spark;
    this.options = options;
  }

  /**
   * How rows are read and laid out; no bit of a training set depends on it.
   *
   * @param splitBytes most bytes of text a task reads; 0 leaves it to Hadoop
   * @param partitions of the shards; 0: chosen by slots and size
   * @param driverBytes up to this size a training set is prepared on the driver
   */
  record Options(long splitBytes, int partitions, long driverBytes) {
    static final Options CHOSEN = new Options(0, 0, 4 << 20);
  }

  /**
   * The checked, coded and scaled training set in the driver's memory.
   *
   * @param shards number of fixed slices
   * @throws StudyException (exit code 3) naming file, row (line of the file from 1) and column of
   *     what no study can use
   */
  public Dataset read(DataSpec spec, int shards) {
    try (ShardedTrainingSet set = shards(spec, shards)) {
      return set.collect();
    }
  }

  /**
   * The checked, coded and scaled training set, its shards on executors.
   *
   * @param shards number of fixed slices
   * @throws StudyException (exit code 3) as {@link #read}
   */
  public ShardedTrainingSet shards(DataSpec spec, int shards) {
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark);
      InputFiles files = InputFiles.find(context.hadoopConfiguration(), spec.path());
      RowSource source =
          switch (spec.format()) {
            case "csv" -> csv(spec, files, new TextFiles(context, files, options.splitBytes()));
            case "libsvm" ->
                libsvm(spec, files, new TextFiles(context, files, options.splitBytes()));
            case "parquet" -> new ParquetFiles(context.hadoopConfiguration(), files).source(spec);
            default ->
                throw new IllegalArgumentException(
                    "data.format must be csv, libsvm or parquet, was " + spec.format());
          };
      return new TrainingSetReader(context, source, spec, options).read(shards);
    } catch (InvalidDataException e) {
      throw StudyException.data(e.getMessage());
    }
  }

  private static RowSource csv(DataSpec spec, InputFiles files, TextFiles text) {
    String where = files.shown(text.firstFile()) + ": row 1";
    List<String> first = fields(text.firstLine(), where);
    Columns columns =
        spec.header()
            ? Columns.named(first, spec.target(), where)
            : Columns.numbered(first.size(), spec.target(), where);
    List<String> observations = new ArrayList<>();
    boolean numbers =
        IntStream.of(columns.features()).allMatch(c -> DecimalText.isFinite(first.get(c)));
    boolean words =
        IntStream.of(columns.features())
            .noneMatch(
                c ->
                    DecimalText.isFinite(first.get(c))
                        || first.get(c).isEmpty()
                        || DecimalText.isNonFinite(first.get(c)));
    if (spec.header() && numbers) {
      observations.add(
          "the header line holds only numbers ("
              + String.join(", ", columns.featureNames())
              + "): if it is a row of data, set data.header = false");
    }
    if (!spec.header() && words) {
      throw new InvalidDataException(
          where
              + ": "
              + columns.shown(columns.features()[0])
              + ": expected a finite number, "
              + DecimalText.found(first.get(columns.features()[0]))
              + "; if the first line holds column names, set data.header = true");
    }
    LineParser parser =
        spec.task() != Task.REGRESSION
            ? CsvParser.ofClasses(columns, spec.header())
            : CsvParser.ofNumbers(columns, spec.header());
    return new RowSource(
        files,
        text.slices(parser),
        columns.featureNames(),
        columns.targetNames(),
        observations,
        false,
        text.likelyBytes(),
        pieces -> text.refuseNoRows(pieces, parser));
  }

  private static RowSource libsvm(DataSpec spec, InputFiles files, TextFiles text) {
    LineParser parser =
        spec.task() != Task.REGRESSION ? LibsvmParser.ofClasses() : LibsvmParser.ofNumbers();
    return new RowSource(
        files,
        text.slices(parser),
        List.of(),
        List.of("label"),
        List.of(),
        false,
        text.likelyBytes(),
        pieces -> {
          text.refuseNoRows(pieces, parser);
          if (pieces.columnsNeeded() == 0) {
            throw new InvalidDataException(
                files.asked() + ": expected fields INDEX:VALUE, found labels only");
          }
        });
  }

  private static List<String> fields(String line, String where) {
    if (line.isBlank()) {
      throw new InvalidDataException(
          where + ": expected comma separated fields, found a blank line");
    }
    try {
      return CsvLine.split(line);
    } catch (FieldFault e) {
      throw new InvalidDataException(where + ": " + e.getMessage());
    }
  }
}
