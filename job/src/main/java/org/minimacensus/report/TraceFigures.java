package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.minimacensus.study.Figures;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Trace;

/** Loss, gradient and added neuron over the steps of chosen restarts. */
final class TraceFigures {
  /** A table has so many steps at most. */
  private static final int TABLE = 40;

  /** So many searches have a line where they begin at most. */
  private static final int RULES = 20;

  /** So many outputs' neurons are drawn at most. */
  private static final int OUTPUTS = 2;

  /** Below this a parameter is drawn on a linear scale. */
  private static final double UNIT = 1e-3;

  /** Augmentations of one neuron (a, w_1..w_d, b) for each output. */
  private static final Set<String> PER_OUTPUT =
      Set.of("output-neuron", "monomial-neuron", "relu-neuron");

  /** The same without b. */
  private static final String LIMIT = "output-neuron-limit";

  private TraceFigures() {}

  /** A number of the added neurons over the steps. */
  private record Quantity(String name, ToDoubleFunction<double[]> of) {
    /** NaN at steps that have no added neurons of their own. */
    double at(TraceStep step) {
      double[] added = step.augmentation();
      return added.length == 0 ? Double.NaN : of.applyAsDouble(added);
    }
  }

  /** One figure for each restart and objective with steps, in their order. */
  static List<Figure> of(RunSummary summary, RunPictures pictures) {
    List<Figure> figures = new ArrayList<>();
    for (Trace trace : pictures.traces()) {
      if (!trace.steps().isEmpty()) {
        Gaps gaps = Gaps.of(summary, pictures, trace.objective());
        figures.add(figure(figures.size(), trace, gaps, summary.network()));
      }
    }

    return figures;
  }

  private static Figure figure(
      int number, Trace trace, Gaps gaps, RunSummary.NetworkSummary network) {
    List<TraceStep> steps = trace.steps();
    TraceSearches searches = new TraceSearches(steps);
    List<Figure.Rule> rules = searches.begins(RULES);
    List<Quantity> quantities = quantities(trace.objective(), length(steps), network);
    List<Figure.Panel> panels = new ArrayList<>();
    panels.add(panel(gaps.axis(), rules, series("loss", 0, searches, s -> gaps.of(s.loss()))));
    panels.add(
        panel(
            Figure.Axis.log("gradient", 1e-300),
            rules,
            series("largest gradient", 1, searches, TraceStep::gradientNorm)));
    if (!quantities.isEmpty()) {
      List<Figure.Series> added = new ArrayList<>();
      for (int q = 0; q < quantities.size(); q++) {
        Quantity quantity = quantities.get(q);
        added.add(line(quantity.name(), 2 + q, "slot", steps, s -> quantity.at(s)));
      }

      panels.add(
          new Figure.Panel(Figure.Axis.symlog("added neuron", UNIT), added, List.of(), rules));
    }

    TraceStep first = searches.firstOwn();
    TraceStep last = searches.lastOwn();
    return new Figure(
        "trace-" + number,
        "Restart " + trace.restart() + ", " + trace.objective(),
        "Over the accepted steps of all searches of the restart, from top to bottom: loss, largest"
            + " entry of the gradient"
            + (quantities.isEmpty() ? "" : ", and the parameters of the added neuron")
            + ". It ended as "
            + trace.endpointClass().replace('-', ' ')
            + ". "
            + gaps.words()
            + leftOut(quantities, network)
            + searches.words()
            + searches.rulesInWords(rules.size()),
        String.format(
            Locale.ROOT,
            "In %s the loss goes from %s to %s, the largest entry of the gradient from %s"
                + " to %s.%s",
            Figures.plural(last.iteration(), "step"),
            Html.number(first.loss()),
            Html.number(last.loss()),
            Html.number(first.gradientNorm()),
            Html.number(last.gradientNorm()),
            searches.endElsewhere()),
        Figure.panels(
            Figure.Axis.counts("steps of the restart"), panels.toArray(Figure.Panel[]::new)),
        table(searches, quantities, gaps));
  }

  private static Figure.Panel panel(
      Figure.Axis y, List<Figure.Rule> rules, List<Figure.Series> series) {
    return new Figure.Panel(y, series, List.of(), rules);
  }

