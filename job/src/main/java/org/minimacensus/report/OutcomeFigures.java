package org.minimacensus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Outcome;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;

/** Where restarts end: flows from objective to objective, and waterfalls of losses. */
final class OutcomeFigures {
  private static final String ARROW = "->";

  /** So many flows are put into words. */
  private static final int TOLD = 3;

  private OutcomeFigures() {}

  /** A number of restarts from one outcome to another. */
  private record Flow(String from, String to, long count) {}

  /** One figure for each pair of objectives. */
  static List<Figure> flows(RunSummary summary) {
    List<Figure> figures = new ArrayList<>();
    summary
        .outcomes()
        .forEach(
            (pair, counts) -> {
              List<Flow> flows = new ArrayList<>();
              counts.forEach(
                  (ends, count) -> {
                    if (count > 0) {
                      flows.add(new Flow(before(ends), after(ends), count));
                    }
                  });
              if (!flows.isEmpty()) {
                flows.sort((a, b) -> Long.compare(b.count(), a.count()));
                figures.add(flows(figures.size(), before(pair), after(pair), flows));
              }
            });
    return figures;
  }

  private static String before(String pair) {
    return pair.substring(0, Math.max(0, pair.indexOf(ARROW)));
  }

  private static String after(String pair) {
    return pair.substring(pair.indexOf(ARROW) + ARROW.length());
  }

  private static Figure flows(int number, String left, String right, List<Flow> flows) {
    long all = flows.stream().mapToLong(Flow::count).sum();
    List<List<String>> rows = new ArrayList<>();
    List<Map<String, Object>> links = new ArrayList<>();
    for (Flow flow : flows) {
      rows.add(
          List.of(
              words(flow.from()),
              words(flow.to()),
              Long.toString(flow.count()),
              percent(flow.count(), all)));
      Map<String, Object> link = new LinkedHashMap<>();
      link.put("from", words(flow.from()));
      link.put("to", words(flow.to()));
      link.put("count", flow.count());
      links.add(link);
    }

    Map<String, Object> slots = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      slots.put(words(outcome.label()), slot(outcome.label()));
    }

    Map<String, Object> drawing = new LinkedHashMap<>();
    drawing.put("kind", "flows");
    drawing.put("left", left);
    drawing.put("right", right);
    // Nodes from top to bottom.
    drawing.put("slots", slots);
    drawing.put("links", links);
    List<String> told = new ArrayList<>();
    for (Flow flow : flows.subList(0, Math.min(TOLD, flows.size()))) {
      told.add(
          String.format(
              Locale.ROOT,
              "%,d from %s to %s",
              flow.count(),
              words(flow.from()),
              words(flow.to())));
    }

    return new Figure(
        "flows-" + number,
        "Where each start ended: " + left + " against " + right,
        String.format(
            Locale.ROOT,
            "Each band is restarts, as wide as they are many of %,d: on the left how they ended"
                + " under %s, on the right how the same starts ended under %s. A global minimum"
                + " reaches the best known loss of its objective, a bad one does not. Bands of few"
                + " restarts may be too thin to be seen; the table has them all.",
            all,
            left,
            right),
        String.format(
            Locale.ROOT,
            "Of %,d restarts the largest groups are %s.",
            all,
            String.join("; ", told)),
        drawing,
        Html.table(
            "Restarts by how they ended under both objectives.",
            List.of(left, right, "restarts", "share"),
            rows));
  }

  private static String percent(long count, long all) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / all);
  }

  private static String words(String label) {
    return label.replace('-', ' ');
  }

  /** Of classes and of outcomes, by which both look the same in all pictures. */
  private static int slot(String label) {
    return switch (label) {
      case "at-infinity" -> 0;
      case "bad-minimum" -> 1;
      case "strict-minimum", "global-minimum" -> 2;
      case "saddle" -> 3;
      case "degenerate-minimum" -> 4;
      case "failed" -> 6;
      default -> 5;
    };
  }

  /** One figure for each objective with finite losses. */
  static List<Figure> waterfalls(RunSummary summary, RunPictures pictures) {
    List<Figure> figures = new ArrayList<>();
    for (ObjectivePictures o : pictures.objectives()) {
      List<ObjectivePictures.Drop> drops =
          o.waterfall().stream().filter(d -> Double.isFinite(d.loss())).toList();
      if (!drops.isEmpty()) {
        Gaps gaps = Gaps.of(summary, pictures, o.name());
        figures.add(waterfall(figures.size(), o.name(), drops, gaps));
      }
    }

    return figures;
  }

  private static Figure waterfall(
      int number, String objective, List<ObjectivePictures.Drop> drops, Gaps gaps) {
    Map<String, List<List<Double>>> points = new LinkedHashMap<>();
    // In one order whatever the losses are.
    for (EndpointClass c : EndpointClass.values()) {
      points.put(c.label(), new ArrayList<>());
    }

    for (ObjectivePictures.Drop d : drops) {
      points
          .computeIfAbsent(d.endpointClass(), c -> new ArrayList<>())
          .add(Figure.numbers(d.rank(), Math.max(gaps.floor(), gaps.of(d.loss()))));
    }

    List<Figure.Series> series = new ArrayList<>();
    points.forEach(
        (label, of) -> {
          if (!of.isEmpty()) {
            series.add(new Figure.Series(words(label), slot(label), "none", "full", of));
          }
        });
    ObjectivePictures.Drop last = drops.get(drops.size() - 1);
    long level = drops.stream().filter(d -> gaps.of(d.loss()) <= gaps.floor()).count();
    return new Figure(
        "waterfall-" + number,
        "Final losses by rank, " + objective,
        "Every endpoint with a finite loss from the lowest to the highest, marked by its class. A"
            + " level step is many restarts of one loss: a minimum that is often hit. "
            + gaps.words()
            + (last.rank() + 1 > drops.size()
                ? " Of " + (last.rank() + 1) + " endpoints " + drops.size() + " are drawn, evenly."
                : ""),
        String.format(
            Locale.ROOT,
            "%,d of %,d drawn endpoints have the best known loss; the highest loss is %s above it.",
            level,
            drops.size(),
            Html.number(gaps.of(last.loss()))),
        Figure.panels(
            Figure.Axis.counts("rank of the endpoint"), new Figure.Panel(gaps.axis(), series)),
        Html.table(
            "Endpoints by rank from 0; neighbours of one class and one loss are one row.",
            List.of("ranks", "class", "loss", "above best", "drawn"),
            rows(drops, gaps)));
  }

  private static List<List<String>> rows(List<ObjectivePictures.Drop> drops, Gaps gaps) {
    List<List<String>> rows = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= drops.size(); i++) {
      ObjectivePictures.Drop first = drops.get(begin);
      if (i < drops.size() && alike(first, drops.get(i), gaps)) {
        continue;
      }

      long to = drops.get(i - 1).rank();
      rows.add(
          List.of(
              to == first.rank() ? Long.toString(to) : first.rank() + " to " + to,
              words(first.endpointClass()),
              Html.number(first.loss()),
              gaps.cell(first.loss()),
              Integer.toString(i - begin)));
      begin = i;
    }

    return rows;
  }

  private static boolean alike(ObjectivePictures.Drop a, ObjectivePictures.Drop b, Gaps gaps) {
    return a.endpointClass().equals(b.endpointClass())
        && gaps.cell(a.loss()).equals(gaps.cell(b.loss()));
  }
}
