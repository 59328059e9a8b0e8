package org.minimacensus.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a training set as Parquet where it is going to be read, made by Spark in place: columns
 * x0, x1, ..., y. The same arguments give the same rows in the same order, on any cluster.
 */
public final class GenerateRows {
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("path", null);
    ARGUMENTS.put("rows", "1000000");
    ARGUMENTS.put("features", "20");
    ARGUMENTS.put("units", "8");
    ARGUMENTS.put("task", "regression");
    ARGUMENTS.put("seed", "20180522");
    ARGUMENTS.put("files", "16");
  }

  private GenerateRows() {}

  public static void main(String[] args) {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    SparkSession spark = SparkSession.builder().appName("generate rows").getOrCreate();
    try {
      write(spark, arguments);
    } finally {
      spark.stop();
    }

    System.out.println(
        arguments.number("rows")
            + " rows x "
            + arguments.count("features")
            + " features in "
            + arguments.text("path"));
  }

  static void write(SparkSession spark, BenchArguments arguments) {
    String task = arguments.text("task");
    if (!task.equals("regression") && !task.equals("binary")) {
      throw new IllegalArgumentException(
          "--task: expected regression or binary, found '" + task + "'");
    }

    TeacherRows rows =
        new TeacherRows(
            arguments.number("seed"),
            arguments.count("features"),
            arguments.count("units"),
            task.equals("binary"));
    StructType schema = new StructType();
    for (int j = 0; j < rows.features(); j++) {
      schema = schema.add("x" + j, DataTypes.DoubleType, false);
    }

    schema = schema.add("y", DataTypes.DoubleType, false);
    // One file a partition, named in the order of the rows.
    spark
        .range(0, arguments.number("rows"), 1, arguments.count("files"))
        .map((MapFunction<Long, Row>) i -> row(rows, i), Encoders.row(schema))
        .write()
        .mode("overwrite")
        .parquet(arguments.text("path"));
  }

  private static Row row(TeacherRows rows, long index) {
    double[] values = rows.row(index);
    Object[] cells = new Object[values.length];
    for (int j = 0; j < cells.length; j++) {
      cells[j] = values[j];
    }

    return RowFactory.create(cells);
  }
}
