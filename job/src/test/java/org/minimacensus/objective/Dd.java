package org.minimacensus.objective;

/**
 * Double-double numbers (about 31 digits) for reference values; slow and simple. Sums and products
 * after Dekker (1971), functions by Taylor series of positive terms.
 */
final class Dd {
  static final Dd ZERO = new Dd(0, 0);
  static final Dd ONE = new Dd(1, 0);
  private static final Dd LN2 = new Dd(0.6931471805599453, 2.3190468138462996e-17);
  private static final Dd SQRT_PI = new Dd(1.772453850905516, -7.666586499825799e-17);
  private static final Dd SQRT_HALF = new Dd(0.7071067811865476, -4.833646656726457e-17);
  private static final Dd HALF_PI = new Dd(1.5707963267948966, 6.123233995736766e-17);
  private final double hi;
  private final double lo;

  private Dd(double hi, double lo) {
    this.hi = hi;
    this.lo = lo;
  }

  static Dd of(double x) {
    return new Dd(x, 0);
  }

  double value() {
    return hi + lo;
  }

  private static Dd quick(double a, double b) {
    double s = a + b;
    return new Dd(s, b - (s - a));
  }

  Dd plus(Dd o) {
    double s = hi + o.hi;
    double v = s - hi;
    double e = (hi - (s - v)) + (o.hi - v);
    double t = lo + o.lo;
    double w = t - lo;
    double f = (lo - (t - w)) + (o.lo - w);
    Dd r = quick(s, e + t);
    return quick(r.hi, r.lo + f);
  }

  Dd minus(Dd o) {
    return plus(o.negate());
  }

  Dd negate() {
    return new Dd(-hi, -lo);
  }

  Dd abs() {
    return hi < 0 ? negate() : this;
  }

  Dd times(Dd o) {
    double p = hi * o.hi;
    double e = Math.fma(hi, o.hi, -p);
    return quick(p, e + (hi * o.lo + lo * o.hi));
  }

  Dd times(double o) {
    return times(of(o));
  }

  Dd over(Dd o) {
    double q1 = hi / o.hi;
    Dd r = minus(o.times(q1));
    double q2 = r.hi / o.hi;
    r = r.minus(o.times(q2));
    return quick(q1, q2).plus(of(r.hi / o.hi));
  }

  Dd over(double o) {
    return over(of(o));
  }

  Dd scaled(int power) {
    return new Dd(Math.scalb(hi, power), Math.scalb(lo, power));
  }

  Dd exp() {
    if (hi < -700) {
      return ZERO;
    }

    int k = (int) Math.rint(hi / LN2.hi);
    // (e^r - 1) of r / 512 by its series, then 9 doublings of the argument.
    Dd r = minus(LN2.times(k)).scaled(-9);
    Dd term = r;
    Dd sum = r;

    for (int i = 2; i < 12; i++) {
      term = term.times(r).over(i);
      sum = sum.plus(term);
    }

    for (int i = 0; i < 9; i++) {
      sum = sum.times(2).plus(sum.times(sum));
    }

    return sum.plus(ONE).scaled(k);
  }

  /** ln(1 + this) for this > -1, by Newton's method on e^t - 1. */
  Dd log1p() {
    Dd t = of(StrictMath.log1p(hi));

    for (int i = 0; i < 3; i++) {
      Dd e = t.exp();
      t = t.plus(ONE.plus(this).minus(e).over(e));
    }

    return t;
  }

  Dd sigmoid() {
    Dd u = abs().negate().exp();
    return (hi < 0 ? u : ONE).over(ONE.plus(u));
  }

  Dd tanh() {
    return times(2).sigmoid().times(2).minus(ONE);
  }

  Dd softplus() {
    Dd u = abs().negate().exp().log1p();
    return hi > 0 ? plus(u) : u;
  }

  Dd sin() {
    int quadrant = (int) Math.rint(hi / HALF_PI.hi);
    Dd r = minus(HALF_PI.times(quadrant));
    boolean cosine = (quadrant & 1) != 0;
    Dd square = r.times(r).negate();
    Dd term = cosine ? ONE : r;
    Dd sum = term;

    for (int i = cosine ? 1 : 2; i < 40; i += 2) {
      term = term.times(square).over(i * (i + 1));
      sum = sum.plus(term);
    }

    return (quadrant & 2) != 0 ? sum.negate() : sum;
  }

  /** 2/sqrt(pi) e^(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!!, good for |x| up to about 6. */
  Dd erf() {
    Dd square = times(this);
    Dd term = this;
    Dd sum = this;

    for (int n = 1; n < 400 && Math.abs(term.hi) > 1e-36 * Math.abs(sum.hi); n++) {
      term = term.times(square).times(2).over(2 * n + 1);
      sum = sum.plus(term);
    }

    return sum.times(2).times(square.negate().exp()).over(SQRT_PI);
  }

  Dd normalDistribution() {
    return ONE.plus(times(SQRT_HALF).erf()).times(0.5);
  }

  boolean positive() {
    return hi > 0;
  }

  @Override
  public String toString() {
    return hi + " + " + lo;
  }
}
