package org.minimacensus.numeric;

/**
 * Elementary functions of {@link DoubleDouble} numbers, to about 30 digits: series of terms of one
 * sign after a reduction of the argument. Slow and simple; nothing is shared with {@link
 * Elementary}.
 */
public final class PreciseFunctions {
  private static final DoubleDouble ONE = DoubleDouble.of(1);
  private static final DoubleDouble TWO = DoubleDouble.of(2);
  private static final DoubleDouble HALF = DoubleDouble.of(0.5);
  private static final DoubleDouble LN2 =
      new DoubleDouble(0.6931471805599453, 2.3190468138462996e-17);
  private static final DoubleDouble SQRT_PI =
      new DoubleDouble(1.772453850905516, -7.666586499825799e-17);
  private static final DoubleDouble SQRT_HALF =
      new DoubleDouble(0.7071067811865476, -4.833646656726457e-17);
  private static final DoubleDouble HALF_PI =
      new DoubleDouble(1.5707963267948966, 6.123233995736766e-17);

  /** Below this e^x is 0 here, and above its negative infinite. */
  private static final double LEAST_EXPONENT = -700;

  /** The argument of the exponential's series is divided by 2 to this power. */
  private static final int HALVINGS = 9;

  private PreciseFunctions() {}

  /** x 2^power, exactly unless it underflows. */
  private static DoubleDouble scaled(DoubleDouble x, int power) {
    return new DoubleDouble(Math.scalb(x.high(), power), Math.scalb(x.low(), power));
  }

  public static DoubleDouble absolute(DoubleDouble x) {
    return x.high() < 0 ? x.negated() : x;
  }

  /** e^x; 0 below -700, infinite above 709. */
  public static DoubleDouble exp(DoubleDouble x) {
    if (x.high() < LEAST_EXPONENT) {
      return DoubleDouble.ZERO;
    }

    if (!(x.high() < 709)) {
      return DoubleDouble.of(StrictMath.exp(x.high()));
    }

    int k = (int) Math.rint(x.high() / LN2.high());
    // e^r - 1 by its series, then doublings of the argument.
    DoubleDouble r = scaled(x.minus(LN2.times(DoubleDouble.of(k))), -HALVINGS);
    DoubleDouble term = r;
    DoubleDouble sum = r;
    for (int i = 2; i < 12; i++) {
      term = term.times(r).dividedBy(DoubleDouble.of(i));
      sum = sum.plus(term);
    }

    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.times(TWO).plus(sum.times(sum));
    }

    return scaled(sum.plus(ONE), k);
  }

  /** ln(1 + x) for x > -1, by Newton's method on the exponential. */
  public static DoubleDouble log1p(DoubleDouble x) {
    DoubleDouble t = DoubleDouble.of(StrictMath.log1p(x.high()));
    for (int i = 0; i < 3; i++) {
      DoubleDouble e = exp(t);
      t = t.plus(ONE.plus(x).minus(e).dividedBy(e));
    }

    return t;
  }

  /** 1 / (1 + e^-x). */
  public static DoubleDouble sigmoid(DoubleDouble x) {
    DoubleDouble u = exp(absolute(x).negated());
    return (x.high() < 0 ? u : ONE).dividedBy(ONE.plus(u));
  }

  public static DoubleDouble tanh(DoubleDouble x) {
    return sigmoid(x.times(TWO)).times(TWO).minus(ONE);
  }

  /** ln(1 + e^x). */
  public static DoubleDouble softplus(DoubleDouble x) {
    DoubleDouble u = log1p(exp(absolute(x).negated()));
    return x.high() > 0 ? x.plus(u) : u;
  }

  /** For arguments far below 1e15. */
  public static DoubleDouble sin(DoubleDouble x) {
    int quadrant = (int) Math.rint(x.high() / HALF_PI.high());
    DoubleDouble r = x.minus(HALF_PI.times(DoubleDouble.of(quadrant)));
    boolean cosine = (quadrant & 1) != 0;
    DoubleDouble square = r.times(r).negated();
    DoubleDouble term = cosine ? ONE : r;
    DoubleDouble sum = term;
    for (int i = cosine ? 1 : 2; i < 40; i += 2) {
      term = term.times(square).dividedBy(DoubleDouble.of((double) i * (i + 1)));
      sum = sum.plus(term);
    }

    return (quadrant & 2) != 0 ? sum.negated() : sum;
  }

  /** 2/sqrt(pi) e^(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!!; plus or minus 1 where |x| > 12. */
  public static DoubleDouble erf(DoubleDouble x) {
    if (Math.abs(x.high()) > 12) {
      return DoubleDouble.of(Math.signum(x.high()));
    }

    DoubleDouble square = x.times(x);
    DoubleDouble term = x;
    DoubleDouble sum = x;
    for (int n = 1; n < 1000 && Math.abs(term.high()) > 1e-36 * Math.abs(sum.high()); n++) {
      term = term.times(square).times(TWO).dividedBy(DoubleDouble.of(2 * n + 1));
      sum = sum.plus(term);
    }

    return sum.times(TWO).times(exp(square.negated())).dividedBy(SQRT_PI);
  }

  /** The distribution function of the standard normal law; absolute precision. */
  public static DoubleDouble normal(DoubleDouble x) {
    return ONE.plus(erf(x.times(SQRT_HALF))).times(HALF);
  }
}
