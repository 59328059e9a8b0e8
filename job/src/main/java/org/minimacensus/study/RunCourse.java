package org.minimacensus.study;

import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * One run as far as it gets: its restarts, in blocks where a stopping rule looks at them, and the
 * count of what ended.
 */
final class RunCourse {
  private final RestartExecutor executor;
  private final DoubleSupplier seconds;
  private final StudyPlan plan;
  private final ResultStore.Draft draft;
  private final RestartExecutor.Progress progress;
  private final double start;
  private final double maxSeconds;
  private final RestartSet stored;
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
  record Counted(StudyRunner.Request request, RestartExecutor.End end, LedgerCount count) {}

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
    this.stored = draft.stored();
    this.begun = stored;
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

  /** That ended in this course, and are counted; those of a task that was stopped among them. */
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
          looks.look(part, counted.count.ledger(), plan.job().objectives(), counted.count.counts());
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
    return execution.end();
  }

  /**
   * Counts what is stored.
   *
   * @param end of what was run
   */
  private Counted count(StudyRunner.Request part, RestartExecutor.End end) {
    Ledger ledger = draft.ledger(part.restarts());
    restarts = ledger.restarts().minus(stored).size();
    LedgerCount count = LedgerCount.of(plan, ledger, executor, this::secondsLeft);
    RestartExecutor.End why = end(part, end, ledger);
    if (count.stopped()) {
      why = end == RestartExecutor.End.COMPLETE ? stopped() : end;
    }

    return new Counted(part, why, count);
  }

  private double secondsLeft() {
    return maxSeconds > 0 ? maxSeconds - elapsed() : Double.POSITIVE_INFINITY;
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
