package org.minimacensus.optimize;

import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Question;

/**
 * A local search as a state machine: it asks one question at a time and is told the answer, until
 * it is finished. It knows nothing of where answers come from, holds no reference to data, and is
 * deterministic: the same start and the same answers give the same questions and the same result,
 * bit by bit.
 */
public interface Search {
  boolean finished();

  /**
   * The open question; the same until {@link #tell}. @throws IllegalStateException when finished
   */
  Question question();

  /** Answers the open question. @throws IllegalStateException when finished */
  void tell(Answer answer);

  /**
   * The best point so far and why the search ended. @throws IllegalStateException unless finished
   */
  SearchResult result();
}
