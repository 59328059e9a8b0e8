package org.minimacensus.numeric.interval;

/**
 * Enclosures of a function of one variable and of its first two derivatives over an interval;
 * formulas of jets carry derivatives along by the chain rule (Moore, Kearfott, Cloud 2009,
 * Introduction to Interval Analysis, chapter 9).
 */
public record Jet(Interval value, Interval slope, Interval curvature) {
  private static final Interval TWO = Interval.of(2);

  /** The variable itself. */
  public static Jet variable(Interval x) {
    return new Jet(x, Interval.ONE, Interval.ZERO);
  }

  public static Jet constant(double value) {
    return new Jet(Interval.of(value), Interval.ZERO, Interval.ZERO);
  }

  public Jet plus(Jet o) {
    return new Jet(value.plus(o.value), slope.plus(o.slope), curvature.plus(o.curvature));
  }

  public Jet minus(Jet o) {
    return plus(o.times(-1));
  }

  public Jet times(double factor) {
    return times(Interval.of(factor));
  }

  public Jet times(Interval factor) {
    return new Jet(value.times(factor), slope.times(factor), curvature.times(factor));
  }

  public Jet times(Jet o) {
    return new Jet(
        value.times(o.value),
        slope.times(o.value).plus(value.times(o.slope)),
        curvature
            .times(o.value)
            .plus(TWO.times(slope).times(o.slope))
            .plus(value.times(o.curvature)));
  }

  public Jet square() {
    return chain(value.square(), TWO.times(value), TWO);
  }

  /**
   * @param exponent >= 0
   */
  public Jet power(int exponent) {
    if (exponent < 2) {
      return exponent == 0 ? constant(1) : this;
    }

    return chain(
        value.power(exponent),
        value.power(exponent - 1).times(exponent),
        value.power(exponent - 2).times(exponent).times(exponent - 1));
  }

  public Jet exp() {
    Interval e = IntervalFunctions.exp(value);
    return chain(e, e, e);
  }

  public Jet log() {
    Interval inverse = Interval.ONE.over(value);
    return chain(IntervalFunctions.log(value), inverse, inverse.square().negated());
  }

  public Jet tanh() {
    Interval t = IntervalFunctions.tanh(value);
    Interval first = Interval.ONE.minus(t.square()).max(0);
    return chain(t, first, TWO.times(t).times(first).negated());
  }

  public Jet sigmoid() {
    Interval s = IntervalFunctions.sigmoid(value);
    // 1 - s(x) = s(-x), without the cancellation.
    Interval rest = IntervalFunctions.sigmoid(value.negated());
    Interval first = s.times(rest);
    return chain(s, first, first.times(rest.minus(s)));
  }

  public Jet softplus() {
    Interval s = IntervalFunctions.sigmoid(value);
    return chain(
        IntervalFunctions.softplus(value), s, s.times(IntervalFunctions.sigmoid(value.negated())));
  }

  public Jet sin() {
    Interval s = IntervalFunctions.sin(value);
    return chain(s, IntervalFunctions.cos(value), s.negated());
  }

  public Jet erf() {
    Interval first = IntervalFunctions.erfSlope(value);
    return chain(IntervalFunctions.erf(value), first, TWO.times(value).times(first).negated());
  }

  /** Of what has both as branches and passes from one to the other. */
  public Jet hull(Jet o) {
    return new Jet(value.hull(o.value), slope.hull(o.slope), curvature.hull(o.curvature));
  }

  /**
   * A function of this.
   *
   * @param f0, f1, f2 enclose it and its derivatives over {@link #value}
   */
  public Jet chain(Interval f0, Interval f1, Interval f2) {
    return new Jet(f0, f1.times(slope), f2.times(slope.square()).plus(f1.times(curvature)));
  }
}
