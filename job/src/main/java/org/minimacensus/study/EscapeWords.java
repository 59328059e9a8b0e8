package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found when a minimum was left, in sentences. */
final class EscapeWords {
  private EscapeWords() {}

  static String statement(
      EscapeSpec spec, EscapeSummary.MinimumFacts m, EscapeSummary.Counts c, int missing) {
    if (m.nothingToEscape()) {
      return String.format(
          Locale.ROOT,
          "nothing is to be escaped: no added function lowers the loss; the largest sum of dl/df"
              + " over the rows with one input is %.3g, and the loss is %.3g above the lower bound"
              + " over all functions of the inputs",
          m.largestGroupSum(),
          m.loss() - m.lowerBound());
    }

    List<String> said = new ArrayList<>();
    long all = c.noLocalMinima() + c.withoutDescent();
    said.add(
        c.noLocalMinima()
            + " of "
            + all
            + " extended points are no local minima of the augmented loss ("
            + c.firstOrder()
            + " to first order in the amplitude, "
            + c.higherOrder()
            + " along a curve of higher order)");
    if (missing > 0) {
      said.add("for " + missing + " starts no stationary extension was found");
    }

    if (c.withoutDescent() > 0) {
      said.add("from " + c.withoutDescent() + " of them no measurable descent was found");
    }

    said.add("followed down, " + ends(c));
    if (c.atInfinity() > 0) {
      said.add(
          "an end at infinity is no minimum at a finite point: what was left has gone there and is"
              + " not removed ("
              + c.atInfinityAboveFloor()
              + " of these limits are above the lower bound or unknown)");
    }

    if (c.minimumAboveFloor() > 0) {
      boolean exponential = spec.augmentation().equals("output-neuron");
      said.add(
          exponential
              ? "a certified minimum above the lower bound contradicts the theorem: please report"
                  + " it"
              : "this neuron has minima above the lower bound, as theory allows");
    }

    return String.join("; ", said);
  }

  private static String ends(EscapeSummary.Counts c) {
    List<String> ends = new ArrayList<>();
    ends.add(c.globalMinimum() + " end on a global minimum with a = 0");
    ends.add(c.atInfinity() + " at infinity");
    add(ends, c.minimumAboveFloor(), "on a minimum above the lower bound");
    add(ends, c.saddle(), "on a saddle");
    ends.add(c.unconverged() + " unconverged");
    add(ends, c.failed(), "failed");
    return String.join(", ", ends);
  }

  private static void add(List<String> ends, long n, String words) {
    if (n > 0) {
      ends.add(n + " " + words);
    }
  }
}
