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
   * @param barrier highest loss on the path above the lower of the two minima; >= 0; NaN: no path
   *     was found
   */
  record Result(double barrier) implements Serializable {
    static final Result NONE = new Result(Double.NaN);

    boolean found() {
      return !Double.isNaN(barrier);
    }
  }

  /** The results in the order of the tasks; each depends on its task alone. */
  List<Result> test(List<Task> tasks);
}
