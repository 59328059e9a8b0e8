package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line of comma separated fields. A field may stand in double quotes, a quote within is
 * doubled; blanks around fields do not count. A field ends with its line.
 */
final class CsvLine {
  private CsvLine() {}

  /**
   * @throws FieldFault for an open quote or for text behind a closing one
   */
  static List<String> split(String line) throws FieldFault {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      int start = at;
      while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
        start++;
      }
      if (start < line.length() && line.charAt(start) == '"') {
        StringBuilder field = new StringBuilder();
        at = quoted(line, start + 1, field, fields.size() + 1);
        fields.add(field.toString());
      } else {
        int comma = line.indexOf(',', at);
        at = comma < 0 ? line.length() : comma;
        fields.add(line.substring(start, Math.max(start, at)).strip());
      }
      if (at >= line.length()) {
        return fields;
      }
      at++;
    }
  }

  /** Reads behind an opening quote; returns the place of the next comma or the end. */
  private static int quoted(String line, int from, StringBuilder field, int column)
      throws FieldFault {
    int at = from;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw new FieldFault(
            "column "
                + column
                + ": expected a closing quote on this line, found none; fields over several lines"
                + " are not read");
      }
      field.append(line, at, quote);
      if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
        field.append('"');
        at = quote + 2;
        continue;
      }
      int comma = line.indexOf(',', quote);
      int end = comma < 0 ? line.length() : comma;
      if (!line.substring(quote + 1, end).isBlank()) {
        throw new FieldFault(
            "column "
                + column
                + ": expected a comma behind the closing quote, found '"
                + line.substring(quote + 1, end).strip()
                + "'");
      }
      return end;
    }
  }
}
