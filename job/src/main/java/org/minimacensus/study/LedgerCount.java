package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.minimacensus.census.PathLimits;

/**
 * The endpoints of a ledger, summed up and counted.
 *
 * @param counts of the objectives, in their order
 */
record LedgerCount(Ledger ledger, Tally tally, List<ObjectiveCount> counts) {
  /** Evaluations for paths, whatever the restarts took: as many rows, or as many evaluations. */
  private static final double LEAST_ROWS = 1e5;

  private static final double LEAST = 1000;

  /**
   * Counts, and joins minima by paths as far as the study asks for it.
   *
   * @param executor looks for paths, until it is asked to stop
   * @param secondsLeft for them; infinite: no limit
   */
  static LedgerCount of(
      StudyPlan plan, Ledger ledger, RestartExecutor executor, DoubleSupplier secondsLeft) {
    Tally tally = ledger.tally();
    PathLimits limits =
        new PathLimits(
            mostEvaluations(plan, tally), () -> executor.asked().isPresent(), secondsLeft);
    return new LedgerCount(
        ledger, tally, counts(plan, ledger, tally, executor.paths().within(limits)));
  }

  /** The count of each objective. */
  static List<ObjectiveCount> counts(StudyPlan plan, Ledger ledger, Tally tally, PathFinder paths) {
    List<ObjectiveCount> counts = new ArrayList<>();
    for (int o = 0; o < plan.objectives().size(); o++) {
      counts.add(ledger.count(plan.objectives().get(o).name(), tally.bestKnown(o), paths));
    }

    return counts;
  }

  /** For the paths of one objective; depends on the study and its restarts alone. */
  private static long mostEvaluations(StudyPlan plan, Tally tally) {
    double share = plan.spec().census().pathShare() / plan.objectives().size();
    long rows = plan.spec().loss().population() ? 1 : plan.data().facts().rows();
    return (long) Math.max(share * tally.evaluations(), Math.max(LEAST_ROWS / rows, LEAST));
  }

  /** Whether the search for paths was stopped. */
  boolean stopped() {
    return counts.stream().anyMatch(c -> c.components().stopped());
  }

  /**
   * Sums up, and holds the papers' claims against the endpoints.
   *
   * @param executor on the training set, for claims
   * @param stopping how the stopping rule judged them; null: all restarts were to be run
   * @param proofs what was proved of the minima
   */
  RunSummary summary(
      StudyPlan plan,
      RestartExecutor executor,
      StudyRunner.Request request,
      RestartExecutor.End end,
      StoppingSummary stopping,
      Proofs proofs) {
    return new SummaryBuilder(plan, request, end, tally, counts)
        .stopping(stopping)
        .proofs(proofs)
        .build(
            ledger, new StudyClaims(plan, ledger, tally, counts, executor::evaluators).verdicts());
  }
}
