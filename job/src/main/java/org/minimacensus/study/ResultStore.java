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
   * Begins a run: makes sure that the result can be written before anything is computed.
   *
   * @throws StudyException (exit code 4) when it cannot
   */
  Draft draft(String runId);

  /** A run that nobody sees until it is published; closing it unpublished leaves nothing behind. */
  interface Draft extends AutoCloseable {
    /**
     * Writes all files and makes them visible in one step, in place of an interrupted run of the
     * same id if there is one.
     *
     * @return the folder
     * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
     */
    String publish(StudyResult result, Provenance provenance);

    @Override
    void close();
  }
}