  /** Steps on the objective, and beside them those elsewhere where there are any. */
  private static List<Figure.Series> series(
      String name, int slot, TraceSearches searches, ToDoubleFunction<TraceStep> value) {
    List<TraceStep> steps = searches.steps();
    List<Figure.Series> series = new ArrayList<>();
    series.add(
        line(
            name,
            slot,
            "slot",
            steps,
            s -> searches.elsewhere(s) ? Double.NaN : value.applyAsDouble(s)));
    if (searches.leaves()) {
      series.add(
          line(
              "elsewhere",
              slot,
              "faint",
              steps,
              s -> searches.elsewhere(s) ? value.applyAsDouble(s) : Double.NaN));
    }

    return series;
  }

  private static Figure.Series line(
      String name,
      int slot,
      String style,
      List<TraceStep> steps,
      ToDoubleFunction<TraceStep> value) {
    return new Figure.Series(
        name,
        slot,
        style,
        "none",
        steps.stream().map(s -> Figure.numbers(s.iteration(), value.applyAsDouble(s))).toList());
  }

  /**
   * What is drawn of added neurons: a, w and b of each output where the augmentation has them so
   * (of several inputs the Euclidean norm of w); of other augmentations the size alone.
   */
  private static List<Quantity> quantities(
      String objective, int length, RunSummary.NetworkSummary network) {
    if (length == 0) {
      return List.of();
    }

    if (objective.equals("loss-scaling") && length == 2) {
      return List.of(new Quantity("a", phi -> phi[0]), new Quantity("b", phi -> phi[1]));
    }

    int outputs = network == null ? 0 : network.outputs();
    int inputs = network == null ? 0 : network.inputs();
    boolean bias = PER_OUTPUT.contains(objective) && length == outputs * (inputs + 2);
    boolean unregularised = objective.equals(LIMIT) && length == outputs * (inputs + 1);
    if (inputs == 0 || !(bias || unregularised)) {
      return List.of(new Quantity("size of added parameters", phi -> norm(phi, 0, phi.length)));
    }

    List<Quantity> quantities = new ArrayList<>();
    int each = length / outputs;
    for (int k = 0; k < Math.min(OUTPUTS, outputs); k++) {
      int from = k * each;
      String of = outputs == 1 ? "" : " of output " + (k + 1);
      quantities.add(new Quantity("a" + of, phi -> phi[from]));
      quantities.add(
          inputs == 1
              ? new Quantity("w" + of, phi -> phi[from + 1])
              : new Quantity("|w|" + of, phi -> norm(phi, from + 1, from + 1 + inputs)));
      if (bias) {
        quantities.add(new Quantity("b" + of, phi -> phi[from + inputs + 1]));
      }
    }

    return quantities;
  }

  private static String leftOut(List<Quantity> quantities, RunSummary.NetworkSummary network) {
    return quantities.size() > 1 && network != null && network.outputs() > OUTPUTS
        ? " Of "
            + network.outputs()
            + " outputs the neurons of the first "
            + OUTPUTS
            + " are shown."
        : "";
  }

  /** Of the added neurons; steps in charts, which are no points of the objective, have none. */
  private static int length(List<TraceStep> steps) {
    return steps.stream().mapToInt(s -> s.augmentation().length).max().orElse(0);
  }

  private static double norm(double[] phi, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += phi[i] * phi[i];
    }

    return Math.sqrt(sum);
  }

  private static String table(TraceSearches searches, List<Quantity> quantities, Gaps gaps) {
    List<TraceStep> steps = searches.steps();
    List<String> head =
        new ArrayList<>(
            List.of("step", "search", "loss", "above best", "largest gradient", "|parameters|"));
    quantities.forEach(q -> head.add(q.name()));
    List<List<String>> rows = new ArrayList<>();
    int kept = Math.min(TABLE, steps.size());
    for (int r = 0; r < kept; r++) {
      TraceStep s =
          steps.get(kept == 1 ? 0 : Math.toIntExact((long) r * (steps.size() - 1) / (kept - 1)));
      List<String> row =
          new ArrayList<>(
              List.of(
                  Integer.toString(s.iteration()),
                  Integer.toString(s.segment()),
                  Html.number(s.loss()),
                  searches.elsewhere(s) ? "elsewhere" : gaps.cell(s.loss()),
                  Html.number(s.gradientNorm()),
                  Html.number(s.parameterNorm())));
      quantities.forEach(q -> row.add(Html.number(q.at(s))));
      rows.add(row);
    }

    return Html.table(
        "Steps of the restart"
            + (kept < steps.size()
                ? ", " + kept + " of the " + steps.size() + " drawn; all are in the table traces."
                : "."),
        head,
        rows);
  }
}
