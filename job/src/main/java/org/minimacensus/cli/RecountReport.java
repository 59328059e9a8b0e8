package org.minimacensus.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.minimacensus.study.Plateau;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.Estimate;

/** What a person sees of a recount: plain text of fixed width. */
final class RecountReport {
  private static final String MARKED = "minima";

  private final RecountSummary recount;
  private final StringBuilder out = new StringBuilder();

  private RecountReport(RecountSummary recount) {
    this.recount = recount;
  }

  /** The count, then the counts by tolerance with their plateaus. */
  static String text(RecountSummary recount) {
    RecountReport report = new RecountReport(recount);
    report.head();
    report.out.append(ConsoleReport.body(recount.count()));
    recount.sweeps().forEach(report::sweep);
    return report.out.toString();
  }

  private void head() {
    out.append("counted again under ").append(text(recount.tolerances()));
    boolean same = recount.tolerances().equals(recount.runTolerances());
    out.append(same ? ", as in the run" : "; in the run: " + text(recount.runTolerances()));
    out.append("\n\n");
  }

  private static String text(RecountSummary.Tolerances t) {
    return "value tolerance "
        + tolerance(t.valueTolerance())
        + ", parameter tolerance "
        + tolerance(t.parameterTolerance());
  }

  private static String tolerance(double value) {
    return String.format(Locale.ROOT, "%.1e", value).replace(".0e", "e");
  }

  private void sweep(RecountSummary.Sweep sweep) {
    Optional<Plateau> plateau =
        sweep.plateaus().stream().filter(p -> p.count().equals(MARKED)).findFirst();
    out.append("counts of ").append(sweep.objective()).append(" by tolerance");
    out.append(" (| plateau, * this count)\n");
    TextTable table = new TextTable();
    table.row(
        "",
        "value",
        "parameter",
        "minima",
        "losses",
        "functions",
        "parameters",
        "connected",
        "at infinity",
        "hit once",
        "chao1",
        "coverage");
    sweep.points().forEach(p -> table.row(row(p, plateau)));
    out.append(table.text());
    sweep.plateaus().forEach(this::plateau);
    if (plateau.isEmpty()) {
      out.append("  no plateau: no two neighbours have the same number of minima\n");
    }

    if (sweep.points().stream().noneMatch(p -> p.decades() == 0)) {
      out.append("  the tolerances of this count are above a tenth, and not in the table\n");
    }

    boolean strict = sweep.points().stream().anyMatch(p -> p.of().equals("strict-minima"));
    if (strict) {
      out.append("  hit once, chao1, coverage marked s: of strict minima only\n");
    }

    out.append('\n');
  }

  private static List<String> row(RecountSummary.Point p, Optional<Plateau> plateau) {
    RunSummary.Distinct d = p.distinct();
    String of = p.of().equals("strict-minima") ? " s" : "";
    String on = plateau.filter(f -> f.holds(p)).isPresent() ? "|" : " ";
    return List.of(
        "  " + on + (p.decades() == 0 ? "*" : ""),
        tolerance(p.valueTolerance()),
        tolerance(p.parameterTolerance()),
        Long.toString(p.minima()),
        Figures.count(d.values()),
        Figures.count(d.functions()),
        Figures.count(d.parameters()),
        Figures.count(d.connected()),
        Figures.count(d.atInfinity()),
        p.hitOnce() + of,
        p.estimates().stream()
            .filter(RecountReport::chao1)
            .findFirst()
            .map(Figures::estimate)
            .orElse("-"),
        Figures.percent(p.coverage()));
  }

  private static boolean chao1(Estimate e) {
    return e.name().equals("chao1") || e.name().equals("chao1-strict");
  }

  private void plateau(Plateau p) {
    out.append("  ")
        .append(p.count())
        .append(": ")
        .append(p.minima())
        .append(" over ")
        .append(String.format(Locale.ROOT, "%.1f", p.decades()))
        .append(" decades, value tolerance ")
        .append(tolerance(p.fromValueTolerance()))
        .append(" to ")
        .append(tolerance(p.toValueTolerance()))
        .append(", parameter tolerance ")
        .append(tolerance(p.fromParameterTolerance()))
        .append(" to ")
        .append(tolerance(p.toParameterTolerance()))
        .append('\n');
  }
}
