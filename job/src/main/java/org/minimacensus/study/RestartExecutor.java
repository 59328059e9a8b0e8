package org.minimacensus.study;

import java.util.List;
import java.util.Optional;

/**
 * Runs restarts somewhere and has them recorded where they end. What is recorded of a restart
 * depends on the study and its index alone, not on where or in which order it ran.
 */
public interface RestartExecutor {
  /** Why an execution ended. */
  enum End {
    /** All restarts ended. */
    COMPLETE(ExitCodes.FINISHED),
    /** The time budget was spent. */
    OUT_OF_TIME(ExitCodes.BUDGET_SPENT),
    /** Asked to stop by SIGINT. */
    INTERRUPTED(ExitCodes.INTERRUPTED),
    /** Asked to stop by SIGTERM. */
    TERMINATED(ExitCodes.TERMINATED);

    private final int exitCode;

    End(int exitCode) {
      this.exitCode = exitCode;
    }

    /** Of the command; of a complete run where nothing else decides. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** Told of finished restarts, one call at a time. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param glances all objectives of one or more restarts that were recorded
     */
    void finished(List<Glance> glances);

    /** Told of each look of a stopping rule at what has ended. */
    default void looked(StoppingSummary.Look look) {}

    /** Tells both, one after the other. */
    static Progress both(Progress one, Progress two) {
      return new Progress() {
        @Override
        public void finished(List<Glance> glances) {
          one.finished(glances);
          two.finished(glances);
        }

        @Override
        public void looked(StoppingSummary.Look look) {
          one.looked(look);
          two.looked(look);
        }
      };
    }
  }

  /**
   * What was told of. After an early end a few more restarts may have been recorded.
   *
   * @param restarts that ended, with all objectives
   */
  record Execution(End end, long restarts) {}

  /** Searches that have begun and not ended, for show; may be asked from any thread. */
  default int liveSearches() {
    return 0;
  }

  /** How the last run's tasks spent its time; empty where restarts are not distributed as tasks. */
  default Optional<TaskTimes> taskTimes() {
    return Optional.empty();
  }

  /** How somebody asked the job to stop; empty: nobody did. */
  default Optional<End> asked() {
    return Optional.empty();
  }

  /** Looks for paths between minima on the training set that the restarts were run on. */
  default PathFinder paths() {
    return PathFinder.NONE;
  }

  /** Proves minima on the training set that the restarts were run on. */
  default MinimaProver prover() {
    return MinimaProver.none("this executor proves nothing");
  }

  /** Evaluators, for the calling thread, on the training set that restarts are run on. */
  default EvaluatorFactory evaluators() {
    throw new IllegalStateException("this executor answers no questions of one's own");
  }

  /**
   * Runs every objective of the given restarts.
   *
   * @param maxSeconds no restart is begun later than this after the call; 0: no limit
   * @param recorders take the endpoints of whole restarts
   * @throws StudyException exit code 4 when endpoints cannot be recorded; 30 when a restart fails
   *     wherever it is run. What was recorded before is there
   */
  Execution run(
      RestartJob job,
      RestartSet restarts,
      double maxSeconds,
      Recorders recorders,
      Progress progress);
}
