package org.minimacensus.census;

import java.io.Serializable;
import java.util.List;

/** Looks for paths between minima, wherever that is done. */
@FunctionalInterface
public interface PathTests {
  /** Whether there is a path of this kind between two minima. */
  record Task(PathKind kind, FlatMinimum from, FlatMinimum to) implements Serializable {}

  /**
   * What was found.
   *
   * @param found whether a path of equal loss was
   * @param barrier highest loss above the lower of the two minima, on that path or else on the best
   *     one that was tried; >= 0; NaN when it was not measured
   * @param evaluations that were made
   */
  record Result(boolean found, double barrier, long evaluations) implements Serializable {}

  /** Thrown when the search was asked to end before it had. */
  final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Stopped() {
      super("the search for paths was stopped", null, false, false);
    }
  }

  /**
   * The results in the order of the tasks; each depends on its task alone.
   *
   * @throws Stopped when there will be none
   */
  List<Result> test(List<Task> tasks);
}
