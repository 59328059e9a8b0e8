package org.minimacensus.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.Kernels;

/** Cuts rows into fixed slices of nearly equal length, the longer ones first, each padded to whole kernel lanes. */
final class Shards {
  private Shards() {}

  /**
   * Shards of consecutive rows.
   *
   * @param features n x d
   * @param targets n x K
   * @param count wanted; n when there are fewer rows
   */
  static List<DataShard> of(double[][] features, double[][] targets, int count) {
    int shards = Math.min(count, features.length);
    List<DataShard> out = new ArrayList<>(shards);
    int first = 0;
    for (int id = 0; id < shards; id++) {
      int rows = features.length / shards + (id < features.length % shards ? 1 : 0);
      out.add(new DataShard(id, first, rows, matrix(features, first, rows), matrix(targets, first, rows)));
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
