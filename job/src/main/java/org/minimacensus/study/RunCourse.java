package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.minimacensus.census.PathLimits;

/**
 * One run as far as it gets: its restarts, in blocks where a stopping rule looks at them, and the
 * count of what ended.
 */
final class RunCourse {
  /** Evaluations for paths, whatever the restarts took: as many rows, or as many evaluations. */
  private static final double LEAST_ROWS = 1e5;

  private static final double LEAST = 1000;

  private final RestartExecutor executor;
  private final DoubleSupplier seconds;
  private final StudyPlan plan;
  private final ResultStore.Draft draft;
  private final RestartExecutor.Progress progress;
  private final double start;
  private final double maxSeconds;
  private RestartSet begun;
  private boolean running;
  private double restartSeconds;
  private long restarts;

  /**
   * What is stored of some restarts, counted.
   *
   * @param request the restarts
   * @param end why there are not more of them
   */
  record Counted(
      StudyRunner.Request request,
      RestartExecutor.End end,
      Ledger ledger,
      Tally tally,
      List<ObjectiveCount> counts) {}

  /** Begins now. */
  RunCourse(
      RestartExecutor executor,
      DoubleSupplier seconds,
      StudyPlan plan,
      ResultStore.Draft draft,
      RestartExecutor.Progress progress) {
    this.executor = executor;
    this.seconds = seconds;
    this.plan = plan;
    this.draft = draft;
    this.progress = progress;
    this.maxSeconds = plan.spec().restarts().stopping().maxSeconds();
    this.begun = draft.stored();
    this.start = seconds.getAsDouble();
  }

  /** Since it began. */
  double elapsed() {
    return seconds.getAsDouble() - start;
  }

  /** Of this spent on restarts. */
  double restartSeconds() {
    return restartSeconds;
  }

  /** That ended in this course. */
  long restarts() {
    return restarts;
  }

  /**
   * Runs to the end.
   *
   * @param request the restarts, or with a stopping rule the most of them
   */
  Counted run(StudyRunner.Request request, StoppingLooks looks) {
    for (long point : looks.points()) {
      StudyRunner.Request part = request.upTo(point);
      RestartExecutor.End end = runMissing(part);
      if (end != RestartExecutor.End.COMPLETE) {
        return count(request, end);
      }

      Counted counted = count(part, end);
      if (counted.end != RestartExecutor.End.COMPLETE) {
        // The search for paths was stopped: this look is taken when the run goes on.
        return count(request, counted.end);
      }

      StoppingSummary.Look look =
          looks.look(part, counted.ledger, plan.job().objectives(), counted.counts);
      progress.looked(look);
      if (look.allHold()) {
        return counted;
      }
    }

    return count(request, runMissing(request));
  }

  private RestartExecutor.End runMissing(StudyRunner.Request part) {
    RestartSet missing = part.restarts().minus(begun);
    if (running && missing.isEmpty()) {
      return RestartExecutor.End.COMPLETE;
    }

    double before = running ? elapsed() : 0;
    running = true;
    if (maxSeconds > 0 && before >= maxSeconds) {
      return executor.asked().orElse(RestartExecutor.End.OUT_OF_TIME);
    }

    double left = maxSeconds > 0 ? maxSeconds - before : 0;
    RestartExecutor.Execution execution =
        executor.run(plan.job(), missing, left, draft.recorders(), progress);
    begun = RestartSet.union(List.of(begun, missing));
    restartSeconds += elapsed() - before;
    restarts += execution.restarts();
    return execution.end();
  }

  /**
   * Counts what is stored.
   *
   * @param end of what was run
   */
  private Counted count(StudyRunner.Request part, RestartExecutor.End end) {
    Ledger ledger = draft.ledger(part.restarts());
    Tally tally = ledger.tally();
    PathFinder limited = executor.paths().within(limits(tally));
    List<ObjectiveCount> counts = new ArrayList<>();
    for (int o = 0; o < plan.objectives().size(); o++) {
      counts.add(ledger.count(plan.objectives().get(o).name(), tally.bestKnown(o), limited));
    }

    RestartExecutor.End why = end(part, end, ledger);
    if (counts.stream().anyMatch(c -> c.components().stopped())) {
      why = end == RestartExecutor.End.COMPLETE ? stopped() : end;
    }

    return new Counted(part, why, ledger, tally, counts);
  }

  private PathLimits limits(Tally tally) {
    double share = plan.spec().census().pathShare() / plan.objectives().size();
    long rows = plan.spec().loss().population() ? 1 : plan.data().facts().rows();
    double most = Math.max(share * tally.evaluations(), Math.max(LEAST_ROWS / rows, LEAST));
    return new PathLimits(
        (long) most,
        () -> executor.asked().isPresent(),
        () -> maxSeconds > 0 ? maxSeconds - elapsed() : Double.POSITIVE_INFINITY);
  }

  /** Why the search for paths was stopped. */
  private RestartExecutor.End stopped() {
    return executor.asked().orElse(RestartExecutor.End.OUT_OF_TIME);
  }

  /**
   * The last restarts may be recorded although their executor was stopped before it told. A
   * stopping rule has not looked at them then, so that run goes on.
   */
  private RestartExecutor.End end(
      StudyRunner.Request part, RestartExecutor.End told, Ledger ledger) {
    boolean all = ledger.restarts().equals(part.restarts());
    if (!all && told == RestartExecutor.End.COMPLETE) {
      throw new IllegalStateException(
          "all restarts ended, but these are not stored: "
              + part.restarts().minus(ledger.restarts())
              + "; run it again with --run-id "
              + part.runId());
    }

    boolean asked = plan.spec().restarts().stopping().asked().isPresent();
    return all && !asked ? RestartExecutor.End.COMPLETE : told;
  }
}
