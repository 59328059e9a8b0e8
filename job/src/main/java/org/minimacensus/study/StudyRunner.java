package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.minimacensus.census.PathLimits;

/** Runs the restarts of a study that are not stored yet, counts all of them and sums up. */
public final class StudyRunner {
  /**
   * Which restarts a run has.
   *
   * @param first index of its first restart
   */
  public record Request(String runId, long first, long count) {
    /** Goes on with a run that ended before its restarts did. */
    public static Request resume(StoredRun run) {
      RunSummary summary = run.summary();
      return new Request(summary.run(), summary.firstRestart(), summary.plannedRestarts());
    }

    public RestartSet restarts() {
      return RestartSet.range(first, count);
    }
  }

  /**
   * A result with its clock readings.
   *
   * @param restartSeconds, countSeconds wall-clock time of the restarts and of the counting
   */
  public record TimedResult(RunSummary summary, double restartSeconds, double countSeconds) {
    /** The same result with what is known of its execution. */
    public TimedResult with(ExecutionSummary execution) {
      return new TimedResult(summary.withExecution(execution), restartSeconds, countSeconds);
    }
  }

  /** Evaluations for paths, whatever the restarts took: as many rows, or as many evaluations. */
  private static final double LEAST_ROWS = 1e5;

  private static final double LEAST = 1000;

  private final RestartExecutor executor;
  private final DoubleSupplier seconds;

  /**
   * @param seconds a clock that never runs backwards
   */
  public StudyRunner(RestartExecutor executor, DoubleSupplier seconds) {
    this.executor = executor;
    this.seconds = seconds;
  }

  /**
   * @param draft has what is stored of this run, and takes the rest; ready to be published
   *     afterwards
   */
  public TimedResult run(
      StudyPlan plan, Request request, ResultStore.Draft draft, RestartExecutor.Progress progress) {
    double start = seconds.getAsDouble();
    RestartExecutor.Execution execution =
        executor.run(
            plan.job(),
            request.restarts().minus(draft.stored()),
            plan.spec().restarts().stopping().maxSeconds(),
            draft.recorders(),
            progress);
    double ran = seconds.getAsDouble();
    Ledger ledger = draft.ledger(request.restarts());
    Tally tally = ledger.tally();
    PathFinder limited = executor.paths().within(limits(plan, tally, start));
    List<ObjectiveCount> counts = new ArrayList<>();
    for (int o = 0; o < plan.objectives().size(); o++) {
      counts.add(ledger.count(plan.objectives().get(o).name(), tally.bestKnown(o), limited));
    }

    RestartExecutor.End end = end(request, execution, ledger);
    if (counts.stream().anyMatch(c -> c.components().stopped())) {
      end = execution.end() == RestartExecutor.End.COMPLETE ? stopped() : execution.end();
    }

    RunSummary summary =
        new SummaryBuilder(plan, request, end, tally, counts)
            .build(
                ledger,
                new StudyClaims(plan, ledger, tally, counts, executor::evaluators).verdicts());
    double counted = seconds.getAsDouble();
    RunSummary.Throughput throughput =
        new RunSummary.Throughput(
            ran - start, execution.restarts() / (ran - start), tally.evaluations());
    return new TimedResult(summary.withThroughput(throughput), ran - start, counted - ran);
  }

  private PathLimits limits(StudyPlan plan, Tally tally, double start) {
    double share = plan.spec().census().pathShare() / plan.objectives().size();
    long rows = plan.spec().loss().population() ? 1 : plan.data().facts().rows();
    double most = Math.max(share * tally.evaluations(), Math.max(LEAST_ROWS / rows, LEAST));
    double maxSeconds = plan.spec().restarts().stopping().maxSeconds();
    return new PathLimits(
        (long) most,
        () -> executor.asked().isPresent(),
        () ->
            maxSeconds > 0
                ? maxSeconds - (seconds.getAsDouble() - start)
                : Double.POSITIVE_INFINITY);
  }

  /** Why the search for paths was stopped. */
  private RestartExecutor.End stopped() {
    return executor.asked().orElse(RestartExecutor.End.OUT_OF_TIME);
  }

  /** The last restarts may be recorded although their executor was stopped before it told. */
  private static RestartExecutor.End end(
      Request request, RestartExecutor.Execution execution, Ledger ledger) {
    boolean all = ledger.restarts().equals(request.restarts());
    if (!all && execution.end() == RestartExecutor.End.COMPLETE) {
      throw new IllegalStateException(
          "all restarts ended, but these are not stored: "
              + request.restarts().minus(ledger.restarts())
              + "; run it again with --run-id "
              + request.runId());
    }

    return all ? RestartExecutor.End.COMPLETE : execution.end();
  }
}
