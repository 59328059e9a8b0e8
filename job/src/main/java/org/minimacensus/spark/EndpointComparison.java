package org.minimacensus.spark;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.minimacensus.certify.Endpoint;
import scala.Tuple2;

/** Whether two endpoints are the same in every bit of every stored column. */
public final class EndpointComparison {
  private EndpointComparison() {}

  /** The first column that differs, with both values; empty when none does. */
  public static Optional<String> firstDifference(Endpoint stored, Endpoint found) {
    return first(stored, found)
        .map(d -> d.column + " differs: stored " + text(d.expected) + ", found " + text(d.actual));
  }

  /**
   * The first column that differs, by restart, of the restarts that are in both and differ.
   *
   * @param one, other rows with all columns of recorded endpoints, each restart of the objective
   *     once
   */
  static Map<Long, String> firstColumns(JavaRDD<Row> one, JavaRDD<Row> other, String objective) {
    Map<Long, String> columns = new TreeMap<>();
    byRestart(one, objective)
        .join(byRestart(other, objective))
        .flatMapToPair(
            both ->
                first(both._2()._1(), both._2()._2()).stream()
                    .map(difference -> new Tuple2<>(both._1(), difference.column))
                    .iterator())
        .collect()
        .forEach(differing -> columns.put(differing._1(), differing._2()));
    return columns;
  }

  private static JavaPairRDD<Long, Endpoint> byRestart(JavaRDD<Row> rows, String objective) {
    return rows.filter(row -> row.getAs("objective").equals(objective))
        .mapToPair(row -> new Tuple2<>(row.<Long>getAs("restart"), EndpointRows.endpoint(row)));
  }

  private record Difference(String column, Object expected, Object actual) {}

  private static Optional<Difference> first(Endpoint stored, Endpoint found) {
    Row expected = RunTables.ENDPOINT_PARTS.row(stored);
    Row actual = RunTables.ENDPOINT_PARTS.row(found);
    String[] columns = RunTables.ENDPOINT_PARTS.schema().fieldNames();
    for (int i = 0; i < columns.length; i++) {
      String e = bits(expected.get(i));
      String a = bits(actual.get(i));
      if (!e.equals(a)) {
        return Optional.of(new Difference(columns[i], expected.get(i), actual.get(i)));
      }
    }

    return Optional.empty();
  }

  /** Text that differs whenever one bit does: -0.0 and 0.0 differ, a NaN equals itself. */
  private static String bits(Object value) {
    if (value instanceof Double d) {
      return Long.toHexString(Double.doubleToRawLongBits(d));
    }

    if (value instanceof double[] array) {
      StringBuilder out = new StringBuilder();
      for (double d : array) {
        out.append(bits(d)).append(',');
      }

      return out.toString();
    }

    return String.valueOf(value);
  }

  private static String text(Object value) {
    return value instanceof double[] array ? Arrays.toString(array) : String.valueOf(value);
  }
}
