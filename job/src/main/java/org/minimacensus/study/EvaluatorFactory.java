package org.minimacensus.study;

import java.io.Serializable;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;

/** Makes evaluators where the data are. */
@FunctionalInterface
public interface EvaluatorFactory extends Serializable {
  /** An evaluator for one thread. */
  Evaluator evaluator(Objective objective, Dataset dataset);
}
