package org.minimacensus.spark;

import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.minimacensus.data.DecimalText;

/**
 * Spark's rows to numbers, within a task. The last two columns are the path of the file and the
 * index of the row in it; rows of one file whose indexes follow each other are a piece, which is
 * read up to its first fault.
 */
final class ParquetSlices implements Iterator<ReadSlice> {
  private static final double[] NO_TARGETS = {};
  private final Iterator<Row> rows;
  private final Columns columns;
  private final boolean classes;
  private ReadSlice.Builder slice;
  private String path = "";
  private long nextIndex;
  private Row row;

  ParquetSlices(Iterator<Row> rows, Columns columns, boolean classes) {
    this.rows = rows;
    this.columns = columns;
    this.classes = classes;
    step();
  }

  @Override
  public boolean hasNext() {
    return row != null;
  }

  @Override
  public ReadSlice next() {
    if (row == null) {
      throw new NoSuchElementException();
    }

    if (!continues()) {
      path = row.getString(columns.count());
      nextIndex = row.getLong(columns.count() + 1);
      // Spark gives paths as URIs with escapes; Hadoop's names have none.
      slice =
          new ReadSlice.Builder(
              new ReadSlice.Place(new Path(URI.create(path)).toString(), nextIndex));
    }

    try {
      while (row != null && continues() && !slice.full()) {
        slice.line();
        slice.add(read());
        nextIndex++;
        step();
      }

      return slice.slice("");
    } catch (FieldFault e) {
      nextIndex++;
      step();

      while (row != null && continues()) {
        nextIndex++;
        step();
      }

      return slice.slice(e.getMessage());
    }
  }

  private void step() {
    row = rows.hasNext() ? rows.next() : null;
  }

  private boolean continues() {
    return nextIndex == row.getLong(columns.count() + 1)
        && path.equals(row.getString(columns.count()));
  }

  private TextRow read() throws FieldFault {
    double[] features = numbers(columns.features());
    return classes
        ? TextRow.dense(features, NO_TARGETS, label(columns.targets()[0]))
        : TextRow.dense(features, numbers(columns.targets()), "");
  }

  private String label(int column) throws FieldFault {
    Object value = row.get(column);
    return CsvParser.label(
        value == null
            ? ""
            : value instanceof Number n ? DecimalText.plain(n.doubleValue()) : value.toString(),
        columns.shown(column));
  }

  private double[] numbers(int[] of) throws FieldFault {
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
