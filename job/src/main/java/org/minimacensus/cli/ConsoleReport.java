package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Figures;
import org.minimacensus.study.Outcome;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.WorthSummary;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Verdict;

/** What a person sees of a run: plain text of fixed width, made of a summary alone. */
final class ConsoleReport {
  private static final int WIDTH = 100;
  private static final int LISTED_MINIMA = 5;

  /** Columns of the premises: claim, verdict and counts before them take some 80. */
  private static final int PREMISES = 44;

  private static final Set<String> DECIDED =
      Set.of(Verdict.CONFIRMED.label(), Verdict.REFUTED.label());

  private static final String ON_GLOBAL = "on a global minimum";
  private static final String ON_BEST = "on the best known loss";

  private final RunSummary summary;
  private final StringBuilder out = new StringBuilder();

  private ConsoleReport(RunSummary summary) {
    this.summary = summary;
  }

  /**
   * @param folder where the run is stored
   */
  static String text(RunSummary summary, String folder) {
    ConsoleReport report = new ConsoleReport(summary);
    report.body();
    report.end(folder);
    return report.out.toString();
  }

  /** The same without how the run ended and where it is stored. */
  static String body(RunSummary summary) {
    ConsoleReport report = new ConsoleReport(summary);
    report.body();
    return report.out.toString();
  }

  private void body() {
    header();
    objectives();
    summary.objectives().forEach(this::minima);
    summary.outcomes().forEach(this::pairs);
    summary.worth().forEach(this::worth);
    out.append(StoppingText.looks(summary.stopping()));
    proofs();
    verdicts();
    notes();
  }

  private void header() {
    out.append("Minima Census: study ").append(summary.study());
    // A count of several runs has no name of its own.
    out.append(summary.run().isEmpty() ? "" : ", run " + summary.run()).append("\n\n");
    TextTable table = new TextTable(1);
    table.row("data", RunWords.data(summary.data()));
    table.row("network", RunWords.network(summary.network()));
    table.row("loss", RunWords.loss(summary));
    out.append(table.text()).append('\n');
  }

  private void objectives() {
    TextTable table = new TextTable();
    List<String> names = new ArrayList<>(List.of(""));
    summary.objectives().forEach(o -> names.add(o.name()));
    table.row(names);
    row(table, "parameters", o -> Integer.toString(o.parameters()));
    row(table, "restarts", o -> Long.toString(o.restarts()));
    row(table, "  " + (provedGlobal() ? ON_GLOBAL : ON_BEST), o -> part(o, o.globalHits()));
    row(table, "  on a bad minimum", o -> part(o, o.subOptimalHits()));
    row(table, "  on a saddle", o -> part(o, o.ended(EndpointClass.SADDLE)));
    row(table, "  at infinity", o -> part(o, o.ended(EndpointClass.AT_INFINITY)));
    row(table, "  unconverged", o -> part(o, o.ended(EndpointClass.UNCONVERGED)));
    row(table, "  failed", o -> part(o, o.ended(EndpointClass.FAILED)));
    row(table, "distinct minima", o -> "");
    row(table, "  by loss", o -> Figures.count(o.distinct().values()));
    row(table, "  by function", o -> Figures.count(o.distinct().functions()));
    row(table, "  by parameters", o -> Figures.count(o.distinct().parameters()));
    row(table, "  connected", ConsoleReport::connected);
    row(table, "  of them bad", o -> Long.toString(o.subOptimal()));
    if (summary.objectives().stream().anyMatch(o -> o.provedDistinct() != null)) {
      row(table, "  proved", o -> atLeast(o.provedDistinct()));
      row(table, "  proved to be bad", o -> atLeast(o.subOptimalProved()));
    }

    row(table, "  in all (chao1)", o -> RunWords.inAll(o.estimates()));
    row(table, "valleys at infinity", o -> Figures.count(o.distinct().atInfinity()));
    row(table, "coverage of minima", o -> Figures.percent(o.coverage()));
    row(table, "  of strict ones", o -> Figures.percent(o.coverageStrict()));
    row(table, "  of valleys", o -> Figures.percent(o.coverageAtInfinity()));
    row(table, "best loss", o -> Figures.loss(o.bestLoss()));
    row(table, "  lower bound", o -> Figures.loss(o.lowerBound()));
    row(table, "  global", ObjectiveSummary::global);
    out.append(table.text()).append('\n');
    details();
  }

