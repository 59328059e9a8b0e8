package org.minimacensus.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.minimacensus.study.Figures;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.ComparisonSummary.ObjectiveComparison;
import org.minimacensus.study.compare.ComparisonSummary.OneSided;
import org.minimacensus.study.compare.ComparisonSummary.Side;
import org.minimacensus.study.compare.ComparisonSummary.Tested;
import org.minimacensus.study.compare.ComparisonSummary.Unshared;

/** What a person sees of a comparison: plain text of fixed width. */
final class CompareReport {
  private static final int LISTED = 5;

  private final ComparisonSummary comparison;
  private final StringBuilder out = new StringBuilder();

  private CompareReport(ComparisonSummary comparison) {
    this.comparison = comparison;
  }

  /** Both runs side by side, objective by objective, then the verdict. */
  static String text(ComparisonSummary comparison) {
    CompareReport report = new CompareReport(comparison);
    report.sides();
    comparison.objectives().forEach(report::objective);
    report.notes();
    report.verdict();
    return report.out.toString();
  }

  private void sides() {
    out.append("study ").append(comparison.study()).append("\n\n");
    TextTable table = new TextTable();
    table.row("", "baseline", "candidate");
    side(table, "run", Side::run);
    side(table, "code", s -> s.code().version() + " (" + shortened(s.code().commit()) + ")");
    side(table, "seed", s -> Long.toString(s.seed()));
    side(table, "started", Side::started);
    side(table, "restarts from", s -> Long.toString(s.firstRestart()));
    side(table, "restarts planned", s -> Long.toString(s.plannedRestarts()));
    side(table, "restarts ended", s -> Long.toString(s.restarts()));
    side(table, "exit code", s -> Integer.toString(s.exitCode()));
    ComparisonSummary.Pace pace = comparison.pace();
    table.row(
        "restarts per second",
        rate(pace.baselineRestartsPerSecond()),
        rate(pace.candidateRestartsPerSecond()));
    out.append(table.text()).append('\n');
  }

  private void side(TextTable table, String name, Function<Side, String> cell) {
    table.row(name, cell.apply(comparison.baseline()), cell.apply(comparison.candidate()));
  }

  private static String shortened(String commit) {
    return commit.substring(0, Math.min(9, commit.length()));
  }

  private static String rate(double perSecond) {
    return Double.isFinite(perSecond) ? Figures.rate(perSecond) : "-";
  }

  private void objective(ObjectiveComparison o) {
    out.append(o.name()).append('\n');
    TextTable table = new TextTable();
    for (Map.Entry<String, Long> entry : o.baseline().endpoints().entrySet()) {
      long now = o.candidate().endpoints().getOrDefault(entry.getKey(), 0L);
      table.row(
          "  " + entry.getKey().replace('-', ' '),
          share(entry.getValue(), o.baseline().restarts()),
          share(now, o.candidate().restarts()));
    }

    figures(table, o, "distinct minima", f -> Long.toString(f.minima()));
    figures(table, o, "in all (chao1)", f -> f.chao1() == null ? "-" : Figures.estimate(f.chao1()));
    figures(table, o, "coverage", f -> Figures.percent(f.coverage()));
    figures(table, o, "best loss", f -> Figures.loss(f.bestLoss()));
    figures(table, o, "on the best loss of both", f -> share(f.bestHits(), f.restarts()));
    figures(table, o, "contradicted certificates", f -> Long.toString(f.contradicted()));
    figures(
        table,
        o,
        "evaluations of a restart",
        f -> String.format(Locale.ROOT, "%.1f", f.evaluations()));
    out.append(table.text());
    pairs(o);
    unshared("new in the candidate", o.newMinima());
    unshared("lost in the candidate", o.lostMinima());
    tests(o);
    out.append('\n');
  }

  private static void figures(
      TextTable table,
      ObjectiveComparison o,
      String name,
      Function<ComparisonSummary.Figures, String> cell) {
    table.row("  " + name, cell.apply(o.baseline()), cell.apply(o.candidate()));
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%d %7s", part, Figures.share(part, whole));
  }

  private void pairs(ObjectiveComparison o) {
    if (o.bits().restarts() == 0) {
      return;
    }

    out.append("  same starts: ").append(o.bits().restarts());
    out.append(", with other bits ").append(o.bits().differing());
    out.append(", on another minimum or valley ").append(o.moved()).append('\n');
    o.moves()
        .forEach(
            (move, n) ->
                out.append("    ")
                    .append(move.replace("->", " -> "))
                    .append(": ")
                    .append(n)
                    .append('\n'));
    o.bits().examples().forEach(e -> out.append("    ").append(e).append('\n'));
  }

  private void unshared(String title, Unshared some) {
    if (some.minima() == 0) {
      return;
    }

    out.append("  ").append(title).append(": ");
    out.append(Figures.plural(some.minima(), "minimum").replace("minimums", "minima"));
    out.append(", ").append(Figures.plural(some.hits(), "restart"));
    if (Double.isFinite(some.expectedShare())) {
      out.append("; share that the other run leaves unseen ");
      out.append(Figures.percent(some.expectedShare()));
    }

    out.append('\n');
    TextTable table = new TextTable();
    table.row("    ", "loss", "hits", "missed by chance");
    List<OneSided> listed = some.listed().subList(0, Math.min(LISTED, some.listed().size()));
    for (OneSided m : listed) {
      table.row(
          "    " + m.basin(),
          Figures.loss(m.loss()),
          Long.toString(m.hits()),
          probability(m.missedByChance()));
    }

    out.append(table.text());
    if (some.minima() > listed.size()) {
      out.append("    and ").append(some.minima() - listed.size()).append(" more\n");
    }
  }

  private void tests(ObjectiveComparison o) {
    out.append("  ").append(Figures.plural(o.tests(), "test")).append(", of which ");
    out.append(o.testsAble()).append(" could show a difference");
    if (o.listed().isEmpty()) {
      out.append('\n');
      return;
    }

    out.append("; smallest p-values\n");
    TextTable table = new TextTable(1, 2);
    table.row("    ", "what", "test", "baseline", "candidate", "p", "corrected");
    o.listed().stream()
        .sorted(java.util.Comparator.comparingDouble(Tested::p))
        .limit(LISTED)
        .forEach(
            t ->
                table.row(
                    t.significant() ? "   *" : "    ",
                    (t.kind() + " " + t.subject()).strip(),
                    t.method(),
                    number(t.baseline()),
                    number(t.candidate()),
                    probability(t.p()),
                    probability(t.adjustedP())));
    out.append(table.text());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String probability(double p) {
    return Double.isNaN(p) ? "-" : String.format(Locale.ROOT, "%.2g", p);
  }

  private void notes() {
    if (!comparison.notes().isEmpty()) {
      out.append("notes\n");
      comparison.notes().forEach(note -> out.append("  - ").append(note).append('\n'));
      out.append('\n');
    }
  }

  private void verdict() {
    for (ComparisonSummary.Finding f : comparison.findings()) {
      String of = f.objective().isEmpty() ? "" : f.objective() + ": ";
      out.append("  ").append(f.direction()).append(": ").append(of).append(f.text());
      if (f.adjustedP() > 0) {
        out.append(" (corrected p = ").append(probability(f.adjustedP())).append(')');
      }

      out.append('\n');
    }

    out.append(comparison.statement());
    out.append("; false alarms by chance: at most ");
    out.append(String.format(Locale.ROOT, "%s%%", number(100 * comparison.level())));
    out.append(" of comparisons\n");
  }
}
