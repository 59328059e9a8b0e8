package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetBuilderTest {
  private static double[][] numbered(int rows, int columns) {
    double[][] table = new double[rows][columns];

    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        table[i][k] = i + k / 10.0;
      }
    }

    return table;
  }

  @Test
  void everyRowStandsInExactlyOneShardInOrder() {
    for (int n : new int[] {1, 7, 8, 9, 255, 256, 257, 700, 5000}) {
      for (int wanted : new int[] {1, 2, 7, 64}) {
        List<DataShard> shards = DatasetBuilder.shards(numbered(n, 2), numbered(n, 1), wanted);
        assertThat(shards).hasSize(Math.min(wanted, (n + 255) / 256));
        long next = 0;

        for (DataShard shard : shards) {
          assertThat(shard.id()).isEqualTo(shards.indexOf(shard));
          assertThat(shard.firstRow()).isEqualTo(next);
          assertThat(shard.rows()).isBetween(n / shards.size(), n / shards.size() + 1);
          assertThat(shard.paddedRows()).isEqualTo((shard.rows() + 7) / 8 * 8);

          for (int r = 0; r < shard.paddedRows(); r++) {
            double row = next + Math.min(r, shard.rows() - 1);
            assertThat(shard.features().apply(r, 1)).isEqualTo(row + 0.1);
            assertThat(shard.features().values()[shard.paddedRows() + r]).isEqualTo(row + 0.1);
            assertThat(shard.targets().apply(r, 0)).isEqualTo(row);
          }

          next += shard.rows();
        }

        assertThat(next).isEqualTo(n);
      }
    }
  }

  @Test
  void tablesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> DatasetBuilder.shards(numbered(3, 2), numbered(2, 1), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a training set needs at least 1 row, as many rows of targets as of features and at"
                + " least 1 shard, found 3 rows, 2 rows of targets, 4 shards");
    assertThatThrownBy(() -> DatasetBuilder.shards(new double[][] {{1, 2}, {3}}, numbered(2, 1), 1))
        .hasMessage("every row must have 2 numbers, row 1 has 1");
  }
}
