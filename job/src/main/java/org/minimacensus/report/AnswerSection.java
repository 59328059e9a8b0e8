package org.minimacensus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Figures;
import org.minimacensus.study.Outcome;
import org.minimacensus.study.ProofSummary;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.Estimate;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.UnseenSummary;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Verdict;

/** What a run found, in sentences with numbers, and the numbers of all objectives in a table. */
final class AnswerSection {
  /** Ends what stands out of a sentence. */
  private static final char BAR = '\u0001';

  private static final String GLOBAL = Outcome.GLOBAL_MINIMUM.label();

  private final RunSummary summary;
  private final StringBuilder out = new StringBuilder();

  private AnswerSection(RunSummary summary) {
    this.summary = summary;
  }

  static String of(RunSummary summary) {
    AnswerSection section = new AnswerSection(summary);
    section.out.append(RunPart.ANSWER.heading());
    summary.objectives().forEach(section::objective);
    section.starts();
    section.claims();
    section.end();
    section.out.append(NumbersTable.of(summary));
    return section.out.toString();
  }

  private void objective(ObjectiveSummary o) {
    int number = summary.objectives().indexOf(o);
    out.append(Html.heading(3, "answer-" + number, o.name()));
    List<String> items = new ArrayList<>(List.of(found(o)));
    if (hits(o) > 0) {
      items.add(proved(o));
      items.add(bad(o));
    }

    items.add(unseen(o));
    infinity(o, items);
    list(items);
  }

  /** Sentences whose beginning up to a bar stands out. */
  private void list(List<String> items) {
    out.append("<ul>\n");
    for (String item : items) {
      int bar = item.indexOf(BAR);
      out.append("<li><strong>").append(Html.text(item.substring(0, Math.max(0, bar))));
      out.append("</strong>").append(Html.text(item.substring(bar + 1))).append("</li>\n");
    }

    out.append("</ul>\n");
  }

  static long hits(ObjectiveSummary o) {
    return o.globalHits() + o.subOptimalHits();
  }

  private static String found(ObjectiveSummary o) {
    if (o.restarts() == 0) {
      return "No restart ended" + BAR + ", so nothing is known of minima.";
    }

    if (hits(o) == 0) {
      return "No minimum was found"
          + BAR
          + ": of "
          + Figures.plural(o.restarts(), "restart")
          + " none ended on a certified minimum.";
    }

    RunSummary.Distinct d = o.distinct();
    String ended =
        BAR
            + ", on which "
            + share(hits(o), o.restarts())
            + " restarts ended. What counts as the same, by ";
    if (d.connected() != null) {
      return (RunWords.pathsLeft(o) ? "At most " : "")
          + minima(d.connected(), "distinct ")
          + found(d.connected())
          + ended
          + "connected: strict minima that the network's symmetries take to each other, degenerate"
          + " ones of one loss and one function, and those that a path of equal loss joins"
          + (RunWords.pathsLeft(o) ? "; not all paths were tried." : ".");
    }

    if (d.parameters() != null) {
      return minima(d.parameters(), "distinct ")
          + found(d.parameters())
          + ended
          + "parameters: strict minima that the network's symmetries take to each other, degenerate"
          + " ones of one loss and one function; paths between minima were not looked for.";
    }

    return minima(d.functions() == null ? o.minima().size() : d.functions(), "distinct ")
        + found(d.functions() == null ? o.minima().size() : d.functions())
        + ended
        + "functions: minima of equal predictions; the symmetries of this network are not counted.";
  }

  private static String found(long n) {
    return n == 1 ? " was found" : " were found";
  }

  private static String minima(long n, String kind) {
    return n + " " + kind + (n == 1 ? "minimum" : "minima");
  }

  private static String share(long part, long whole) {
    return part + " of " + whole + " (" + Figures.share(part, whole) + ")";
  }

