package org.minimacensus.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What is known of a training set wherever its rows are.
 *
 * @param shards number of fixed shards S
 * @param sample the rows on which functions are compared: all of a small training set, else {@link
 *     #SAMPLE_ROWS} evenly spaced ones, rows floor(i n / SAMPLE_ROWS)
 * @param lowest, highest per feature over all rows, as the network sees them; not copied
 */
public record TrainingFacts(
    DataDescription description, int shards, Dataset sample, double[] lowest, double[] highest)
    implements Serializable {
  /** Functions that agree on this many inputs and on the probe points are taken to be the same. */
  public static final int SAMPLE_ROWS = 4096;

  /** The facts of a training set in memory. */
  public static TrainingFacts of(Dataset dataset) {
    double[] lowest = new double[dataset.features()];
    double[] highest = new double[dataset.features()];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);

    for (DataShard shard : dataset.shards()) {
      for (int j = 0; j < lowest.length; j++) {
        for (int r = 0; r < shard.rows(); r++) {
          lowest[j] = Math.min(lowest[j], shard.features().apply(r, j));
          highest[j] = Math.max(highest[j], shard.features().apply(r, j));
        }
      }
    }

    return new TrainingFacts(
        dataset.description(), dataset.shards().size(), sample(dataset), lowest, highest);
  }

  private static Dataset sample(Dataset dataset) {
    if (dataset.rows() <= SAMPLE_ROWS) {
      return dataset;
    }

    double[][] features = new double[SAMPLE_ROWS][dataset.features()];
    double[][] targets = new double[SAMPLE_ROWS][dataset.outputs()];
    int shard = 0;

    for (int i = 0; i < SAMPLE_ROWS; i++) {
      long row = i * dataset.rows() / SAMPLE_ROWS;

      while (row >= dataset.shards().get(shard).firstRow() + dataset.shards().get(shard).rows()) {
        shard++;
      }

      DataShard at = dataset.shards().get(shard);
      int r = Math.toIntExact(row - at.firstRow());

      for (int j = 0; j < features[i].length; j++) {
        features[i][j] = at.features().apply(r, j);
      }

      for (int k = 0; k < targets[i].length; k++) {
        targets[i][k] = at.targets().apply(r, k);
      }
    }

    return sampleOf(dataset.description(), features, targets);
  }

  /** The sample of a training set that is described, given its rows. */
  public static Dataset sampleOf(
      DataDescription description, double[][] features, double[][] targets) {
    DataDescription ofSample =
        new DataDescription(
            features.length,
            description.outputs(),
            description.task(),
            description.featureNames(),
            description.targetNames(),
            description.classNames(),
            description.featureMeans(),
            description.featureDeviations(),
            description.targetMeans(),
            description.targetDeviations(),
            description.sha256(),
            description.observations());
    return DatasetBuilder.dataset(features, targets, ofSample, 1);
  }

  /** Number of rows n. */
  public long rows() {
    return description.rows();
  }

  /** Number of features d. */
  public int features() {
    return description.featureNames().size();
  }

  /** Number of outputs K. */
  public int outputs() {
    return description.outputs();
  }
}
