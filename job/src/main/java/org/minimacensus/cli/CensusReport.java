package org.minimacensus.cli;

import org.minimacensus.study.CensusSummary;
import org.minimacensus.study.CensusSummary.MergedRun;
import org.minimacensus.study.Figures;

/** What a person sees of a study so far: plain text of fixed width. */
final class CensusReport {
  private CensusReport() {}

  /** The runs and what was found of them, then the count of all. */
  static String text(CensusSummary census) {
    StringBuilder out = new StringBuilder("the study so far: ");
    out.append(Figures.plural(census.restarts(), "restart")).append(" of ");
    out.append(Figures.plural(census.runs().size(), "run"));
    if (census.overlapping() > 0) {
      out.append(", ").append(census.overlapping()).append(" of them in more than one");
    }

    out.append("\n\n").append(runs(census)).append('\n');
    if (!census.notes().isEmpty()) {
      out.append("notes on the runs\n");
      census.notes().forEach(note -> ConsoleReport.wrap(out, note));
      out.append('\n');
    }

    return out.append(ConsoleReport.body(census.count())).toString();
  }

  private static String runs(CensusSummary census) {
    TextTable table = new TextTable();
    table.row("run", "first restart", "restarts", "counted", "repeated", "other bits", "exit code");
    for (MergedRun r : census.runs()) {
      table.row(
          "  " + r.run(),
          Long.toString(r.firstRestart()),
          Long.toString(r.restarts()),
          Long.toString(r.counted()),
          Long.toString(r.repeated()),
          Long.toString(r.differing()),
          Integer.toString(r.exitCode()));
    }

    return table.text();
  }
}
