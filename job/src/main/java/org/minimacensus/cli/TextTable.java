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
  private int lastWidth = Integer.MAX_VALUE;

  /**
   * @param leftColumns columns that are aligned to the left besides the first
   */
  TextTable(Integer... leftColumns) {
    this.leftColumns = Arrays.asList(leftColumns);
  }

  /** Breaks the last of several cells between words, over as many lines as it needs. */
  TextTable wrapped(int width) {
    lastWidth = width;
    return this;
  }

  TextTable row(List<String> cells) {
    int last = cells.size() - 1;
    if (last < 1 || cells.get(last).length() <= lastWidth) {
      rows.add(cells);
      return this;
    }

    List<String> parts = broken(cells.get(last));
    List<String> row = new ArrayList<>(cells);
    for (String part : parts) {
      row.set(last, part);
      rows.add(List.copyOf(row));
      row.replaceAll(cell -> "");
    }

    return this;
  }

  private List<String> broken(String cell) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String word : cell.split(" ")) {
      if (!part.isEmpty() && part.length() + 1 + word.length() > lastWidth) {
        parts.add(part.toString());
        part.setLength(0);
      }

      part.append(part.isEmpty() ? "" : " ").append(word);
    }

    parts.add(part.toString());
    return parts;
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
