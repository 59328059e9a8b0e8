package org.minimacensus.spark;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.study.StudyException;

/**
 * The tables in the folder of a run, read row by row where it is called.
 *
 * @param paths of the files of the run, relative to its folder, in order
 */
record StoredTables(Configuration configuration, Path folder, List<String> paths) {
  private static final String REMEDY =
      "restore the run from a copy, or remove its folder and run the study again";

  /** Takes rows until it has enough. */
  @FunctionalInterface
  interface Reader {
    /** Whether it wants more. */
    boolean goesOn(Row row);
  }

  StoredTables {
    paths = List.copyOf(paths);
  }

  /** The rows of a table, file by file, as the files are in order. */
  void forEach(String table, StructType schema, Predicate<Row> wanted, Consumer<Row> taken) {
    read(
        table,
        file -> new RowFileReader(configuration, file, schema, wanted, REMEDY),
        row -> {
          taken.accept(row);
          return true;
        });
  }

  /** The rows of some restarts. */
  void forEach(String table, StructType schema, Set<Long> restarts, Consumer<Row> taken) {
    if (!restarts.isEmpty()) {
      read(
          table,
          file ->
              RowFileReader.ofRestarts(configuration, file, schema, restarts, row -> true, REMEDY),
          row -> {
            taken.accept(row);
            return true;
          });
    }
  }

  /** The first rows, as many as are wanted. */
  void first(String table, StructType schema, Reader reader) {
    read(
        table, file -> new RowFileReader(configuration, file, schema, row -> true, REMEDY), reader);
  }

  @FunctionalInterface
  private interface Opening {
    RowFileReader open(Path file);
  }

  private void read(String table, Opening opening, Reader reader) {
    for (String path : paths) {
      if (path.startsWith(table + "/")) {
        try (RowFileReader rows = opening.open(new Path(folder, path))) {
          while (rows.hasNext()) {
            if (!reader.goesOn(rows.next())) {
              return;
            }
          }
        } catch (IOException e) {
          throw StudyException.stored(
              "the table " + table + " of " + folder + " cannot be read: " + e.getMessage(), e);
        }
      }
    }
  }
}
