package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Objective;

/**
 * What a reader of a summary must know and no number says.
 *
 * @param counts one per objective of the plan, in its order
 */
record SummaryNotes(StudyPlan plan, Tally tally, List<ObjectiveCount> counts, Proofs proofs) {
  /** By objective, in their order, then of the whole. */
  List<String> all() {
    List<String> notes = new ArrayList<>(plan.data().facts().description().observations());
    for (int o = 0; o < counts.size(); o++) {
      String name = plan.objectives().get(o).name() + ": ";
      counts.get(o).notes().forEach(n -> notes.add(name + n));
      notBest(name, counts.get(o), notes);
      noMinimum(o, notes);
      notListed(name, counts.get(o), notes);
    }

    if (plan.spec().loss().population()) {
      notes.add(
          "there is no training set: distinct.functions compares outputs at the axes and at sums of"
              + " two axes, in ascending order, as a permutation of the inputs makes no other"
              + " minimum");
    }

    notes.addAll(proofs.notes());
    return notes;
  }

  private static void notBest(String name, ObjectiveCount count, List<String> notes) {
    if (!count.lowest().isEmpty() && count.lowest().get(0).subOptimal()) {
      notes.add(
          name
              + "the best loss was reached by an endpoint that is no minimum, or by the"
              + " un-augmented loss at an endpoint of another objective; every minimum found is"
              + " above it");
    }
  }

  /** The failure mode in one sentence: an augmented objective without any finite minimum. */
  private void noMinimum(int index, List<String> notes) {
    Objective objective = plan.objectives().get(index);
    Map<String, Long> ends = tally.classes(index);
    long infinity = ends.get(EndpointClass.AT_INFINITY.label());
    ObjectiveCount count = counts.get(index);
    if (objective.augmentation().isEmpty() || count.minima() > 0 || infinity == 0) {
      return;
    }

    String prefix = EndpointClass.AT_INFINITY.label() + ": ";
    String kinds =
        tally.details(index).entrySet().stream()
            .filter(e -> e.getKey().startsWith(prefix))
            .map(e -> e.getValue() + " " + e.getKey().substring(prefix.length()))
            .collect(Collectors.joining(", "));
    double above = tally.lowestBase() - plan.floor().value();
    notes.add(
        objective.name()
            + ": no restart ended on a finite local minimum; "
            + infinity
            + " of "
            + tally.restarts()
            + " ended in "
            + count.distinct().atInfinity()
            + " valleys at infinity ("
            + kinds
            + "), "
            + (tally.restarts() - infinity)
            + " are open; the lowest un-augmented loss is "
            + above
            + " above the infimum over all functions of the inputs");
  }

  private static void notListed(String name, ObjectiveCount count, List<String> notes) {
    long hidden = count.minima() - count.lowest().size();
    if (hidden > 0) {
      notes.add(
          name
              + hidden
              + " minima are not listed here, but the "
              + count.lowest().size()
              + " of the lowest losses; minima/ has all");
    }

    long valleys = count.distinct().atInfinity() - count.valleys().size();
    if (valleys > 0) {
      notes.add(
          name
              + valleys
              + " valleys at infinity are not listed here, but the "
              + count.valleys().size()
              + " of the lowest limits; valleys/ has all");
    }
  }
}
