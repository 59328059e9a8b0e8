package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardizationTest {
  private static final MathContext DIGITS = new MathContext(60);

  @Test
  void meanAndDeviationAreThoseOfTheWholePopulation() {
    double[] column = {2, 4, 4, 4, 5, 5, 7, 9};
    Standardization s = standardization(column);

    assertThat(s.mean()).isEqualTo(5);
    assertThat(s.deviation()).isEqualTo(2);
    assertThat(Arrays.stream(column).map(s::apply).toArray())
        .containsExactly(-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2);
  }

  @Test
  void aConstantColumnBecomesZero() {
    Standardization s = standardization(new double[] {0.1, 0.1, 0.1});

    assertThat(s.apply(0.1)).isEqualTo(0);
    assertThat(s.mean()).isEqualTo(0.1);
    assertThat(s.deviation()).isEqualTo(1);
  }

  private static Standardization standardization(double[] column) {
    TableStatistics statistics = new TableStatistics(column.length, 1);
    int size = RowBlock.rowsOfWidth(1);
    for (int first = 0; first < column.length; first += size) {
      double[] values = Arrays.copyOfRange(column, first, Math.min(column.length, first + size));
      statistics.add(new RowBlock(first, values.length, values));
    }
    return Standardization.of(statistics.moments(), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 4096, 30_000})
  void largeOffsetsCostNoDigits(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    double[] column = random.doubles(rows).map(x -> 1e9 + x).toArray();
    BigDecimal sum = BigDecimal.ZERO;
    for (double x : column) {
      sum = sum.add(new BigDecimal(x));
    }
    BigDecimal mean = sum.divide(BigDecimal.valueOf(rows), DIGITS);
    BigDecimal squares = BigDecimal.ZERO;
    for (double x : column) {
      squares = squares.add(new BigDecimal(x).subtract(mean).pow(2));
    }
    double deviation = squares.divide(BigDecimal.valueOf(rows), DIGITS).sqrt(DIGITS).doubleValue();

    Standardization s = standardization(column);

    // Within a block sum and division round once each, and each joining of blocks once more.
    assertThat(s.mean()).isCloseTo(mean.doubleValue(), within(2 * Math.ulp(1e9)));
    assertThat(s.deviation()).isCloseTo(deviation, within(1e-13 * deviation));
  }

  @Test
  void extremeColumnsNeitherOverflowNorVanish() {
    for (double scale : new double[] {1e-310, 1e-200, 1, 1e200, 8e307}) {
      Standardization s = standardization(new double[] {scale, -scale, scale, -scale});
      assertThat(s.apply(scale)).as("scale %s", scale).isEqualTo(1);
      assertThat(s.apply(-scale)).as("scale %s", scale).isEqualTo(-1);
      assertThat(s.deviation()).isEqualTo(scale);
    }
  }

  @Test
  void blocksOfVeryDifferentSizeAreJoined() {
    double[] column = new double[3 * 4096];
    Arrays.fill(column, 0, 4096, 1e-300);
    Arrays.fill(column, 4096, 8192, 1e300);
    Standardization s = standardization(column);

    assertThat(s.mean()).isCloseTo(1e300 / 3, within(1e286));
    assertThat(s.deviation()).isCloseTo(1e300 * Math.sqrt(2) / 3, within(1e286));
    assertThat(s.apply(1e300)).isCloseTo(Math.sqrt(2), within(1e-14));
  }

  @Test
  void aColumnThatIsConstantInEveryBlockIsNotConstant() {
    double[] column = new double[2 * 4096];
    Arrays.fill(column, 0, 4096, 0.1);
    Arrays.fill(column, 4096, 8192, Math.nextUp(0.1));
    Standardization s = standardization(column);

    assertThat(s.deviation()).isCloseTo(Math.ulp(0.1) / 2, within(1e-18));
    assertThat(s.apply(0.1)).isLessThan(s.apply(Math.nextUp(0.1)));
  }

  @Test
  void plainOperationsGiveTheSameBitsAwayFromExtremes() {
    SplittableRandom random = new SplittableRandom(2);
    double[] column = random.doubles(200, -3, 50).toArray();
    Standardization s = standardization(column);

    for (int i = 0; i < column.length; i++) {
      assertThat(s.apply(column[i])).isEqualTo((column[i] - s.mean()) / s.deviation());
    }
  }
}
