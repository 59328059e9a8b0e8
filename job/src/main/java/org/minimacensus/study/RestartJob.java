package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;
import org.minimacensus.optimize.StepListener;

/**
 * What an executor must know to run restarts of a study, without the data. Sent to every executor.
 */
public interface RestartJob extends Serializable {
  /** Names of the objectives, in the order of the study. */
  List<String> objectives();

  /** A worker on the study's training set, for one thread. */
  Worker worker(EvaluatorFactory evaluators);

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
  }
}
