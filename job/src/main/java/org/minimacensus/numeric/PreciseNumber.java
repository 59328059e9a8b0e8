package org.minimacensus.numeric;

/**
 * A {@link DoubleDouble} that knows how it was computed, if that was from variables of a {@link
 * PreciseTape}; else it is a constant, and so is what is computed from constants alone.
 *
 * <p>Derivatives are those of the branch that was taken.
 */
public final class PreciseNumber {
  private static final DoubleDouble ONE = DoubleDouble.of(1);

  /** 2 / sqrt(pi), the slope of erf at 0. */
  private static final DoubleDouble ERF_SLOPE =
      DoubleDouble.of(2).dividedBy(DoubleDouble.PI.squareRoot());

  private static final DoubleDouble NORMAL_SLOPE =
      ONE.dividedBy(DoubleDouble.PI.times(DoubleDouble.of(2)).squareRoot());

  private final DoubleDouble value;
  private final PreciseTape tape;
  private final PreciseNumber first;
  private final PreciseNumber second;
  private final DoubleDouble byFirst;
  private final DoubleDouble bySecond;
  private DoubleDouble slope = DoubleDouble.ZERO;

  /** A constant, or a variable where there is a tape. */
  PreciseNumber(DoubleDouble value, PreciseTape tape) {
    this.value = value;
    this.tape = tape;
    this.first = null;
    this.second = null;
    this.byFirst = null;
    this.bySecond = null;
  }

  private PreciseNumber(
      DoubleDouble value,
      PreciseTape tape,
      PreciseNumber first,
      DoubleDouble byFirst,
      PreciseNumber second,
      DoubleDouble bySecond) {
    this.value = value;
    this.tape = tape;
    this.first = first;
    this.byFirst = byFirst;
    this.second = second;
    this.bySecond = bySecond;
    tape.record(this);
  }

  public static PreciseNumber of(DoubleDouble value) {
    return new PreciseNumber(value, null);
  }

  public static PreciseNumber of(double value) {
    return of(DoubleDouble.of(value));
  }

  public DoubleDouble value() {
    return value;
  }

  /** Of a variable: the derivatives by it that were added up so far. */
  public DoubleDouble slope() {
    return slope;
  }

  void add(DoubleDouble weight) {
    slope = slope.plus(weight);
  }

  /** Gives what is derived by this number to what it was computed from. */
  void passOn() {
    DoubleDouble s = slope;
    slope = DoubleDouble.ZERO;
    if (s.high() == 0) {
      return;
    }

    first.add(s.times(byFirst));
    if (second != null) {
      second.add(s.times(bySecond));
    }
  }

  private PreciseNumber of(DoubleDouble result, DoubleDouble derivative) {
    return tape == null
        ? of(result)
        : new PreciseNumber(result, tape, this, derivative, null, null);
  }

  private PreciseNumber of(
      DoubleDouble result, DoubleDouble derivative, PreciseNumber other, DoubleDouble byOther) {
    if (other.tape == null) {
      return of(result, derivative);
    }

    return tape == null
        ? other.of(result, byOther)
        : new PreciseNumber(result, tape, this, derivative, other, byOther);
  }

  public PreciseNumber plus(PreciseNumber other) {
    return of(value.plus(other.value), ONE, other, ONE);
  }

  public PreciseNumber minus(PreciseNumber other) {
    return of(value.minus(other.value), ONE, other, ONE.negated());
  }

  public PreciseNumber times(PreciseNumber other) {
    return of(value.times(other.value), other.value, other, value);
  }

  public PreciseNumber times(double factor) {
    return of(value.times(DoubleDouble.of(factor)), DoubleDouble.of(factor));
  }

  public PreciseNumber dividedBy(double divisor) {
    DoubleDouble d = DoubleDouble.of(divisor);
    return of(value.dividedBy(d), ONE.dividedBy(d));
  }

  public PreciseNumber negated() {
    return of(value.negated(), ONE.negated());
  }

  /** The n-th power, n >= 0. */
  public PreciseNumber power(int n) {
    DoubleDouble below = ONE;
    for (int i = 1; i < n; i++) {
      below = below.times(value);
    }

    return n == 0 ? of(1) : of(below.times(value), below.times(DoubleDouble.of(n)));
  }

  public boolean positive() {
    return value.high() > 0;
  }

  public PreciseNumber absolute() {
    return value.high() < 0 ? negated() : this;
  }

  public PreciseNumber exp() {
    DoubleDouble e = PreciseFunctions.exp(value);
    return of(e, e);
  }

  /** ln(1 + x). */
  public PreciseNumber log1p() {
    return of(PreciseFunctions.log1p(value), ONE.dividedBy(ONE.plus(value)));
  }

  public PreciseNumber sigmoid() {
    DoubleDouble s = PreciseFunctions.sigmoid(value);
    return of(s, s.times(PreciseFunctions.sigmoid(value.negated())));
  }

  public PreciseNumber tanh() {
    DoubleDouble t = PreciseFunctions.tanh(value);
    // 1 - t^2 without its cancellation.
    DoubleDouble s = PreciseFunctions.sigmoid(value.times(DoubleDouble.of(2)));
    DoubleDouble below = PreciseFunctions.sigmoid(value.times(DoubleDouble.of(-2)));
    return of(t, s.times(below).times(DoubleDouble.of(4)));
  }

  /** ln(1 + e^x). */
  public PreciseNumber softplus() {
    return of(PreciseFunctions.softplus(value), PreciseFunctions.sigmoid(value));
  }

  public PreciseNumber sin() {
    DoubleDouble quarter = DoubleDouble.PI.times(DoubleDouble.of(0.5));
    return of(PreciseFunctions.sin(value), PreciseFunctions.sin(value.plus(quarter)));
  }

  public PreciseNumber erf() {
    DoubleDouble bell = PreciseFunctions.exp(value.times(value).negated());
    return of(PreciseFunctions.erf(value), ERF_SLOPE.times(bell));
  }

  /** The distribution function of the standard normal law. */
  public PreciseNumber normal() {
    DoubleDouble bell = PreciseFunctions.exp(value.times(value).times(DoubleDouble.of(-0.5)));
    return of(PreciseFunctions.normal(value), NORMAL_SLOPE.times(bell));
  }
}
