package org.minimacensus.spark;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.TraceStep;

/** Writes part files; begins new ones every few seconds, as only whole files can be read. */
final class PartRecorder implements Recorders.Recorder {
  private static final long NANOS_BETWEEN_FLUSHES = 10_000_000_000L;

  private final StoreFiles files;
  private final Path parts;
  private final String name;
  private Part endpoints;
  private Part traces;
  private int number;
  private long opened;
  private boolean broken;

  /** A file and the table that it is a part of. */
  private record Part(RowFileWriter file, Path hidden, Path whole) {}

  /**
   * @param parts folder with the folders of both tables in it
   * @param name with which the names of all files begin
   */
  PartRecorder(StoreFiles files, Path parts, String name) {
    this.files = files;
    this.parts = parts;
    this.name = name;
  }

  @Override
  public void add(List<RestartResult> restart) {
    try {
      write(restart);
    } catch (IOException | RuntimeException | FSError e) {
      throw failed(e);
    }

    if (System.nanoTime() - opened > NANOS_BETWEEN_FLUSHES) {
      flush();
    }
  }

  private void write(List<RestartResult> restart) throws IOException {
    for (RestartResult result : restart) {
      if (endpoints == null) {
        opened = System.nanoTime();
        endpoints = part(RunTables.ENDPOINT_PARTS);
      }

      endpoints.file.write(RunTables.ENDPOINT_PARTS.row(result.endpoint()));
      for (TraceStep step : result.trace()) {
        if (traces == null) {
          traces = part(RunTables.TRACES);
        }

        Row row = RunTables.TRACES.row(step);
        traces.file.write(row);
      }
    }
  }

  private Part part(Table<?> table) throws IOException {
    Path folder = new Path(parts, table.name());
    String file = name + "-" + number + ".parquet";
    Path hidden = new Path(folder, "." + file);
    return new Part(
        new RowFileWriter(files, hidden, table.schema()), hidden, new Path(folder, file));
  }

  @Override
  public void flush() {
    if (broken) {
      return;
    }

    try {
      // Endpoints last: where they are, everything of the restart is.
      traces = published(traces);
      endpoints = published(endpoints);
      number++;
    } catch (IOException | RuntimeException | FSError e) {
      throw failed(e);
    }
  }

  private Part published(Part part) throws IOException {
    if (part != null) {
      part.file.close();
      files.renameRaw(part.hidden, part.whole);
    }

    return null;
  }

  /** What was added since the last flush is given up: it may be half a restart. */
  private RuntimeException failed(Throwable e) {
    broken = true;
    for (Part part : new Part[] {traces, endpoints}) {
      try {
        if (part != null) {
          part.file.abandon();
          files.deleteAll(part.hidden);
        }
      } catch (IOException | RuntimeException | FSError suppressed) {
        if (suppressed != e) {
          e.addSuppressed(suppressed);
        }
      }
    }

    return ParquetRunStore.unwritable(parts, e);
  }

  @Override
  public void close() {
    flush();
  }
}
