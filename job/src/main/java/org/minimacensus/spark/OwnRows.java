package org.minimacensus.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Some of the rows of a file, which is closed after the last one, or when the task ends early. */
final class OwnRows implements Iterator<Row> {
  private final RowFileReader rows;
  private final Predicate<Row> wanted;
  private Row next;

  OwnRows(RowFileReader rows, Predicate<Row> wanted) {
    this.rows = rows;
    this.wanted = wanted;
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> close());
    }

    advance();
  }

  private void advance() {
    next = null;
    while (next == null && rows.hasNext()) {
      Row row = rows.next();
      next = wanted.test(row) ? row : null;
    }

    if (next == null) {
      close();
    }
  }

  private void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    if (next == null) {
      throw new NoSuchElementException("there are no more rows");
    }

    Row row = next;
    advance();
    return row;
  }
}
