package org.minimacensus.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a training set grouped by equal inputs (bit by bit, but 0 equals -0). Groups are
 * numbered in the order of their first rows.
 */
public final class RowGroups {
  private final int[] groupOfRow;
  private final int count;

  private RowGroups(int[] groupOfRow, int count) {
    this.groupOfRow = groupOfRow;
    this.count = count;
  }

  /** The groups of a training set in memory. */
  public static RowGroups of(Dataset dataset) {
    List<double[]> rows = new ArrayList<>();

    for (DataShard shard : dataset.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        double[] row = new double[dataset.features()];

        for (int j = 0; j < row.length; j++) {
          row[j] = shard.features().apply(r, j);
        }

        rows.add(row);
      }
    }

    return of(rows.toArray(double[][]::new));
  }

  /** The groups of n x d inputs. */
  static RowGroups of(double[][] inputs) {
    int[] groupOfRow = new int[inputs.length];
    Map<List<Double>, Integer> groups = new HashMap<>();

    for (int row = 0; row < inputs.length; row++) {
      List<Double> key = new ArrayList<>(inputs[row].length);

      for (double x : inputs[row]) {
        // Adding 0 turns -0 into 0.
        key.add(x + 0.0);
      }

      groupOfRow[row] = groups.computeIfAbsent(key, k -> groups.size());
    }

    return new RowGroups(groupOfRow, groups.size());
  }

  /** Number of distinct inputs. */
  public int count() {
    return count;
  }

  /** Group of a row of the training set. */
  public int of(int row) {
    return groupOfRow[row];
  }
}
