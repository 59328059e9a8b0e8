package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionsTest {
  private static final double Z = 1.959963984540054;

  /** 2 P(X <= k), X ~ Binomial(n, 1/2), in whole numbers. */
  private static double exact(int n, int k) {
    BigInteger term = BigInteger.ONE;
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i <= k; i++) {
      sum = sum.add(term);
      term = term.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }

    BigDecimal tail = new BigDecimal(sum.shiftLeft(1));
    return Math.min(
        1,
        tail.divide(new BigDecimal(BigInteger.ONE.shiftLeft(n)), MathContext.DECIMAL64)
            .doubleValue());
  }

  @Test
  void mcNemarIsTheBinomialTailInWholeNumbers() {
    for (int n = 0; n <= 60; n++) {
      for (int first = 0; first <= n; first++) {
        double p = exact(n, Math.min(first, n - first));
        assertThat(Proportions.mcNemar(first, n - first))
            .as("%d and %d", first, n - first)
            .isCloseTo(p, within(1e-13 * p));
      }
    }

    assertThat(Proportions.mcNemar(900, 1100)).isCloseTo(exact(2000, 900), within(1e-14));
    assertThat(Proportions.mcNemar(100, 900)).isCloseTo(exact(1000, 100), within(1e-162));
  }

  /** By hand: 2 (1 + 10 + 45) / 1024; 2 / 2^6. */
  @Test
  void mcNemarHasKnownValues() {
    assertThat(Proportions.mcNemar(8, 2)).isCloseTo(0.109375, within(1e-15));
    assertThat(Proportions.mcNemar(0, 6)).isCloseTo(0.03125, within(1e-15));
    assertThat(Proportions.mcNemar(0, 0)).isEqualTo(1);
    assertThat(Proportions.mcNemar(1_000_000, 1_000_001)).isEqualTo(1);
    assertThat(Proportions.mcNemar(1_000_000, 10)).isZero();
  }

  /** Both ends solve (p - share)^2 = z^2 p (1 - p) / n. */
  @ParameterizedTest
  @CsvSource({"3, 10", "1, 1000000", "81, 263", "999, 1000"})
  void wilsonsEndsSolveItsEquation(long successes, long trials) {
    double share = (double) successes / trials;
    double[] interval = Proportions.wilson(successes, trials);
    assertThat(interval[0]).isLessThan(share);
    assertThat(interval[1]).isGreaterThan(share);
    for (double p : interval) {
      double square = Z * Z * p * (1 - p) / trials;
      assertThat((p - share) * (p - share)).isCloseTo(square, within(1e-9 * square));
    }
  }

  @Test
  void wilsonOfNothingAndOfAllEndsThere() {
    assertThat(Proportions.wilson(0, 10)[0]).isZero();
    assertThat(Proportions.wilson(0, 10)[1]).isCloseTo(Z * Z / (10 + Z * Z), within(1e-15));
    assertThat(Proportions.wilson(10, 10)[1]).isEqualTo(1);
    // Newcombe 1998, table I: 81 of 263 and 15 of 148.
    assertThat(Proportions.wilson(81, 263))
        .containsExactly(new double[] {0.2553, 0.3662}, within(5e-5));
    assertThat(Proportions.wilson(15, 148))
        .containsExactly(new double[] {0.0624, 0.1605}, within(5e-5));
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> Proportions.wilson(3, 2)).hasMessageContaining("found 3 of 2");
    assertThatThrownBy(() -> Proportions.wilson(0, 0)).hasMessageContaining("trials >= 1");
    assertThatThrownBy(() -> Proportions.mcNemar(-1, 2)).hasMessageContaining("found -1 and 2");
  }

  /** P(X <= k), X ~ Binomial(n, p), with p taken as it stands, to 60 digits. */
  private static double atMost(int k, int n, double p) {
    MathContext digits = new MathContext(60);
    BigDecimal success = new BigDecimal(p);
    BigDecimal failure = BigDecimal.ONE.subtract(success);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal ways = BigDecimal.ONE;
    for (int i = 0; i <= k; i++) {
      sum = sum.add(ways.multiply(success.pow(i, digits)).multiply(failure.pow(n - i, digits)));
      ways = ways.multiply(BigDecimal.valueOf(n - i)).divide(BigDecimal.valueOf(i + 1), digits);
    }

    return sum.doubleValue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.05",
    "0, 300, 0.025",
    "1, 2, 0.5",
    "3, 40, 0.01",
    "17, 60, 1e-6",
    "59, 60, 0.05",
    "200, 1000, 1e-9",
    "2, 5000, 1e-12"
  })
  void soFewSuccessesHaveTheChanceOfTheErrorAtTheUpperLimit(int k, int n, double error) {
    double limit = Proportions.upperLimit(k, n, error);
    assertThat(atMost(k, n, limit)).isCloseTo(error, within(1e-8 * error));
  }

  @Test
  void theUpperLimitRisesWithSuccessesAndFallsWithTrialsAndWithTheError() {
    for (int k = 0; k < 30; k++) {
      double limit = Proportions.upperLimit(k, 30, 0.05);
      assertThat(Proportions.upperLimit(k + 1, 30, 0.05)).isGreaterThan(limit);
      assertThat(Proportions.upperLimit(k, 31, 0.05)).isLessThan(limit);
      assertThat(Proportions.upperLimit(k, 30, 0.04)).isGreaterThan(limit);
      assertThat(limit).isGreaterThan(k / 30.0);
    }

    assertThat(Proportions.upperLimit(30, 30, 0.05)).isEqualTo(1);
    // The rule of three.
    assertThat(Proportions.upperLimit(0, 1_000_000_000L, 0.05)).isCloseTo(2.9957e-9, within(1e-12));
  }

  @Test
  void anUpperLimitNeedsTrialsSuccessesAmongThemAndAnError() {
    for (long[] counts : new long[][] {{0, 0}, {-1, 3}, {4, 3}}) {
      assertThatThrownBy(() -> Proportions.upperLimit(counts[0], counts[1], 0.05))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found " + counts[0] + " of " + counts[1]);
    }

    for (double error : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> Proportions.upperLimit(1, 3, error))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected an error within (0, 1), found " + error);
    }
  }
}
