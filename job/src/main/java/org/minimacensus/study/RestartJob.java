package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.minimacensus.optimize.StepListener;

/**
 * What an executor must know to run restarts of a study, without the data. Sent to every executor.
 */
public interface RestartJob extends Serializable {
  /** Names of the objectives, in the order of the study. */
  List<String> objectives();

  /** Parameters of the largest objective; 0: not told. */
  default int largestDimension() {
    return 0;
  }

  /** A worker on the study's training set, for one thread. */
  Worker worker(EvaluatorFactory evaluators);

  /**
   * A restart up to the end of its first search, for whoever keeps many alive without a thread for
   * each; a worker then certifies it. Empty: its searches and certificates are not apart, and a
   * worker runs all of it. May be called by several threads.
   *
   * @param objective index in {@link #objectives}
   */
  default Optional<FirstSearch> firstSearch(int objective, long restart) {
    return Optional.empty();
  }

  /** Runs restarts one after the other. Not for several threads. */
  interface Worker {
    /**
     * Runs one restart of one objective to its end: a pure function of the study, the objective and
     * the index.
     *
     * @param objective index in {@link RestartJob#objectives}
     * @param pulse told of every accepted step; may throw to abandon the restart
     */
    RestartResult run(int objective, long restart, StepListener pulse);

    /**
     * The rest of a restart, with the bits of {@link #run}.
     *
     * @param searched by {@link RestartJob#firstSearch} of the same objective and restart, and
     *     finished
     */
    default RestartResult certified(
        int objective, long restart, FirstSearch searched, StepListener pulse) {
      throw new IllegalStateException("this job's restarts have no first searches");
    }
  }
}
