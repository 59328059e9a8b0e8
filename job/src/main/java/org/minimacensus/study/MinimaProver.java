package org.minimacensus.study;

import java.util.List;
import java.util.Optional;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Objective;
import org.minimacensus.proof.ObjectiveEnclosure;
import org.minimacensus.proof.ProofTask;
import org.minimacensus.proof.ProvedMinima;

/** Proves minima by interval arithmetic where the training set is. */
@FunctionalInterface
public interface MinimaProver {
  /**
   * Tries each of some minima of an objective.
   *
   * @param objective one that {@link ObjectiveEnclosure#unsupported} tells nothing of
   * @return empty when it was asked to stop
   */
  Optional<ProvedMinima> prove(Objective objective, List<ProofTask> minima);

  /** Why nothing can be proved; empty when it can. */
  default Optional<String> unable() {
    return Optional.empty();
  }

  /** None, for a reason. */
  static MinimaProver none(String why) {
    return new MinimaProver() {
      @Override
      public Optional<ProvedMinima> prove(Objective objective, List<ProofTask> minima) {
        throw new IllegalStateException("expected a prover, found none: " + why);
      }

      @Override
      public Optional<String> unable() {
        return Optional.of(why);
      }
    };
  }

  /** In the calling thread. */
  static MinimaProver local(Dataset dataset) {
    return (objective, minima) -> {
      ObjectiveEnclosure enclosure = new ObjectiveEnclosure(objective, dataset);
      return Optional.of(
          new ProvedMinima(enclosure, minima.stream().map(m -> m.attempt(enclosure)).toList()));
    };
  }
}