  /** Whether nothing is below any best minimum: else they are the best known ones and no more. */
  private boolean provedGlobal() {
    return summary.objectives().stream()
        .filter(o -> o.globalHits() > 0)
        .allMatch(ObjectiveSummary::provedGlobal);
  }

  private void row(TextTable table, String name, Function<ObjectiveSummary, String> value) {
    List<String> cells = new ArrayList<>(List.of(name));
    summary.objectives().forEach(o -> cells.add(value.apply(o)));
    table.row(cells);
  }

  /** Minima that are left; where not all paths were tried, that is said. */
  private static String connected(ObjectiveSummary o) {
    return (RunWords.pathsLeft(o) ? "at most " : "") + Figures.count(o.distinct().connected());
  }

  /** A proved lower bound. */
  private static String atLeast(Long number) {
    return number == null ? "-" : "at least " + number;
  }

  private static String part(ObjectiveSummary o, long count) {
    return String.format(Locale.ROOT, "%d %7s", count, Figures.share(count, o.restarts()));
  }

  private void details() {
    TreeSet<String> names = new TreeSet<>();
    summary.objectives().forEach(o -> names.addAll(o.details().keySet()));
    if (names.isEmpty()) {
      return;
    }

    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("in detail"));
    summary.objectives().forEach(o -> head.add(o.name()));
    table.row(head);
    for (String name : names) {
      row(table, "  " + name, o -> Long.toString(o.details().getOrDefault(name, 0L)));
    }

