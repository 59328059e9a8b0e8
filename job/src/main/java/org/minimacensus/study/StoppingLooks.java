package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.LookPoints;
import org.minimacensus.richness.StoppingRule;

/** Looks at a run at the restarts where its stopping rule wants to, and remembers what it saw. */
final class StoppingLooks {
  private final StudySpec.StoppingSpec spec;
  private final long budget;
  private final Optional<StoppingRule> rule;
  private final List<StoppingSummary.Look> looks = new ArrayList<>();

  /**
   * @param budget restarts at most
   */
  StoppingLooks(StudySpec.StoppingSpec spec, long budget) {
    this.spec = spec;
    this.budget = budget;
    this.rule = spec.asked();
  }

  /** Numbers of restarts, ascending; none where all restarts are to be run. */
  List<Long> points() {
    return rule.map(r -> LookPoints.upTo(r, budget)).orElse(List.of());
  }

  /**
   * Looks at the endpoints of the first restarts.
   *
   * @param request their range, of one of the {@link #points}
   * @param ledger that counted every objective
   * @param counts one per objective
   */
  StoppingSummary.Look look(
      StudyRunner.Request request,
      Ledger ledger,
      List<String> objectives,
      List<ObjectiveCount> counts) {
    long secondHalf = request.first() + request.count() / 2;
    double error = Double.NaN;
    List<StoppingSummary.ObjectiveLook> all = new ArrayList<>();
    for (int o = 0; o < counts.size(); o++) {
      String name = objectives.get(o);
      FrequencyCounts hits = counts.get(o).estimated();
      long late = ledger.foundFrom(name, secondHalf);
      StoppingRule.Judgement j =
          rule.orElseThrow()
              .judge(new StoppingRule.Found(request.count(), hits, late), looks.size() + 1);
      error = j.error();
      all.add(
          new StoppingSummary.ObjectiveLook(
              name,
              counts.get(o).estimatedOf(),
              hits.classes(),
              hits.individuals(),
              hits.seen(1),
              late,
              j.estimate(),
              j.bound(),
              j.expectedMinima(),
              j.holds()));
    }

    looks.add(new StoppingSummary.Look(request.count(), error, all));
    return looks.get(looks.size() - 1);
  }

  /** What was seen; null where all restarts are to be run. */
  StoppingSummary summary() {
    return rule.map(this::summary).orElse(null);
  }

  private StoppingSummary summary(StoppingRule asked) {
    return new StoppingSummary(
        asked.name(),
        spec.target(),
        asked.confidence(),
        budget,
        asked.firstLook(),
        !looks.isEmpty() && looks.get(looks.size() - 1).allHold(),
        looks);
  }
}
