package org.minimacensus.study;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.Landscapes;

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

    /**
     * The same. Where a stopping rule is asked, or was, restarts.count is a budget, and may have
     * grown.
     */
    public static Request resume(StoredRun run, StudySpec.RestartsSpec asked) {
      Request rest = resume(run);
      boolean budget = run.summary().stopping() != null || asked.stopping().asked().isPresent();
      return budget ? rest.upTo(Math.max(rest.count, asked.count())) : rest;
    }

    /** The same with another number of restarts. */
    Request upTo(long otherCount) {
      return new Request(runId, first, otherCount);
    }

    public RestartSet restarts() {
      return RestartSet.range(first, count);
    }
  }

  /**
   * A result with its clock readings.
   *
   * @param landscape, proofs to be stored with it
   * @param restartSeconds, countSeconds wall-clock time of the restarts, and of the counting, the
   *     proofs and the landscape
   */
  public record TimedResult(
      RunSummary summary,
      Landscape landscape,
      Proofs proofs,
      double restartSeconds,
      double countSeconds) {
    /** The same result with what is known of its execution. */
    public TimedResult with(ExecutionSummary execution) {
      return new TimedResult(
          summary.withExecution(execution), landscape, proofs, restartSeconds, countSeconds);
    }
  }

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
   * Where a stopping rule is asked the restarts run in blocks, each up to one of its look points,
   * until it holds for every objective. A run that it ends has the bits of a run of so many
   * restarts.
   *
   * @param request with a stopping rule: its restarts at most
   * @param draft has what is stored of this run, and takes the rest; ready to be published
   *     afterwards
   */
  public TimedResult run(
      StudyPlan plan, Request request, ResultStore.Draft draft, RestartExecutor.Progress progress) {
    RunCourse course = new RunCourse(executor, seconds, plan, draft, progress);
    StoppingLooks looks = new StoppingLooks(plan.spec().restarts().stopping(), request.count());
    RunCourse.Counted counted = course.run(request, looks);
    LedgerCount count = counted.count();
    Proofs proofs = proofs(plan, counted);
    RestartExecutor.End end = proofs.stopped() ? executor.asked().orElseThrow() : counted.end();
    RunSummary summary =
        count.summary(plan, executor, counted.request(), end, looks.summary(), proofs);
    Landscape landscape = landscape(plan, count, end);
    double ran = course.restartSeconds();
    RunSummary.Throughput throughput =
        new RunSummary.Throughput(ran, course.restarts() / ran, count.tally().evaluations());
    return new TimedResult(
        summary.withThroughput(throughput).withNotes(landscape.notes()),
        landscape,
        proofs,
        ran,
        course.elapsed() - ran);
  }

  /** Who asked a run to stop does not wait for proofs. */
  private Proofs proofs(StudyPlan plan, RunCourse.Counted counted) {
    return switch (counted.end()) {
      case COMPLETE, OUT_OF_TIME -> Proofs.of(plan, counted.count().counts(), executor::prover);
      case INTERRUPTED, TERMINATED -> Proofs.none(Proofs.STOPPED);
    };
  }

  /** Nor for pictures. */
  private Landscape landscape(StudyPlan plan, LedgerCount count, RestartExecutor.End end) {
    return switch (end) {
      case COMPLETE, OUT_OF_TIME ->
          Landscapes.of(plan, count.counts(), count.ledger(), executor::evaluators);
      case INTERRUPTED, TERMINATED ->
          new Landscape(
              List.of(),
              List.of(),
              List.of(
                  "there are no spectra and no slices: the run was asked to stop; the same command"
                      + " goes on with it, and with these"));
    };
  }
}
