package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** A plot of lines over two axes as inline SVG, with a title and a description in words. */
final class Plot {
  private static final int LEFT = 62;
  private static final int BOTTOM = 34;
  private static final int TOP = 12;
  private static final int RIGHT = 12;

  /** Names of lines that would reach past the right edge stand left of their ends. */
  private static final int NAME = 32;

  /** Signs of points: circle, square, diamond, triangle, about their middle. */
  private static final List<String> MARKS =
      List.of(
          "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z",
          "m-2.6 -2.6h5.2v5.2h-5.2z",
          "m0 -3.7l3.7 3.7l-3.7 3.7l-3.7 -3.7z",
          "m0 -3.6l3.4 6h-6.8z");

  /** Longer lines are thinned to this many points, the first and the last among them. */
  private static final int MOST_POINTS = 400;

  private final int width;
  private final int height;
  private final Axis x;
  private final Axis y;
  private final List<Line> lines = new ArrayList<>();
  private boolean fromZero;

  /**
   * An axis.
   *
   * @param place monotone, from a value to where it stands
   * @param ticks values that are labelled where they are in range
   */
  record Axis(String label, DoubleUnaryOperator place, List<Double> ticks) {
    static Axis linear(String label, double low, double high) {
      return new Axis(label, v -> v, steps(low, high));
    }

    /** Of numbers that count something: only whole ones are labelled. */
    static Axis whole(String label, double low, double high) {
      List<Double> ticks =
          steps(low, high).stream().filter(t -> Math.abs(t - Math.rint(t)) < 1e-9).toList();
      return new Axis(label, v -> v, ticks);
    }

    /** Of values > 0; what is not stands at the smallest that is. */
    static Axis logarithmic(String label, double low, double high) {
      return new Axis(label, v -> Math.log10(Math.max(v, low)), decades(low, high));
    }

    /**
     * Powers of ten from low to high, where these are fewer than two also others, else the ends.
     */
    private static List<Double> decades(double low, double high) {
      int first = (int) Math.floor(Math.log10(low));
      int last = (int) Math.ceil(Math.log10(high));
      int stride = Math.max(1, (last - first + 3) / 4);
      List<Double> ticks = new ArrayList<>();
      List<Double> between = new ArrayList<>();
      for (int e = first; e <= last; e += stride) {
        double power = Math.pow(10, e);
        ticks.add(power);
        between.addAll(List.of(power, 2 * power, 5 * power));
      }

      // What lies below stands where the lowest does: its label would be wrong.
      ticks.removeIf(t -> t < low || t > high);
      between.removeIf(t -> t < low || t > high);
      return ticks.size() > 1 ? ticks : between.size() > 1 ? between : List.of(low, high);
    }

    /** Logarithmic to both sides, linear within one unit of 0. */
    static Axis signed(String label, double unit) {
      List<Double> ticks = new ArrayList<>(List.of(0.0));
      for (int e = 1; e < 300; e += 2) {
        double tick = unit * Math.pow(10, e);
        ticks.add(tick);
        ticks.add(-tick);
      }

      return new Axis(label, v -> Math.signum(v) * Math.log10(1 + Math.abs(v) / unit), ticks);
    }

    private static List<Double> steps(double low, double high) {
      double span = high > low ? high - low : 1;
      double step = Math.pow(10, Math.floor(Math.log10(span)));
      step = span / step < 2 ? step / 5 : span / step < 5 ? step / 2 : step;
      step *= span / step > 8 ? 2 : 1;
      List<Double> ticks = new ArrayList<>();
      for (double t = Math.ceil(low / step) * step; t <= high + step / 1000; t += step) {
        ticks.add(Math.abs(t) < step / 1000 ? 0 : t);
      }

      return ticks;
    }
  }

  /**
   * A line.
   *
   * @param style class of the style sheet
   * @param name stands at its end; empty: nothing
   * @param mark sign at each point; empty: none
   */
  private record Line(double[] x, double[] y, String style, String name, String mark) {}

  Plot(int width, int height, Axis x, Axis y) {
    this.width = width;
    this.height = height;
    this.x = x;
    this.y = y;
  }

  /** Points that are not finite are left out. */
  Plot line(double[] xs, double[] ys, String style, String name) {
    return line(xs, ys, style, name, "");
  }

  /** Lets the vertical axis begin at 0, for values that are not below it. */
  Plot fromZero() {
    fromZero = true;
    return this;
  }

  /** The line of one of several series, with a mark at each point that is finite. */
  Plot series(double[] xs, double[] ys, int series) {
    return line(xs, ys, style(series), "", mark(series));
  }

  private static String style(int series) {
    return "series-" + series % Page.SERIES;
  }

  private static String mark(int series) {
    return MARKS.get(series % MARKS.size());
  }

  /** The line and the mark of a series, small, for a legend. */
  static String swatch(int series) {
    return "<svg class=\"swatch\" viewBox=\"0 0 40 12\" aria-hidden=\"true\"><polyline class=\""
        + style(series)
        + "\" points=\"0,6 40,6\"/>"
        + mark(20, 6, style(series), mark(series))
        + "</svg>";
  }

