package org.minimacensus.spark;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.study.StudyException;

/**
 * Rows of a file that {@link RowFileWriter} wrote, in their order. Read where it is called, on the
 * driver or in a task: for the few files of most runs Spark's own reader takes longer to be set up
 * than all else.
 */
final class RowFileReader implements Iterator<Row>, Closeable {
  private final Path file;
  private final Predicate<Row> wanted;
  private final String remedy;
  private final ParquetReader<Row> reader;
  private Row next;

  /**
   * @param columns to be read, in any order; others of the file are passed over, and those that
   *     were added to its table later may be missing in it
   * @param wanted rows; others are passed over
   * @param remedy what to do when the file is damaged
   * @throws StudyException (exit code 5) when it is no such file or a damaged one
   */
  RowFileReader(
      Configuration configuration,
      Path file,
      StructType columns,
      Predicate<Row> wanted,
      String remedy) {
    this(configuration, file, columns, FilterCompat.NOOP, wanted, remedy);
  }

  /**
   * The same of a file of which only some restarts are asked for: what the file's index says to be
   * without them is not read.
   *
   * @param columns {@code restart} among them
   */
  static RowFileReader ofRestarts(
      Configuration configuration,
      Path file,
      StructType columns,
      Set<Long> restarts,
      Predicate<Row> wanted,
      String remedy) {
    // Parquet asks the set for null, which sets that are fixed refuse.
    Set<Long> asked = new HashSet<>(restarts);
    FilterCompat.Filter some =
        FilterCompat.get(FilterApi.in(FilterApi.longColumn("restart"), asked));
    return new RowFileReader(configuration, file, columns, some, wanted, remedy);
  }

  private RowFileReader(
      Configuration configuration,
      Path file,
      StructType columns,
      FilterCompat.Filter filter,
      Predicate<Row> wanted,
      String remedy) {
    this.file = file;
    this.wanted = wanted;
    this.remedy = remedy;
    try {
      this.reader =
          new Builder(HadoopInputFile.fromPath(file, configuration), columns)
              .withFilter(filter)
              .build();
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }

    this.next = readWanted();
  }

  private Row read() {
    try {
      return reader.read();
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** The next row that is wanted; null when there is none, and then the file is closed. */
  private Row readWanted() {
    Row row = read();
    while (row != null && !wanted.test(row)) {
      row = read();
    }

    if (row == null) {
      try {
        // A task that reads thousands of files must not hold them all open to its end.
        close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    return row;
  }

  private StudyException unreadable(Exception e) {
    return StudyException.stored(
        StoreFiles.readable(file)
            + ": expected a whole file of this job, found a damaged one or something else ("
            + InputFiles.firstLine(TaskFailure.cause(e))
            + "); "
            + remedy,
        e);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    if (next == null) {
      throw new NoSuchElementException(file + " has no more rows");
    }

    Row row = next;
    next = readWanted();
    return row;
  }

  /** May be called again, also after the last row. */
  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static final class Builder extends ParquetReader.Builder<Row> {
    private final StructType columns;

    Builder(InputFile file, StructType columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected ReadSupport<Row> getReadSupport() {
      return new Support(columns);
    }
  }

  private static final class Support extends ReadSupport<Row> {
    private final StructType columns;

    Support(StructType columns) {
      this.columns = columns;
    }

    @Override
    public ReadContext init(InitContext context) {
      MessageType file = context.getFileSchema();
      StructField[] there =
          Arrays.stream(columns.fields())
              .filter(c -> file.containsField(c.name()) || !Table.later(c))
              .toArray(StructField[]::new);
      MessageType wanted = RowFileWriter.message(new StructType(there));
      // Says which column is missing or of another type.
      file.checkContains(wanted);
      return new ReadContext(wanted);
    }

    // The method that takes its place hands on to this one.
    @Override
    @SuppressWarnings("deprecation")
    public RecordMaterializer<Row> prepareForRead(
        Configuration configuration,
        Map<String, String> metadata,
        MessageType schema,
        ReadContext context) {
      List<String> there =
          context.getRequestedSchema().getFields().stream().map(Type::getName).toList();
      return new RowMaterializer(columns, there);
    }
  }
}
