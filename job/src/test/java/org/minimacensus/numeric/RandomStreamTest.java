package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  /** Values of an independent Python transcription of the three published algorithms. */
  @Test
  void sequenceIsFrozen() {
    RandomStream first = RandomStream.of(20180522, "start", 0);
    assertThat(first.seed()).isEqualTo(-7409059163515378625L);
    assertThat(longs(first, 4))
        .containsExactly(
            5848597749665063258L,
            -8454999573742671506L,
            153234995748645945L,
            -2780165021133520615L);

    RandomStream second = RandomStream.of(20180522, "start", 1);
    assertThat(second.seed()).isEqualTo(-2796159370275083833L);
    assertThat(longs(second, 4))
        .containsExactly(
            -2497754892539799424L,
            8652564201768292989L,
            -8282944048058060399L,
            3083623229303142031L);

    RandomStream third = RandomStream.of(-1, "certificate", 1L << 40);
    assertThat(third.seed()).isEqualTo(2171257944161968023L);
    assertThat(longs(third, 4))
        .containsExactly(
            8749281278661369981L,
            -6751739590163627404L,
            7505608143003995238L,
            -4737504547965992970L);
  }

  @Test
  void derivedNumbersAreFrozen() {
    RandomStream stream = RandomStream.of(20180522, "start", 0);
    assertThat(stream.nextDouble()).isEqualTo(0.3170531193090347);
    assertThat(stream.nextGaussian()).isEqualTo(0.01938017442122547);
    assertThat(stream.nextGaussian()).isEqualTo(-0.22877035073471738);
    assertThat(stream.nextGaussian()).isEqualTo(0.5698135787415978);
    assertThat(stream.nextInt(1000)).isEqualTo(587);
  }

  @Test
  void everyPartOfTheKeyCounts() {
    Set<Long> seeds = new HashSet<>();

    for (long study = -3; study < 3; study++) {
      for (String purpose : new String[] {"", "a", "b", "ab", "start", "Start"}) {
        for (long index = -3; index < 3; index++) {
          seeds.add(RandomStream.of(study, purpose, index).seed());
        }
      }
    }

    assertThat(seeds).hasSize(6 * 6 * 6);
  }

  /** Each bound is at least five standard errors wide. */
  @Test
  void uniformNumbersHaveTheMomentsOfTheUniformDistribution() {
    int n = 200_000;
    RandomStream stream = RandomStream.of(1, "moments", 0);
    double sum = 0;
    double squares = 0;
    double lagged = 0;
    double last = 0.5;

    for (int i = 0; i < n; i++) {
      double x = stream.nextDouble();
      assertThat(x >= 0 && x < 1).isTrue();
      sum += x;
      squares += (x - 0.5) * (x - 0.5);
      lagged += (x - 0.5) * (last - 0.5);
      last = x;
    }

    assertThat(sum / n).isCloseTo(0.5, within(0.0033));
    assertThat(squares / n).isCloseTo(1.0 / 12, within(0.00085));
    assertThat(lagged / n).isCloseTo(0, within(0.00094));
  }

  @Test
  void normalNumbersHaveTheMomentsAndTailsOfTheNormalDistribution() {
    int n = 200_000;
    RandomStream stream = RandomStream.of(1, "moments", 1);
    double[] moments = new double[5];
    int beyondTwo = 0;

    for (int i = 0; i < n; i++) {
      double x = stream.nextGaussian();
      double power = 1;

      for (int k = 1; k <= 4; k++) {
        power *= x;
        moments[k] += power / n;
      }

      beyondTwo += Math.abs(x) > 2 ? 1 : 0;
    }

    assertThat(moments[1]).isCloseTo(0, within(0.0112));
    assertThat(moments[2]).isCloseTo(1, within(0.0158));
    assertThat(moments[3]).isCloseTo(0, within(0.0434));
    assertThat(moments[4]).isCloseTo(3, within(0.11));
    assertThat((double) beyondTwo / n)
        .isCloseTo(2 * ErrorFunction.normalDistribution(-2), within(0.00235));
  }

  @Test
  void streamsOfNeighbouringIndicesAreUncorrelated() {
    int n = 2000;
    int streams = 40;
    double[][] x = new double[streams][n];

    for (int s = 0; s < streams; s++) {
      RandomStream stream = RandomStream.of(1, "correlation", s);

      for (int i = 0; i < n; i++) {
        x[s][i] = stream.nextGaussian();
      }
    }

    double worst = 0;

    for (int s = 0; s < streams; s++) {
      for (int t = 0; t < s; t++) {
        double sum = 0;

        for (int i = 0; i < n; i++) {
          sum += x[s][i] * x[t][i];
        }

        worst = Math.max(worst, Math.abs(sum) / Math.sqrt(n));
      }
    }

    // 780 pairs: beyond 5 standard errors with probability 0.0005.
    assertThat(worst).isLessThan(5);
  }

  @Test
  void integersAreUniformForEveryBound() {
    RandomStream stream = RandomStream.of(1, "integers", 0);

    for (int bound : new int[] {1, 2, 3, 7, 10, 64}) {
      int n = 20_000;
      int[] counts = new int[bound];

      for (int i = 0; i < n; i++) {
        counts[stream.nextInt(bound)]++;
      }

      double chiSquare = 0;

      for (int count : counts) {
        double d = count - (double) n / bound;
        chiSquare += d * d * bound / n;
      }

      assertThat(chiSquare)
          .as("chi-square of bound %d", bound)
          .isLessThanOrEqualTo(bound - 1 + 5 * Math.sqrt(2.0 * (bound - 1)) + (bound > 1 ? 10 : 0));
    }

    // A bound near 2^31 * 4/3 / 2: taking the remainder would favour the lower half by a third.
    int bound = 1_431_655_766;
    int lower = 0;

    for (int i = 0; i < 20_000; i++) {
      lower += stream.nextInt(bound) < bound / 2 ? 1 : 0;
    }

    assertThat(lower).isBetween(9_600, 10_400);
  }

  @Test
  void boundBelowOneIsRefused() {
    RandomStream stream = RandomStream.of(1, "integers", 0);
    assertThatThrownBy(() -> stream.nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be >= 1, was 0");
  }

  private static long[] longs(RandomStream stream, int n) {
    long[] x = new long[n];

    for (int i = 0; i < n; i++) {
      x[i] = stream.nextLong();
    }

    return x;
  }
}
