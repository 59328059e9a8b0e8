package org.minimacensus.study;

import java.util.List;

/**
 * How a study is going to be run, why, and what it is predicted to take.
 *
 * @param reason in plain words, with numbers
 * @param liveSearches data-parallel: searches that are alive at the same time; 0 otherwise
 * @param overheadShare data-parallel: share of a step that is not spent on rows; NaN otherwise
 * @param memory predicted
 * @param seconds predicted, of the restarts
 * @param notes what a reader may want to change
 */
public record ExecutionPlan(
    Mode mode,
    String reason,
    int liveSearches,
    double overheadShare,
    MemoryModel.Memory memory,
    Seconds seconds,
    List<String> notes) {
  /** What Spark distributes. */
  public enum Mode {
    /** Whole restarts; every executor has the training set. */
    RESTART_PARALLEL("restart-parallel"),
    /** The training set; searches live on the driver and ask executors for sums over shards. */
    DATA_PARALLEL("data-parallel");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    /** As in conf files and summaries. */
    public String label() {
      return label;
    }
  }

  /**
   * A predicted time.
   *
   * @param low, high two standard errors of the restarts that were tried to either side; equal to
   *     {@code expected} when there are too few of them
   */
  public record Seconds(double expected, double low, double high) {}

  public ExecutionPlan {
    notes = List.copyOf(notes);
  }
}
