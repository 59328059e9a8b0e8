package org.minimacensus.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.minimacensus.study.SweepSummary;

/** A line for each objective over some runs, in plots that look alike. */
final class ObjectiveLines {
  private static final List<String> DASHES = List.of("solid", "dashed", "dotted", "dash and dot");

  private static final int WIDTH = 360;
  private static final int HEIGHT = 240;

  private final List<String> objectives;

  ObjectiveLines(List<String> objectives) {
    this.objectives = objectives;
  }

  /** Which objective has which line, in words and as they are drawn, as HTML. */
  String legend() {
    StringBuilder out = new StringBuilder("<ul class=\"legend\">\n");
    for (int o = 0; o < objectives.size(); o++) {
      out.append("<li>").append(Plot.swatch(o)).append(Html.text(objectives.get(o)));
      out.append(" (").append(DASHES.get(o % Page.SERIES)).append(")</li>\n");
    }

    return out.append("</ul>\n").toString();
  }

  /**
   * Values by objective and run; NaN where a run does not have the objective.
   *
   * @param part of a run under an objective; null: none
   */
  <R> double[][] values(
      List<R> runs,
      BiFunction<R, String, SweepSummary.Part> part,
      ToDoubleFunction<SweepSummary.Part> value) {
    return objectives.stream()
        .map(
            name ->
                runs.stream()
                    .map(run -> part.apply(run, name))
                    .mapToDouble(p -> p == null ? Double.NaN : value.applyAsDouble(p))
                    .toArray())
        .toArray(double[][]::new);
  }

  /** Those of all objectives that can be shown. */
  static double[] finite(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
  }

  /**
   * A plot with its lines.
   *
   * @param places of the runs, from left to right
   * @param values by objective, in the order of the places
   */
  static Plot plot(Plot.Axis x, Plot.Axis y, double[] places, double[][] values) {
    Plot plot = new Plot(WIDTH, HEIGHT, x, y);
    for (int o = 0; o < values.length; o++) {
      plot.series(places, values[o], o);
    }

    return plot;
  }

  /** The plot with what it shows in words. */
  static String figure(Plot plot, String id, String label, String words) {
    return "<figure>\n"
        + plot.svg(id, label, words)
        + "<figcaption>"
        + Html.text(words)
        + "</figcaption></figure>\n";
  }
}
