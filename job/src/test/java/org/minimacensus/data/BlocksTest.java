package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is gathered block by block does not depend on where and in which order. */
class BlocksTest {
  @Test
  void statisticsDoNotDependOnTheOrderOfBlocksNorOnParts() {
    SplittableRandom random = new SplittableRandom(4);
    int n = 11 * 4096 + 17;
    List<RowBlock> blocks = new ArrayList<>();
    for (int first = 0; first < n; first += 4096) {
      int rows = Math.min(4096, n - first);
      blocks.add(new RowBlock(first, rows, random.doubles(2L * rows, -1, 3).toArray()));
    }
    TableStatistics expected = new TableStatistics(n, 2);
    blocks.forEach(expected::add);

    for (int seed = 0; seed < 5; seed++) {
      List<RowBlock> shuffled = new ArrayList<>(blocks);
      Collections.shuffle(shuffled, new Random(seed));
      TableStatistics whole = new TableStatistics(n, 2);
      TableStatistics left = new TableStatistics(n, 2);
      TableStatistics right = new TableStatistics(n, 2);
      shuffled.subList(0, 5).forEach(left::add);
      shuffled.subList(5, 12).forEach(right::add);
      whole.add(right.part());
      whole.add(left.part());

      assertThat(whole.sha256(List.of())).isEqualTo(expected.sha256(List.of()));
      for (int k = 0; k < 2; k++) {
        assertThat(whole.moments().scaledMean(k)).isEqualTo(expected.moments().scaledMean(k));
        assertThat(whole.moments().scaledDeviation(k))
            .isEqualTo(expected.moments().scaledDeviation(k));
      }
    }
  }

  @Test
  void missingBlocksAreNoticed() {
    TableStatistics statistics = new TableStatistics(5000, 1);
    statistics.add(new RowBlock(4096, 904, new double[904]));

    assertThatThrownBy(statistics::moments).hasMessage("not all of 2 blocks have been added");
    assertThatThrownBy(() -> statistics.sha256(List.of())).hasMessage("expected 2 blocks, found 1");
  }

  @Test
  void everyRowHasTheShardThatHoldsIt() {
    for (ShardCut cut :
        List.of(
            ShardCut.of(1, 3), ShardCut.of(700, 64), ShardCut.of(1027, 4), new ShardCut(9, 9))) {
      int shard = 0;
      for (long row = 0; row < cut.rows(); row++) {
        shard += row == cut.first(shard + 1) ? 1 : 0;
        assertThat(cut.shardOf(row)).as("%s row %s", cut, row).isEqualTo(shard);
      }
      assertThat(cut.first(cut.shards())).isEqualTo(cut.rows());
    }
    assertThat(ShardCut.of(1_000_000_000_000L, 3).first(2)).isEqualTo(666_666_666_667L);
  }

  @Test
  void equalInputsAreFoundInAnyOrderAndCounted() {
    // Rows of inputs a, b, c and targets.
    long[] input = {7, 8, 7, 9, 8, 7, 8};
    long[] target = {1, 1, 1, 1, 1, 2, 1};
    for (int seed = 0; seed < 5; seed++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, 7).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      EqualInputs inputs = new EqualInputs();
      // Keys that differ in their first halves alone collide.
      order.forEach(i -> inputs.add(input[i], 5, target[i], i));

      EqualInputs.Found found = inputs.find();

      assertThat(found.groups()).hasSize(2);
      assertThat(found.groups().get(0)).containsExactly(0, 2, 5);
      assertThat(found.groups().get(1)).containsExactly(1, 4, 6);
      assertThat(found.numbers(7)).containsExactly(0, 1, 0, -1, 1, 0, 1);
      assertThat(found.counts()).isEqualTo(new EqualInputs.Counts(2, 6, 3, 1, 3));
    }
  }

  @Test
  void keysOfZeroAndMinusZeroAreEqual() {
    InputKey one = new InputKey(2, 2);
    InputKey other = new InputKey(2, 2);
    one.take(new double[] {0.0, 1, 2, -0.0});
    other.take(new double[] {-0.0, 1, 2, 0.0});

    assertThat(other.high()).isEqualTo(one.high());
    assertThat(other.low()).isEqualTo(one.low());
    assertThat(other.target()).isEqualTo(one.target());
    other.take(new double[] {Double.MIN_VALUE, 1, 3, 0});
    assertThat(other.high()).isNotEqualTo(one.high());
    assertThat(other.target()).isNotEqualTo(one.target());
  }
}