  private String proved(ObjectiveSummary o) {
    if (o.provedDistinct() == null) {
      return "None is proved by interval arithmetic"
          + BAR
          + ": nothing was tried, for a reason in the notes. Minima are certified numerically.";
    }

    long distinct = o.provedDistinct();
    ProofSummary proofs = o.proofs();
    String rest = proofs.notProved().isEmpty() ? "" : " " + notProved(proofs);
    if (distinct == 0) {
      return "None of them is proved by interval arithmetic" + BAR + "." + rest;
    }

    long bad = o.subOptimalProved();
    return "At least "
        + minima(distinct, "distinct strict ")
        + (distinct == 1 ? " exists" : " exist")
        + ", "
        + (bad == 0 ? "none" : bad)
        + " of them proved to be bad"
        + BAR
        + ": interval arithmetic proves of "
        + (proofs.proved() == 1
            ? "one box of parameters that it"
            : proofs.proved() + " boxes of parameters that each")
        + " holds exactly one critical point, a strict minimum; no symmetry"
        + " of the network joins those that are counted, and bad ones lie above a loss that is"
        + " proved to be reached."
        + (proofs.global() ? " That loss is proved to be the least one." : "")
        + rest
        + " To prove it again: "
        + new Commands(summary).verify();
  }

  private static String notProved(ProofSummary proofs) {
    return "Not proved of "
        + proofs.tried()
        + " that were tried: "
        + RunWords.notProved(proofs)
        + ".";
  }

  private static String bad(ObjectiveSummary o) {
    String best = Figures.loss(o.bestLoss());
    if (o.subOptimal() == 0) {
      return "None of them is bad"
          + BAR
          + ": all reach the best known loss "
          + best
          + (o.provedGlobal()
              ? ", the lower bound over all functions of the inputs: they are global."
              : ", of which it is not known whether it is the least.");
    }

    return o.subOptimal()
        + " of them "
        + (o.subOptimal() == 1 ? "is" : "are")
        + " bad"
        + BAR
        + ", above the best known loss "
        + best
        + (o.provedGlobal() ? ", which is proved to be the least" : "")
        + ": "
        + share(o.subOptimalHits(), o.restarts())
        + " restarts ended on "
        + (o.subOptimal() == 1 ? "it" : "one of them")
        + ", "
        + share(o.globalHits(), o.restarts())
        + (o.provedGlobal() ? " on a global minimum." : " on a minimum of the best known loss.");
  }

  private static String unseen(ObjectiveSummary o) {
    UnseenSummary unseen = o.unseen();
    Estimate e = RunWords.shown(o.estimates()).orElse(null);
    if (e == null || unseen == null || unseen.hill().isEmpty()) {
      return "How many are unseen is not estimated"
          + BAR
          + ": "
          + (hits(o) == 0
              ? "no restart ended on a minimum."
              : unseen != null && unseen.hits() == 0
                  ? "no restart ended on a minimum that is counted for it (of "
                      + RunWords.words(unseen.of())
                      + "); the notes say why."
                  : "no estimator is defined for these hits.");
    }

    double found = unseen.hill().get(0).observed();
    Estimate rest =
        new Estimate(e.name(), e.value() - found, e.low() - found, e.high() - found, e.level());
    String interval =
        Double.isNaN(e.level())
            ? ""
            : ", " + Figures.percent(e.level()).replace(".0", "") + " interval " + interval(rest);
    return "Estimated unseen: about "
        + Figures.decimal(rest.value())
        + " more"
        + interval
        + BAR
        + " ("
        + e.name()
        + ": "
        + Figures.estimate(e)
        + " in all, "
        + (RunWords.strict(e)
            ? "of strict minima alone, of which " + (long) found + " were found; "
            : "")
        + "a lower bound in the mean).";
  }

  private static String interval(Estimate e) {
    return (long) Math.floor(e.low()) + " to " + (long) Math.ceil(e.high());
  }

  private static void infinity(ObjectiveSummary o, List<String> items) {
    long ended = o.ended(EndpointClass.AT_INFINITY);
    Long valleys = o.distinct().atInfinity();
    if (ended > 0) {
      items.add(
          share(ended, o.restarts())
              + " restarts ended at infinity"
              + BAR
              + (valleys == null ? "" : ", in " + Figures.plural(valleys, "distinct valley"))
              + ": they reached no minimum at a finite point.");
    }
  }

