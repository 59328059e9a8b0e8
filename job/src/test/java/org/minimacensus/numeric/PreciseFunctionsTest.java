package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Against Taylor series in 60 decimal digits. */
class PreciseFunctionsTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");

  private static BigDecimal exact(DoubleDouble x) {
    return new BigDecimal(x.high()).add(new BigDecimal(x.low()));
  }

  private static BigDecimal exp(BigDecimal x) {
    BigDecimal r = x.divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 60; n++) {
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }

    for (int i = 0; i < 10; i++) {
      sum = sum.multiply(sum, DIGITS);
    }

    return sum;
  }

  private static BigDecimal sigmoid(BigDecimal x) {
    return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(x.negate())), DIGITS);
  }

  private static BigDecimal sin(BigDecimal x) {
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 1; n < 60; n++) {
      term =
          term.multiply(x, DIGITS)
              .multiply(x, DIGITS)
              .negate()
              .divide(BigDecimal.valueOf(2L * n * (2 * n + 1)), DIGITS);
      sum = sum.add(term, DIGITS);
    }

    return sum;
  }

  /** The alternating series; its digits are enough up to 4. */
  private static BigDecimal erf(BigDecimal x) {
    BigDecimal power = x;
    BigDecimal sum = x;
    for (int n = 1; n < 150; n++) {
      power =
          power
              .multiply(x, DIGITS)
              .multiply(x, DIGITS)
              .negate()
              .divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
    }

    return sum.multiply(TWO).divide(PI.sqrt(DIGITS), DIGITS);
  }

  private static void check(
      String what,
      UnaryOperator<DoubleDouble> found,
      UnaryOperator<BigDecimal> expected,
      double most,
      boolean relative) {
    RandomStream stream = RandomStream.of(11, what, 0);
    for (int i = 0; i < 200; i++) {
      double high = most * (2 * stream.nextDouble() - 1);
      DoubleDouble x = DoubleDouble.of(high).plus(DoubleDouble.of(0x1p-55 * high));
      BigDecimal y = expected.apply(exact(x));
      double error = exact(found.apply(x)).subtract(y).abs().doubleValue();
      double scale = relative ? Math.abs(y.doubleValue()) : 1;
      assertThat(error).as("%s(%s)", what, high).isLessThanOrEqualTo(1e-29 * scale);
    }
  }

  @Test
  void functionsHave29Digits() {
    check("exp", PreciseFunctions::exp, PreciseFunctionsTest::exp, 30, true);
    check("sigmoid", PreciseFunctions::sigmoid, PreciseFunctionsTest::sigmoid, 30, true);
    check(
        "tanh",
        PreciseFunctions::tanh,
        x -> sigmoid(x.multiply(TWO)).multiply(TWO).subtract(BigDecimal.ONE),
        10,
        false);
    check("sin", PreciseFunctions::sin, PreciseFunctionsTest::sin, 6, false);
    check("erf", PreciseFunctions::erf, PreciseFunctionsTest::erf, 4, false);
  }

  @Test
  void logarithmsAreInversesOfTheExponential() {
    RandomStream stream = RandomStream.of(12, "log1p", 0);
    for (int i = 0; i < 200; i++) {
      DoubleDouble x = DoubleDouble.of(StrictMath.exp(20 * stream.nextDouble() - 10));
      BigDecimal back = exp(exact(PreciseFunctions.log1p(x))).subtract(BigDecimal.ONE);
      assertThat(back.subtract(exact(x)).abs().doubleValue())
          .isLessThanOrEqualTo(1e-28 * (1 + x.high()));
      // ln(1 + e^x) - ln(1 + e^-x) = x
      DoubleDouble odd = PreciseFunctions.softplus(x).minus(PreciseFunctions.softplus(x.negated()));
      assertThat(Math.abs(odd.minus(x).high())).isLessThanOrEqualTo(1e-28 * (1 + x.high()));
    }
  }

  @Test
  void farArgumentsEndOnLimits() {
    assertThat(PreciseFunctions.exp(DoubleDouble.of(-800))).isEqualTo(DoubleDouble.ZERO);
    assertThat(PreciseFunctions.exp(DoubleDouble.of(800)).high()).isInfinite();
    assertThat(PreciseFunctions.erf(DoubleDouble.of(-20)).high()).isEqualTo(-1);
    assertThat(PreciseFunctions.normal(DoubleDouble.of(30)).high()).isEqualTo(1);
  }
}
