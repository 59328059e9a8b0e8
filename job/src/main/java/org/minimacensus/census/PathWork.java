package org.minimacensus.census;

import java.util.function.BooleanSupplier;

/** What one test of a path has cost so far; for one thread. */
final class PathWork {
  private final BooleanSupplier stopped;
  private long evaluations;
  private long most = Long.MAX_VALUE;

  /**
   * @param stopped asked at every evaluation; true: the test is abandoned
   */
  PathWork(BooleanSupplier stopped) {
    this.stopped = stopped;
  }

  /** Begins a test that gives up after so many evaluations, soon if not at once. */
  void begin(long mostEvaluations) {
    this.evaluations = 0;
    this.most = mostEvaluations;
  }

  /**
   * @throws PathTests.Stopped when somebody asked for it
   */
  void add(long more) {
    if (stopped.getAsBoolean()) {
      throw new PathTests.Stopped();
    }

    evaluations += more;
  }

  long evaluations() {
    return evaluations;
  }

  boolean spent() {
    return evaluations >= most;
  }
}
