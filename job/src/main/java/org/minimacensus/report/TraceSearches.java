package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.minimacensus.study.TraceStep;

/** The steps of a restart by its searches, on its objective and elsewhere. */
final class TraceSearches {
  private final List<TraceStep> steps;

  /** Whether steps have their parameters, by which those on the objective are known. */
  private final boolean told;

  /**
   * @param steps in order, at least one
   */
  TraceSearches(List<TraceStep> steps) {
    this.steps = steps;
    this.told = steps.stream().anyMatch(s -> s.theta().length > 0);
  }

  List<TraceStep> steps() {
    return steps;
  }

  /** Whether it is no point of the objective. */
  boolean elsewhere(TraceStep step) {
    return told && step.theta().length == 0;
  }

  /** Whether there are steps elsewhere. */
  boolean leaves() {
    return steps.stream().anyMatch(this::elsewhere);
  }

  TraceStep firstOwn() {
    return steps.stream().filter(s -> !elsewhere(s)).findFirst().orElseThrow();
  }

  TraceStep lastOwn() {
    return steps.stream().filter(s -> !elsewhere(s)).reduce((a, b) -> b).orElseThrow();
  }

  /** In words, where the last steps are elsewhere. */
  String endElsewhere() {
    TraceStep last = steps.get(steps.size() - 1);
    return elsewhere(last)
        ? " From there it is searched elsewhere up to step " + last.iteration() + "."
        : "";
  }

  /** A search with the number of its steps that are here. */
  private record Begin(int at, int length) {}

  /**
   * Lines at the first steps of searches after the first one.
   *
   * @param most of more the searches with the most steps here, of as many the earlier ones
   */
  List<Figure.Rule> begins(int most) {
    List<Begin> begins = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= steps.size(); i++) {
      if (i == steps.size() || steps.get(i).segment() != steps.get(i - 1).segment()) {
        if (begin > 0) {
          begins.add(new Begin(steps.get(begin).iteration(), i - begin));
        }

        begin = i;
      }
    }

    return begins.stream()
        .sorted(Comparator.comparingInt(b -> -b.length))
        .limit(most)
        .sorted(Comparator.comparingInt(Begin::at))
        .map(b -> new Figure.Rule(b.at, ""))
        .toList();
  }

  /** For the caption: what so many vertical lines are. */
  String rulesInWords(int rules) {
    if (rules == 0) {
      return "";
    }

    int searches = steps.get(steps.size() - 1).segment() + 1;
    return rules + 1 == searches
        ? " At vertical lines another search begins where the last one ended, or beside it."
        : " There were "
            + searches
            + " searches, each from where another one ended, or beside it; vertical lines are where"
            + " "
            + rules
            + " of them begin, those with the most of the drawn steps.";
  }

  /** For the caption: where steps are no points of the objective. */
  String words() {
    if (!told) {
      return " Which steps belong to searches elsewhere, in charts say, is not known here, as they"
          + " are shown without their parameters.";
    }

    return leaves()
        ? " Grey dots: steps of searches elsewhere (in charts of limits, with parameters held, of"
            + " the network alone); they are no points of this objective, and their losses are"
            + " those of what they search on."
        : "";
  }
}
