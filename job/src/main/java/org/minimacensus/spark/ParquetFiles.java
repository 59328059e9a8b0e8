package org.minimacensus.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.minimacensus.data.DataTable;
import org.minimacensus.data.DecimalText;
import org.minimacensus.data.InvalidDataException;
import org.minimacensus.data.Task;
import org.minimacensus.study.StudySpec.DataSpec;

/**
 * Reads Parquet files in the order of their names and of their rows. Footers are checked before
 * Spark reads, and rows are counted after, so that damaged files are found without failing tasks.
 */
final class ParquetFiles {
  private final SparkSession spark;
  private final InputFiles files;

  ParquetFiles(SparkSession spark, InputFiles files) {
    this.spark = spark;
    this.files = files;
  }

  /**
   * @throws InvalidDataException naming file, row (from 1) and column
   */
  DataTable table(DataSpec spec) {
    Map<String, Long> expectedRows = footers();
    org.apache.spark.sql.Dataset<Row> frame = frame();
    List<StructField> fields = List.of(frame.schema().fields());
    String where = files.shown(files.files().get(0).getPath());
    Columns columns =
        Columns.named(fields.stream().map(StructField::name).toList(), spec.target(), where);
    boolean classes = spec.task() != Task.REGRESSION;
    checkTypes(fields, columns, classes, where);
    Column[] selected =
        Stream.concat(
                columns.names().stream()
                    .map(name -> functions.col("`" + name.replace("`", "``") + "`")),
                Stream.of(
                    functions.col("_metadata.file_path"), functions.col("_metadata.row_index")))
            .toArray(Column[]::new);
    RowReader reader = new RowReader(columns, classes);
    List<ReadRow> rows =
        new ArrayList<>(frame.select(selected).javaRDD().mapPartitions(reader::read).collect());
    rows.sort(Comparator.comparing((ReadRow r) -> r.file).thenComparingLong(r -> r.index));
    refuseFaults(rows);
    refuseLost(rows, expectedRows);
    if (rows.isEmpty()) {
      throw new InvalidDataException(files.asked() + ": expected data rows, found none");
    }
    double[][] features = rows.stream().map(r -> r.row.features()).toArray(double[][]::new);
    return classes
        ? DataTable.ofLabels(
            files.asked(),
            columns.featureNames(),
            columns.targetNames().get(0),
            features,
            rows.stream().map(r -> r.row.label()).toList())
        : DataTable.ofNumbers(
            files.asked(),
            columns.featureNames(),
            columns.targetNames(),
            features,
            rows.stream().map(r -> r.row.targets()).toArray(double[][]::new));
  }

  private org.apache.spark.sql.Dataset<Row> frame() {
    String[] paths =
        files.files().stream()
            .map(f -> InputFiles.literal(f.getPath()).toString())
            .toArray(String[]::new);
    // A damaged page is then a shorter file, which the row count shows, instead of a failing task.
    return spark
        .read()
        .option("ignoreCorruptFiles", "true")
        .option("parquet.page.verify-checksum.enabled", "true")
        .option("mergeSchema", "false")
        .parquet(paths);
  }

