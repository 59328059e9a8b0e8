package org.minimacensus.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables of pages: wide ones scroll within their own region, and rows can be ordered by {@link
 * #script} where scripts run.
 */
final class Tables {
  /** Tables of more rows scroll up and down, too. */
  private static final int LONG = 20;

  private static final String SCRIPT = read("tables.js");

  private Tables() {}

  /**
   * A cell.
   *
   * @param html what is shown
   * @param value what it is ordered by, a number or words; empty: it stands last; null: what is
   *     shown is ordered by
   */
  record Cell(String html, String value) {
    /** Words, whatever signs they hold. */
    static Cell text(String words) {
      return new Cell(Html.text(words), null);
    }

    /** Words that stand for a number. */
    static Cell number(String words, double value) {
      return new Cell(Html.text(words), Double.isNaN(value) ? "" : Double.toString(value));
    }

    /** A whole number. */
    static Cell number(long value) {
      return new Cell(Long.toString(value), null);
    }

    private String attribute() {
      return value == null ? "" : " data-value=\"" + Html.text(value) + "\"";
    }
  }

  /**
   * A column.
   *
   * @param numeric whether its cells are ordered as numbers
   */
  record Column(String name, boolean numeric) {}

  /**
   * A table whose rows can be ordered; the first cell names its row.
   *
   * @param label short name of the region that scrolls
   * @param caption what it shows
   */
  static String sortable(String label, String caption, List<Column> head, List<List<Cell>> rows) {
    String heads =
        head.stream()
            .map(
                c ->
                    "<th scope=\"col\""
                        + (c.numeric() ? " data-numeric=\"\"" : " class=\"words\"")
                        + ">"
                        + Html.text(c.name())
                        + "</th>")
            .collect(Collectors.joining());
    String style = rows.size() > LONG ? "wide long" : "wide";
    StringBuilder out = new StringBuilder(Html.region(style, label));
    out.append("<table class=\"sortable\">\n<caption>").append(Html.text(caption));
    out.append("</caption>\n<thead><tr>").append(heads).append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : rows) {
      Cell first = row.get(0);
      out.append("<tr><th scope=\"row\"").append(first.attribute()).append('>');
      out.append(first.html()).append("</th>");
      for (int i = 1; i < row.size(); i++) {
        out.append("<td").append(row.get(i).attribute());
        out.append(head.get(i).numeric() ? ">" : " class=\"words\">");
        out.append(row.get(i).html()).append("</td>");
      }

      out.append("</tr>\n");
    }

    return out.append("</tbody></table></div>\n").toString();
  }

  /**
   * A table of words, to the left and over several lines; the first cell names its row.
   *
   * @param label short name of the region that scrolls
   * @param caption what it shows; empty: nothing is said
   * @param rows of text
   */
  static String words(String label, String caption, List<String> head, List<List<String>> rows) {
    StringBuilder out = new StringBuilder(Html.region(label));
    out.append("<table class=\"prose\">\n");
    if (!caption.isEmpty()) {
      out.append("<caption>").append(Html.text(caption)).append("</caption>\n");
    }

    if (!head.isEmpty()) {
      out.append("<thead><tr>");
      head.forEach(h -> out.append("<th scope=\"col\">").append(Html.text(h)).append("</th>"));
      out.append("</tr></thead>\n");
    }

    out.append("<tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr><th scope=\"row\">").append(Html.text(row.get(0))).append("</th>");
      row.subList(1, row.size())
          .forEach(cell -> out.append("<td>").append(Html.text(cell)).append("</td>"));
      out.append("</tr>\n");
    }

    return out.append("</tbody></table></div>\n").toString();
  }

  /** The text of the script that orders rows, which stands in one element of its own. */
  static String script() {
    return SCRIPT;
  }

  private static String read(String name) {
    try (InputStream in = Tables.class.getResourceAsStream(name)) {
      // Browsers read \r\n as \n before they compute the digest of a script.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
