package org.minimacensus.numeric.interval;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Elementary functions of intervals.
 *
 * <p>Values at points come from {@code StrictMath}, which is fdlibm: exp, log, expm1, log1p, sin
 * and cos err by less than one unit in the last place of the real result, tanh by less than 2.5
 * (Java SE 17 API, java.lang.StrictMath and java.lang.Math). They are moved outwards by twice that.
 * The error function has a series of positive terms of its own.
 */
public final class IntervalFunctions {
  /** pi lies between the double below it and the next. */
  private static final Interval PI = new Interval(Math.PI, Math.nextUp(Math.PI));

  private static final Interval TWO_OVER_ROOT_PI = Interval.of(2).over(PI.sqrt());
  private static final Interval UNIT = new Interval(-1, 1);
  private static final int ONE_ULP = 2;
  private static final int TANH_ULPS = 6;

  /** 1 - erf(6) = 2.2e-17 is below half a unit in the last place of 1. */
  private static final double ERF_ONE = 6;

  private static final int MOST_TERMS = 500;

  private IntervalFunctions() {}

  private static double below(double value, int ulps) {
    double v = value;
    for (int i = 0; i < ulps; i++) {
      v = Interval.down(v);
    }

    return v;
  }

  private static double above(double value, int ulps) {
    double v = value;
    for (int i = 0; i < ulps; i++) {
      v = Interval.up(v);
    }

    return v;
  }

  /** Of a function that does not fall. */
  private static Interval rising(Interval x, DoubleUnaryOperator f, int ulps) {
    return new Interval(
        below(f.applyAsDouble(x.low()), ulps), above(f.applyAsDouble(x.high()), ulps));
  }

  /** The same by enclosures of its values at points. */
  private static Interval rising(Interval x, UnaryOperator<Interval> at) {
    double low =
        x.low() == Double.NEGATIVE_INFINITY
            ? Double.NEGATIVE_INFINITY
            : at.apply(Interval.of(x.low())).low();
    double high =
        x.high() == Double.POSITIVE_INFINITY
            ? Double.POSITIVE_INFINITY
            : at.apply(Interval.of(x.high())).high();
    return new Interval(low, high);
  }

  public static Interval exp(Interval x) {
    Interval y = rising(x, StrictMath::exp, ONE_ULP);
    return new Interval(Math.max(0, y.low()), y.high());
  }

  /** Of what is positive; unbounded below where 0 or less is in it, and all of it where all is. */
  public static Interval log(Interval x) {
    if (x.high() <= 0) {
      return Interval.ENTIRE;
    }

    double low = x.low() <= 0 ? Double.NEGATIVE_INFINITY : below(StrictMath.log(x.low()), ONE_ULP);
    return new Interval(low, above(StrictMath.log(x.high()), ONE_ULP));
  }

  /** log(1 + x) of x >= 0. */
  private static Interval log1p(Interval x) {
    Interval y = rising(x.max(0), StrictMath::log1p, ONE_ULP);
    return y.max(0);
  }

  public static Interval tanh(Interval x) {
    return rising(x, StrictMath::tanh, TANH_ULPS).meet(UNIT);
  }

  /** 1 / (1 + e^-x). */
  public static Interval sigmoid(Interval x) {
    Interval y =
        rising(
            x,
            point ->
                point.low() >= 0
                    ? Interval.ONE.over(Interval.ONE.plus(exp(point.negated())))
                    : exp(point).over(Interval.ONE.plus(exp(point))));
    return y.meet(new Interval(0, 1));
  }

  /** log(1 + e^x). */
  public static Interval softplus(Interval x) {
    return rising(x, point -> point.max(0).plus(log1p(exp(Interval.of(-Math.abs(point.low()))))))
        .max(0);
  }

  /** By its value in the middle, as it changes no faster than its argument. */
  public static Interval sin(Interval x) {
    return wave(x, StrictMath::sin);
  }

  public static Interval cos(Interval x) {
    return wave(x, StrictMath::cos);
  }

  private static Interval wave(Interval x, DoubleUnaryOperator f) {
    if (!x.finite()) {
      return UNIT;
    }

    double middle = x.middle();
    double value = f.applyAsDouble(middle);
    Interval at = new Interval(below(value, ONE_ULP), above(value, ONE_ULP));
    double radius = x.low() == x.high() ? 0 : x.radius();
    return at.plus(new Interval(-radius, radius)).meet(UNIT);
  }

  /** 2/sqrt(pi) e^(-x^2), the derivative of the error function. */
  public static Interval erfSlope(Interval x) {
    return TWO_OVER_ROOT_PI.times(exp(x.square().negated()));
  }

  public static Interval erf(Interval x) {
    return rising(x, IntervalFunctions::erfAt).meet(UNIT);
  }

  /**
   * At a point: 2/sqrt(pi) e^(-x^2) sum_n 2^n x^(2n+1) / (1 3 ... (2n+1)) (DLMF 7.6.2). Terms of
   * one sign, the quotient of which falls; what is left behind one is below a geometric series.
   */
  private static Interval erfAt(Interval point) {
    double x = Math.abs(point.low());
    Interval value;
    if (x >= ERF_ONE) {
      value = new Interval(Math.nextDown(1.0), 1);
    } else {
      Interval square = Interval.of(x).square();
      Interval term = Interval.of(x);
      Interval sum = term;
      for (int n = 0; n < MOST_TERMS; n++) {
        Interval quotient = square.times(2).over(Interval.of(2.0 * n + 3));
        term = term.times(quotient);
        sum = sum.plus(term);
        if (quotient.high() <= 0.5 && term.high() <= 1e-20 * sum.low()) {
          break;
        }
      }

      // The next quotients are below 1/2: what is left is at most the last term.
      sum = sum.plus(new Interval(0, Math.max(0, term.high())));
      value = erfSlope(Interval.of(x)).times(sum);
    }

    return point.low() < 0 ? value.negated() : value;
  }
}
