package org.minimacensus.numeric.interval;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A closed interval of reals, {@code low <= x <= high}; a bound may be infinite.
 *
 * <p>Java rounds +, -, *, / and sqrt of doubles correctly (JLS 17, 15.4), so the neighbour of a
 * rounded bound is beyond the exact one (Rump 2010, Verification methods, Acta Numerica 19, section
 * 5). A bound that is exactly 0 because a factor is stays 0. Where a quotient or a function has no
 * finite bound the result is {@link #ENTIRE}; nothing is ever NaN.
 *
 * @param low not NaN, not positive infinity
 * @param high not NaN, not negative infinity, not below {@code low}
 */
public record Interval(double low, double high) implements Serializable {
  public static final Interval ZERO = new Interval(0, 0);
  public static final Interval ONE = new Interval(1, 1);

  /** All reals. */
  public static final Interval ENTIRE =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Interval {
    if (!(low <= high) || low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "expected bounds of an interval, low <= high, found " + low + " and " + high);
    }
  }

  /** The one number. */
  public static Interval of(double point) {
    return point == 0 ? ZERO : new Interval(point, point);
  }

  /** The box of one point. */
  public static Interval[] points(double... point) {
    return Arrays.stream(point).mapToObj(Interval::of).toArray(Interval[]::new);
  }

  /** All numbers at most {@code radius >= 0} away. */
  public static Interval around(double middle, double radius) {
    return new Interval(down(middle - radius), up(middle + radius));
  }

  /** A bound that was rounded, moved outwards by one double. */
  static double down(double rounded) {
    return Double.isNaN(rounded) ? Double.NEGATIVE_INFINITY : Math.nextDown(rounded);
  }

  /** The same upwards. */
  static double up(double rounded) {
    return Double.isNaN(rounded) ? Double.POSITIVE_INFINITY : Math.nextUp(rounded);
  }

  public Interval plus(Interval o) {
    if (isZero()) {
      return o;
    }

    return o.isZero() ? this : new Interval(down(low + o.low), up(high + o.high));
  }

  public Interval minus(Interval o) {
    return plus(o.negated());
  }

  public Interval negated() {
    // 0 - x has no negative zero.
    return new Interval(0 - high, 0 - low);
  }

  public Interval times(Interval o) {
    double a = lowerProduct(low, o.low, o.high);
    double b = lowerProduct(high, o.low, o.high);
    double c = upperProduct(low, o.low, o.high);
    double d = upperProduct(high, o.low, o.high);
    return new Interval(Math.min(a, b), Math.max(c, d));
  }

  public Interval times(double factor) {
    return times(of(factor));
  }

  private static double lowerProduct(double x, double y, double z) {
    return Math.min(lowerProduct(x, y), lowerProduct(x, z));
  }

  private static double upperProduct(double x, double y, double z) {
    return Math.max(upperProduct(x, y), upperProduct(x, z));
  }

  /** A bound of 0 times an infinite one is 0: the interval holds reals alone. */
  private static double lowerProduct(double x, double y) {
    return x == 0 || y == 0 ? 0 : Math.nextDown(x * y);
  }

  private static double upperProduct(double x, double y) {
    return x == 0 || y == 0 ? 0 : Math.nextUp(x * y);
  }

  /** {@link #ENTIRE} where the divisor holds 0. */
  public Interval over(Interval o) {
    return o.holds(0) ? ENTIRE : times(o.reciprocal());
  }

  /** Of an interval without 0. */
  private Interval reciprocal() {
    return new Interval(down(1 / high), up(1 / low));
  }

  /** The squares, none of which is negative. */
  public Interval square() {
    double near = mignitude();
    double far = magnitude();
    double below = near == 0 ? 0 : Math.max(0, down(near * near));
    return new Interval(below, far == 0 ? 0 : up(far * far));
  }

  /**
   * Powers of a whole exponent.
   *
   * @param exponent >= 0
   */
  public Interval power(int exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("expected an exponent >= 0, found " + exponent);
    }

    if (exponent == 0) {
      return ONE;
    }

    Interval root = power(exponent / 2);
    return exponent % 2 == 0 ? root.square() : root.square().times(this);
  }

  /** Square roots of what is not negative; 0 where all is. */
  public Interval sqrt() {
    return new Interval(
        low <= 0 ? 0 : Math.max(0, down(Math.sqrt(low))), high <= 0 ? 0 : up(Math.sqrt(high)));
  }

  /** The smallest interval that holds both. */
  public Interval hull(Interval o) {
    return new Interval(Math.min(low, o.low), Math.max(high, o.high));
  }

  /** max(x, o). */
  public Interval max(double o) {
    return new Interval(Math.max(low, o), Math.max(high, o));
  }

  /** What both hold; the caller knows that they meet. */
  public Interval meet(Interval o) {
    return new Interval(Math.max(low, o.low), Math.min(high, o.high));
  }

  public boolean holds(double x) {
    return low <= x && x <= high;
  }

  public boolean holds(Interval o) {
    return low <= o.low && o.high <= high;
  }

  /** Whether the other one is in the open interval. */
  public boolean holdsInside(Interval o) {
    return low < o.low && o.high < high;
  }

  public boolean meets(Interval o) {
    return low <= o.high && o.low <= high;
  }

  public boolean finite() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  private boolean isZero() {
    return low == 0 && high == 0;
  }

  /** A number in it, near the middle; of {@link #ENTIRE} 0. */
  public double middle() {
    double middle = 0.5 * low + 0.5 * high;
    return Double.isNaN(middle)
        ? 0
        : Math.min(
            high, Math.max(low, Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, middle))));
  }

  /** An upper bound of the distance of any number in it from {@link #middle}. */
  public double radius() {
    double m = middle();
    return Math.max(up(m - low), up(high - m));
  }

  /** The largest absolute value. */
  public double magnitude() {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  /** The smallest absolute value. */
  public double mignitude() {
    return holds(0) ? 0 : Math.min(Math.abs(low), Math.abs(high));
  }
}
