package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;

class IntervalMatricesTest {
  private static final int ROUNDS = 200;

  private static double number(RandomStream dice) {
    int size = dice.nextInt(10);
    double m = 2 * dice.nextDouble() - 1;
    return size == 0
        ? 0
        : Math.scalb(m, size == 1 ? -1070 : size == 2 ? 1000 : dice.nextInt(60) - 30);
  }

  private static Interval[][] drawn(int rows, int columns, RandomStream dice) {
    Interval[][] b = new Interval[rows][columns];
    for (Interval[] row : b) {
      Arrays.setAll(
          row,
          j -> {
            double x = number(dice);
            double y = dice.nextInt(2) == 0 ? x : number(dice);
            return dice.nextInt(50) == 0
                ? new Interval(x, Double.POSITIVE_INFINITY)
                : new Interval(Math.min(x, y), Math.max(x, y));
          });
    }

    return b;
  }

  /** One end or the other, a finite one. */
  private static BigDecimal in(Interval x, RandomStream dice) {
    boolean low = dice.nextInt(2) == 0 || !Double.isFinite(x.high());
    return new BigDecimal(low ? x.low() : x.high());
  }

  private static boolean holds(Interval x, BigDecimal exact) {
    return (!Double.isFinite(x.low()) || new BigDecimal(x.low()).compareTo(exact) <= 0)
        && (!Double.isFinite(x.high()) || new BigDecimal(x.high()).compareTo(exact) >= 0);
  }

  @Test
  void productsHoldTheExactOnesAndAreThoseOfIntervalsWithinRounding() {
    RandomStream dice = RandomStream.of(21, "matrices", 0);
    for (int round = 0; round < ROUNDS; round++) {
      int rows = 1 + dice.nextInt(4);
      int inner = 1 + dice.nextInt(5);
      int columns = 1 + dice.nextInt(4);
      double[][] a = new double[rows][inner];
      for (double[] row : a) {
        Arrays.setAll(row, k -> number(dice));
      }

      Interval[][] b = drawn(inner, columns, dice);
      Interval[][] product = IntervalMatrices.times(a, b);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          BigDecimal exact = BigDecimal.ZERO;
          Interval naive = Interval.ZERO;
          for (int k = 0; k < inner; k++) {
            exact = exact.add(new BigDecimal(a[i][k]).multiply(in(b[k][j], dice)));
            naive = naive.plus(b[k][j].times(a[i][k]));
          }

          assertThat(holds(product[i][j], exact)).as("%s holds %s", product[i][j], exact).isTrue();
          assertThat(Double.isFinite(product[i][j].low())).isEqualTo(Double.isFinite(naive.low()));
          if (naive.finite()) {
            double size = 1e-14 * Math.max(naive.magnitude(), 1e-290);
            assertThat(naive.low() - product[i][j].low()).isLessThanOrEqualTo(size);
            assertThat(product[i][j].high() - naive.high()).isLessThanOrEqualTo(size);
          }
        }
      }
    }
  }
}
