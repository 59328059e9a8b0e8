package org.minimacensus.twosample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.RichnessEstimators;

class PermutationTestTest {
  private static RandomStream random(long index) {
    return RandomStream.of(5, "permutation test", index);
  }

  @Test
  void ofTwoClassesItComesToFishersTest() {
    TwoSampleTable table = new TwoSampleTable(new long[] {30, 70}, new long[] {45, 55});
    double exact = new Hypergeometric(100, 100, 75).twoSided(30);
    double sum = 0;
    for (int i = 0; i < 40; i++) {
      sum += 1 / PermutationTest.pValue(table, Statistics.chiSquare(), 100_000, random(i));
    }

    // 20/p draws are needed on average, with a relative deviation of 1/sqrt(20 * 40).
    assertThat(40 / sum).isCloseTo(exact, within(0.12 * exact));
  }

  @Test
  void thePValueIsNeverZeroAndNeverTooSmall() {
    TwoSampleTable apart = new TwoSampleTable(new long[] {500, 0}, new long[] {0, 500});
    assertThat(PermutationTest.pValue(apart, Statistics.chiSquare(), 999, random(0)))
        .isEqualTo(0.001);
    TwoSampleTable equal = new TwoSampleTable(new long[] {50, 50}, new long[] {50, 50});
    assertThat(PermutationTest.pValue(equal, Statistics.chiSquare(), 999, random(0))).isEqualTo(1);
    TwoSampleTable empty = new TwoSampleTable(new long[] {0, 0}, new long[] {50, 50});
    assertThat(PermutationTest.pValue(empty, Statistics.chiSquare(), 999, random(0))).isEqualTo(1);
  }

  @Test
  void oneSeedIsOnePValue() {
    TwoSampleTable table = new TwoSampleTable(new long[] {9, 4, 3, 1}, new long[] {4, 7, 2, 6});
    double once = PermutationTest.pValue(table, Statistics.chiSquare(), 9999, random(1));
    assertThat(PermutationTest.pValue(table, Statistics.chiSquare(), 9999, random(1)))
        .isEqualTo(once);
    assertThat(PermutationTest.pValue(table, Statistics.chiSquare(), 9999, random(2)))
        .isNotEqualTo(once)
        .isCloseTo(once, within(0.1));
  }

  /** Whatever the statistic: P(p <= u) <= u under the hypothesis. */
  @Test
  void underTheHypothesisPValuesAreNotTooSmall() {
    long[] totals = {40, 30, 20, 5, 3, 2, 2, 1, 1, 1, 1, 1};
    long[] none = new long[totals.length];
    int tables = 2000;
    int[] below = new int[3];
    for (int i = 0; i < tables; i++) {
      long[] first = split(totals, 50, random(100 + i));
      for (int c = 0; c < totals.length; c++) {
        none[c] = totals[c] - first[c];
      }

      TwoSampleTable table = new TwoSampleTable(first, none);
      Statistic[] statistics = {
        Statistics.chiSquare(), Statistics.rankSum(), Statistics.newInSecond(totals.length)
      };
      for (int s = 0; s < 3; s++) {
        double p = PermutationTest.pValue(table, statistics[s], 199, random(5000 + 3L * i + s));
        below[s] += p <= 0.1 ? 1 : 0;
      }
    }

    // Binomial(2000, 0.1) exceeds 243 with a probability of 0.001.
    assertThat(below[0]).isBetween(100, 243);
    assertThat(below[1]).isBetween(100, 243);
    assertThat(below[2]).isBetween(20, 243);
  }

  private static long[] split(long[] totals, long size, RandomStream random) {
    long[] first = new long[totals.length];
    long left = size;
    long all = java.util.Arrays.stream(totals).sum();
    for (int c = 0; c < totals.length; c++) {
      for (long m = 0; m < totals[c]; m++) {
        if (random.nextDouble() * all < left) {
          first[c]++;
          left--;
        }

        all--;
      }
    }

    return first;
  }

  @Test
  void statisticsAreWhatTheirNamesSay() {
    // Expected 17.5, 17.5 and 25 in each sample: 2 (7.5^2 + 2.5^2) / 17.5 + 2 5^2 / 25.
    long[] first = {10, 20, 30};
    TwoSampleTable table = new TwoSampleTable(first, new long[] {25, 15, 20});
    assertThat(Statistics.chiSquare().of(table, first)).isCloseTo(64.0 / 7, within(1e-12));
    // Ranks 1; 2.5 2.5; 4: the first sample has 1 and 2.5, its mean is 5.
    TwoSampleTable ranks = new TwoSampleTable(new long[] {1, 1, 0}, new long[] {0, 1, 1});
    assertThat(Statistics.rankExcess(ranks, ranks.observed())).isEqualTo(-1.5);
    assertThat(Statistics.rankSum().of(ranks, ranks.observed())).isEqualTo(1.5);
    long[] some = {0, 3, 2, 0, 7};
    TwoSampleTable unshared = new TwoSampleTable(some, new long[] {4, 1, 0, 5, 0});
    assertThat(Statistics.newInSecond(4).of(unshared, some)).isEqualTo(9);
    assertThat(Statistics.newInSecond(3).of(unshared, some)).isEqualTo(4);
    assertThat(Statistics.lostFromFirst(4).of(unshared, some)).isEqualTo(2);
    assertThat(Statistics.lostFromFirst(5).of(unshared, some)).isEqualTo(9);
  }

  @Test
  void richnessIsTheEstimateChao1OfEachSample() {
    long[] first = {1, 1, 1, 2, 0, 9};
    TwoSampleTable table = new TwoSampleTable(first, new long[] {1, 0, 2, 2, 3, 9});
    double ofFirst = chao1(1L, 1L, 1L, 2L);
    double ofSecond = chao1(1L, 2L, 2L, 3L);
    assertThat(Statistics.richnessOfFirst(table, first, 5)).isEqualTo(ofFirst);
    assertThat(Statistics.richnessOfSecond(table, first, 5)).isEqualTo(ofSecond);
    double gain = (1 + ofSecond) / (1 + ofFirst);
    assertThat(Statistics.richnessGain(5).of(table, first)).isEqualTo(gain);
    assertThat(Statistics.richnessLoss(5).of(table, first)).isEqualTo(1 / gain);
  }

  private static double chao1(Long... hits) {
    return RichnessEstimators.named("chao1")
        .estimate(FrequencyCounts.ofHits(java.util.List.of(hits)))
        .orElseThrow()
        .value();
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThatThrownBy(() -> new TwoSampleTable(new long[2], new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2 and 3");
    assertThatThrownBy(() -> new TwoSampleTable(new long[] {1, -1}, new long[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found -1 and 0 in class 1");
  }
}
