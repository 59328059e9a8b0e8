package org.minimacensus.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes the tables of a run in tasks: which file a row goes to, and its place there, follow from
 * its keys, so the bytes do not depend on partitions.
 */
final class TableWriter {
  /** Number of the file of a row, from 0 and without gaps. */
  static final String FILE = "_file";

  private final StoreFiles files;
  private final SerializableConfiguration configuration;
  private final Path run;
  private final Map<String, Long> written = new TreeMap<>();

  /**
   * @param run the folder of the run
   */
  TableWriter(StoreFiles files, SerializableConfiguration configuration, Path run) {
    this.files = files;
    this.configuration = configuration;
    this.run = run;
  }

  /** Rows of each file so far, by its path in the folder of the run. */
  Map<String, Long> written() {
    return written;
  }

  /** Writes a table without rows. */
  void writeEmpty(String table, StructType schema) throws IOException {
    Path folder = new Path(run, table);
    files.create(folder);
    new RowFile(files, new Path(folder, name(0)), schema).close();
    written.put(table + "/" + name(0), 0L);
  }

  /**
   * Writes a table.
   *
   * @param rows have the columns of the schema, {@link #FILE} and the keys
   * @param keys give the place of a row in its file; of rows with the same keys one is written
   */
  void write(String table, StructType schema, Dataset<Row> rows, List<String> keys)
      throws IOException {
    Path folder = new Path(run, table);
    files.create(folder);
    List<Column> columns = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      columns.add(col(name));
    }

    List<Column> order = new ArrayList<>();
    order.add(col(FILE));
    keys.forEach(k -> order.add(col(k)));
    List<Column> added = new ArrayList<>(columns);
    for (int i = 0; i < order.size(); i++) {
      added.add(order.get(i).as("_key" + i));
    }

    Column[] sort = new Column[order.size()];
    for (int i = 0; i < sort.length; i++) {
      sort[i] = functions.col("_key" + i);
    }

    rows.select(added.toArray(Column[]::new))
        .repartition(sort[0])
        .sortWithinPartitions(sort)
        .toJavaRDD()
        .mapPartitions(new WriteTask(configuration, folder.toString(), schema))
        .collect()
        .forEach(file -> written.put(table + "/" + file._1(), file._2()));
  }

  private static String name(long file) {
    return String.format(Locale.ROOT, "part-%05d.parquet", file);
  }

  /** Writes the files of one partition, which has all rows of each of them. */
  private record WriteTask(
      SerializableConfiguration configuration, String folder, StructType schema)
      implements FlatMapFunction<Iterator<Row>, Tuple2<String, Long>>, Serializable {
    @Override
    public Iterator<Tuple2<String, Long>> call(Iterator<Row> rows) throws IOException {
      Path place = new Path(folder);
      StoreFiles files = new StoreFiles(place, configuration.value());
      List<Tuple2<String, Long>> done = new ArrayList<>();
      Row row = rows.hasNext() ? rows.next() : null;
      while (row != null) {
        long number = row.getLong(schema.length());
        // Attempts of one task may run side by side.
        long attempt = TaskContext.get().taskAttemptId();
        Path hidden = new Path(place, "." + name(number) + "-" + attempt);
        long count = 0;
        try (RowFile file = new RowFile(files, hidden, schema)) {
          Row last = null;
          for (; row != null && row.getLong(schema.length()) == number; row = next(rows)) {
            if (last == null || !sameKeys(last, row)) {
              file.write(row);
              count++;
            }

            last = row;
          }
        }

        publish(files, hidden, new Path(place, name(number)));
        done.add(new Tuple2<>(name(number), count));
      }

      return done.iterator();
    }

    private static Row next(Iterator<Row> rows) {
      return rows.hasNext() ? rows.next() : null;
    }

    private boolean sameKeys(Row a, Row b) {
      for (int i = schema.length(); i < a.length(); i++) {
        if (!a.get(i).equals(b.get(i))) {
          return false;
        }
      }

      return true;
    }

    /** Another attempt's file has the same bytes. */
    private static void publish(StoreFiles files, Path hidden, Path whole) throws IOException {
      if (!files.exists(whole)) {
        files.renameRaw(hidden, whole);
      } else {
        files.deleteAll(hidden);
      }
    }
  }
}
