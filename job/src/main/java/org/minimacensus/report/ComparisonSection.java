package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.minimacensus.study.Figures;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.ComparisonSummary.Finding;

/** What stored comparisons say of a run against others. */
final class ComparisonSection {
  private ComparisonSection() {}

  static String of(List<ComparisonSummary> comparisons) {
    StringBuilder out = new StringBuilder(RunPart.COMPARISONS.heading());
    if (comparisons.isEmpty()) {
      return out.append(
              "<p class=\"missing\">No comparison with another run is stored: ./submit.sh compare"
                  + " BASELINE RUN makes one.</p>\n")
          .toString();
    }

    for (int i = 0; i < comparisons.size(); i++) {
      comparison(i, comparisons.get(i), out);
    }

    return out.toString();
  }

  private static void comparison(int number, ComparisonSummary c, StringBuilder out) {
    out.append(Html.heading(3, "comparison-" + number, "Against run " + c.baseline().run()));
    out.append("<p><span class=\"verdict\">").append(Html.text(c.verdict()));
    out.append("</span> ").append(Html.text(AnswerSection.sentence(c.statement())));
    out.append(
        Html.text(
            String.format(
                Locale.ROOT,
                " Baseline: run %s, code %s, %s; this run: %s. False alarms by chance: at most %s"
                    + " of comparisons.",
                c.baseline().run(),
                c.baseline().code().version(),
                Figures.plural(c.baseline().restarts(), "restart"),
                Figures.plural(c.candidate().restarts(), "restart"),
                Figures.percent(c.level()))));
    out.append("</p>\n");
    if (!c.findings().isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      for (Finding f : c.findings()) {
        rows.add(
            List.of(
                f.direction(),
                f.objective().isEmpty() ? "the runs" : f.objective(),
                f.text(),
                f.adjustedP() > 0
                    ? String.format(Locale.ROOT, "%.2g", f.adjustedP())
                    : "not by chance"));
      }

      out.append(
          Tables.words(
              "Findings against run " + c.baseline().run() + ", " + (number + 1),
              "What chance does not explain.",
              List.of("direction", "objective", "finding", "corrected p"),
              rows));
    }

    out.append(Html.list(c.notes()));
  }
}
