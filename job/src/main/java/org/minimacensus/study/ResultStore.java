package org.minimacensus.study;

import java.util.Optional;

/** The runs of one study. */
public interface ResultStore {
  /**
   * A published run of this study.
   *
   * @throws StudyException exit code 4 when its folder belongs to another study or is no published
   *     run; 5 when it is damaged
   */
  Optional<StoredRun> find(String runId);

  /** Index of the restart after the last one planned by any published run; 0 when there is none. */
  long nextRestart();

  /**
   * Begins a run, or goes on with one that ended early: takes over what a killed process recorded
   * of it, and makes sure that the result can be written before anything is computed.
   *
   * @throws StudyException (exit code 4) when it cannot, or when another process is at it
   */
  Draft draft(String runId);

  /**
   * A run that nobody sees until it is published. Closing it unpublished leaves what was recorded
   * for a later draft of the same run, and nothing else.
   */
  interface Draft extends AutoCloseable {
    /** The restarts that are recorded already, with all objectives. */
    RestartSet stored();

    /** Record endpoints of this run. */
    Recorders recorders();

    /** What is recorded now of the planned restarts. */
    Ledger ledger(RestartSet planned);

    /**
     * Writes all files of the last ledger and makes them visible in one step, in place of an
     * interrupted run of the same id if there is one.
     *
     * @return the folder
     * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
     */
    String publish(RunSummary summary, Provenance provenance);

    @Override
    void close();
  }
}
