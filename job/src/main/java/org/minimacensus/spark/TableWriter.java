package org.minimacensus.spark;

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
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Writes the tables of a run in tasks: which file a row goes to, and its place there, follow from
 * its keys, so the bytes do not depend on partitions.
 */
final class TableWriter {
  private final StoreFiles files;
  private final TaskConfiguration configuration;
  private final Path run;
  private final Map<String, Long> written = new TreeMap<>();

  /**
   * @param run the folder of the run
   */
  TableWriter(StoreFiles files, TaskConfiguration configuration, Path run) {
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
    write(table, schema, List.of());
  }

  /** Writes a small table from here, in one file. */
  void write(String table, StructType schema, List<Row> rows) throws IOException {
    Path folder = new Path(run, table);
    files.create(folder);
    try (RowFileWriter file = new RowFileWriter(files, new Path(folder, name(0)), schema)) {
      for (Row row : rows) {
        file.write(row);
      }
    }

    written.put(table + "/" + name(0), (long) rows.size());
  }

  /**
   * Writes a table.
   *
   * @param rows by the number of their file, from 0 and without gaps; those of a file follow each
   *     other in one partition, in the order in which they are to be written
   */
  void write(String table, StructType schema, JavaRDD<Tuple2<Long, Row>> rows) throws IOException {
    Path folder = new Path(run, table);
    files.create(folder);
    rows.mapPartitions(new WriteTask(configuration, folder.toString(), schema))
        .collect()
        .forEach(file -> written.put(table + "/" + file._1(), file._2()));
  }

  private static String name(long file) {
    return String.format(Locale.ROOT, "part-%05d.parquet", file);
  }

  /** Writes the files of one partition, which has all rows of each of them. */
  private record WriteTask(TaskConfiguration configuration, String folder, StructType schema)
      implements FlatMapFunction<Iterator<Tuple2<Long, Row>>, Tuple2<String, Long>>, Serializable {
    @Override
    public Iterator<Tuple2<String, Long>> call(Iterator<Tuple2<Long, Row>> rows)
        throws IOException {
      Path place = new Path(folder);
      StoreFiles files = new StoreFiles(place, configuration.value());
      List<Tuple2<String, Long>> done = new ArrayList<>();
      Tuple2<Long, Row> row = next(rows);
      while (row != null) {
        long number = row._1();
        // Attempts of one task may run side by side.
        long attempt = TaskContext.get().taskAttemptId();
        Path hidden = new Path(place, "." + name(number) + "-" + attempt);
        long count = 0;
        try (RowFileWriter file = new RowFileWriter(files, hidden, schema)) {
          for (; row != null && row._1() == number; row = next(rows)) {
            file.write(row._2());
            count++;
          }
        }

        publish(files, hidden, new Path(place, name(number)));
        done.add(new Tuple2<>(name(number), count));
      }

      return done.iterator();
    }

    private static Tuple2<Long, Row> next(Iterator<Tuple2<Long, Row>> rows) {
      return rows.hasNext() ? rows.next() : null;
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
