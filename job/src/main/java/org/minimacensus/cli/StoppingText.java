package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.minimacensus.richness.LookPoints;
import org.minimacensus.richness.StoppingRule;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Figures;
import org.minimacensus.study.Percents;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.StoppingSummary;
import org.minimacensus.study.StudySpec;

/** What a person reads of stopping rules. */
final class StoppingText {
  /** So many looks are listed before a run, and after it. */
  private static final int LISTED = 8;

  private StoppingText() {}

  /** What a rule means for a study that has not run yet. */
  static String plan(StoppingRule rule, StudySpec.StoppingSpec spec, long count) {
    List<Long> points = LookPoints.upTo(rule, count);
    String head = rule.name() + ": ends when " + meaning(rule, spec);
    if (points.isEmpty()) {
      return head
          + "; it can hold from "
          + rule.firstLook()
          + " restarts on, so that all "
          + count
          + " run and the exit code is "
          + ExitCodes.BUDGET_SPENT
          + ": raise restarts.count";
    }

    String listed =
        points.stream().limit(LISTED).map(p -> Long.toString(p)).collect(Collectors.joining(", "));
    return head
        + "; looks at "
        + listed
        + (points.size() > LISTED ? ", ..., " + points.get(points.size() - 1) : "")
        + " restarts";
  }

  private static String meaning(StoppingRule rule, StudySpec.StoppingSpec spec) {
    String share = Percents.text(1 - spec.target()) + " of restarts";
    return Double.isNaN(rule.confidence())
        ? "at most "
            + share
            + " are expected to end on a minimum not found, and less than half a minimum more is"
            + " expected, for every objective"
        : "at most "
            + share
            + " end on a minimum not found, with "
            + Percents.text(rule.confidence())
            + " confidence, for every objective";
  }

  /** What a look saw, in a few words. */
  static String progress(StoppingSummary.Look look) {
    return look.objectives().stream().map(StoppingText::unseen).collect(Collectors.joining(" / "))
        + " unseen at "
        + look.restarts();
  }

  /** The last looks of a run; empty where there were none. */
  static String looks(StoppingSummary s) {
    if (s == null || s.looks().isEmpty()) {
      return "";
    }

    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("stopping rule " + s.rule()));
    s.looks().get(0).objectives().forEach(o -> head.add(o.objective()));
    table.row(head);
    List<String> asked = new ArrayList<>(List.of("  unseen volume asked for"));
    s.looks().get(0).objectives().forEach(o -> asked.add("<= " + Percents.text(1 - s.target())));
    table.row(asked);
    int skipped = Math.max(0, s.looks().size() - LISTED);
    for (StoppingSummary.Look look : s.looks().subList(skipped, s.looks().size())) {
      List<String> cells = new ArrayList<>(List.of("  at " + look.restarts() + " restarts"));
      look.objectives().forEach(o -> cells.add(unseen(o)));
      table.row(cells);
    }

    return table.text() + "\n";
  }

  private static String unseen(StoppingSummary.ObjectiveLook o) {
    return RunWords.unseen(o, "<= ");
  }

  /**
   * How a run that was found differs from what is asked; empty where it does not.
   *
   * @param summary of a run that is not run again
   */
  static String other(RunSummary summary, StudySpec.RestartsSpec asked) {
    StoppingSummary was = summary.stopping();
    StudySpec.StoppingSpec rule = asked.stopping();
    if (was == null || rule.asked().isEmpty()) {
      return asked.count() == summary.plannedRestarts()
          ? ""
          : "it has "
              + Figures.plural(summary.plannedRestarts(), "restart")
              + ", the conf asks for "
              + (rule.asked().isPresent() ? "the rule " + rule.rule() + " and at most " : "")
              + asked.count();
    }

    String before = words(was.rule(), was.target(), was.confidence());
    String now = words(rule.rule(), rule.target(), rule.asked().orElseThrow().confidence());
    return before.equals(now) ? "" : "it ended by " + before + ", the conf asks for " + now;
  }

  private static String words(String rule, double target, double confidence) {
    return rule
        + " with target "
        + target
        + (Double.isNaN(confidence) ? "" : " and confidence " + confidence);
  }
}
