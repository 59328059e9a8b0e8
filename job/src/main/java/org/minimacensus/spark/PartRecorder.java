package org.minimacensus.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.TraceStep;

/**
 * Writes part files; begins new ones every few seconds, as only whole files can be read. What was
 * added does not wait for the next restart, which may take hours: a thread of the recorder's own
 * looks after it.
 */
final class PartRecorder implements Recorders.Recorder {
  private static final Duration BETWEEN_FLUSHES = Duration.ofSeconds(10);

  private final StoreFiles files;
  private final Path parts;
  private final String name;
  private final long nanosBetween;
  private final LongSupplier nanos;

  // Under the lock of this object.
  private Part endpoints;
  private Part traces;
  private int number;
  private long flushed;
  private boolean broken;
  private Timer timer;
  private boolean waiting;
  private RuntimeException untold;

  /** A file and the table that it is a part of. */
  private record Part(RowFileWriter file, Path hidden, Path whole) {}

  /**
   * @param parts folder with the folders of both tables in it
   * @param name with which the names of all files begin
   */
  PartRecorder(StoreFiles files, Path parts, String name) {
    this(files, parts, name, BETWEEN_FLUSHES, System::nanoTime);
  }

  /**
   * @param between flushes: what was added is not kept longer from lasting
   * @param nanos a clock that never runs backwards
   */
  PartRecorder(StoreFiles files, Path parts, String name, Duration between, LongSupplier nanos) {
    this.files = files;
    this.parts = parts;
    this.name = name;
    this.nanosBetween = between.toNanos();
    this.nanos = nanos;
    this.flushed = nanos.getAsLong();
  }

  @Override
  public synchronized void add(List<RestartResult> restart) {
    requireWhole();
    try {
      write(restart);
    } catch (IOException | RuntimeException | FSError e) {
      throw failed(e);
    }

    if (nanosLeft() <= 0) {
      flush();
    } else {
      flushInTime();
    }
  }

  private void write(List<RestartResult> restart) throws IOException {
    for (RestartResult result : restart) {
      if (endpoints == null) {
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

  private long nanosLeft() {
    return nanosBetween - (nanos.getAsLong() - flushed);
  }

  /** Sees to it that what is open is flushed, though nothing else may be added. */
  private void flushInTime() {
    if (waiting) {
      return;
    }

    if (timer == null) {
      timer = new Timer("minima-census-recorder", true);
    }

    waiting = true;
    TimerTask late =
        new TimerTask() {
          @Override
          public void run() {
            flushLate();
          }
        };
    timer.schedule(late, 1 + TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanosLeft())));
  }

  /** In the recorder's own thread; whoever records is told of a failure when it comes next. */
  synchronized void flushLate() {
    waiting = false;
    if (endpoints == null || broken) {
      return;
    }

    if (nanosLeft() > 0) {
      flushInTime();
      return;
    }

    try {
      flush();
    } catch (RuntimeException e) {
      untold = e;
    }
  }

  @Override
  public synchronized void flush() {
    tell();
    if (broken) {
      return;
    }

    try {
      // Endpoints last: where they are, everything of the restart is.
      traces = published(traces);
      endpoints = published(endpoints);
      number++;
      flushed = nanos.getAsLong();
    } catch (IOException | RuntimeException | FSError e) {
      throw failed(e);
    }
  }

  private void requireWhole() {
    tell();
    if (broken) {
      throw new IllegalStateException("a recorder that failed takes no more restarts");
    }
  }

  /** Once: what is thrown already must not be thrown again by closing. */
  private void tell() {
    RuntimeException failure = untold;
    untold = null;
    if (failure != null) {
      throw failure;
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
  public synchronized void close() {
    if (timer != null) {
      timer.cancel();
    }

    flush();
  }
}