  /** Number of rows of each file by its footer. */
  private Map<String, Long> footers() {
    Map<String, Long> rows = new HashMap<>();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    MessageType schema = null;
    for (FileStatus file : files.files()) {
      String name = files.shown(file.getPath());
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromStatus(file, hadoop))) {
        ParquetMetadata footer = reader.getFooter();
        MessageType found = footer.getFileMetaData().getSchema();
        if (schema != null && !schema.getFields().equals(found.getFields())) {
          throw new InvalidDataException(
              name
                  + ": expected the columns of the first file, "
                  + columnsOf(schema)
                  + ", found "
                  + columnsOf(found));
        }
        schema = found;
        rows.put(
            file.getPath().toString(),
            footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum());
      } catch (InvalidDataException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw new InvalidDataException(
            name
                + ": expected a Parquet file, found something else or a damaged one: "
                + InputFiles.firstLine(e));
      }
    }
    return rows;
  }

  private static String columnsOf(MessageType schema) {
    return String.join(
        ", ", schema.getFields().stream().map(f -> f.toString().replaceAll("\\s+", " ")).toList());
  }

  private static void checkTypes(
      List<StructField> fields, Columns columns, boolean classes, String where) {
    for (int c = 0; c < fields.size(); c++) {
      DataType type = fields.get(c).dataType();
      int index = c;
      boolean isLabel = classes && IntStream.of(columns.targets()).anyMatch(t -> t == index);
      boolean fits =
          type instanceof NumericType
              || (isLabel && (type instanceof StringType || type instanceof BooleanType));
      if (!fits) {
        throw new InvalidDataException(
            where
                + ": "
                + columns.shown(c)
                + ": expected "
                + (isLabel ? "numbers, text or booleans as classes" : "numbers")
                + ", found the type "
                + type.simpleString()
                + (isLabel ? "" : "; replace it by numeric columns"));
      }
    }
  }

  private void refuseFaults(List<ReadRow> rows) {
    for (ReadRow row : rows) {
      if (!row.fault.isEmpty()) {
        throw new InvalidDataException(
            files.shown(path(row.file)) + ": row " + (row.index + 1) + ": " + row.fault);
      }
    }
  }

  private void refuseLost(List<ReadRow> rows, Map<String, Long> expected) {
    Map<String, Long> found = new HashMap<>();
    rows.forEach(row -> found.merge(row.file, 1L, Long::sum));
    for (FileStatus file : files.files()) {
      String name = file.getPath().toString();
      long rowsFound = found.getOrDefault(name, 0L);
      if (rowsFound != expected.get(name)) {
        throw new InvalidDataException(
            files.shown(file.getPath())
                + ": expected "
                + expected.get(name)
                + " rows by its footer, found "
                + rowsFound
                + " readable ones; the file is damaged");
      }
    }
  }

  private static org.apache.hadoop.fs.Path path(String file) {
    return new org.apache.hadoop.fs.Path(file);
  }

  /** A row with its place. */
  private static final class ReadRow implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final long index;
    private final TextRow row;
    private final String fault;

    ReadRow(String file, long index, TextRow row, String fault) {
      this.file = file;
      this.index = index;
      this.row = row;
      this.fault = fault;
    }
  }

  /** Spark's rows to numbers, within a task. */
  private static final class RowReader implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Columns columns;
    private final boolean classes;

    RowReader(Columns columns, boolean classes) {
      this.columns = columns;
      this.classes = classes;
    }

    Iterator<ReadRow> read(Iterator<Row> rows) {
      List<ReadRow> out = new ArrayList<>();
      Map<String, String> names = new HashMap<>();
      rows.forEachRemaining(
          row -> {
            // Spark gives paths as URIs with escapes; Hadoop's names have none.
            String file =
                names.computeIfAbsent(
                    row.getString(columns.count()),
                    uri -> new org.apache.hadoop.fs.Path(java.net.URI.create(uri)).toString());
            long index = row.getLong(columns.count() + 1);
            try {
              double[] features = numbers(row, columns.features());
              int target = columns.targets()[0];
              TextRow read =
                  classes
                      ? TextRow.dense(features, new double[0], label(row, target))
                      : TextRow.dense(features, numbers(row, columns.targets()), "");
              out.add(new ReadRow(file, index, read, ""));
            } catch (FieldFault e) {
              out.add(new ReadRow(file, index, null, e.getMessage()));
            }
          });
      return out.iterator();
    }

    private String label(Row row, int column) throws FieldFault {
      Object value = row.get(column);
      return CsvParser.label(
          value == null
              ? ""
              : value instanceof Number n ? DecimalText.plain(n.doubleValue()) : value.toString(),
          columns.shown(column));
    }

    private double[] numbers(Row row, int[] of) throws FieldFault {
      double[] numbers = new double[of.length];
      for (int i = 0; i < of.length; i++) {
        Object value = row.get(of[i]);
        double number = value instanceof Number n ? n.doubleValue() : Double.NaN;
        if (!Double.isFinite(number)) {
          throw new FieldFault(
              columns.shown(of[i])
                  + ": expected a finite number, found "
                  + (value == null ? "null" : value));
        }
        numbers[i] = number;
      }
      return numbers;
    }
  }
}
