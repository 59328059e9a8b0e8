package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowSampleTest {
  private static long[] rows(long all, long wanted, long seed) {
    RowSample sample = new RowSample(all, wanted, seed);
    return LongStream.range(0, all).filter(sample::contains).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 64, 65, 100, 4097, 100_003})
  void placesAreAPermutation(long all) {
    RowSample sample = new RowSample(all, 1, 7);

    assertThat(LongStream.range(0, all).map(sample::place).sorted().toArray())
        .isEqualTo(LongStream.range(0, all).toArray());
  }

  @Test
  void asManyRowsAsAreWantedAndTheSmallerSampleIsPartOfTheLarger() {
    for (long wanted = 1; wanted <= 150; wanted++) {
      assertThat(rows(150, wanted, 3)).hasSize((int) wanted);

      if (wanted > 1) {
        assertThat(rows(150, wanted, 3)).contains(rows(150, wanted - 1, 3));
      }
    }
  }

  @Test
  void anotherSeedDrawsOtherRows() {
    assertThat(rows(1000, 500, 1)).isNotEqualTo(rows(1000, 500, 2));
    assertThat(rows(1000, 500, 1)).isEqualTo(rows(1000, 500, 1));
  }

  /** The draw is part of what results depend on: other rows would be another study. */
  @Test
  void theRowsOfASeedAreThese() {
    assertThat(rows(20, 5, 0)).containsExactly(2, 4, 7, 10, 19);
  }

  /**
   * Over seeds every row is drawn as often as another, and so is every pair: the chi-square of
   * counts is below its quantile of 1e-9 (normal approximation of Wilson and Hilferty). Pairs of
   * one draw depend on each other, which makes their sum vary less than independent counts.
   */
  @ParameterizedTest
  @CsvSource({"5, 2", "7, 3", "18, 6", "33, 4"})
  void rowsAndPairsAreDrawnEquallyOften(int all, int wanted) {
    int seeds = 20_000;
    long[] single = new long[all];
    long[] pairs = new long[all * all];

    for (int seed = 0; seed < seeds; seed++) {
      long[] rows = rows(all, wanted, seed);

      for (int i = 0; i < rows.length; i++) {
        single[(int) rows[i]]++;

        for (int j = 0; j < i; j++) {
          pairs[(int) rows[j] * all + (int) rows[i]]++;
        }
      }
    }

    assertUniform(single, (double) seeds * wanted / all);
    long[] upper =
        LongStream.range(0, (long) all * all)
            .filter(k -> k / all < k % all)
            .map(k -> pairs[(int) k])
            .toArray();
    assertUniform(upper, (double) seeds * wanted * (wanted - 1) / (all * (all - 1.0)));
  }

  private static void assertUniform(long[] counts, double expected) {
    double square = 0;

    for (long count : counts) {
      square += (count - expected) * (count - expected) / expected;
    }

    double freedom = counts.length - 1.0;
    double scale = 2 / (9 * freedom);
    double limit = freedom * Math.pow(1 - scale + 6 * Math.sqrt(scale), 3);
    assertThat(square).isLessThan(limit);
  }

  @Test
  void moreRowsThanMemoryHolds() {
    RowSample sample = new RowSample(4_000_000_000_000L, 2_000_000_000_000L, 5);
    long drawn = LongStream.range(0, 20_000).filter(i -> sample.contains(i * 199_999_999L)).count();

    // Half of them, give or take six standard deviations.
    assertThat(drawn).isBetween(10_000L - 425, 10_000L + 425);
  }

  @Test
  void onlyRowsThatThereAreCanBeWanted() {
    assertThatThrownBy(() -> new RowSample(5, 6, 0)).hasMessageContaining("wanted = 6, all = 5");
    assertThatThrownBy(() -> new RowSample(5, 0, 0)).hasMessageContaining("wanted = 0");
    assertThatThrownBy(() -> new RowSample(5, 2, 0).contains(5)).hasMessageContaining("0..4");
  }
}
