package org.minimacensus.study;

import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Reduction;

/** A training set in memory. */
public final class LocalTrainingData implements TrainingData {
  private final Dataset dataset;
  private final TrainingFacts facts;

  public LocalTrainingData(Dataset dataset) {
    this.dataset = dataset;
    this.facts = TrainingFacts.of(dataset);
  }

  public Dataset dataset() {
    return dataset;
  }

  @Override
  public TrainingFacts facts() {
    return facts;
  }

  @Override
  public FunctionSpaceFloor floor(Loss loss, Reduction reduction) {
    return FunctionSpaceFloor.of(dataset, loss, reduction);
  }
}
