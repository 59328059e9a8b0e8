package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.minimacensus.study.Figures;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.Plateau;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunWords;

/** What a person sees of a recount: plain text of fixed width. */
final class RecountReport {
  private static final String MARKED = "minima";

  /** Columns before the counts. */
  private static final int TOLERANCES = 3;

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
    out.append(" (| plateau, * this count, ... the same counts)\n");
    List<Column> columns = columns(sweep.points());
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of(""));
    columns.forEach(c -> head.add(c.name));
    table.row(head);
    List<List<String>> rows = new ArrayList<>();
    for (RecountSummary.Point p : sweep.points()) {
      String on = plateau.filter(f -> f.holds(p)).isPresent() ? "|" : " ";
      List<String> cells = new ArrayList<>(List.of("  " + on + (p.decades() == 0 ? "*" : "")));
      columns.forEach(c -> cells.add(c.cell.apply(p)));
      rows.add(cells);
    }

    shortened(rows).forEach(table::row);
    out.append(table.text());
    sweep.plateaus().forEach(this::plateau);
    if (plateau.isEmpty()) {
      out.append("  no plateau: no two neighbours have the same number of minima\n");
    }

    if (sweep.points().stream().noneMatch(p -> p.decades() == 0)) {
      out.append("  the tolerances of this count are above a tenth, and not in the table\n");
    }

    boolean strict =
        sweep.points().stream().anyMatch(p -> p.of().equals(ObjectiveCount.STRICT_MINIMA));
    if (strict) {
      out.append("  hit once, chao1, coverage marked s: of strict minima only\n");
    }

    out.append('\n');
  }

  /** One column of the table. */
  private record Column(String name, Function<RecountSummary.Point, String> cell) {}

  /** What no point has is left out. */
  private static List<Column> columns(List<RecountSummary.Point> points) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("value", p -> tolerance(p.valueTolerance())));
    columns.add(new Column("parameter", p -> tolerance(p.parameterTolerance())));
    columns.add(new Column("minima", p -> Long.toString(p.minima())));
    columns.add(new Column("losses", p -> Figures.count(p.distinct().values())));
    columns.add(new Column("functions", p -> Figures.count(p.distinct().functions())));
    columns.add(new Column("parameters", p -> Figures.count(p.distinct().parameters())));
    if (points.stream().anyMatch(p -> p.distinct().connected() != null)) {
      columns.add(new Column("connected", p -> Figures.count(p.distinct().connected())));
    }

    if (points.stream().anyMatch(p -> p.distinct().atInfinity() > 0)) {
      columns.add(new Column("at infinity", p -> Figures.count(p.distinct().atInfinity())));
    }

    columns.add(new Column("hit once", p -> p.hitOnce() + of(p)));
    columns.add(new Column("chao1", RecountReport::inAll));
    columns.add(new Column("coverage", p -> Figures.percent(p.coverage())));
    return columns;
  }

  /** Rows between two with the same counts are one line of dots; all are in recount.json. */
  private static List<List<String>> shortened(List<List<String>> rows) {
    List<List<String>> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      boolean between = i > 0 && same(rows.get(i - 1), row);
      between = between && i + 1 < rows.size() && same(row, rows.get(i + 1));
      if (!between) {
        kept.add(row);
      } else if (!kept.get(kept.size() - 1).contains("...")) {
        kept.add(List.of(row.get(0), "..."));
      }
    }

    return kept;
  }

  /** Equal but for the tolerances. */
  private static boolean same(List<String> row, List<String> other) {
    return row.get(0).equals(other.get(0))
        && row.subList(TOLERANCES, row.size()).equals(other.subList(TOLERANCES, other.size()));
  }

  private static String of(RecountSummary.Point p) {
    return p.of().equals(ObjectiveCount.STRICT_MINIMA) ? " s" : "";
  }

  private static String inAll(RecountSummary.Point p) {
    return RunWords.shown(p.estimates()).map(Figures::estimate).orElse("-");
  }

  private void plateau(Plateau p) {
    out.append("  ")
        .append(p.count())
        .append(": ")
        .append(p.minima())
        .append(" over ")
        .append(String.format(Locale.ROOT, "%.1f", p.decades()))
        .append(" decades, value ")
        .append(tolerance(p.fromValueTolerance()))
        .append(" to ")
        .append(tolerance(p.toValueTolerance()))
        .append(", parameter ")
        .append(tolerance(p.fromParameterTolerance()))
        .append(" to ")
        .append(tolerance(p.toParameterTolerance()))
        .append('\n');
  }
}
