package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.minimacensus.study.Plateau;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;

/** How far the count depends on the tolerances. */
final class ToleranceFigures {
  private ToleranceFigures() {}

  /** One figure; none without counts. */
  static List<Figure> of(RunPictures pictures) {
    List<Figure.Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    double own = Double.NaN;
    for (int o = 0; o < pictures.objectives().size(); o++) {
      ObjectivePictures objective = pictures.objectives().get(o);
      List<List<Double>> points = new ArrayList<>();
      for (ObjectivePictures.Values v : objective.values()) {
        points.add(Figure.numbers(v.tolerance(), v.count()));
        rows.add(
            List.of(
                objective.name(),
                "distinct losses",
                Html.number(v.tolerance()),
                Long.toString(v.count())));
        if (v.decades() == 0) {
          own = v.tolerance();
          words.add(
              String.format(
                  Locale.ROOT,
                  "Under %s %,d losses are distinct at the tolerance of the run, %s.",
                  objective.name(),
                  v.count(),
                  Html.number(own)));
        }
      }

      if (!points.isEmpty()) {
        series.add(
            new Figure.Series(objective.name() + ", distinct losses", o, "step", "none", points));
      }
    }

    if (pictures.recount() != null) {
      recount(pictures, series, rows, words);
    }

    if (series.isEmpty()) {
      return List.of();
    }

    double high =
        series.stream()
            .flatMap(s -> s.points().stream())
            .mapToDouble(p -> p.get(1))
            .max()
            .orElse(1);
    List<Figure.Rule> rules =
        Double.isNaN(own) ? List.of() : List.of(new Figure.Rule(own, "this run"));
    return List.of(
        new Figure(
            "tolerance",
            "Counts against the tolerance",
            "Steps: losses of minima that are apart by more than the relative tolerance; different"
                + " minima may have one loss, so there may be fewer of these than of minima."
                + (pictures.recount() == null
                    ? " Distinct minima are counted over tolerances by a recount, and none is"
                        + " stored."
                    : " Marks: distinct minima of the stored recount, counted as in the answer,"
                        + " which moves the tolerance of parameters along.")
                + " Where a curve is level the count does not hang on the choice; a rise to the"
                + " left is unfinished searches of one minimum, a fall to the right minima that"
                + " are thrown together.",
            String.join(" ", words),
            Figure.panels(
                Figure.Axis.log("relative tolerance of losses", 1e-300),
                new Figure.Panel(
                    Figure.Axis.spanning(axis(pictures), high), series, List.of(), rules)),
            Html.table(
                "Counts by tolerance.",
                List.of("objective", "what is counted", "tolerance", "count"),
                rows)));
  }

  private static void recount(
      RunPictures pictures,
      List<Figure.Series> series,
      List<List<String>> rows,
      List<String> words) {
    List<RecountSummary.Sweep> sweeps = pictures.recount().sweeps();
    for (int s = 0; s < sweeps.size(); s++) {
      RecountSummary.Sweep sweep = sweeps.get(s);
      String name = sweep.objective();
      int slot = slot(pictures, name, s);
      List<List<Double>> points = new ArrayList<>();
      for (RecountSummary.Point p : sweep.points()) {
        points.add(Figure.numbers(p.valueTolerance(), p.minima()));
        count(rows, name, "minima", p, p.minima());
        if (p.distinct() != null) {
          count(rows, name, "distinct functions", p, p.distinct().functions());
          count(rows, name, "distinct parameters", p, p.distinct().parameters());
          count(rows, name, "connected", p, p.distinct().connected());
        }
      }

      if (!points.isEmpty()) {
        series.add(new Figure.Series(name + ", distinct minima", slot, "slot", "full", points));
      }

      for (Plateau p : sweep.plateaus()) {
        words.add(
            String.format(
                Locale.ROOT,
                "Under %s the recount of %s stays at %,d over %s decades.",
                name,
                p.count(),
                p.minima(),
                Html.number(p.decades())));
      }
    }
  }

  private static String axis(RunPictures pictures) {
    return pictures.recount() == null ? "distinct losses" : "distinct losses, minima";
  }

  /** The same as of the objective's losses. */
  private static int slot(RunPictures pictures, String objective, int otherwise) {
    for (int o = 0; o < pictures.objectives().size(); o++) {
      if (pictures.objectives().get(o).name().equals(objective)) {
        return o;
      }
    }

    return otherwise;
  }

  private static void count(
      List<List<String>> rows, String objective, String what, RecountSummary.Point p, Long count) {
    if (count != null) {
      rows.add(
          List.of(
              objective,
              what + " (recount)",
              Html.number(p.valueTolerance()),
              Long.toString(count)));
    }
  }
}
