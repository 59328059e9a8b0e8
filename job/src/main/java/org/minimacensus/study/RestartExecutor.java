package org.minimacensus.study;

import java.util.Comparator;
import java.util.List;
import org.minimacensus.certify.Endpoint;

/**
 * Runs restarts somewhere. What it returns depends on the restarts that ended alone, not on where
 * or in which order they ran.
 */
public interface RestartExecutor {
  /** Why an execution ended. */
  enum End {
    /** All restarts ended. */
    COMPLETE,
    /** The time budget was spent. */
    OUT_OF_TIME,
    /** Asked to stop by SIGINT. */
    INTERRUPTED,
    /** Asked to stop by SIGTERM. */
    TERMINATED
  }

  /** Told of finished restarts, one call at a time. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param results all objectives of one or more restarts
     */
    void finished(List<RestartResult> results);
  }

  /**
   * What ended.
   *
   * @param results sorted by objective (in the order of the job) and restart; a restart is there
   *     with all objectives or not at all
   */
  record Execution(List<RestartResult> results, End end) {}

  /**
   * Runs every objective of the given restarts.
   *
   * @param restarts indexes, ascending
   * @param maxSeconds no restart is begun later than this after the call; 0: no limit
   */
  Execution run(RestartJob job, List<Long> restarts, double maxSeconds, Progress progress);

  /** The order of {@link Execution#results} for objectives in the given order. */
  static Comparator<RestartResult> order(List<String> objectives) {
    Comparator<Endpoint> order =
        Comparator.<Endpoint>comparingInt(e -> objectives.indexOf(e.objective()))
            .thenComparingLong(Endpoint::restart);
    return Comparator.comparing(RestartResult::endpoint, order);
  }
}
