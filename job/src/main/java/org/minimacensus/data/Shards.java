package org.minimacensus.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.Kernels;

/**
 * Cuts rows into fixed slices of whole kernel lanes and nearly equal length, the longer ones first;
 * only the last one needs padding.
 */
final class Shards {
  /** Kernels lose a fifth of their speed on tiles of 32 rows and nothing on 64. */
  static final int MIN_ROWS = 64;

  private Shards() {}

  /**
   * Shards of consecutive rows.
   *
   * @param features n x d
   * @param targets n x K
   * @param count wanted; fewer when shards would hold less than {@link #MIN_ROWS} rows, at least
   *     one
   */
  static List<DataShard> of(double[][] features, double[][] targets, int count) {
    int shards = Math.max(1, Math.min(count, features.length / MIN_ROWS));
    int blocks = (features.length + Kernels.LANES - 1) / Kernels.LANES;
    List<DataShard> out = new ArrayList<>(shards);
    int first = 0;
    for (int id = 0; id < shards; id++) {
      int whole = (blocks / shards + (id < blocks % shards ? 1 : 0)) * Kernels.LANES;
      int rows = Math.min(whole, features.length - first);
      out.add(
          new DataShard(
              id, first, rows, matrix(features, first, rows), matrix(targets, first, rows)));
      first += rows;
    }
    return out;
  }

  private static DenseMatrix matrix(double[][] table, int first, int rows) {
    int padded = (rows + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    int columns = table[0].length;
    double[] values = new double[padded * columns];
    for (int k = 0; k < columns; k++) {
      for (int r = 0; r < padded; r++) {
        values[k * padded + r] = table[first + Math.min(r, rows - 1)][k];
      }
    }
    return new DenseMatrix(padded, columns, values);
  }
}
