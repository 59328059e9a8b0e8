package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Figures;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.RunWords;

/** The numbers of all objectives side by side. */
final class NumbersTable {
  private static final List<EndpointClass> OTHER_ENDS =
      List.of(
          EndpointClass.SADDLE,
          EndpointClass.AT_INFINITY,
          EndpointClass.UNCONVERGED,
          EndpointClass.FAILED);

  private final RunSummary summary;

  private NumbersTable(RunSummary summary) {
    this.summary = summary;
  }

  static String of(RunSummary summary) {
    return Html.heading(3, "answer-numbers", "In numbers") + new NumbersTable(summary).table();
  }

  private String table() {
    List<List<String>> rows = new ArrayList<>();
    row(rows, "parameters", o -> Integer.toString(o.parameters()));
    row(rows, "restarts", o -> Long.toString(o.restarts()));
    row(rows, "on the best known loss", o -> part(o, o.globalHits()));
    row(rows, "on a bad minimum", o -> part(o, o.subOptimalHits()));
    for (EndpointClass end : OTHER_ENDS) {
      row(rows, RunWords.words(end.label()), o -> part(o, o.ended(end)));
    }

    row(rows, "distinct minima by loss (values)", o -> Figures.count(o.distinct().values()));
    row(rows, "by function (functions)", o -> Figures.count(o.distinct().functions()));
    row(rows, "by parameters (parameters)", o -> Figures.count(o.distinct().parameters()));
    row(
        rows,
        "joined by paths (connected)",
        o -> (RunWords.pathsLeft(o) ? "at most " : "") + Figures.count(o.distinct().connected()));
    row(rows, "of them bad", o -> Long.toString(o.subOptimal()));
    row(rows, "proved to exist, at least", o -> Figures.count(o.provedDistinct()));
    row(rows, "of these proved to be bad", o -> Figures.count(o.subOptimalProved()));
    row(rows, "in all (chao1)", o -> RunWords.inAll(o.estimates()));
    row(rows, "valleys at infinity", o -> Figures.count(o.distinct().atInfinity()));
    row(rows, "coverage of minima", o -> Figures.percent(o.coverage()));
    row(rows, "of strict ones", o -> Figures.percent(o.coverageStrict()));
    row(rows, "of valleys", o -> Figures.percent(o.coverageAtInfinity()));
    row(rows, "best known loss", o -> Figures.loss(o.bestLoss()));
    row(rows, "lower bound", o -> Figures.loss(o.lowerBound()));
    row(rows, "global", ObjectiveSummary::global);
    summary.objectives().stream()
        .flatMap(o -> o.details().keySet().stream())
        .distinct()
        .sorted()
        .forEach(d -> row(rows, d, o -> Long.toString(o.details().getOrDefault(d, 0L))));
    List<String> head = new ArrayList<>(List.of("of each objective"));
    summary.objectives().forEach(o -> head.add(o.name()));
    return Html.table(
        "Ends of the restarts, distinct minima and how well they are known. A dash: not computed,"
            + " or not defined; the notes say why.",
        head,
        rows);
  }

  private void row(List<List<String>> rows, String name, Function<ObjectiveSummary, String> value) {
    List<String> cells = new ArrayList<>(List.of(name));
    summary.objectives().forEach(o -> cells.add(value.apply(o)));
    rows.add(cells);
  }

  private static String part(ObjectiveSummary o, long count) {
    return count + ", " + Figures.share(count, o.restarts());
  }
}
