package org.minimacensus.data;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.Kernels;

/** Fills one shard row by row, in any order of rows. */
public final class ShardBuilder {
  private final int id;
  private final long first;
  private final int rows;
  private final int padded;
  private final int width;
  private final double[] features;
  private final double[] targets;
  private int[] groups = {};
  private int missing;

  /**
   * @param id of the shard
   * @param features d
   * @param outputs K
   */
  public ShardBuilder(ShardCut cut, int id, int features, int outputs) {
    this.id = id;
    this.first = cut.first(id);
    this.rows = cut.rows(id);
    this.padded = (rows + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    this.width = features;
    this.features = new double[Math.multiplyExact(padded, features)];
    this.targets = new double[Math.multiplyExact(padded, outputs)];
    this.missing = rows;
  }

  /**
   * Sets a row.
   *
   * @param row index in the training set
   * @param values features, then targets as the network sees them
   */
  public void row(long row, double[] values) {
    int r = (int) (row - first);
    put(r, values);
    missing--;

    for (int pad = rows; r == rows - 1 && pad < padded; pad++) {
      put(pad, values);
    }
  }

  /** Sets the number of a row's group of equal inputs; rows without one have an input once. */
  public void group(long row, int number) {
    if (groups.length == 0) {
      groups = new int[rows];
      Arrays.fill(groups, -1);
    }

    groups[(int) (row - first)] = number;
  }

  /** The shard of all rows set. */
  public DataShard build() {
    if (missing != 0) {
      throw new IllegalStateException(
          "shard " + id + " lacks " + missing + " of " + rows + " rows");
    }

    return new DataShard(
        id,
        first,
        rows,
        new DenseMatrix(padded, features.length / padded, features),
        new DenseMatrix(padded, targets.length / padded, targets),
        groups);
  }

  private void put(int r, double[] values) {
    for (int j = 0; j < width; j++) {
      features[j * padded + r] = values[j];
    }

    for (int k = 0; k < targets.length / padded; k++) {
      targets[k * padded + r] = values[width + k];
    }
  }
}
