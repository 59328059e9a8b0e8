package org.minimacensus.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

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
    return of(
        dataset.description(),
        dataset.shards().stream().map(shard -> ShardFacts.of(shard, dataset.rows())).toList());
  }

  /**
   * The facts of a training set from those of all its shards.
   *
   * @param shards in order
   */
  public static TrainingFacts of(DataDescription description, List<ShardFacts> shards) {
    double[] lowest = shards.get(0).lowest().clone();
    double[] highest = shards.get(0).highest().clone();

    for (ShardFacts shard : shards) {
      for (int j = 0; j < lowest.length; j++) {
        lowest[j] = Math.min(lowest[j], shard.lowest()[j]);
        highest[j] = Math.max(highest[j], shard.highest()[j]);
      }
    }

    double[][] features =
        shards.stream().flatMap(s -> Arrays.stream(s.features())).toArray(double[][]::new);
    double[][] targets =
        shards.stream().flatMap(s -> Arrays.stream(s.targets())).toArray(double[][]::new);
    // All rows of a small training set keep their shards, and with them the order of sums.
    Dataset sample =
        description.rows() <= SAMPLE_ROWS
            ? DatasetBuilder.dataset(features, targets, description, shards.size())
            : sampleOf(description, features, targets);
    return new TrainingFacts(description, shards.size(), sample, lowest, highest);
  }

  /**
   * What stands for a training set where the inputs are a population: standard normal ones, and one
   * output. It has no rows.
   *
   * @param inputs d >= 1
   */
  public static TrainingFacts none(int inputs) {
    List<String> names = IntStream.rangeClosed(1, inputs).mapToObj(j -> "x" + j).toList();
    DataDescription description =
        new DataDescription(
            0,
            1,
            Task.REGRESSION,
            names,
            List.of("y"),
            List.of(),
            Collections.nCopies(inputs, 0.0),
            Collections.nCopies(inputs, 1.0),
            List.of(0.0),
            List.of(1.0),
            "",
            List.of());
    double[] lowest = new double[inputs];
    double[] highest = new double[inputs];
    Arrays.fill(lowest, Double.NEGATIVE_INFINITY);
    Arrays.fill(highest, Double.POSITIVE_INFINITY);
    return new TrainingFacts(description, 1, new Dataset(List.of(), description), lowest, highest);
  }

  /** Index in the training set of a row of the sample. */
  static long sampledRow(int i, long n) {
    return n <= SAMPLE_ROWS ? i : i * n / SAMPLE_ROWS;
  }

  /** Number of rows of the sample before a row of the training set. */
  static int sampledBefore(long row, long n) {
    // The least i with floor(i n / SAMPLE_ROWS) >= row.
    return (int) (n <= SAMPLE_ROWS ? row : (row * SAMPLE_ROWS + n - 1) / n);
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
