package org.minimacensus.spark;

import java.io.IOException;
import java.util.HashMap;
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
import org.minimacensus.data.InvalidDataException;
import org.minimacensus.data.Task;
import org.minimacensus.study.StudySpec.DataSpec;

/**
 * Reads Parquet files in the order of their names and of their rows. Footers are checked before
 * Spark reads, and rows are counted after, so that damaged files are found without failing tasks.
 */
final class ParquetFiles {
  private final Configuration hadoop;
  private final InputFiles files;

  /**
   * Reads in the Spark that runs: nothing else here needs a session, which takes seconds to open.
   */
  ParquetFiles(Configuration hadoop, InputFiles files) {
    this.hadoop = hadoop;
    this.files = files;
  }

  /**
   * The rows, whose pieces begin at rows.
   *
   * @throws InvalidDataException naming file and column
   */
  RowSource source(DataSpec spec) {
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
    return new RowSource(
        files,
        frame
            .select(selected)
            .javaRDD()
            .mapPartitions(rows -> new ParquetSlices(rows, columns, classes)),
        columns.featureNames(),
        columns.targetNames(),
        List.of(),
        true,
        (long) Double.BYTES
            * columns.count()
            * expectedRows.values().stream().mapToLong(Long::longValue).sum(),
        pieces -> {
          refuseLost(pieces.rowsOfFiles(), expectedRows);
          if (pieces.rows() == 0) {
            throw new InvalidDataException(files.asked() + ": expected data rows, found none");
          }
        });
  }

  private org.apache.spark.sql.Dataset<Row> frame() {
    String[] paths =
        files.files().stream()
            .map(f -> InputFiles.literal(f.getPath()).toString())
            .toArray(String[]::new);
    // A damaged page is then a shorter file, which the row count shows, instead of a failing task.
    return SparkSession.builder()
        .getOrCreate()
        .read()
        .option("ignoreCorruptFiles", "true")
        .option("parquet.page.verify-checksum.enabled", "true")
        .option("mergeSchema", "false")
        .parquet(paths);
  }

  /** Number of rows of each file by its footer. */
  private Map<String, Long> footers() {
    Map<String, Long> rows = new HashMap<>();
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

  private void refuseLost(Map<String, Long> found, Map<String, Long> expected) {
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
}
