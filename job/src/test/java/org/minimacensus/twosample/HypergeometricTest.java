package org.minimacensus.twosample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.numeric.RandomStream;

class HypergeometricTest {
  private static BigInteger choose(long n, long k) {
    BigInteger c = BigInteger.ONE;
    for (long i = 1; i <= k; i++) {
      c = c.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return c;
  }

  private static BigInteger weight(Hypergeometric h, long x) {
    return choose(h.first(), x).multiply(choose(h.second(), h.members() - x));
  }

  private static double share(Hypergeometric h, BigInteger part) {
    BigInteger whole = choose(h.first() + h.second(), h.members());
    return new BigDecimal(part).divide(new BigDecimal(whole), MathContext.DECIMAL64).doubleValue();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 7, 4",
    "40, 3, 20",
    "3, 40, 20",
    "300, 200, 90",
    "12, 12, 24",
    "9, 0, 4",
    "250, 190, 120"
  })
  void everyProbabilityAndTailIsThatOfExactArithmetic(long first, long second, long members) {
    Hypergeometric h = new Hypergeometric(first, second, members);
    BigInteger below = BigInteger.ZERO;
    for (long x = h.least(); x <= h.most(); x++) {
      BigInteger here = weight(h, x);
      BigInteger notLikelier = BigInteger.ZERO;
      BigInteger above = BigInteger.ZERO;
      for (long y = h.least(); y <= h.most(); y++) {
        BigInteger other = weight(h, y);
        notLikelier = other.compareTo(here) <= 0 ? notLikelier.add(other) : notLikelier;
        above = y >= x ? above.add(other) : above;
      }

      below = below.add(here);
      assertThat(h.probability(x)).isCloseTo(share(h, here), near(share(h, here)));
      assertThat(h.atMost(x)).as("atMost %d", x).isCloseTo(share(h, below), near(share(h, below)));
      assertThat(h.atLeast(x)).isCloseTo(share(h, above), near(share(h, above)));
      assertThat(h.twoSided(x)).isCloseTo(share(h, notLikelier), near(share(h, notLikelier)));
    }
  }

  private static org.assertj.core.data.Offset<Double> near(double value) {
    return within(1e-11 * value + 1e-300);
  }

  /** The tea taster (Fisher 1935) and the criminal twins (Fisher 1962), as in R's fisher.test. */
  @Test
  void twoSidedIsFishersTestAsInItsTextbookExamples() {
    assertThat(new Hypergeometric(4, 4, 4).twoSided(3)).isCloseTo(34.0 / 70, within(1e-12));
    assertThat(new Hypergeometric(12, 18, 17).twoSided(2)).isCloseTo(0.0005367241, within(1e-10));
  }

  @Test
  void largeTablesNeitherOverflowNorLoseTheTail() {
    Hypergeometric h = new Hypergeometric(1_000_000, 1_000_000, 1_000_000);
    assertThat(h.twoSided(500_000)).isEqualTo(1);
    // Normal with variance n/8: 5 deviations of 353.55.
    assertThat(h.twoSided(500_000 + 1768)).isCloseTo(5.7e-7, within(2e-8));
    assertThat(h.twoSided(1_000_000)).isBetween(0.0, 1e-300);
  }

  @Test
  void theLeastPValueIsThatOfAnExtreme() {
    Hypergeometric h = new Hypergeometric(10, 10, 3);
    assertThat(h.leastTwoSided()).isEqualTo(h.twoSided(0)).isCloseTo(240.0 / 1140, within(1e-12));
    assertThat(new Hypergeometric(10, 10, 1).leastTwoSided()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"6, 9, 5", "500, 300, 40", "20000, 10000, 600", "50, 50, 100", "30, 5, 20"})
  void drawsHaveTheseProbabilities(long first, long second, long members) {
    Hypergeometric h = new Hypergeometric(first, second, members);
    RandomStream random = RandomStream.of(3, "draws", members);
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    long atMost = 0;
    long median = h.least();
    while (h.atMost(median) < 0.5) {
      median++;
    }

    for (int i = 0; i < draws; i++) {
      long x = h.draw(random);
      assertThat(x).isBetween(h.least(), h.most());
      sum += x;
      squares += (double) x * x;
      atMost += x <= median ? 1 : 0;
    }

    double n = first + second;
    double mean = members * (first / n);
    double variance = mean * (second / n) * (n - members) / (n - 1);
    assertThat(sum / draws).isCloseTo(mean, within(5 * Math.sqrt(variance / draws) + 1e-9));
    assertThat(squares / draws - sum / draws * (sum / draws))
        .isCloseTo(variance, within(0.05 * variance + 1e-9));
    assertThat((double) atMost / draws).isCloseTo(h.atMost(median), within(0.018));
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThatThrownBy(() -> new Hypergeometric(2, 3, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found samples of 2 and 3 and 6 members");
    assertThatThrownBy(() -> new Hypergeometric(2, 3, 1).twoSided(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a value in 0..1, found 2");
  }
}
