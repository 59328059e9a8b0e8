package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class DoubleDoubleTest {
  private static final DoubleDouble ONE = DoubleDouble.of(1);

  private static BigDecimal exact(DoubleDouble x) {
    return new BigDecimal(x.high()).add(new BigDecimal(x.low()));
  }

  private static void assertNear(DoubleDouble found, BigDecimal expected, double error) {
    assertThat(exact(found).subtract(expected).abs().doubleValue()).isLessThanOrEqualTo(error);
  }

  private static DoubleDouble random(RandomStream stream) {
    double high = stream.nextGaussian();
    return DoubleDouble.of(high).plus(DoubleDouble.of(0x1p-54 * stream.nextGaussian()));
  }

  @Test
  void arithmeticIsThatOfExactNumbersTo104Bits() {
    RandomStream stream = RandomStream.of(7, "double-double", 0);
    for (int i = 0; i < 1000; i++) {
      DoubleDouble a = random(stream);
      DoubleDouble b = random(stream);
      BigDecimal x = exact(a);
      BigDecimal y = exact(b);
      double size = Math.abs(a.high()) + Math.abs(b.high());

      assertNear(a.plus(b), x.add(y), 0x1p-104 * size);
      assertNear(a.minus(b), x.subtract(y), 0x1p-104 * size);
      assertNear(a.times(b), x.multiply(y), 0x1p-102 * Math.abs(a.high() * b.high()));
      BigDecimal quotient = x.divide(y, new MathContext(40));
      assertNear(a.dividedBy(b), quotient, 0x1p-100 * Math.abs(quotient.doubleValue()));
      DoubleDouble square = a.times(a);
      assertNear(square.squareRoot(), x.abs(), 0x1p-100 * Math.abs(a.high()));
      assertNear(DoubleDouble.product(a.high(), b.high()), exactProduct(a.high(), b.high()), 0);
    }
  }

  private static BigDecimal exactProduct(double a, double b) {
    return new BigDecimal(a).multiply(new BigDecimal(b));
  }

  @Test
  void rootsOfWhatIsNotPositiveAreZero() {
    assertThat(DoubleDouble.ZERO.squareRoot()).isEqualTo(DoubleDouble.ZERO);
    assertThat(DoubleDouble.of(-1e-40).squareRoot()).isEqualTo(DoubleDouble.ZERO);
    assertThat(DoubleDouble.of(Double.NaN).squareRoot().high()).isNaN();
  }

  @Test
  void anglesKeepMachinsFormula() {
    DoubleDouble fifth = DoubleDouble.angle(ONE, DoubleDouble.of(5));
    DoubleDouble other = DoubleDouble.angle(ONE, DoubleDouble.of(239));
    DoubleDouble quarter = fifth.times(DoubleDouble.of(4)).minus(other);

    assertNear(quarter.times(DoubleDouble.of(4)), exact(DoubleDouble.PI), 1e-30);
  }

  @Test
  void anglesOfTheAxesAreExact() {
    assertThat(DoubleDouble.angle(DoubleDouble.ZERO, ONE)).isEqualTo(DoubleDouble.ZERO);
    assertThat(DoubleDouble.angle(DoubleDouble.ZERO, ONE.negated())).isEqualTo(DoubleDouble.PI);
    assertThat(DoubleDouble.angle(ONE, DoubleDouble.ZERO).high()).isEqualTo(Math.PI / 2);
    assertThat(DoubleDouble.angle(DoubleDouble.ZERO, DoubleDouble.ZERO))
        .isEqualTo(DoubleDouble.ZERO);
  }

  @Test
  void anglesToBothSidesOfAnAxisAddUp() {
    RandomStream stream = RandomStream.of(7, "angles", 0);
    for (int i = 0; i < 1000; i++) {
      DoubleDouble y = DoubleDouble.of(Math.abs(stream.nextGaussian()));
      double scale = Math.scalb(1.0, (i % 60) - 59);
      DoubleDouble x = DoubleDouble.of(scale * stream.nextGaussian());
      DoubleDouble there = DoubleDouble.angle(y, x);
      DoubleDouble back = DoubleDouble.angle(y, x.negated());

      assertNear(there.plus(back), exact(DoubleDouble.PI), 2e-31);
      assertThat(there.high()).isCloseTo(StrictMath.atan2(y.high(), x.high()), within(1e-15));
    }
  }

  @Test
  void smallAnglesAreTheirTangents() {
    DoubleDouble tiny = DoubleDouble.of(1e-12);

    assertNear(DoubleDouble.angle(tiny, ONE), new BigDecimal(1e-12), 1e-36);
  }

  @Test
  void anglesBelowTheAxisAreRefusedAsNotANumber() {
    assertThat(DoubleDouble.angle(ONE.negated(), ONE).high()).isNaN();
    assertThat(DoubleDouble.angle(DoubleDouble.of(Double.NaN), ONE).high()).isNaN();
  }
}
