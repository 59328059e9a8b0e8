package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.minimacensus.richness.Chao1;
import org.minimacensus.richness.Chao1SingletonRobust;
import org.minimacensus.richness.SampleCoverage;

/** Counts the endpoints of a stored run again, under other tolerances; nothing is trained. */
public final class Recounter {
  private static final Set<String> ESTIMATES = Set.of(Chao1.NAME, Chao1SingletonRobust.NAME);

  /** A sweep is many counts, and each would have paths of its own. */
  private static final PathFinder NO_PATHS =
      PathFinder.none(
          "recount looks for no paths; summary.json of the run has those that it found");

  private final StudyPlan plan;
  private final StoredRun run;
  private final RecountSource source;

  /** Told after each count. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param done, all numbers of counts
     */
    void counted(int done, int all);
  }

  /**
   * @param plan the study of the run, with the tolerances of its conf
   */
  public Recounter(StudyPlan plan, StoredRun run, RecountSource source) {
    this.plan = plan;
    this.run = run;
    this.source = source;
  }

  /**
   * @param census tolerances of the count, in the middle of the sweep
   * @param code that counts
   */
  public RecountSummary count(
      StudySpec.CensusSpec census, Provenance.Code code, Progress progress) {
    List<ToleranceSweep.Step> steps = ToleranceSweep.around(census);
    StudyPlan own = plan.under(census);
    RunSummary.Throughput none = new RunSummary.Throughput(Double.NaN, Double.NaN, Double.NaN);
    Tally tally;
    List<ObjectiveCount> counts;
    RunSummary summary;
    try (RecountSource.Counts ledger = source.under(census)) {
      tally = ledger.tally();
      counts = LedgerCount.counts(plan, ledger, tally, NO_PATHS);
      summary =
          new SummaryBuilder(own, StudyRunner.Request.resume(run), end(), tally, counts)
              .stopping(run.summary().stopping())
              .proofs(
                  Proofs.untried(
                      plan, "a recount proves nothing; summary.json of the run has its proofs"))
              // Claims are judged by the run, where the training set is.
              .build(ledger, run.summary().verdicts())
              .withThroughput(none);
    }

    return new RecountSummary(
        RecountSummary.SCHEMA,
        plan.spec().name(),
        plan.hash(),
        run.summary().run(),
        run.manifestSha256(),
        code,
        RecountSummary.Tolerances.of(census),
        RecountSummary.Tolerances.of(plan.spec().census()),
        summary,
        sweeps(steps, tally, counts, progress));
  }

  /** How the run ended, which a count does not change. */
  private RestartExecutor.End end() {
    return switch (run.summary().exitCode()) {
      case ExitCodes.BUDGET_SPENT ->
          run.summary().budgetSpent()
              ? RestartExecutor.End.COMPLETE
              : RestartExecutor.End.OUT_OF_TIME;
      case ExitCodes.INTERRUPTED -> RestartExecutor.End.INTERRUPTED;
      case ExitCodes.TERMINATED -> RestartExecutor.End.TERMINATED;
      default -> RestartExecutor.End.COMPLETE;
    };
  }

  private List<RecountSummary.Sweep> sweeps(
      List<ToleranceSweep.Step> steps, Tally tally, List<ObjectiveCount> own, Progress progress) {
    List<List<RecountSummary.Point>> points = new ArrayList<>();
    plan.objectives().forEach(o -> points.add(new ArrayList<>()));
    for (int s = 0; s < steps.size(); s++) {
      List<ObjectiveCount> counts =
          steps.get(s).halfDecades() == 0 ? own : counts(steps.get(s), tally);
      for (int o = 0; o < counts.size(); o++) {
        points.get(o).add(point(steps.get(s), counts.get(o)));
      }

      progress.counted(s + 1, steps.size());
    }

    List<RecountSummary.Sweep> sweeps = new ArrayList<>();
    for (int o = 0; o < points.size(); o++) {
      sweeps.add(
          new RecountSummary.Sweep(
              plan.objectives().get(o).name(), points.get(o), plateaus(points.get(o))));
    }

    return sweeps;
  }

  private List<ObjectiveCount> counts(ToleranceSweep.Step step, Tally tally) {
    try (RecountSource.Counts ledger = source.under(step.census())) {
      return LedgerCount.counts(plan, ledger, tally, NO_PATHS);
    }
  }

  private static RecountSummary.Point point(ToleranceSweep.Step step, ObjectiveCount count) {
    return new RecountSummary.Point(
        step.decades(),
        step.census().valueTolerance(),
        step.census().parameterTolerance(),
        count.minima(),
        SummaryBuilder.distinct(count.distinct()),
        count.subOptimal(),
        count.estimatedOf(),
        count.estimated().individuals(),
        count.estimated().seen(1),
        count.estimatedDoubtful(),
        count.estimated().seen(2),
        SampleCoverage.goodTuring(count.estimated()).orElse(Double.NaN),
        SummaryBuilder.estimates(count).stream().filter(e -> ESTIMATES.contains(base(e))).toList(),
        count.notes());
  }

  /** The estimator's name without what it is of. */
  private static String base(RunSummary.Estimate estimate) {
    return estimate.name().replace(SummaryBuilder.WITHOUT_WORST, "").replace(RunWords.STRICT, "");
  }

  private static List<Plateau> plateaus(List<RecountSummary.Point> points) {
    return List.of(
            Plateau.of("minima", points, p -> p.minima()),
            plateau("values", points, d -> d.values()),
            plateau("functions", points, d -> d.functions()),
            plateau("parameters", points, d -> d.parameters()),
            plateau("connected", points, d -> d.connected()))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Plateau> plateau(
      String name, List<RecountSummary.Point> points, Function<RunSummary.Distinct, Long> count) {
    return Plateau.of(name, points, p -> count.apply(p.distinct()));
  }
}
