package org.minimacensus.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.Kernels;

/** Cuts rows into fixed shards laid out for the kernels. */
public final class DatasetBuilder {
  /** Fewer rows than this per shard would spend the time on the sums of shards. */
  private static final int ROWS_PER_SHARD = 256;

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

  /**
   * Consecutive slices, as equal as possible and the longer ones first: min(wanted, ceil(n / 256))
   * of them, a function of n and wanted alone.
   */
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

    int count = Math.min(wanted, (n + ROWS_PER_SHARD - 1) / ROWS_PER_SHARD);
    List<DataShard> shards = new ArrayList<>(count);
    int[] groups = RowGroups.of(features).repeated();
    int first = 0;

    for (int id = 0; id < count; id++) {
      int rows = n / count + (id < n % count ? 1 : 0);
      shards.add(
          new DataShard(
              id,
              first,
              rows,
              columns(features, first, rows),
              columns(targets, first, rows),
              groupsOf(groups, first, rows)));
      first += rows;
    }

    return shards;
  }

  private static int[] groupsOf(int[] groups, int first, int rows) {
    int[] own = Arrays.copyOfRange(groups, first, first + rows);
    return Arrays.stream(own).allMatch(g -> g < 0) ? new int[0] : own;
  }

  /**
   * The rows [first, first + rows) of a table as a column-major matrix, padded to whole lanes by
   * repeating the last of them.
   */
  public static DenseMatrix columns(double[][] table, int first, int rows) {
    int padded = (rows + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    int columns = table[first].length;
    double[] values = new double[padded * columns];

    for (int r = 0; r < padded; r++) {
      double[] row = table[first + Math.min(r, rows - 1)];

      if (row.length != columns) {
        throw new IllegalArgumentException(
            "every row must have "
                + columns
                + " numbers, row "
                + (first + r)
                + " has "
                + row.length);
      }

      for (int k = 0; k < columns; k++) {
        values[k * padded + r] = row[k];
      }
    }

    return new DenseMatrix(padded, columns, values);
  }
}
