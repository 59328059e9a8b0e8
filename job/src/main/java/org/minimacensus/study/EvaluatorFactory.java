package org.minimacensus.study;

import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.PopulationEvaluator;

/** Makes evaluators on the study's training set. */
@FunctionalInterface
public interface EvaluatorFactory {
  /** An evaluator for one thread. */
  Evaluator evaluator(Objective objective);

  /** Evaluators on a training set in memory, which objectives over a population do not need. */
  static EvaluatorFactory local(Dataset dataset) {
    return objective ->
        objective.population()
            ? new PopulationEvaluator(objective)
            : new LocalEvaluator(objective, dataset);
  }
}
