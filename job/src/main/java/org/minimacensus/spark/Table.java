package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a stored table of T in their order. Flat types and arrays of doubles, which any
 * Parquet reader knows.
 *
 * @param <T> what a row holds
 */
final class Table<T> {
  /** In the metadata of a column that was added to its table. */
  private static final String LATER = "later";

  private static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType, false);

  private final String name;
  private StructType schema = new StructType();
  private final List<Function<T, Object>> values = new ArrayList<>();

  /**
   * @param name of its folder
   */
  Table(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  StructType schema() {
    return schema;
  }

  /** Some columns in the order asked for. */
  StructType columns(String... names) {
    StructType some = new StructType();
    for (String column : names) {
      some = some.add(schema.apply(column));
    }

    return some;
  }

  /** The schema with more columns behind a given one. */
  StructType schemaWith(String behind, StructField... added) {
    StructType wider = new StructType();
    for (StructField field : schema.fields()) {
      wider = wider.add(field);
      if (field.name().equals(behind)) {
        for (StructField more : added) {
          wider = wider.add(more);
        }
      }
    }

    return wider;
  }

  Table<T> text(String column, Function<T, String> value) {
    return add(column, DataTypes.StringType, false, value::apply);
  }

  Table<T> nullableText(String column, Function<T, String> value) {
    return add(column, DataTypes.StringType, true, value::apply);
  }

  Table<T> longs(String column, Function<T, Long> value) {
    return add(column, DataTypes.LongType, false, value::apply);
  }

  Table<T> nullableLong(String column, Function<T, Long> value) {
    return add(column, DataTypes.LongType, true, value::apply);
  }

  Table<T> ints(String column, Function<T, Integer> value) {
    return add(column, DataTypes.IntegerType, false, value::apply);
  }

  Table<T> flags(String column, Function<T, Boolean> value) {
    return add(column, DataTypes.BooleanType, false, value::apply);
  }

  Table<T> doubles(String column, Function<T, Double> value) {
    return add(column, DataTypes.DoubleType, false, value::apply);
  }

  Table<T> nullableDouble(String column, Function<T, Double> value) {
    return add(column, DataTypes.DoubleType, true, value::apply);
  }

  Table<T> array(String column, Function<T, double[]> value) {
    return add(column, DOUBLES, false, value::apply);
  }

  /**
   * A column that files of earlier versions lack: {@link RowFileReader} reads empty arrays there.
   */
  Table<T> laterArray(String column, Function<T, double[]> value) {
    add(column, DOUBLES, false, value::apply);
    Metadata later = new MetadataBuilder().putBoolean(LATER, true).build();
    StructField[] fields = schema.fields();
    fields[fields.length - 1] = new StructField(column, DOUBLES, false, later);
    schema = new StructType(fields);
    return this;
  }

  /** Whether files of earlier versions may lack a column. */
  static boolean later(StructField field) {
    return field.metadata().contains(LATER);
  }

  private Table<T> add(String column, DataType type, boolean nullable, Function<T, Object> value) {
    schema = schema.add(column, type, nullable);
    values.add(value);
    return this;
  }

  Row row(T value) {
    return RowFactory.create(values.stream().map(f -> f.apply(value)).toArray());
  }

  /** The array in a column of a stored row. */
  static double[] array(Row row, String column) {
    return doubles(row.get(row.fieldIndex(column)));
  }

  /** The array in a cell of a row, made by us or read by Spark. */
  static double[] doubles(Object cell) {
    if (cell instanceof double[] array) {
      return array;
    }

    if (!(cell instanceof scala.collection.Seq<?> list)) {
      throw new IllegalArgumentException(
          "expected an array of doubles, found a " + cell.getClass().getName());
    }

    double[] values = new double[list.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (Double) list.apply(i);
    }

    return values;
  }

  /** NaN for null. */
  static double nullableDouble(Row row, String column) {
    int i = row.fieldIndex(column);
    return row.isNullAt(i) ? Double.NaN : row.getDouble(i);
  }

  /** Empty for null. */
  static String nullableText(Row row, String column) {
    String text = row.getString(row.fieldIndex(column));
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return name + Arrays.toString(schema.fieldNames());
  }
}
