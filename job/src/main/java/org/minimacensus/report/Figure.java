package org.minimacensus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture that a script draws, with its table, which stands for it where scripts are off and in
 * print.
 *
 * @param id unique on the page
 * @param title what is drawn
 * @param caption how to read it
 * @param words what there is to be seen, for those who do not see it
 * @param drawing what the script draws, in the form that figures.js says; see {@link #panels}
 * @param table the same as numbers, HTML
 */
record Figure(
    String id,
    String title,
    String caption,
    String words,
    Map<String, Object> drawing,
    String table) {
  /** Of a drawn number: more cannot be seen, and fewer keep pages small. */
  private static final int DIGITS = 6;

  /** Powers of ten up to this one are doubles. */
  private static final int EXACT = 22;

  /** The element. */
  String html() {
    return "<figure class=\"picture\" id=\""
        + Html.text(id)
        + "\">\n<div class=\"plot\" data-figure=\""
        + Html.text(id)
        + "\" role=\"img\" aria-label=\""
        + Html.text(title + ". " + words)
        + "\"></div>\n<figcaption><strong>"
        + Html.text(title)
        + ".</strong> "
        + Html.text(caption)
        + "</figcaption>\n<details class=\"twin\" open><summary>Table: "
        + Html.text(title)
        + "</summary>\n"
        + table
        + "</details>\n</figure>\n";
  }

  /** Elements side by side where there is room. */
  static String html(List<Figure> figures) {
    if (figures.isEmpty()) {
      return "";
    }

    StringBuilder out = new StringBuilder("<div class=\"figures\">\n");
    figures.forEach(f -> out.append(f.html()));
    return out.append("</div>\n").toString();
  }

  /** A drawing of panels one below the other, which share their horizontal axis. */
  static Map<String, Object> panels(Axis x, Panel... panels) {
    Map<String, Object> drawing = new LinkedHashMap<>();
    drawing.put("kind", "panels");
    drawing.put("x", x);
    drawing.put("panels", List.of(panels));
    return drawing;
  }

  /**
   * An axis.
   *
   * @param scale {@code linear}, {@code log} or {@code symlog} (logarithmic to both sides, linear
   *     within a unit of 0)
   * @param unit of symlog that unit; of log the smallest value: what is below stands there
   * @param whole whether values are counts
   */
  record Axis(String label, String scale, double unit, boolean whole) {
    static Axis counts(String label) {
      return new Axis(label, "linear", 1, true);
    }

    static Axis log(String label, double floor) {
      return new Axis(label, "log", floor, false);
    }

    static Axis symlog(String label, double unit) {
      return new Axis(label, "symlog", unit, false);
    }

    /** Counts from 1 on. */
    static Axis logCounts(String label) {
      return new Axis(label, "log", 1, true);
    }

    /** Counts, logarithmic where they span more than two decades. */
    static Axis spanning(String label, double high) {
      return high > 100 ? logCounts(label) : counts(label);
    }
  }

  /**
   * Lines and points over a vertical axis.
   *
   * @param bands areas behind them
   * @param rules vertical lines with words
   */
  record Panel(Axis y, List<Series> series, List<Band> bands, List<Rule> rules) {
    Panel(Axis y, List<Series> series) {
      this(y, series, List.of(), List.of());
    }
  }

  /**
   * Points, perhaps joined. Series of one name are shown and hidden together.
   *
   * @param slot picks colour, mark and dashes, from 0
   * @param line {@code none}, {@code solid}, {@code dashed}, {@code slot} (as the slot says),
   *     {@code step} (as the slot says, level between points) or {@code faint} (grey and dotted)
   * @param mark {@code none}, {@code full}, {@code hollow} or {@code large}
   * @param points x and y; at a y that is not finite a line is broken
   */
  record Series(String name, int slot, String line, String mark, List<List<Double>> points) {}

  /**
   * An area between two curves.
   *
   * @param points x, low and high
   */
  record Band(int slot, List<List<Double>> points) {}

  /** A vertical line. */
  record Rule(double at, String label) {}

  /** Numbers as they are drawn; what is not finite is left out by the script. */
  static List<Double> numbers(double... values) {
    List<Double> kept = new ArrayList<>(values.length);
    for (double v : values) {
      kept.add(drawn(v));
    }

    return kept;
  }

  private static double drawn(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }

    int shift = DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(value)));
    if (Math.abs(shift) > EXACT) {
      return Double.parseDouble(String.format(Locale.ROOT, "%.5e", value));
    }

    // Whole numbers over or times exact powers: the double nearest to the decimal.
    double power = Math.pow(10, Math.abs(shift));
    return shift >= 0 ? Math.rint(value * power) / power : Math.rint(value / power) * power;
  }
}