    out.append(table.text()).append('\n');
  }

  private void minima(ObjectiveSummary o) {
    if (o.minima().isEmpty()) {
      out.append("no restart ended on a minimum of ").append(o.name()).append("\n\n");
      return;
    }

    out.append("lowest minima of ").append(o.name()).append('\n');
    TextTable table = new TextTable(6);
    table.row(
        "  id",
        "minima",
        "loss",
        "gap",
        "hits",
        "share",
        "class",
        "smallest eigenvalue",
        "zero modes");
    List<List<MinimumSummary>> groups = groups(o.minima());
    int listed = Math.min(LISTED_MINIMA, groups.size());
    groups.subList(0, listed).forEach(group -> table.row(row(group, o.restarts())));
    out.append(table.text());
    int rest = groups.stream().skip(listed).mapToInt(List::size).sum();
    if (rest > 0) {
      out.append("  and ").append(rest).append(" more in minima/\n");
    }

    out.append('\n');
  }

  /** Neighbours in the list that look the same: degenerate minima of one loss can be hundreds. */
  private static List<List<MinimumSummary>> groups(List<MinimumSummary> minima) {
    Map<String, List<MinimumSummary>> groups = new LinkedHashMap<>();
    for (MinimumSummary m : minima) {
      boolean flat = m.endpointClass().equals(EndpointClass.DEGENERATE_MINIMUM.label());
      String key = flat ? Figures.loss(m.loss()) : Long.toString(m.id()) + " alone";
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(m);
    }

    return List.copyOf(groups.values());
  }

  private static List<String> row(List<MinimumSummary> group, long restarts) {
    MinimumSummary first = group.get(0);
    long hits = group.stream().mapToLong(MinimumSummary::hits).sum();
    double eigenvalue =
        group.stream().mapToDouble(MinimumSummary::hessianMinEigenvalue).min().orElseThrow();
    int fewest = group.stream().mapToInt(MinimumSummary::zeroModes).min().orElseThrow();
    int most = group.stream().mapToInt(MinimumSummary::zeroModes).max().orElseThrow();
    return List.of(
        "  " + first.id(),
        Integer.toString(group.size()),
        Figures.loss(first.loss()),
        Figures.magnitude(first.gap()),
        Long.toString(hits),
        Figures.share(hits, restarts),
        first.endpointClass(),
        Figures.magnitude(eigenvalue),
        most < 0 ? "-" : fewest == most ? Integer.toString(most) : fewest + " to " + most);
  }

  private void pairs(String name, Map<String, Long> counts) {
    String[] objectives = name.split("->");
    List<String> from = RunWords.outcomes(counts, 0);
    List<String> to = RunWords.outcomes(counts, 1);
    if (from.isEmpty()) {
      return;
    }

    out.append("where the same starts ended: rows under ").append(objectives[0]);
    out.append(", columns under ").append(objectives[1]).append('\n');
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of(""));
    to.forEach(t -> head.add(outcome(t)));
    table.row(head);
    for (String f : from) {
      List<String> cells = new ArrayList<>(List.of("  " + outcome(f)));
      to.forEach(t -> cells.add(Long.toString(counts.getOrDefault(f + "->" + t, 0L))));
      table.row(cells);
    }

    out.append(table.text()).append('\n');
  }

  private String outcome(String label) {
    boolean best = label.equals(Outcome.GLOBAL_MINIMUM.label()) && !provedGlobal();
    return best ? "best known loss" : RunWords.words(label);
  }

  /** What is left of the added neurons' work when they are taken away. */
  private void worth(String pair, WorthSummary w) {
    String[] objectives = pair.split("->");
    out.append("the network alone, same starts: ").append(objectives[1]);
    out.append(" against ").append(objectives[0]).append('\n');
    RunWords.worth(pair, w).forEach(words -> wrap(out, words));
    out.append('\n');
  }

  private void verdicts() {
    if (summary.verdicts().isEmpty()) {
      return;
    }

    TextTable table = new TextTable(1, 4).wrapped(PREMISES);
    table.row("claims of the papers", "verdict", "endpoints", "of them so", "premises that fail");
    for (ClaimVerdict v : summary.verdicts()) {
      table.row(
          "  " + v.key(),
          v.verdict(),
          Long.toString(v.endpoints()),
          Long.toString(v.holding()),
          failing(v));
    }

    out.append(table.text());
    if (summary.verdicts().stream().map(ClaimVerdict::verdict).noneMatch(DECIDED::contains)) {
      out.append("no claim is confirmed or refuted here; studies that meet their premises:");
      out.append(" docs/papers\n");
    }

    out.append('\n');
  }

  private static String failing(ClaimVerdict verdict) {
    return verdict.premises().stream()
        .filter(p -> p.fails() || p.unknown())
        .map(p -> p.fails() ? p.name() : p.name() + " (not known)")
        .collect(Collectors.joining("; "));
  }

  private void proofs() {
    List<ObjectiveSummary> tried =
        summary.objectives().stream().filter(o -> o.proofs() != null).toList();
    if (tried.isEmpty()) {
      return;
    }

    out.append("proofs by interval arithmetic\n");
    for (ObjectiveSummary o : tried) {
      String not = RunWords.notProved(o.proofs());
      wrap(
          out,
          o.name()
              + ": at least "
              + o.provedDistinct()
              + (o.provedDistinct() == 1
                  ? " strict minimum exists, at least "
                  : " distinct strict minima exist, at least ")
              + o.subOptimalProved()
              + " of them bad; not proved: "
              + (not.isEmpty() ? "none" : not));
    }

    out.append('\n');
  }

  private void notes() {
    if (summary.notes().isEmpty()) {
      return;
    }

    out.append("notes\n");
    summary.notes().forEach(note -> wrap(out, note));
    out.append('\n');
  }

  /** Writes an item of a list over as many lines as it needs. */
  static void wrap(StringBuilder out, String note) {
    StringBuilder line = new StringBuilder("  -");
    for (String word : note.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        out.append(line).append('\n');
        line = new StringBuilder("   ");
      }

      line.append(' ').append(word);
    }

    out.append(line).append('\n');
  }

  private void end(String folder) {
    RunSummary.Throughput t = summary.throughput();
    out.append(summary.reason());
    if (t.restartsPerSecond() > 0) {
      out.append(" (").append(Figures.time(t.seconds())).append(", ");
      out.append(Figures.rate(t.restartsPerSecond())).append(" per second)");
    }

    out.append("\nresults: ").append(folder).append('\n');
  }
}
