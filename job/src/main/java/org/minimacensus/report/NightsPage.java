package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.minimacensus.study.Figures;
import org.minimacensus.study.SweepSummary;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.NightsSummary;
import org.minimacensus.study.compare.NightsSummary.Night;

/** The page of the nights of a study: what regressed when, plots over the nights, tables. */
public final class NightsPage {
  private final NightsSummary summary;
  private final List<Night> nights;
  private final double[] places;
  private final ObjectiveLines lines;
  private final StringBuilder out = new StringBuilder();

  private NightsPage(NightsSummary summary) {
    this.summary = summary;
    this.nights = summary.nights();
    this.lines = new ObjectiveLines(summary.objectives());
    this.places = IntStream.rangeClosed(1, nights.size()).asDoubleStream().toArray();
  }

  /** The whole page. */
  public static String of(NightsSummary summary) {
    NightsPage page = new NightsPage(summary);
    page.head();
    page.nights();
    page.findings();
    page.plots();
    summary.objectives().forEach(page::table);
    page.out.append(Page.SHORT_END);
    return page.out.toString();
  }

  private void head() {
    out.append(Page.head("Nights of study " + summary.study()));
    Night last = nights.get(nights.size() - 1);
    out.append("<p><strong>").append(last.date()).append(": ");
    out.append(Html.text(statement(last))).append(".</strong> ");
    List<String> regressed = nights.stream().filter(Night::regressed).map(Night::date).toList();
    out.append(nights.size()).append(nights.size() == 1 ? " night; " : " nights; ");
    out.append(
        regressed.isEmpty() ? "none regressed" : "regressed: " + String.join(", ", regressed));
    out.append(".</p>\n");
  }

  private static String statement(Night night) {
    return night.verdict() == null
        ? "not compared with another run"
        : night.verdict().statement() + ", against " + night.verdict().baseline();
  }

  private void nights() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < nights.size(); i++) {
      Night n = nights.get(i);
      boolean compared = n.verdict() != null;
      rows.add(
          List.of(
              Integer.toString(i + 1),
              n.date(),
              Integer.toString(n.exitCode()),
              n.reason(),
              n.firstRestart() + " to " + (n.firstRestart() + n.plannedRestarts() - 1),
              Html.number(n.restartsPerSecond()),
              n.code().version() + " (" + shortened(n.code().commit()) + ")",
              compared ? n.verdict().baseline() : "-",
              compared ? n.verdict().verdict() : "not compared",
              compared ? Integer.toString(n.verdict().findings().size()) : "-"));
    }

    out.append(
        Html.table(
            "One night in each row; restarts are indexes that were planned.",
            List.of(
                "night",
                "date",
                "exit code of the run",
                "why it ended",
                "restarts",
                "per second",
                "code",
                "compared with",
                "verdict",
                "findings"),
            rows));
  }

  private static String shortened(String commit) {
    return commit.substring(0, Math.min(9, commit.length()));
  }

  private void findings() {
    List<List<String>> rows = new ArrayList<>();
    for (Night n : nights) {
      if (n.verdict() != null) {
        for (ComparisonSummary.Finding f : n.verdict().findings()) {
          String p = f.adjustedP() == 0 ? "0" : Html.number(f.adjustedP());
          rows.add(List.of(n.date(), f.objective(), f.kind(), f.direction(), p, f.text()));
        }
      }
    }

    if (!rows.isEmpty()) {
      out.append("<h2>What chance does not explain</h2>\n");
      out.append(
          Html.table(
              "Findings of all comparisons; p is corrected for all tests of a night, 0 where"
                  + " nothing is chance.",
              List.of("date", "objective", "kind", "direction", "p", "finding"),
              rows));
    }
  }

  private void plots() {
    out.append(
        "<h2>Over the nights</h2>\n<p>Lines are the objectives, with a mark for each night;");
    out.append(" a filled dot with its date is a night that regressed:</p>\n");
    out.append(lines.legend());
    out.append("<div class=\"grid\">\n");
    plot(
        "minima",
        "distinct minima",
        "Distinct minima that the night found.",
        p -> p.minima() == null ? Double.NaN : p.minima(),
        true);
    plot(
        "bad",
        "share of restarts on bad minima",
        "Share of the restarts that ended on minima above the best known loss of the night.",
        p -> p.share(p.subOptimalHits()),
        true);
    plot("best", "best loss", "Lowest loss of the night.", SweepSummary.Part::bestLoss, false);
    plot(
        "open",
        "share of open restarts",
        "Share of the restarts that did not converge or failed.",
        p -> p.share(p.open()),
        true);
    out.append("</div>\n");
  }

  private void plot(
      String id,
      String label,
      String words,
      ToDoubleFunction<SweepSummary.Part> value,
      boolean fromZero) {
    double[][] all = lines.values(nights, Night::objective, value);
    double[] shown = ObjectiveLines.finite(all);
    if (shown.length == 0) {
      return;
    }

    double low = Math.min(0, Arrays.stream(shown).min().getAsDouble());
    double high = Arrays.stream(shown).max().getAsDouble();
    Plot plot =
        ObjectiveLines.plot(
            Plot.Axis.whole("night", 1, Math.max(2, nights.size())),
            Plot.Axis.linear(label, low, high > low ? high : low + 1),
            places,
            all);
    if (fromZero) {
      plot.fromZero();
    }

    for (double[] values : all) {
      for (int i = 0; i < places.length; i++) {
        if (nights.get(i).regressed()) {
          plot.line(new double[] {places[i]}, new double[] {values[i]}, "way", mark(nights.get(i)));
        }
      }
    }

    out.append(ObjectiveLines.figure(plot, id, label, words));
  }

  /** Month and day. */
  private static String mark(Night night) {
    return night.date().substring(5);
  }

  private void table(String objective) {
    List<String> head = new ArrayList<>(List.of("date"));
    head.addAll(PartCells.HEAD);
    List<List<String>> rows = new ArrayList<>();
    for (Night night : nights) {
      SweepSummary.Part part = night.objective(objective);
      if (part != null) {
        String inAll = part.inAll() == null ? "-" : Figures.decimal(part.inAll().value());
        List<String> cells = new ArrayList<>(List.of(night.date()));
        cells.addAll(PartCells.of(part, inAll));
        rows.add(cells);
      }
    }

    out.append("<h2>").append(Html.text(objective)).append("</h2>\n");
    out.append(
        Html.table("What the restarts of each night found, of that night alone.", head, rows));
  }
}
