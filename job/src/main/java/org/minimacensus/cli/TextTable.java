package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed-width text table: the first column to the left, all others to the right unless said
 * otherwise, two spaces between.
 */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> leftColumns;

  /**
   * @param leftColumns columns that are aligned to the left besides the first
   */
  TextTable(Integer... leftColumns) {
    this.leftColumns = Arrays.asList(leftColumns);
  }

  TextTable row(List<String> cells) {
    rows.add(cells);
    return this;
  }

  TextTable row(String... cells) {
    return row(Arrays.asList(cells));
  }

  /** Lines without trailing spaces, each with a line break. */
  String text() {
    int[] widths = widths();
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String cell = row.get(c);
        String space = " ".repeat(widths[c] - cell.length());
        boolean left = c == 0 || leftColumns.contains(c);
        line.append(c == 0 ? "" : "  ").append(left ? cell + space : space + cell);
      }

      out.append(line.toString().stripTrailing()).append('\n');
    }

    return out.toString();
  }

  private int[] widths() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }

    return widths;
  }
}
