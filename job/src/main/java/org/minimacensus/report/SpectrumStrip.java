package org.minimacensus.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * The eigenvalues of one Hessian as strokes along an axis that is logarithmic to both sides of 0.
 */
final class SpectrumStrip {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 58;
  private static final int MARGIN = 30;
  private static final int TOP = 8;
  private static final int AXIS = 34;

  /** Labels of so many decades at most. */
  private static final int LABELS = 7;

  private final double[] eigenvalues;
  private final double unit;
  private final DoubleUnaryOperator place;
  private final double left;
  private final double right;

  /**
   * @param eigenvalues ascending, finite, at least one
   */
  SpectrumStrip(double[] eigenvalues) {
    this.eigenvalues = eigenvalues;
    this.unit = SpectrumFigures.unit(Arrays.stream(eigenvalues));
    this.place = Plot.Axis.signed("", unit).place();
    this.left = Math.min(0, place.applyAsDouble(eigenvalues[0]));
    this.right = Math.max(1, place.applyAsDouble(eigenvalues[eigenvalues.length - 1]));
  }

  private double x(double value) {
    return MARGIN + (place.applyAsDouble(value) - left) / (right - left) * (WIDTH - 2 * MARGIN);
  }

  /** Which eigenvalues are drawn in one place is not seen: there one stroke stands for all. */
  private String strokes() {
    StringBuilder out = new StringBuilder();
    long last = Long.MIN_VALUE;
    for (double value : eigenvalues) {
      long place = Math.round(2 * x(value));
      if (place != last) {
        out.append(String.format(Locale.ROOT, "M%.1f %dV%d", place / 2.0, TOP, AXIS - 4));
      }

      last = place;
    }

    return out.toString();
  }

  private String label(double value) {
    return String.format(
        Locale.ROOT,
        "<text class=\"label\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
        x(value),
        HEIGHT - 8,
        Html.number(value));
  }

  /** Whole decades on both sides, few enough to be read; 0 in between. */
  private String labels() {
    StringBuilder out = new StringBuilder(label(0));
    int step = Math.max(2, (int) Math.ceil((right - left) / LABELS));
    for (int decade = step; decade <= right; decade += step) {
      out.append(label(unit * Math.pow(10, decade)));
    }

    for (int decade = step; decade <= -left; decade += step) {
      out.append(label(-unit * Math.pow(10, decade)));
    }

    return out.toString();
  }

  /**
   * @param words what is drawn, for those who do not see it
   */
  String figure(String words) {
    return String.format(
        Locale.ROOT,
        "<figure>\n"
            + "<svg class=\"network spectrum\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-label=\"%s\"><path class=\"axis\" d=\"M%d %dH%dM%.1f %dV%d\"/><path"
            + " class=\"axis eigenvalues\" d=\"%s\"/>%s</svg>\n"
            + "<figcaption>%s Strokes: its eigenvalues, logarithmic to both sides of 0; those close"
            + " together are one.</figcaption></figure>\n",
        WIDTH,
        HEIGHT,
        Html.text(words),
        MARGIN,
        AXIS,
        WIDTH - MARGIN,
        x(0),
        TOP - 4,
        AXIS + 6,
        strokes(),
        labels(),
        Html.text(words));
  }
}
