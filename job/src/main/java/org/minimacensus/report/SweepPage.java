package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Figures;
import org.minimacensus.study.SweepSummary;

/** The page of a sweep: plots over the swept values, a line for each objective, and the table. */
public final class SweepPage {
  /** Values of a span of this factor stand on a logarithmic scale. */
  private static final double WIDE = 20;

  private final SweepSummary sweep;
  private final double[] places;
  private final Plot.Axis axis;
  private final ObjectiveLines lines;
  private final StringBuilder out = new StringBuilder();

  private SweepPage(SweepSummary sweep) {
    this.sweep = sweep;
    this.lines = new ObjectiveLines(sweep.objectives());
    double[] numbers = numbers();
    boolean ordinal = numbers.length == 0;
    int n = sweep.points().size();
    this.places = ordinal ? IntStream.rangeClosed(1, n).asDoubleStream().toArray() : numbers;
    this.axis = ordinal ? ordinal(n) : axis(sweep.keys().get(0), numbers);
  }

  /** The whole page. */
  public static String of(SweepSummary sweep) {
    SweepPage page = new SweepPage(sweep);
    page.head();
    page.plots();
    sweep.objectives().forEach(page::table);
    page.out.append(Page.SHORT_END);
    return page.out.toString();
  }

  /** The values of a single key where all are numbers that one scale shows; else nothing. */
  private double[] numbers() {
    if (sweep.keys().size() != 1) {
      return new double[0];
    }

    boolean rows = sweep.keys().get(0).equals(SweepSummary.ROWS);
    double[] values =
        sweep.points().stream()
            .mapToDouble(p -> rows && p.rows() != null ? p.rows() : number(p.values().get(0)))
            .toArray();
    double high = Arrays.stream(values).max().orElse(Double.NaN);
    double low = Arrays.stream(values).min().orElse(Double.NaN);
    // 0 beside values of many magnitudes stands on no scale.
    boolean shown = low > 0 || high - low <= WIDE * smallestStep(values);
    return Double.isFinite(high - low) && shown ? values : new double[0];
  }

  private static double smallestStep(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    return IntStream.range(1, sorted.length)
        .mapToDouble(i -> sorted[i] - sorted[i - 1])
        .filter(step -> step > 0)
        .min()
        .orElse(0);
  }

  /** A number, alone or as the only item of a list: {@code [3]}; NaN where it is none. */
  private static double number(String value) {
    try {
      return Double.parseDouble(value.replaceFirst("^\\[(.*)]$", "$1").strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Plot.Axis axis(String key, double[] values) {
    double high = Arrays.stream(values).max().orElseThrow();
    double low = Arrays.stream(values).min().orElseThrow();
    return low > 0 && high > WIDE * low
        ? Plot.Axis.logarithmic(key, low, high)
        : Plot.Axis.linear(key, low, high);
  }

  private Plot.Axis ordinal(int n) {
    List<Double> ticks = IntStream.rangeClosed(1, n).mapToObj(i -> (double) i).toList();
    return new Plot.Axis("study, as numbered in the tables", v -> v, ticks);
  }

  private void head() {
    out.append(Page.head("Sweep of study " + sweep.study()));
    out.append("<p><strong>").append(Html.text(sweep.reason())).append(".</strong> Over ");
    out.append(Html.text(String.join(", ", sweep.keys())));
    out.append(". Lines are the objectives, with a mark for each study:</p>\n");
    out.append(lines.legend());
  }

  private void plots() {
    out.append("<div class=\"grid\">\n");
    plot(
        "bad",
        "share of restarts on bad minima",
        "Share of the restarts that ended on minima above the best known loss.",
        p -> p.share(p.subOptimalHits()),
        false);
    plot(
        "minima",
        "distinct minima",
        "Distinct minima that were found; how many there may be stands in the table.",
        p -> p.minima() == null ? Double.NaN : p.minima(),
        false);
    plot(
        "gap",
        "mean gap",
        "Mean loss above the best known one, over the restarts that ended on minima.",
        SweepSummary.Part::meanGap,
        true);
    plot(
        "infinity",
        "share of restarts at infinity",
        "Share of the restarts that run away to infinity.",
        p -> p.share(p.ended(EndpointClass.AT_INFINITY)),
        false);
    out.append("</div>\n");
  }

  private void plot(
      String id,
      String label,
      String words,
      ToDoubleFunction<SweepSummary.Part> value,
      boolean magnitudes) {
    double[][] all = lines.values(sweep.points(), SweepSummary.Point::objective, value);
    double[] shown = ObjectiveLines.finite(all);
    if (shown.length == 0) {
      return;
    }

    double high = Arrays.stream(shown).max().getAsDouble();
    double low = Arrays.stream(shown).filter(v -> v > 0).min().orElse(1);
    boolean logarithmic = magnitudes && high > WIDE * low;
    Plot.Axis y =
        logarithmic
            ? Plot.Axis.logarithmic(label, low, high)
            : Plot.Axis.linear(label, 0, high > 0 ? high : 1);
    int[] order = order();
    Plot plot =
        ObjectiveLines.plot(
            axis,
            y,
            inOrder(places, order),
            Arrays.stream(all).map(values -> inOrder(values, order)).toArray(double[][]::new));
    if (!logarithmic) {
      plot.fromZero();
    }

    String told = words + (logarithmic ? " What is 0 stands at the smallest that is not." : "");
    out.append(ObjectiveLines.figure(plot, id, label, told));
  }

  private static double[] inOrder(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  /** Points from left to right. */
  private int[] order() {
    return IntStream.range(0, places.length)
        .boxed()
        .sorted(java.util.Comparator.comparingDouble(i -> places[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void table(String objective) {
    List<String> head = new ArrayList<>(List.of("study"));
    head.addAll(sweep.keys());
    head.add("run");
    head.addAll(PartCells.HEAD);
    head.addAll(List.of("lower bound", "mean gap", "largest gap"));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < sweep.points().size(); i++) {
      SweepSummary.Point point = sweep.points().get(i);
      SweepSummary.Part part = point.objective(objective);
      if (part != null) {
        rows.add(row(i + 1, point, part));
      }
    }

    out.append("<h2>").append(Html.text(objective)).append("</h2>\n");
    out.append(
        Html.table(
            "One study in each row; the gap is the loss above the best known one of"
                + " the study, over the restarts that ended on minima.",
            head,
            rows));
  }

  private List<String> row(int number, SweepSummary.Point point, SweepSummary.Part part) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(number)));
    cells.addAll(point.told(sweep.keys()));
    cells.add(point.run());
    cells.addAll(PartCells.of(part, part.inAll() == null ? "-" : Figures.estimate(part.inAll())));
    cells.addAll(
        List.of(
            Html.number(part.lowerBound()),
            Html.number(part.meanGap()),
            Html.number(part.worstGap())));
    return cells;
  }
}
