package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.minimacensus.data.DataTable;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DecimalText;
import org.minimacensus.data.InvalidDataException;
import org.minimacensus.data.Scaling;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingSet;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec.DataSpec;

/**
 * Reads a training set through Spark: CSV, LIBSVM or Parquet from any Hadoop path. Files in the
 * order of their names, rows in the order of the file; the result does not depend on splits or
 * partitions.
 */
public final class SparkDataReader {
  private final SparkSession spark;
  private final long splitBytes;

  public SparkDataReader(SparkSession spark) {
    this(spark, 0);
  }

  /**
   * @param splitBytes most bytes a task reads; 0 leaves it to Hadoop
   */
  SparkDataReader(SparkSession spark, long splitBytes) {
    this.spark = spark;
    this.splitBytes = splitBytes;
  }

  /**
   * The checked, coded and scaled training set.
   *
   * @param shards number of fixed slices
   * @throws StudyException (exit code 3) naming file, row (line of the file from 1) and column of
   *     what no study can use
   */
  public Dataset read(DataSpec spec, int shards) {
    try {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      InputFiles files = InputFiles.find(context.hadoopConfiguration(), spec.path());
      List<String> observations = new ArrayList<>();
      DataTable table =
          switch (spec.format()) {
            case "csv" -> csv(spec, files, new TextFiles(context, files, splitBytes), observations);
            case "libsvm" -> libsvm(spec, files, new TextFiles(context, files, splitBytes));
            case "parquet" -> new ParquetFiles(spark, files).table(spec);
            default ->
                throw new IllegalArgumentException(
                    "data.format must be csv, libsvm or parquet, was " + spec.format());
          };
      return TrainingSet.prepare(
          table,
          spec.task(),
          spec.standardize() ? Scaling.STANDARDIZE : Scaling.NONE,
          shards,
          observations);
    } catch (InvalidDataException e) {
      throw StudyException.data(e.getMessage());
    }
  }

  private static DataTable csv(
      DataSpec spec, InputFiles files, TextFiles text, List<String> observations) {
    String where = files.shown(text.firstFile()) + ": row 1";
    List<String> first = fields(text.firstLine(), where);
    Columns columns =
        spec.header()
            ? Columns.named(first, spec.target(), where)
            : Columns.numbered(first.size(), spec.target(), where);
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
    boolean classes = spec.task() != Task.REGRESSION;
    List<TextRow> rows =
        text.rows(
            classes
                ? CsvParser.ofClasses(columns, spec.header())
                : CsvParser.ofNumbers(columns, spec.header()));
    double[][] features = rows.stream().map(TextRow::features).toArray(double[][]::new);
    return table(
        spec, files.asked(), columns.featureNames(), columns.targetNames(), features, rows);
  }

  private static DataTable libsvm(DataSpec spec, InputFiles files, TextFiles text) {
    boolean classes = spec.task() != Task.REGRESSION;
    List<TextRow> rows = text.rows(classes ? LibsvmParser.ofClasses() : LibsvmParser.ofNumbers());
    int columns = rows.stream().mapToInt(TextRow::columnsNeeded).max().orElse(0);
    if (columns == 0) {
      throw new InvalidDataException(
          files.asked() + ": expected fields INDEX:VALUE, found labels only");
    }
    long bytes = (long) rows.size() * columns * Double.BYTES;
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new InvalidDataException(
          files.asked()
              + ": expected a table that fits into the driver's memory, found "
              + rows.size()
              + " rows x "
              + columns
              + " columns (the highest index); give the driver more memory (--driver-memory)");
    }
    double[][] features = rows.stream().map(row -> row.spread(columns)).toArray(double[][]::new);
    List<String> names = IntStream.rangeClosed(1, columns).mapToObj(i -> "column " + i).toList();
    return table(spec, files.asked(), names, List.of("label"), features, rows);
  }

  private static DataTable table(
      DataSpec spec,
      String source,
      List<String> featureNames,
      List<String> targetNames,
      double[][] features,
      List<TextRow> rows) {
    if (spec.task() == Task.REGRESSION) {
      return DataTable.ofNumbers(
          source,
          featureNames,
          targetNames,
          features,
          rows.stream().map(TextRow::targets).toArray(double[][]::new));
    }
    return DataTable.ofLabels(
        source,
        featureNames,
        targetNames.get(0),
        features,
        rows.stream().map(TextRow::label).toList());
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
