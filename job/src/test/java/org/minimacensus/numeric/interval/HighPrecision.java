package org.minimacensus.numeric.interval;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Elementary functions in decimal arithmetic of 45 digits, by power series of their own; errors are
 * below {@link #RELATIVE} of the value.
 */
final class HighPrecision {
  static final BigDecimal RELATIVE = new BigDecimal("1e-36");

  private static final MathContext DIGITS = new MathContext(45);

  /** Sums of the error function's series cancel up to e^49. */
  private static final MathContext CANCELLING = new MathContext(90);

  /** For the remainder of the largest double. */
  private static final MathContext LONG = new MathContext(420);

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal LN2 = ln2();
  private static final BigDecimal PI =
      arctan(5)
          .multiply(BigDecimal.valueOf(16))
          .subtract(arctan(239).multiply(BigDecimal.valueOf(4)));
  private static final BigDecimal HALF_PI = PI.divide(TWO, LONG);
  private static final BigDecimal HALF_PI_SHORT = HALF_PI.round(new MathContext(100));
  private static final BigDecimal ROOT_PI = PI.round(CANCELLING).sqrt(CANCELLING);
  private static final int ERF_BEYOND = 7;
  private static final int HALVINGS = 8;

  private HighPrecision() {}

  /** arctan(1/n) in many digits. */
  private static BigDecimal arctan(int n) {
    BigDecimal square = BigDecimal.valueOf((long) n * n);
    BigDecimal power = ONE.divide(BigDecimal.valueOf(n), LONG);
    BigDecimal sum = power;
    for (int k = 1; power.signum() != 0 && power.compareTo(new BigDecimal("1e-425")) > 0; k++) {
      power = power.divide(square, LONG);
      BigDecimal term = power.divide(BigDecimal.valueOf(2L * k + 1), LONG);
      sum = k % 2 == 0 ? sum.add(term, LONG) : sum.subtract(term, LONG);
    }

    return sum;
  }

  /** 2 artanh(1/3) in many digits, as multiples of it are taken away. */
  private static BigDecimal ln2() {
    BigDecimal power = TWO.divide(BigDecimal.valueOf(3), LONG);
    BigDecimal sum = power;
    for (int k = 1; k < 200; k++) {
      power = power.divide(BigDecimal.valueOf(9), LONG);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), LONG), LONG);
    }

    return sum.round(new MathContext(100));
  }

  /** sum z^(2k+1) / (2k+1), |z| <= 1/3. */
  private static BigDecimal atanh(BigDecimal z) {
    BigDecimal square = z.multiply(z, DIGITS);
    BigDecimal power = z.round(DIGITS);
    BigDecimal sum = power;
    BigDecimal least = power.abs().scaleByPowerOfTen(-46);
    for (int k = 1; power.abs().compareTo(least) > 0; k++) {
      power = power.multiply(square, DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS), DIGITS);
    }

    return sum;
  }

  static BigDecimal exp(BigDecimal x) {
    long k = x.divide(LN2, MathContext.DECIMAL64).setScale(0, RoundingMode.HALF_EVEN).longValue();
    BigDecimal r =
        x.subtract(LN2.multiply(BigDecimal.valueOf(k)), DIGITS)
            .divide(BigDecimal.valueOf(1L << HALVINGS), DIGITS);
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int n = 1; term.signum() != 0 && term.precision() - term.scale() > -48; n++) {
      term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }

    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum, DIGITS);
    }

    return sum.multiply(TWO.pow((int) k, DIGITS), DIGITS);
  }

  /** Of a positive double. */
  static BigDecimal log(double a) {
    boolean subnormal = a < Double.MIN_NORMAL;
    double normal = subnormal ? a * 0x1p60 : a;
    int exponent = Math.getExponent(normal);
    double scaled = Math.scalb(normal, -exponent);
    exponent -= subnormal ? 60 : 0;
    if (scaled > 1.4) {
      scaled /= 2;
      exponent++;
    }

    BigDecimal m = new BigDecimal(scaled);
    BigDecimal own = atanh(m.subtract(ONE).divide(m.add(ONE), DIGITS)).multiply(TWO);
    return own.add(LN2.multiply(BigDecimal.valueOf(exponent)), DIGITS);
  }

  /** log(1 + t), 0 <= t <= 1. */
  private static BigDecimal log1p(BigDecimal t) {
    return atanh(t.divide(TWO.add(t), DIGITS)).multiply(TWO);
  }

  static BigDecimal tanh(BigDecimal x) {
    if (x.abs().compareTo(new BigDecimal("0.5")) < 0) {
      return oddSeries(x, 1).divide(evenSeries(x, 1), DIGITS);
    }

    BigDecimal t = exp(x.abs().multiply(TWO).negate());
    BigDecimal value = ONE.subtract(t, DIGITS).divide(ONE.add(t, DIGITS), DIGITS);
    return x.signum() < 0 ? value.negate() : value;
  }

  static BigDecimal sigmoid(BigDecimal x) {
    return ONE.divide(ONE.add(exp(x.negate()), DIGITS), DIGITS);
  }

  static BigDecimal softplus(BigDecimal x) {
    return x.max(BigDecimal.ZERO).add(log1p(exp(x.abs().negate())), DIGITS);
  }

  /** sin of x + quarters pi / 2. */
  static BigDecimal sin(BigDecimal x, int quarters) {
    boolean small = x.abs().compareTo(BigDecimal.valueOf(1_000_000)) < 0;
    BigDecimal half = small ? HALF_PI_SHORT : HALF_PI;
    BigDecimal k =
        x.divide(half, small ? new MathContext(20) : LONG).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(k.multiply(half)).round(DIGITS);
    int turn = k.toBigInteger().add(java.math.BigInteger.valueOf(quarters)).intValue() & 3;
    BigDecimal value = turn % 2 == 0 ? oddSeries(r, -1) : evenSeries(r, -1);
    return turn < 2 ? value : value.negate();
  }

  /** sum sign^k x^(2k+1) / (2k+1)!: sin, or sinh. */
  private static BigDecimal oddSeries(BigDecimal x, int sign) {
    return series(x.round(DIGITS), x.round(DIGITS), 1, sign);
  }

  /** sum sign^k x^(2k) / (2k)!: cos, or cosh. */
  private static BigDecimal evenSeries(BigDecimal x, int sign) {
    return series(ONE, x.round(DIGITS), 0, sign);
  }

  private static BigDecimal series(BigDecimal first, BigDecimal x, int power, int sign) {
    BigDecimal square = x.multiply(x, DIGITS).multiply(BigDecimal.valueOf(sign));
    BigDecimal term = first;
    BigDecimal sum = first;
    BigDecimal least = first.abs().scaleByPowerOfTen(-46);
    for (int n = power; term.abs().compareTo(least) > 0; n += 2) {
      BigDecimal both = BigDecimal.valueOf((n + 1L) * (n + 2L));
      term = term.multiply(square, DIGITS).divide(both, DIGITS);
      sum = sum.add(term, DIGITS);
    }

    return sum;
  }

  /** 2 / sqrt(pi) sum (-1)^k x^(2k+1) / (k! (2k+1)) (DLMF 7.6.1); far out 1 but for its tail. */
  static BigDecimal erf(BigDecimal x) {
    if (x.abs().compareTo(BigDecimal.valueOf(ERF_BEYOND)) > 0) {
      BigDecimal tail =
          exp(x.multiply(x, DIGITS).min(BigDecimal.valueOf(2000)).negate())
              .divide(x.abs().multiply(ROOT_PI), DIGITS);
      BigDecimal value = ONE.subtract(tail);
      return x.signum() < 0 ? value.negate() : value;
    }

    BigDecimal at = x.round(CANCELLING);
    BigDecimal square = at.multiply(at, CANCELLING).negate();
    BigDecimal power = at;
    BigDecimal sum = at;
    BigDecimal least = at.abs().scaleByPowerOfTen(-64);
    for (int k = 1; power.abs().compareTo(least) > 0; k++) {
      power = power.multiply(square, CANCELLING).divide(BigDecimal.valueOf(k), CANCELLING);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), CANCELLING), CANCELLING);
    }

    return sum.multiply(TWO).divide(ROOT_PI, DIGITS);
  }
}
