package org.minimacensus.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts all runs of a study together, joins minima by paths, estimates the unseen and judges the
 * claims again, as a run with all their restarts would. Nothing is trained.
 */
public final class StudyCensus {
  private final StudyPlan plan;
  private final RestartExecutor executor;

  /**
   * @param executor on the training set of the study, for paths and claims
   */
  public StudyCensus(StudyPlan plan, RestartExecutor executor) {
    this.plan = plan;
    this.executor = executor;
  }

  /**
   * @param code that counts
   */
  public CensusSummary count(MergedRuns runs, Provenance.Code code) {
    Ledger ledger = runs.ledger();
    LedgerCount count = LedgerCount.of(plan, ledger, executor, () -> Double.POSITIVE_INFINITY);
    RunSummary summary =
        count
            .summary(
                plan,
                executor,
                request(runs),
                RestartExecutor.End.COMPLETE,
                null,
                Proofs.untried(
                    plan,
                    "a census of runs proves nothing; summary.json of each run has its proofs"))
            .withThroughput(
                new RunSummary.Throughput(Double.NaN, Double.NaN, count.tally().evaluations()));
    List<MergedRuns.Member> members = runs.members();
    return new CensusSummary(
        CensusSummary.SCHEMA,
        plan.spec().name(),
        plan.hash(),
        code,
        members.stream().map(CensusSummary.MergedRun::of).toList(),
        ledger.restarts().size(),
        overlapping(members).size(),
        summary,
        notes(runs));
  }

  /** One run that would have all restarts, and no name. */
  private static StudyRunner.Request request(MergedRuns runs) {
    long first =
        runs.members().stream().mapToLong(m -> m.run().summary().firstRestart()).min().orElse(0);
    return new StudyRunner.Request("", first, runs.ledger().restarts().size());
  }

  private static RestartSet overlapping(List<MergedRuns.Member> members) {
    return RestartSet.union(members.stream().map(MergedRuns.Member::repeated).toList());
  }

  private static List<String> notes(MergedRuns runs) {
    List<String> notes = new ArrayList<>();
    for (String name : runs.unpublished()) {
      notes.add(name + " has no _manifest.json: it is no published run and was not counted");
    }

    codes(runs.members(), notes);
    for (MergedRuns.Member m : runs.members()) {
      RunSummary summary = m.run().summary();
      long ended = m.counted().size() + m.repeated().size();
      if (ended < summary.plannedRestarts()) {
        notes.add(
            "run "
                + m.name()
                + " has "
                + ended
                + " of "
                + summary.plannedRestarts()
                + " planned restarts (exit code "
                + summary.exitCode()
                + ")");
      }

      if (!m.repeated().isEmpty()) {
        notes.add(repeated(m));
      }
    }

    RestartSet gaps = gaps(runs.members());
    if (!gaps.isEmpty()) {
      notes.add(
          "no run here has the restarts "
              + gaps
              + ", "
              + gaps.size()
              + " before or between those of the runs, and they are not counted; nightly --keep"
              + " removes runs, and a stopping rule or restarts.first may have left them out");
    }

    return notes;
  }

  /** Indexes below the last one of which none is planned or stored in any run. */
  private static RestartSet gaps(List<MergedRuns.Member> members) {
    List<RestartSet> had = new ArrayList<>();
    long end = 0;
    for (MergedRuns.Member m : members) {
      RunSummary summary = m.run().summary();
      had.add(m.counted());
      had.add(RestartSet.range(summary.firstRestart(), summary.plannedRestarts()));
      end = Math.max(end, summary.firstRestart() + summary.plannedRestarts());
    }

    return RestartSet.range(0, end).minus(RestartSet.union(had));
  }

  private static String repeated(MergedRuns.Member m) {
    String repeats =
        "run "
            + m.name()
            + " repeats "
            + m.repeated().size()
            + " of the restarts of runs before it, which are counted from those: ";
    return m.differing().isEmpty()
        ? repeats + "they have the same bits"
        : repeats
            + m.differing().size()
            + " of them differ in their bits, such as "
            + m.example().orElse("");
  }

  /** Restarts of different versions may not be samples of the same searches. */
  private static void codes(List<MergedRuns.Member> members, List<String> notes) {
    Map<Provenance.Code, List<String>> runs = new LinkedHashMap<>();
    for (MergedRuns.Member m : members) {
      runs.computeIfAbsent(m.run().provenance().code(), c -> new ArrayList<>()).add(m.name());
    }

    if (runs.size() > 1) {
      List<String> versions = new ArrayList<>();
      runs.forEach(
          (code, names) ->
              versions.add(
                  code.version() + " (" + code.commit() + "): " + String.join(", ", names)));
      notes.add(
          "different versions of the job made the runs, whose searches may end otherwise: "
              + String.join("; ", versions));
    }
  }
}
