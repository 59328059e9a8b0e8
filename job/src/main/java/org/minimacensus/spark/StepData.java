package org.minimacensus.spark;

import java.io.Serializable;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;

/**
 * What steps must know of the training set.
 *
 * @param shards number of shards S over all partitions
 * @param rows number of rows n
 */
record StepData(int shards, long rows, Task task) implements Serializable {
  static StepData of(TrainingFacts facts) {
    return new StepData(facts.shards(), facts.rows(), facts.description().task());
  }
}
