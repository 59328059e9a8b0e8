package org.minimacensus.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts rows into fixed shards laid out for the kernels. */
public final class DatasetBuilder {
  private DatasetBuilder() {}

  /**
   * The training set of some rows.
   *
   * @param features n x d, n >= 1
   * @param targets n x K
   * @param shards number of shards wanted, at least 1
   */
  public static Dataset dataset(
      double[][] features, double[][] targets, DataDescription description, int shards) {
    if (description.rows() != features.length
        || description.featureNames().size() != features[0].length
        || description.outputs() != targets[0].length) {
      throw new IllegalArgumentException(
          "a description of "
              + description.rows()
              + " rows, "
              + description.featureNames().size()
              + " features and "
              + description.outputs()
              + " outputs does not fit a table of "
              + features.length
              + " rows, "
              + features[0].length
              + " features and "
              + targets[0].length
              + " targets");
    }

    return new Dataset(shards(features, targets, shards), description);
  }

  /** Consecutive slices, cut as {@link ShardCut#of} says. */
  public static List<DataShard> shards(double[][] features, double[][] targets, int wanted) {
    int n = features.length;

    if (n < 1 || targets.length != n || wanted < 1) {
      throw new IllegalArgumentException(
          "a training set needs at least 1 row, as many rows of targets as of features and at least"
              + " 1 shard, found "
              + n
              + " rows, "
              + targets.length
              + " rows of targets, "
              + wanted
              + " shards");
    }

    refuseUneven(features);
    refuseUneven(targets);
    return shards(features, targets, equalInputs(features, targets), wanted);
  }

  /** The groups of equal inputs of a table. */
  static EqualInputs.Found equalInputs(double[][] features, double[][] targets) {
    int d = features[0].length;
    InputKey key = new InputKey(d, targets[0].length);
    EqualInputs inputs = new EqualInputs();

    for (int i = 0; i < features.length; i++) {
      key.take(row(features[i], targets[i]));
      inputs.add(key.high(), key.low(), key.target(), i);
    }

    return inputs.find();
  }

  static List<DataShard> shards(
      double[][] features, double[][] targets, EqualInputs.Found inputs, int wanted) {
    ShardCut cut = ShardCut.of(features.length, wanted);
    int[] groups = inputs.numbers(features.length);
    List<DataShard> shards = new ArrayList<>(cut.shards());

    for (int id = 0; id < cut.shards(); id++) {
      ShardBuilder shard = new ShardBuilder(cut, id, features[0].length, targets[0].length);

      for (int i = (int) cut.first(id); i < cut.first(id + 1); i++) {
        shard.row(i, row(features[i], targets[i]));

        if (groups[i] >= 0) {
          shard.group(i, groups[i]);
        }
      }

      shards.add(shard.build());
    }

    return shards;
  }

  private static double[] row(double[] features, double[] targets) {
    double[] row = Arrays.copyOf(features, features.length + targets.length);
    System.arraycopy(targets, 0, row, features.length, targets.length);
    return row;
  }

  private static void refuseUneven(double[][] table) {
    for (int i = 0; i < table.length; i++) {
      refuseUneven(table, i, table[0].length);
    }
  }

  private static void refuseUneven(double[][] table, int row, int columns) {
    if (table[row].length != columns) {
      throw new IllegalArgumentException(
          "every row must have " + columns + " numbers, row " + row + " has " + table[row].length);
    }
  }
}
