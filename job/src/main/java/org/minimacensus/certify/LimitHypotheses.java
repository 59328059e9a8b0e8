package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a run may be heading for: sets of {@link LimitTerm} of different units, the likeliest first.
 *
 * <p>For each unit that may run to infinity one of its terms is taken, or it is left in the
 * network. Sets are ordered by how far they are from taking the first term of every unit; {@link
 * #MOST} of them are looked at.
 *
 * @param all none of them empty
 * @param possible how many there are
 * @param notes what has no chart, in words
 */
record LimitHypotheses(List<List<LimitTerm>> all, int possible, List<String> notes) {
  /** Sets of terms that are looked at for one end of a run. */
  static final int MOST = 12;

  /** Sets that are listed before they are ordered. */
  private static final int LISTED = 2000;

  static LimitHypotheses of(Runaway run) {
    List<LimitTerm> terms = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (LimitKind kind : LimitKinds.ALL) {
      terms.addAll(kind.nominated(run));
      notes.addAll(kind.notes(run));
    }

    List<Candidate> found = new ArrayList<>();
    boolean[] nominated = new boolean[run.hidden()];
    terms.forEach(t -> Arrays.stream(t.units()).forEach(u -> nominated[u] = true));
    collect(terms, nominated, 0, new Candidate(List.of(), 0), found);
    List<List<LimitTerm>> all =
        found.stream()
            .sorted(Comparator.comparingInt(Candidate::penalty))
            .limit(MOST)
            .map(c -> inOrder(terms, c.terms))
            .toList();
    return new LimitHypotheses(all, found.size(), notes);
  }

  /**
   * @param penalty how far it is from taking the first term of every unit
   */
  private record Candidate(List<LimitTerm> terms, int penalty) {
    boolean has(int unit) {
      return terms.stream().anyMatch(t -> contains(t, unit));
    }

    Candidate and(LimitTerm term, int more) {
      List<LimitTerm> longer = new ArrayList<>(terms);
      longer.add(term);
      return new Candidate(longer, penalty + more);
    }
  }

  private static boolean contains(LimitTerm term, int unit) {
    return Arrays.stream(term.units()).anyMatch(u -> u == unit);
  }

  /** All ways to take terms of the units from one on. */
  private static void collect(
      List<LimitTerm> terms, boolean[] nominated, int unit, Candidate so, List<Candidate> found) {
    if (found.size() >= LISTED) {
      return;
    }

    if (unit == nominated.length) {
      if (!so.terms.isEmpty()) {
        found.add(so);
      }

      return;
    }

    if (!nominated[unit] || so.has(unit)) {
      collect(terms, nominated, unit + 1, so, found);
      return;
    }

    int rank = 0;
    for (LimitTerm term : terms) {
      if (contains(term, unit)) {
        if (Arrays.stream(term.units()).noneMatch(so::has)) {
          collect(terms, nominated, unit + 1, so.and(term, rank), found);
        }

        rank++;
      }
    }

    // Left in the network.
    collect(terms, nominated, unit + 1, new Candidate(so.terms, so.penalty + rank + 1), found);
  }

  /** As they were nominated, but for spare units, which come first: others take them over. */
  private static List<LimitTerm> inOrder(List<LimitTerm> terms, List<LimitTerm> chosen) {
    List<LimitTerm> order = new ArrayList<>();
    terms.stream().filter(t -> t instanceof SpareUnit && chosen.contains(t)).forEach(order::add);
    terms.stream().filter(t -> !(t instanceof SpareUnit) && chosen.contains(t)).forEach(order::add);
    return order;
  }
}
