package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.minimacensus.study.RunSummary;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Premise;
import org.minimacensus.theorem.Verdict;

/** The papers' claims with their premises, numbers, verdicts and witnesses. */
final class VerdictSection {
  /** Papers by their keys: who, when, and number at arXiv. */
  private static final Map<String, List<String>> PAPERS =
      Map.of(
          "liang-2018", List.of("Liang, Sun, Lee and Srikant 2018", "1805.08671"),
          "kawaguchi-kaelbling-2020", List.of("Kawaguchi and Kaelbling 2020", "1901.00279"),
          "kawaguchi-bengio-2019", List.of("Kawaguchi and Bengio 2019", "1810.09038"),
          "sohl-dickstein-2019", List.of("Sohl-Dickstein and Kawaguchi 2019", "1901.03909"),
          "ding-2019", List.of("Ding, Li and Sun 2019", "1911.01413"));

  private final Commands commands;
  private final StringBuilder out = new StringBuilder();

  private VerdictSection(RunSummary summary) {
    this.commands = new Commands(summary);
  }

  static String of(RunSummary summary) {
    VerdictSection section = new VerdictSection(summary);
    section.out.append(RunPart.VERDICTS.heading());
    if (summary.verdicts().isEmpty()) {
      section.out.append(Html.paragraph("No claim of the papers was judged in this run."));
      return section.out.toString();
    }

    section.out.append(
        Html.paragraph(
            "What the papers' claims came to in this study, as far as its certified endpoints show."
                + " A claim that is confirmed here is not proved by it, and a premise that cannot"
                + " be checked never leads to confirmed or refuted."));
    for (int i = 0; i < summary.verdicts().size(); i++) {
      section.claim(i, summary.verdicts().get(i));
    }

    return section.out.toString();
  }

  /** What a verdict says, in a few words. */
  static String meaning(Verdict verdict) {
    return switch (verdict) {
      case CONFIRMED ->
          "Confirmed (all premises hold, and so does the conclusion on every endpoint examined, or"
              + " on one where one is claimed)";
      case REFUTED ->
          "Refuted (all premises hold, and a counter-example stood when it was looked at again)";
      case VACUOUS -> "Vacuous (a premise fails, or there is nothing that it is about)";
      case UNDECIDED -> "Undecided (something is missing; the evidence says what)";
    };
  }

  /** Of a later version's verdict as of one that is open. */
  private static String sign(ClaimVerdict v) {
    return is(v, Verdict.CONFIRMED)
        ? "\u2713"
        : is(v, Verdict.REFUTED) ? "\u2717" : is(v, Verdict.VACUOUS) ? "\u25cb" : "?";
  }

  private static boolean is(ClaimVerdict v, Verdict verdict) {
    return v.verdict().equals(verdict.label());
  }

  private void claim(int number, ClaimVerdict v) {
    out.append("<section aria-labelledby=\"verdict-").append(number).append("\">\n");
    out.append(Html.heading(3, "verdict-" + number, v.key()));
    out.append("<p><span class=\"verdict\">").append(sign(v)).append(' ');
    out.append(Html.text(v.verdict())).append("</span> ").append(Html.text(numbers(v)));
    out.append("</p>\n").append(paper(v));
    out.append("<dl>\n<dt>What was tested</dt>\n<dd>").append(Html.text(v.statement()));
    out.append("</dd>\n<dt>What decides</dt>\n<dd>").append(Html.text(v.decides()));
    out.append("</dd>\n<dt>Evidence</dt>\n<dd>");
    out.append(Html.text(v.evidence().isEmpty() ? "none is stored" : v.evidence()));
    out.append("</dd>\n</dl>\n");
    premises(v);
    witness(v);
    out.append("</section>\n");
  }

  private static String numbers(ClaimVerdict v) {
    String examined =
        v.endpoints() == 0
            ? "no endpoint of " + v.objective() + " was examined"
            : v.endpoints()
                + " of "
                + v.objective()
                + " examined, the conclusion holds of "
                + v.holding();
    String number =
        Double.isNaN(v.number()) ? "" : "; largest deciding number " + Html.number(v.number());
    return examined + number + ".";
  }

  private static String paper(ClaimVerdict v) {
    List<String> paper = PAPERS.get(v.paper());
    String reading =
        v.proved()
            ? ""
            : " This is a reading that goes too far, kept to be refuted: no paper proves it.";
    if (paper == null) {
      return reading.isEmpty() ? "" : Html.paragraph(reading.strip());
    }

    return "<p>"
        + Html.text(paper.get(0))
        + ", <a href=\"https://arxiv.org/abs/"
        + paper.get(1)
        + "\">arXiv "
        + paper.get(1)
        + "</a>."
        + Html.text(reading)
        + "</p>\n";
  }

  private void premises(ClaimVerdict v) {
    if (v.premises().isEmpty()) {
      out.append(Html.paragraph("The claim has no premises that are held against a study."));
      return;
    }

    List<List<String>> rows = new ArrayList<>();
    for (Premise p : v.premises()) {
      String holds = p.unknown() ? "? not checkable" : p.fails() ? "\u2717 fails" : "\u2713 holds";
      rows.add(List.of(p.name(), holds, p.evidence()));
    }

    out.append(
        Tables.words(
            "Premises of " + v.key(),
            "Premises, each held against data, network, loss and what the restarts showed.",
            List.of("premise", "here", "evidence"),
            rows));
  }

  private void witness(ClaimVerdict v) {
    if (v.witnessRestart() == null) {
      return;
    }

    boolean refutes = is(v, Verdict.REFUTED);
    out.append(
        Html.paragraph(
            (refutes
                    ? "The counter-example is restart "
                    : is(v, Verdict.CONFIRMED)
                        ? "The example is restart "
                        : "The endpoint that was looked at is restart ")
                + v.witnessRestart()
                + " of "
                + v.objective()
                + ". To derive it anew:"));
    out.append(Html.lines(commands.explain(v.objective(), v.witnessRestart())));
  }
}
