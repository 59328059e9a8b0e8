package org.minimacensus.report;

import java.util.List;
import java.util.Locale;

/** Pieces of pages. */
final class Html {
  private Html() {}

  /** Words as they are to be read, whatever signs they hold. */
  static String text(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A number with four significant digits. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }

    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }

    if (!(size >= 1e-3 && size < 1e5)) {
      String text = String.format(Locale.ROOT, "%.3e", value);
      return text.replaceFirst("\\.?0+e", "e");
    }

    String text = String.format(Locale.ROOT, "%.5g", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /**
   * The beginning of a region that scrolls sideways where what it holds is wide, with keys too.
   *
   * @param label its name
   */
  static String region(String label) {
    return region("wide", label);
  }

  /** The same with a style of its own. */
  static String region(String style, String label) {
    return "<div class=\""
        + style
        + "\" role=\"region\" tabindex=\"0\" aria-label=\""
        + text(label)
        + "\">";
  }

  /** A paragraph of text. */
  static String paragraph(String words) {
    return "<p>" + text(words) + "</p>\n";
  }

  /** Lines as they are, such as commands; they scroll, with keys too. */
  static String lines(String words) {
    return "<pre tabindex=\"0\">" + text(words) + "</pre>\n";
  }

  /** A list of sentences; empty when there are none. */
  static String list(List<String> items) {
    StringBuilder out = new StringBuilder();
    items.forEach(i -> out.append("<li>").append(text(i)).append("</li>\n"));
    return items.isEmpty() ? "" : "<ul>\n" + out + "</ul>\n";
  }

  /**
   * A heading that can be linked to.
   *
   * @param level from 2 on
   */
  static String heading(int level, String id, String words) {
    return String.format(Locale.ROOT, "<h%d id=\"%s\">%s</h%d>\n", level, id, text(words), level);
  }

  /**
   * A table.
   *
   * @param caption what it shows
   * @param rows of cells; the first cell names its row
   */
  static String table(String caption, List<String> head, List<List<String>> rows) {
    StringBuilder out = new StringBuilder(region(label(caption)));
    out.append("<table>\n<caption>");
    out.append(text(caption)).append("</caption>\n<thead><tr>");
    head.forEach(h -> out.append("<th scope=\"col\">").append(text(h)).append("</th>"));
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr><th scope=\"row\">").append(text(row.get(0))).append("</th>");
      row.subList(1, row.size())
          .forEach(cell -> out.append("<td>").append(text(cell)).append("</td>"));
      out.append("</tr>\n");
    }

    return out.append("</tbody></table></div>\n").toString();
  }

  /** The first sentence of a caption. */
  private static String label(String caption) {
    int end = caption.indexOf(". ");
    String first = end < 0 ? caption : caption.substring(0, end);
    return "Table: " + first.replaceFirst("[.:;]$", "");
  }
}