  private void starts() {
    out.append(Html.heading(3, "answer-starts", "What the addition did to the same starts"));
    if (summary.objectives().size() < 2) {
      out.append(Html.paragraph("The study has one objective: nothing is compared with it."));
      return;
    }

    List<String> items = new ArrayList<>();
    summary.outcomes().forEach((pair, counts) -> pair(pair, counts, items));
    summary
        .worth()
        .forEach(
            (pair, w) ->
                items.add(
                    "The network alone"
                        + BAR
                        + ", same starts, "
                        + pair.split("->")[1]
                        + " against "
                        + pair.split("->")[0]
                        + ": "
                        + String.join("; ", RunWords.worth(pair, w))
                        + "."));
    if (items.isEmpty()) {
      out.append(Html.paragraph("No restart ended under two objectives."));
    } else {
      list(items);
    }
  }

  private void pair(String pair, Map<String, Long> counts, List<String> items) {
    String[] names = pair.split("->");
    for (String from : RunWords.outcomes(counts, 0)) {
      Map<String, Long> ends = new LinkedHashMap<>();
      for (String to : RunWords.outcomes(counts, 1)) {
        long n = counts.getOrDefault(from + "->" + to, 0L);
        if (n > 0) {
          ends.put(to, n);
        }
      }

      long all = ends.values().stream().mapToLong(n -> n).sum();
      if (all > 0) {
        items.add(
            "Of the "
                + Figures.plural(all, "start")
                + " that ended "
                + place(from, names[0])
                + BAR
                + " under "
                + names[0]
                + ", under "
                + names[1]
                + " "
                + ends.entrySet().stream()
                    .map(e -> e.getValue() + " ended " + place(e.getKey(), names[1]))
                    .collect(Collectors.joining(", "))
                + ".");
      }
    }
  }

  private String place(String outcome, String objective) {
    boolean proved =
        summary.objectives().stream().anyMatch(o -> o.name().equals(objective) && o.provedGlobal());
    if (outcome.equals(GLOBAL)) {
      return proved ? "on a global minimum" : "on a minimum of the best known loss";
    }

    return outcome.endsWith("minimum") || outcome.equals(Outcome.SADDLE.label())
        ? "on a " + RunWords.words(outcome)
        : outcome.equals(Outcome.FAILED.label())
            ? "in numbers that are not finite"
            : RunWords.words(outcome);
  }

  private void claims() {
    out.append(Html.heading(3, "answer-claims", "What the claims of the papers came to"));
    if (summary.verdicts().isEmpty()) {
      out.append(Html.paragraph("No claim of the papers was judged in this run."));
      return;
    }

    List<String> items = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      List<ClaimVerdict> so =
          summary.verdicts().stream().filter(v -> v.verdict().equals(verdict.label())).toList();
      if (!so.isEmpty()) {
        String names = so.stream().map(AnswerSection::claim).collect(Collectors.joining(", "));
        items.add(
            VerdictSection.meaning(verdict).replaceFirst(" ", BAR + " ") + ": " + names + ".");
      }
    }

    list(items);
    out.append("<p>Each with its premises: <a href=\"#verdicts\">the verdicts</a>.</p>\n");
  }

  private static String claim(ClaimVerdict v) {
    String reading = v.proved() ? "" : " (a reading that goes too far; no paper proves it)";
    return v.key() + reading;
  }

  private void end() {
    out.append(Html.heading(3, "answer-end", "What stopped the run"));
    String by =
        summary.objectives().isEmpty()
            ? ""
            : " Stopped by "
                + summary.objectives().get(0).stoppedBy()
                + ": "
                + RunWords.stoppedBy(summary.objectives().get(0).stoppedBy())
                + ".";
    out.append(
        Html.paragraph(
            sentence(summary.reason())
                + by
                + " Exit code "
                + summary.exitCode()
                + ": "
                + RunWords.exitCode(summary)
                + "."));
  }

  static String sentence(String words) {
    String text = words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
    return words.isEmpty() ? "" : text + words.substring(1) + ".";
  }
}
