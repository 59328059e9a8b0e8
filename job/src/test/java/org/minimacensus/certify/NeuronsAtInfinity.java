package org.minimacensus.certify;

import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;

/** Certificates of added neurons at infinity, on one training set in memory. */
final class NeuronsAtInfinity {
  private NeuronsAtInfinity() {}

  static NeuronAtInfinity of(
      Evaluator augmented, Dataset data, FunctionSpaceFloor floor, RestartSettings settings) {
    Evaluator base = new LocalEvaluator(augmented.objective().base(), data);
    FloorReach reach = new FloorReach(base, floor);
    return new NeuronAtInfinity(
        augmented,
        objective -> new LocalEvaluator(objective, data),
        floor,
        reach,
        new Slide(augmented, base, reach.slack()),
        settings);
  }
}
