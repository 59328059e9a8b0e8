package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderedSumTest {
  private final RandomStream random = RandomStream.of(1, "ordered sum", 0);

  @Test
  void fiveShardsAreAddedInTheShapeOfTheTree() {
    List<double[]> x = shards(5);
    double expected = ((x.get(0)[0] + x.get(1)[0]) + (x.get(2)[0] + x.get(3)[0])) + x.get(4)[0];
    assertThat(OrderedSum.of(x)[0]).isEqualTo(expected);
  }

  @Test
  void sevenShardsAreAddedInTheShapeOfTheTree() {
    List<double[]> x = shards(7);
    double expected =
        ((x.get(0)[0] + x.get(1)[0]) + (x.get(2)[0] + x.get(3)[0]))
            + ((x.get(4)[0] + x.get(5)[0]) + x.get(6)[0]);
    assertThat(OrderedSum.of(x)[0]).isEqualTo(expected);
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    for (int shards = 1; shards <= 33; shards++) {
      List<double[]> x = shards(shards);
      double[] expected = OrderedSum.of(x);

      for (int trial = 0; trial < 10; trial++) {
        OrderedSum sum = new OrderedSum(shards, 3);

        for (int s : permutation(shards)) {
          assertThat(sum.complete()).isFalse();
          sum.add(s, x.get(s).clone());
        }

        assertThat(sum.complete()).isTrue();
        assertThat(sum.result()).as("%d shards", shards).isEqualTo(expected);
      }
    }
  }

  @Test
  void anotherOrderOfPlainAdditionWouldMatter() {
    List<double[]> x = shards(33);
    double forward = 0;

    for (double[] shard : x) {
      forward += shard[0];
    }

    assertThat(forward).isNotEqualTo(OrderedSum.of(x)[0]);
  }

  @Test
  void partialSumsOfAnyDistributionOfTheShardsGiveTheSameBits() {
    for (int shards = 1; shards <= 33; shards += 4) {
      List<double[]> x = shards(shards);
      double[] expected = OrderedSum.of(x);

      for (int workers = 1; workers <= 5; workers++) {
        List<OrderedSum> sums = new ArrayList<>();

        for (int w = 0; w < workers; w++) {
          sums.add(new OrderedSum(shards, 3));
        }

        for (int s : permutation(shards)) {
          sums.get(random.nextInt(workers)).add(s, x.get(s).clone());
        }

        OrderedSum total = new OrderedSum(shards, 3);

        for (int w : permutation(workers)) {
          sums.get(w).partials().forEach(total::add);
        }

        assertThat(total.result()).as("%d shards, %d workers", shards, workers).isEqualTo(expected);
      }
    }
  }

  @Test
  void consecutiveShardsMergeAsTheyArrive() {
    OrderedSum sum = new OrderedSum(1024, 1);

    for (int s = 0; s < 1023; s++) {
      sum.add(s, new double[] {1});
      assertThat(sum.partials().size()).isLessThanOrEqualTo(10);
    }

    sum.add(1023, new double[] {1});
    assertThat(sum.partials()).hasSize(1);
    assertThat(sum.result()).containsExactly(1024.0);
  }

  @Test
  void shardsAddedTwiceAreRefused() {
    for (int repeated = 0; repeated < 5; repeated++) {
      OrderedSum sum = new OrderedSum(6, 1);

      for (int s = 0; s < 5; s++) {
        sum.add(s, new double[1]);
      }

      int shard = repeated;
      assertThatThrownBy(() -> sum.add(shard, new double[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("shards " + shard + " to " + shard + " were added twice");
    }
  }

  @Test
  void wrongLengthWrongShardAndMissingShardsAreRefused() {
    OrderedSum sum = new OrderedSum(3, 2);
    assertThatThrownBy(() -> sum.add(0, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 3 elements, this sum has 2");
    assertThatThrownBy(() -> sum.add(3, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node 3 of level 0 does not exist in a sum over 3 shards");
    assertThatThrownBy(sum::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("3 of 3 shards have not been added");
    assertThatThrownBy(() -> new OrderedSum(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shards must be >= 1");
    assertThatThrownBy(() -> OrderedSum.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one shard");
  }

  @Test
  void staticFormLeavesTheArraysAlone() {
    List<double[]> x = shards(4);
    double[] first = x.get(0).clone();
    OrderedSum.of(x);
    assertThat(x.get(0)).isEqualTo(first);
  }

  private List<double[]> shards(int n) {
    List<double[]> x = new ArrayList<>();

    for (int s = 0; s < n; s++) {
      x.add(
          new double[] {
            random.nextGaussian(), random.nextGaussian() * 1e8, random.nextGaussian() * 1e-8
          });
    }

    return x;
  }

  private int[] permutation(int n) {
    int[] p = new int[n];
    Arrays.setAll(p, i -> i);

    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = p[i];
      p[i] = p[j];
      p[j] = swap;
    }

    return p;
  }
}
