package org.minimacensus.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.theorem.ClaimTally;

/**
 * The endpoints of restarts that ended, wherever they are stored: each restart once, with all
 * objectives. Answers do not depend on who stored them, in which order, or how often.
 */
public interface Ledger {
  RestartSet restarts();

  Tally tally();

  /**
   * Counts the distinct minima of an objective and keeps in mind which restart ended on which.
   *
   * @param reference a value that the objective is known to take; minima above it are sub-optimal
   * @param paths joins minima of one loss
   */
  ObjectiveCount count(String objective, double reference, PathFinder paths);

  /**
   * How many distinct minima no restart before this one ended on, of those that estimates are of
   * ({@link ObjectiveCount#joined}).
   *
   * @throws IllegalStateException unless the objective was counted
   */
  long foundFrom(String objective, long restart);

  /**
   * Restarts by their outcomes, in the order of the objectives.
   *
   * @throws IllegalStateException unless every objective was counted
   */
  Map<List<Outcome>, Long> outcomes();

  /**
   * What all endpoints say about claims.
   *
   * @param empty has the claims; is not changed
   */
  ClaimTally claims(ClaimTally empty);

  /** One endpoint with all that is stored of it. */
  Optional<Endpoint> endpoint(String objective, long restart);

  /**
   * Steps of the first restarts that have traces, by objective, restart, segment and iteration.
   *
   * @param most of each objective and restart; of more, evenly spaced ones, the first and the last
   *     among them
   */
  List<TraceStep> steps(int restarts, int most);

  /**
   * Adds every restart to a tally.
   *
   * @param empty a tally of this study without restarts
   */
  WorthTally worth(WorthTally empty);
}