  private Plot line(double[] xs, double[] ys, String style, String name, String mark) {
    List<Integer> kept = new ArrayList<>();
    int n = xs.length;
    for (int i = 0; i < n; i++) {
      boolean listed = n <= MOST_POINTS || i == n - 1 || i % ((n - 1) / MOST_POINTS + 1) == 0;
      if (listed && Double.isFinite(xs[i]) && Double.isFinite(ys[i])) {
        kept.add(i);
      }
    }

    lines.add(
        new Line(
            kept.stream().mapToDouble(i -> xs[i]).toArray(),
            kept.stream().mapToDouble(i -> ys[i]).toArray(),
            style,
            name,
            mark));
    return this;
  }

  /**
   * The element.
   *
   * @param id unique on the page
   * @param title, description for those who cannot see it
   */
  String svg(String id, String title, String description) {
    return svg(id, "", title, description);
  }

  /**
   * The same with a style of its own.
   *
   * @param style class of the style sheet; empty: none
   */
  String svg(String id, String style, String title, String description) {
    double[] xRange = range(x, true);
    double[] yRange = range(y, false);
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\"%s role=\"img\" aria-labelledby=\"%s-t %s-d\">%n"
                + "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>%n",
            width,
            height,
            style.isEmpty() ? "" : " class=\"" + style + "\"",
            id,
            id,
            id,
            Html.text(title),
            id,
            Html.text(description)));
    axes(out, xRange, yRange);
    for (Line line : lines) {
      line(out, line, xRange, yRange);
    }

    return out.append("</svg>\n").toString().replace(System.lineSeparator(), "\n");
  }

  private double[] range(Axis axis, boolean horizontal) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Line line : lines) {
      for (double v : horizontal ? line.x() : line.y()) {
        double at = axis.place().applyAsDouble(v);
        low = Math.min(low, at);
        high = Math.max(high, at);
      }
    }

    if (!(low <= high)) {
      return new double[] {0, 1};
    }

    if (fromZero && !horizontal) {
      low = Math.min(low, axis.place().applyAsDouble(0));
      high = high > low ? high : low + 1;
    }

    double margin = high > low ? 0.04 * (high - low) : Math.max(0.5, 0.1 * Math.abs(high));
    return new double[] {low - margin, high + margin};
  }

  private double placed(Axis axis, double v, double[] range, boolean horizontal) {
    double share = (axis.place().applyAsDouble(v) - range[0]) / (range[1] - range[0]);
    return horizontal
        ? LEFT + share * (width - LEFT - RIGHT)
        : height - BOTTOM - share * (height - BOTTOM - TOP);
  }

  private void axes(StringBuilder out, double[] xRange, double[] yRange) {
    double right = width - RIGHT;
    double low = height - BOTTOM;
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"axis\" d=\"M%d %d V%.1f H%.1f\"/>\n",
            LEFT,
            TOP,
            low,
            right));
    for (double tick : x.ticks()) {
      double at = placed(x, tick, xRange, true);
      if (at >= LEFT && at <= right) {
        text(out, at, low + 14, "middle", Html.number(tick));
      }
    }

    double last = Double.POSITIVE_INFINITY;
    for (double tick : y.ticks().stream().sorted().toList()) {
      double at = placed(y, tick, yRange, false);
      if (at >= TOP && at <= low && Math.abs(last - at) > 12) {
        text(out, LEFT - 5, at + 4, "end", Html.number(tick));
        last = at;
      }
    }

    text(out, (LEFT + right) / 2, height - 5, "middle", x.label());
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(11 %.1f)"
                + " rotate(-90)\">%s</text>\n",
            (TOP + low) / 2,
            Html.text(y.label())));
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String words) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"label\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            Html.text(words)));
  }

  private void line(StringBuilder out, Line line, double[] xRange, double[] yRange) {
    if (line.x().length == 0) {
      return;
    }

    out.append("<polyline class=\"").append(line.style()).append("\" points=\"");
    double endX = 0;
    double endY = 0;
    for (int i = 0; i < line.x().length; i++) {
      endX = placed(x, line.x()[i], xRange, true);
      endY = placed(y, line.y()[i], yRange, false);
      out.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", endX, endY));
    }

    out.append("\"/>\n");
    for (int i = 0; i < line.x().length && !line.mark().isEmpty(); i++) {
      double atX = placed(x, line.x()[i], xRange, true);
      out.append(mark(atX, placed(y, line.y()[i], yRange, false), line.style(), line.mark()));
      out.append('\n');
    }

    if (!line.name().isEmpty()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"end\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\"/>\n",
              endX,
              endY));
      boolean left = endX > width - RIGHT - NAME;
      text(out, left ? endX - 4 : endX + 4, endY - 4, left ? "end" : "start", line.name());
    }
  }

  private static String mark(double x, double y, String style, String mark) {
    return String.format(
        Locale.ROOT, "<path class=\"mark %s\" d=\"M%.1f %.1f%s\"/>", style, x, y, mark);
  }
}
