package org.minimacensus.study;

import java.util.List;
import org.minimacensus.census.CensusResult;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.Objective;

/** Counts the distinct minima among the endpoints of one objective. */
@FunctionalInterface
public interface EndpointCounter {
  /**
   * @param endpoints of this objective, by restart
   * @param reference a value that the objective is known to take; minima above it are sub-optimal
   * @return a count that does not depend on how often it is asked or where it runs
   */
  CensusResult count(
      Objective objective, TrainingFacts data, List<Endpoint> endpoints, double reference);
}
