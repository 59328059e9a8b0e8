package org.minimacensus.study;

import java.util.Optional;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;

/** The runs of one study. */
public interface ResultStore {
  /**
   * A published run of this study.
   *
   * @throws StudyException exit code 4 when its folder belongs to another study or is no published
   *     run; 5 when it is damaged
   */
  Optional<StoredRun> find(String runId);

  /**
   * Index of the first restart of a run that goes on after all others: after those that any
   * published run planned, and those that runs plan which were not published yet. 0 when there is
   * none. A run that was begun and not published keeps the restarts that it began with.
   *
   * @param runId empty for {@code r} and that index; then a run of this kind that died is gone on
   *     with
   */
  long firstRestart(String runId);

  /**
   * Begins a run, or goes on with one that ended early: takes over what a killed process recorded
   * of it, and makes sure that the result can be written before anything is computed.
   *
   * @param request the restarts that it plans, which are taken from now on
   * @throws StudyException (exit code 4) when it cannot, or when another process is at it
   */
  Draft draft(StudyRunner.Request request);

  /**
   * A run that nobody sees until it is published. Closing it unpublished leaves what was recorded
   * for a later draft of the same run, and nothing else.
   */
  interface Draft extends AutoCloseable {
    /** The restarts that are recorded already, with all objectives. */
    RestartSet stored();

    /**
     * SHA-256 of the manifest of the published run whose place it takes; empty when there is none.
     * Another one than was found before means that another process published it meanwhile.
     */
    Optional<String> replaced();

    /**
     * Whether another run took some of the planned restarts before this one, which begins with it.
     * A run whose restarts follow those of others gives way and looks for free ones again.
     */
    default boolean takenBefore() {
      return false;
    }

    /** Record endpoints of this run. */
    Recorders recorders();

    /** What is recorded now of the planned restarts. */
    Ledger ledger(RestartSet planned);

    /**
     * Writes all files of the last ledger and makes them visible in one step, in place of an
     * interrupted run of the same id if there is one.
     *
     * @param landscape, proofs of the last ledger
     * @param page makes the page that is stored with the run, from what is stored of it
     * @return the folder
     * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
     */
    String publish(
        RunSummary summary,
        Provenance provenance,
        Landscape landscape,
        Proofs proofs,
        RunPageMaker page);

    @Override
    void close();
  }
}
