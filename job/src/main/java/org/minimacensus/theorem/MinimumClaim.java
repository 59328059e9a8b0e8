package org.minimacensus.theorem;

import java.util.Optional;
import java.util.function.Function;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;

/** A claim that is held against distinct minima, each with questions of its own to the rows. */
public interface MinimumClaim extends Claim {
  @Override
  default Optional<Finding> examine(Setting setting, Seen seen, Endpoint endpoint) {
    return Optional.empty();
  }

  /**
   * What a distinct minimum says; empty when that is open.
   *
   * @param representative one of its endpoints
   * @param evaluators of objectives on the study's training set
   */
  Optional<Finding> examine(
      Setting setting, Endpoint representative, Function<Objective, Evaluator> evaluators);
}
