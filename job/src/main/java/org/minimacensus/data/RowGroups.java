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

  public static RowGroups of(Dataset dataset) {
    int[] groupOfRow = new int[Math.toIntExact(dataset.rows())];
    Map<List<Double>, Integer> groups = new HashMap<>();
    int row = 0;

    for (DataShard shard : dataset.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        List<Double> key = new ArrayList<>(dataset.features());

        for (int j = 0; j < dataset.features(); j++) {
          // Adding 0 turns -0 into 0.
          key.add(shard.features().apply(r, j) + 0.0);
        }

        groupOfRow[row++] = groups.computeIfAbsent(key, k -> groups.size());
      }
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
