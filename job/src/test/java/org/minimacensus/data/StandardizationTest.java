package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandardizationTest {
  private static final MathContext DIGITS = new MathContext(60);

  @Test
  void meanAndDeviationAreThoseOfTheWholePopulation() {
    Standardization s = Standardization.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});

    assertThat(s.mean()).isEqualTo(5);
    assertThat(s.deviation()).isEqualTo(2);
    assertThat(s.values()).containsExactly(-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2);
  }

  @Test
  void aConstantColumnBecomesZero() {
    Standardization s = Standardization.of(new double[] {0.1, 0.1, 0.1});

    assertThat(s.values()).containsExactly(0, 0, 0);
    assertThat(s.mean()).isEqualTo(0.1);
    assertThat(s.deviation()).isEqualTo(1);
  }

  @Test
  void largeOffsetsCostNoDigits() {
    SplittableRandom random = new SplittableRandom(1);
    double[] column = random.doubles(1000).map(x -> 1e9 + x).toArray();
    BigDecimal sum = BigDecimal.ZERO;
    for (double x : column) {
      sum = sum.add(new BigDecimal(x));
    }
    BigDecimal mean = sum.divide(BigDecimal.valueOf(1000), DIGITS);
    BigDecimal squares = BigDecimal.ZERO;
    for (double x : column) {
      squares = squares.add(new BigDecimal(x).subtract(mean).pow(2));
    }
    double deviation = squares.divide(BigDecimal.valueOf(1000), DIGITS).sqrt(DIGITS).doubleValue();

    Standardization s = Standardization.of(column);

    // Sum and division round once each.
    assertThat(s.mean()).isCloseTo(mean.doubleValue(), within(Math.ulp(1e9)));
    assertThat(s.deviation()).isCloseTo(deviation, within(1e-13 * deviation));
  }

  @Test
  void extremeColumnsNeitherOverflowNorVanish() {
    for (double scale : new double[] {1e-310, 1e-200, 1, 1e200, 8e307}) {
      Standardization s = Standardization.of(new double[] {scale, -scale, scale, -scale});
      assertThat(s.values()).as("scale %s", scale).containsExactly(1, -1, 1, -1);
      assertThat(s.deviation()).isEqualTo(scale);
    }
  }

  @Test
  void plainOperationsGiveTheSameBitsAwayFromExtremes() {
    SplittableRandom random = new SplittableRandom(2);
    double[] column = random.doubles(200, -3, 50).toArray();
    Standardization s = Standardization.of(column);

    for (int i = 0; i < column.length; i++) {
      assertThat(s.values()[i]).isEqualTo((column[i] - s.mean()) / s.deviation());
    }
  }
}
