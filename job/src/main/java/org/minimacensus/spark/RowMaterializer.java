package org.minimacensus.spark;

import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/** Rows of flat types and arrays of doubles from what Parquet's reader hands over. */
final class RowMaterializer extends RecordMaterializer<Row> {
  private final StructType columns;
  private final Fields fields;

  /**
   * @param columns of the rows
   * @param names of the columns that the file has, in the same order; the others are arrays, and
   *     read as empty ones
   */
  RowMaterializer(StructType columns, java.util.List<String> names) {
    this.columns = columns;
    this.fields = new Fields(columns, names);
  }

  @Override
  public Row getCurrentRecord() {
    return new GenericRowWithSchema(fields.values, columns);
  }

  @Override
  public GroupConverter getRootConverter() {
    return fields;
  }

  /** The cells of one row; null where the file has none. */
  private static final class Fields extends GroupConverter {
    private final Converter[] converters;
    private final boolean[] missing;
    private Object[] values;

    Fields(StructType columns, java.util.List<String> names) {
      this.converters = new Converter[names.size()];
      this.missing = new boolean[columns.length()];
      Arrays.fill(missing, true);
      for (int i = 0; i < converters.length; i++) {
        int column = columns.fieldIndex(names.get(i));
        missing[column] = false;
        converters[i] =
            columns.apply(column).dataType() instanceof ArrayType
                ? new List(this, column)
                : new Cell(this, column);
      }
    }

    @Override
    public Converter getConverter(int field) {
      return converters[field];
    }

    @Override
    public void start() {
      values = new Object[missing.length];
      for (int i = 0; i < missing.length; i++) {
        if (missing[i]) {
          values[i] = new double[0];
        }
      }
    }

    @Override
    public void end() {
      // The row is taken from here.
    }
  }

  private static final class Cell extends PrimitiveConverter {
    private final Fields row;
    private final int column;

    Cell(Fields row, int column) {
      this.row = row;
      this.column = column;
    }

    @Override
    public void addBinary(Binary value) {
      row.values[column] = value.toStringUsingUTF8();
    }

    @Override
    public void addBoolean(boolean value) {
      row.values[column] = value;
    }

    @Override
    public void addDouble(double value) {
      row.values[column] = value;
    }

    @Override
    public void addInt(int value) {
      row.values[column] = value;
    }

    @Override
    public void addLong(long value) {
      row.values[column] = value;
    }
  }

  /** An array: a group of a repeated group of one element. */
  private static final class List extends GroupConverter {
    private final Fields row;
    private final int column;
    private final Elements elements = new Elements();

    List(Fields row, int column) {
      this.row = row;
      this.column = column;
    }

    @Override
    public Converter getConverter(int field) {
      return elements;
    }

    @Override
    public void start() {
      elements.n = 0;
    }

    @Override
    public void end() {
      row.values[column] = Arrays.copyOf(elements.values, elements.n);
    }
  }

  private static final class Elements extends GroupConverter {
    private final PrimitiveConverter element =
        new PrimitiveConverter() {
          @Override
          public void addDouble(double value) {
            add(value);
          }
        };
    private double[] values = new double[16];
    private int n;

    private void add(double value) {
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }

      values[n++] = value;
    }

    @Override
    public Converter getConverter(int field) {
      return element;
    }

    @Override
    public void start() {
      // Elements follow one another.
    }

    @Override
    public void end() {
      // The array is taken when its own group ends.
    }
  }
}
