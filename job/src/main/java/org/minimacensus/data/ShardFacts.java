package org.minimacensus.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What one shard adds to the {@link TrainingFacts}. Arrays are not copied.
 *
 * @param shard its number
 * @param lowest, highest per feature over its rows
 * @param features, targets its rows in the sample, in order; m x d and m x K
 */
public record ShardFacts(
    int shard, double[] lowest, double[] highest, double[][] features, double[][] targets)
    implements Serializable {

  /**
   * @param n rows of the whole training set
   */
  public static ShardFacts of(DataShard shard, long n) {
    int d = shard.features().numCols();
    int outputs = shard.targets().numCols();
    double[] lowest = new double[d];
    double[] highest = new double[d];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);

    for (int j = 0; j < d; j++) {
      for (int r = 0; r < shard.rows(); r++) {
        lowest[j] = Math.min(lowest[j], shard.features().apply(r, j));
        highest[j] = Math.max(highest[j], shard.features().apply(r, j));
      }
    }

    int from = TrainingFacts.sampledBefore(shard.firstRow(), n);
    int to = TrainingFacts.sampledBefore(shard.firstRow() + shard.rows(), n);
    double[][] features = new double[to - from][d];
    double[][] targets = new double[to - from][outputs];

    for (int i = from; i < to; i++) {
      int r = (int) (TrainingFacts.sampledRow(i, n) - shard.firstRow());

      for (int j = 0; j < d; j++) {
        features[i - from][j] = shard.features().apply(r, j);
      }

      for (int k = 0; k < outputs; k++) {
        targets[i - from][k] = shard.targets().apply(r, k);
      }
    }

    return new ShardFacts(shard.id(), lowest, highest, features, targets);
  }
}
