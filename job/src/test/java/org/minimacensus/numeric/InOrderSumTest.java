package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderSumTest {
  @Test
  void givesTheBitsOfTheOrderedSumForEveryNumberOfShardsFromBuffersUsedBefore() {
    InOrderSum sum = new InOrderSum();
    RandomStream random = RandomStream.of(5, "in-order", 0);

    for (int shards = 1; shards <= 70; shards++) {
      int length = 1 + shards % 4;
      List<double[]> parts = new ArrayList<>();
      sum.begin(length);

      for (int s = 0; s < shards; s++) {
        double[] part = new double[length];

        for (int i = 0; i < length; i++) {
          part[i] = Math.scalb(random.nextGaussian(), s % 50);
        }

        parts.add(part);
        double[] next = sum.next();
        assertThat(Arrays.copyOf(next, length)).containsOnly(0);
        System.arraycopy(part, 0, next, 0, length);
        sum.add();
      }

      assertThat(Arrays.copyOf(sum.result(), length)).isEqualTo(OrderedSum.of(parts));
    }
  }

  @Test
  void aSumOfNoShardsIsRefused() {
    InOrderSum sum = new InOrderSum();
    sum.begin(3);

    assertThatIllegalStateException()
        .isThrownBy(sum::result)
        .withMessage("no shard has been added");
  }
}
