package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.UnseenSummary;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;

/** How often minima were hit, and how many more are to be expected. */
final class RichnessFigures {
  private RichnessFigures() {}

  /** One figure for all objectives; none without minima. */
  static List<Figure> abundance(RunPictures pictures) {
    List<Figure.Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder thinned = new StringBuilder();
    for (int o = 0; o < pictures.objectives().size(); o++) {
      ObjectivePictures objective = pictures.objectives().get(o);
      List<ObjectivePictures.Abundance> all = objective.abundances();
      if (all.isEmpty()) {
        continue;
      }

      if (objective.distinctMinima() > all.size()) {
        thinned.append(
            String.format(
                Locale.ROOT,
                " Of the %,d minima of %s %,d are drawn, evenly by rank.",
                objective.distinctMinima(),
                objective.name(),
                all.size()));
      }

      marks(series, objective.name(), o, all, false);
      marks(series, objective.name() + ", bad", o, all, true);
      // Joins both kinds of marks; the legend shows what comes first.
      series.add(
          new Figure.Series(
              objective.name(),
              o,
              "slot",
              "none",
              all.stream().map(a -> Figure.numbers(a.rank() + 1, a.hits())).toList()));
      rows(rows, objective.name(), all);
      long once = all.stream().filter(a -> a.hits() == 1).count();
      words.add(
          String.format(
              Locale.ROOT,
              "Under %s the most frequent minimum has %,d hits; %,d of %,d drawn ones have one"
                  + " hit.",
              objective.name(),
              all.get(0).hits(),
              once,
              all.size()));
    }

    if (series.isEmpty()) {
      return List.of();
    }

    return List.of(
        new Figure(
            "abundance",
            "Hits of the distinct minima by rank",
            "Each mark is a distinct minimum: to the left the ones that many restarts end on."
                + " Filled marks reach the best known loss, hollow ones are bad. A long tail along"
                + " the bottom is minima that were hit once, and says that there are more which"
                + " were not hit. Both axes are logarithmic."
                + thinned,
            String.join(" ", words),
            Figure.panels(
                Figure.Axis.logCounts("rank of the minimum, from 1"),
                new Figure.Panel(Figure.Axis.logCounts("hits"), series)),
            Html.table(
                "Distinct minima by rank from 1; neighbours with as many hits are one row.",
                List.of("objective", "ranks", "hits each", "kind", "drawn", "minima"),
                rows)));
  }

  private static void marks(
      List<Figure.Series> series,
      String name,
      int slot,
      List<ObjectivePictures.Abundance> all,
      boolean bad) {
    List<List<Double>> points =
        all.stream()
            .filter(a -> a.subOptimal() == bad)
            .map(a -> Figure.numbers(a.rank() + 1, a.hits()))
            .toList();
    if (!points.isEmpty()) {
      series.add(new Figure.Series(name, slot, "none", bad ? "hollow" : "full", points));
    }
  }

  private static void rows(
      List<List<String>> rows, String objective, List<ObjectivePictures.Abundance> all) {
    int begin = 0;
    for (int i = 1; i <= all.size(); i++) {
      ObjectivePictures.Abundance first = all.get(begin);
      if (i < all.size()
          && all.get(i).hits() == first.hits()
          && all.get(i).subOptimal() == first.subOptimal()) {
        continue;
      }

      long from = first.rank() + 1;
      long to = all.get(i - 1).rank() + 1;
      rows.add(
          List.of(
              objective,
              from == to ? Long.toString(from) : from + " to " + to,
              Long.toString(first.hits()),
              first.subOptimal() ? "bad" : "best known",
              Integer.toString(i - begin),
              from == to
                  ? Long.toString(first.minimumId())
                  : first.minimumId() + " to " + all.get(i - 1).minimumId()));
      begin = i;
    }
  }

  /** One figure for all objectives; none where nothing was hit. */
  static List<Figure> accumulation(RunSummary summary) {
    List<Figure.Series> series = new ArrayList<>();
    List<Figure.Band> bands = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int o = 0; o < summary.objectives().size(); o++) {
      RunSummary.ObjectiveSummary objective = summary.objectives().get(o);
      UnseenSummary unseen = objective.unseen();
      if (unseen == null || unseen.accumulation().isEmpty()) {
        continue;
      }

      curve(series, bands, objective.name(), o, unseen);
      rows(rows, objective.name(), unseen);
      words.add(words(objective.name(), unseen));
    }

    if (series.isEmpty()) {
      return List.of();
    }

    return List.of(
        new Figure(
            "accumulation",
            "Distinct minima to expect by restarts",
            "Solid: how many distinct minima so many restarts find on average. The large mark is"
                + " this run. Dashed: how many twice as many restarts would find, extrapolated."
                + " Areas are 95 % intervals; where there is none, the interval is not known. A"
                + " curve that still rises says that minima are missing. Restarts are those that"
                + " end on minima.",
            String.join(" ", words),
            Figure.panels(
                Figure.Axis.counts("restarts on minima"),
                new Figure.Panel(Figure.Axis.counts("distinct minima"), series, bands, List.of())),
            Html.table(
                "Distinct minima to expect among so many restarts on minima.",
                List.of("objective", "restarts", "minima", "low", "high", "kind"),
                rows)));
  }

  private static void curve(
      List<Figure.Series> series,
      List<Figure.Band> bands,
      String name,
      int slot,
      UnseenSummary unseen) {
    List<List<Double>> seen = new ArrayList<>();
    List<List<Double>> beyond = new ArrayList<>();
    List<List<Double>> run = new ArrayList<>();
    List<List<Double>> band = new ArrayList<>();
    for (UnseenSummary.CurvePoint p : unseen.accumulation()) {
      List<Double> point = Figure.numbers(p.restarts(), p.minima());
      if (p.restarts() <= unseen.hits()) {
        seen.add(point);
      }

      if (p.restarts() >= unseen.hits()) {
        beyond.add(point);
      }

      if (p.restarts() == unseen.hits()) {
        run.add(point);
      }

      if (Double.isFinite(p.low()) && Double.isFinite(p.high())) {
        band.add(Figure.numbers(p.restarts(), p.low(), p.high()));
      }
    }

    series.add(new Figure.Series(name, slot, "solid", "full", seen));
    series.add(new Figure.Series(name, slot, "dashed", "hollow", beyond));
    series.add(new Figure.Series(name, slot, "none", "large", run));
    if (band.size() > 1) {
      bands.add(new Figure.Band(slot, band));
    }
  }

  private static void rows(List<List<String>> rows, String objective, UnseenSummary unseen) {
    for (UnseenSummary.CurvePoint p : unseen.accumulation()) {
      int side = Long.compare(p.restarts(), unseen.hits());
      rows.add(
          List.of(
              objective,
              Long.toString(p.restarts()),
              Html.number(p.minima()),
              Html.number(p.low()),
              Html.number(p.high()),
              side < 0 ? "average" : side == 0 ? "this run" : "extrapolated"));
    }
  }

  private static String words(String objective, UnseenSummary unseen) {
    UnseenSummary.CurvePoint last = unseen.accumulation().get(unseen.accumulation().size() - 1);
    return String.format(
        Locale.ROOT,
        "Under %s %,d restarts ended on minima; %,d would find %s distinct ones%s.",
        objective,
        unseen.hits(),
        last.restarts(),
        Html.number(last.minima()),
        Double.isFinite(last.low())
            ? " (" + Html.number(last.low()) + " to " + Html.number(last.high()) + ")"
            : "");
  }
}
