package org.minimacensus.study;

import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Reduction;

/** A training set wherever its rows are. */
public interface TrainingData {
  TrainingFacts facts();

  /** The infimum of the data term over all functions of the inputs. */
  FunctionSpaceFloor floor(Loss loss, Reduction reduction);
}
