package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** A row as text that differs whenever one bit of one number differs. */
final class EndpointBits {
  private EndpointBits() {}

  static String of(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      cells.add(cell(row.get(i)));
    }

    return String.join("|", cells);
  }

  private static String cell(Object value) {
    if (value instanceof Double d) {
      return Long.toHexString(Double.doubleToRawLongBits(d));
    }

    if (value instanceof double[] array) {
      StringBuilder out = new StringBuilder();
      for (double d : array) {
        out.append(cell(d)).append(',');
      }

      return out.toString();
    }

    return String.valueOf(value);
  }
}
