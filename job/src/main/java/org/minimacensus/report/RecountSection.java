package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.study.Figures;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunWords;

/** The counts of minima over tolerances. */
final class RecountSection {
  private RecountSection() {}

  /**
   * @param recount null: none is stored, and nothing is shown
   */
  static String of(RecountSummary recount) {
    if (recount == null) {
      return "";
    }

    StringBuilder out = new StringBuilder();
    out.append(
        Html.paragraph(
            "The recount is of the tolerances "
                + text(recount.tolerances())
                + (recount.tolerances().equals(recount.runTolerances())
                    ? ", as in the run."
                    : "; the run has " + text(recount.runTolerances()) + ".")));
    out.append("<details><summary>All counts over tolerances</summary>\n");
    for (RecountSummary.Sweep sweep : recount.sweeps()) {
      List<List<String>> rows = new ArrayList<>();
      sweep.points().forEach(p -> rows.add(row(p, sweep)));
      out.append(
          Html.table(
              "Counts of "
                  + sweep.objective()
                  + " over tolerances. In the column plateau: where the number of minima does not"
                  + " depend on them. Marked *: the tolerances of the count. Marked s: of strict"
                  + " minima alone.",
              List.of(
                  "losses",
                  "parameters",
                  "plateau",
                  "minima",
                  "by loss",
                  "by function",
                  "by parameters",
                  "connected",
                  "at infinity",
                  "bad",
                  "hit once",
                  "chao1",
                  "coverage"),
              rows));
    }

    return out.append("</details>\n").toString();
  }

  private static String text(RecountSummary.Tolerances t) {
    return Html.number(t.valueTolerance())
        + " of losses and "
        + Html.number(t.parameterTolerance())
        + " of parameters";
  }

  private static List<String> row(RecountSummary.Point p, RecountSummary.Sweep sweep) {
    boolean on = sweep.plateaus().stream().anyMatch(f -> f.count().equals("minima") && f.holds(p));
    String strict = p.of().equals(ObjectiveCount.STRICT_MINIMA) ? " s" : "";
    return List.of(
        Html.number(p.valueTolerance()) + (p.decades() == 0 ? " *" : ""),
        Html.number(p.parameterTolerance()),
        on ? "yes" : "no",
        Long.toString(p.minima()),
        Figures.count(p.distinct().values()),
        Figures.count(p.distinct().functions()),
        Figures.count(p.distinct().parameters()),
        Figures.count(p.distinct().connected()),
        Figures.count(p.distinct().atInfinity()),
        Long.toString(p.subOptimal()),
        p.hitOnce() + strict,
        RunWords.shown(p.estimates()).map(Figures::estimate).orElse("-"),
        Figures.percent(p.coverage()) + strict);
  }
}
