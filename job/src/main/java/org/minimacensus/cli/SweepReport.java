package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Figures;
import org.minimacensus.study.SweepSummary;

/**
 * What a person sees of a sweep on the console: one table for each objective, a row for a study.
 */
final class SweepReport {
  private SweepReport() {}

  /**
   * @param folder where the sweep is stored
   */
  static String text(SweepSummary sweep, String folder) {
    StringBuilder out = new StringBuilder();
    out.append("\nMinima Census: sweep of study ").append(sweep.study()).append("\n\n");
    for (String objective : sweep.objectives()) {
      out.append(objective).append('\n').append(table(sweep, objective)).append('\n');
    }

    return out.append(sweep.reason()).append("\nresults: ").append(folder).append('\n').toString();
  }

  private static String table(SweepSummary sweep, String objective) {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>();
    sweep.keys().forEach(key -> head.add(head.isEmpty() ? "  " + key : key));
    head.addAll(
        List.of(
            "restarts",
            "global",
            "bad",
            "saddle",
            "infinity",
            "open",
            "minima",
            "of them bad",
            "in all (chao1)",
            "best loss",
            "mean gap",
            "largest gap"));
    table.row(head);
    for (SweepSummary.Point point : sweep.points()) {
      SweepSummary.Part part = point.objective(objective);
      if (part != null) {
        table.row(row(point.told(sweep.keys()), part));
      }
    }

    return table.text();
  }

  private static List<String> row(List<String> values, SweepSummary.Part part) {
    List<String> cells = new ArrayList<>();
    values.forEach(value -> cells.add(cells.isEmpty() ? "  " + value : value));
    long open = part.open();
    cells.addAll(
        List.of(
            Long.toString(part.restarts()),
            Figures.share(part.globalHits(), part.restarts()),
            Figures.share(part.subOptimalHits(), part.restarts()),
            Figures.share(part.ended(EndpointClass.SADDLE), part.restarts()),
            Figures.share(part.ended(EndpointClass.AT_INFINITY), part.restarts()),
            Figures.share(open, part.restarts()),
            Figures.count(part.minima()),
            Long.toString(part.subOptimal()),
            part.inAll() == null ? "-" : Figures.estimate(part.inAll()),
            Figures.loss(part.bestLoss()),
            Figures.magnitude(part.meanGap()),
            Figures.magnitude(part.worstGap())));
    return cells;
  }
}
