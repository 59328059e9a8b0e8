package org.minimacensus.study;

import java.util.List;
import java.util.Map;

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
   * Restarts by their outcomes, in the order of the objectives.
   *
   * @throws IllegalStateException unless every objective was counted
   */
  Map<List<Outcome>, Long> outcomes();

  /**
   * Adds every restart to a tally.
   *
   * @param empty a tally of this study without restarts
   */
  WorthTally worth(WorthTally empty);
}
