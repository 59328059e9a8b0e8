package org.minimacensus.census;

import java.io.Serializable;
import java.util.List;

/** Looks for paths between minima, wherever that is done. */
@FunctionalInterface
public interface PathTests {
  /**
   * A minimum, and those it may be joined with, the most promising first.
   *
   * @param targets none of them {@code from}
   */
  record Task(FlatMinimum from, List<FlatMinimum> targets) implements Serializable {}

  /**
   * What was found.
   *
   * @param target position in {@link Task#targets} of the minimum that a path leads to; -1: no path
   *     to any of them was found
   * @param barrier highest loss on the path above the loss of {@code from}; >= 0
   * @param kind null when none was found
   */
  record Result(int target, double barrier, PathKind kind) implements Serializable {
    static final Result NONE = new Result(-1, 0, null);

    boolean found() {
      return target >= 0;
    }
  }

  /** The results in the order of the tasks; each depends on its task alone. */
  List<Result> test(List<Task> tasks);
}
