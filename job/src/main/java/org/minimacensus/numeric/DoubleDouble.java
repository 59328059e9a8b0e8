package org.minimacensus.numeric;

/**
 * The unevaluated sum of two doubles, about 31 decimal digits (Dekker 1971; Hida, Li and Bailey
 * 2001), for values that are small differences of large terms.
 *
 * <p>Relative errors are a few times 2^-104 where no bound is given. Overflow and numbers that are
 * not finite give numbers that are not finite.
 *
 * @param high the sum rounded to a double
 * @param low what is left, at most half a unit in the last place of {@code high}
 */
public record DoubleDouble(double high, double low) {
  public static final DoubleDouble ZERO = new DoubleDouble(0, 0);
  public static final DoubleDouble PI = new DoubleDouble(Math.PI, 1.2246467991473532e-16);

  /** Angles of the table, of which the quarter turn and the half turn are two. */
  private static final int ANGLES = 256;

  /** Half-turn shares of the table: cosine and sine of pi j / ANGLES, j = 0, ..., ANGLES. */
  private static final DoubleDouble[] COSINES = new DoubleDouble[ANGLES + 1];

  private static final DoubleDouble[] SINES = new DoubleDouble[ANGLES + 1];

  /** Terms of the arc tangent's series; the table leaves |tangent| below 0.0062. */
  private static final int TERMS = 7;

  /** The last terms are so small that doubles are exact enough. */
  private static final int LONG_TERMS = 4;

  /** (-1)^n / (2 n + 1). */
  private static final DoubleDouble[] ARC_TANGENT = new DoubleDouble[TERMS];

  static {
    for (int n = 0; n < TERMS; n++) {
      ARC_TANGENT[n] = of(n % 2 == 0 ? 1 : -1).dividedBy(of(2 * n + 1));
    }

    for (int j = 0; j <= ANGLES / 4; j++) {
      DoubleDouble angle = PI.times(of((double) j / ANGLES));
      // Symmetries give the others, and exact zeros and ones.
      COSINES[j] = series(angle, 0);
      SINES[j] = series(angle, 1);
      COSINES[ANGLES / 2 - j] = SINES[j];
      SINES[ANGLES / 2 - j] = COSINES[j];
    }

    for (int j = 0; j < ANGLES / 2; j++) {
      COSINES[ANGLES - j] = COSINES[j].negated();
      SINES[ANGLES - j] = SINES[j];
    }
  }

  /** x - x^3/3! + ... or 1 - x^2/2! + ... for |x| <= 1, by the power of the first term. */
  private static DoubleDouble series(DoubleDouble x, int firstPower) {
    DoubleDouble square = x.times(x).negated();
    DoubleDouble term = firstPower == 0 ? of(1) : x;
    DoubleDouble sum = term;

    for (int n = firstPower + 2; n <= 28 + firstPower; n += 2) {
      term = term.times(square).dividedBy(of((double) n * (n - 1)));
      sum = sum.plus(term);
    }

    return sum;
  }

  public static DoubleDouble of(double x) {
    return new DoubleDouble(x, 0);
  }

  /** a b, exactly unless it underflows. */
  public static DoubleDouble product(double a, double b) {
    double p = a * b;
    return new DoubleDouble(p, Math.fma(a, b, -p));
  }

  /** The sum of two doubles of which the first is not the smaller in magnitude. */
  private static DoubleDouble ordered(double large, double small) {
    double sum = large + small;
    return new DoubleDouble(sum, small - (sum - large));
  }

  public DoubleDouble negated() {
    return new DoubleDouble(-high, -low);
  }

  public DoubleDouble plus(DoubleDouble other) {
    double sum = high + other.high;
    double part = sum - high;
    double error = (high - (sum - part)) + (other.high - part);
    double lowSum = low + other.low;
    double lowPart = lowSum - low;
    double lowError = (low - (lowSum - lowPart)) + (other.low - lowPart);
    DoubleDouble first = ordered(sum, error + lowSum);
    return ordered(first.high, first.low + lowError);
  }

  public DoubleDouble minus(DoubleDouble other) {
    return plus(other.negated());
  }

  public DoubleDouble times(DoubleDouble other) {
    double p = high * other.high;
    double error = Math.fma(high, other.high, -p);
    return ordered(p, error + Math.fma(high, other.low, low * other.high));
  }

  public DoubleDouble dividedBy(DoubleDouble other) {
    double first = high / other.high;
    DoubleDouble rest = minus(other.times(of(first)));
    double second = rest.high / other.high;
    rest = rest.minus(other.times(of(second)));
    return ordered(first, second).plus(of(rest.high / other.high));
  }

  /** The square root; 0 for numbers that are not above 0. */
  public DoubleDouble squareRoot() {
    if (!(high > 0)) {
      return high <= 0 ? ZERO : this;
    }

    double root = Math.sqrt(high);
    double correction = minus(product(root, root)).high / (2 * root);
    return ordered(root, correction);
  }

  /**
   * The angle of the point (x, y) seen from the origin, in [0, pi], with an absolute error below
   * 1e-30; 0 at the origin.
   *
   * @param y not below 0
   */
  public static DoubleDouble angle(DoubleDouble y, DoubleDouble x) {
    if (y.high == 0 && x.high == 0) {
      return ZERO;
    }

    double near = StrictMath.atan2(y.high, x.high) / Math.PI * ANGLES;
    if (!(near >= 0 && near <= ANGLES)) {
      return new DoubleDouble(Double.NaN, Double.NaN);
    }

    int j = (int) Math.rint(near);
    DoubleDouble cosine = COSINES[j];
    DoubleDouble sine = SINES[j];
    DoubleDouble across = y.times(cosine).minus(x.times(sine));
    DoubleDouble along = x.times(cosine).plus(y.times(sine));
    DoubleDouble rest = arcTangent(across.dividedBy(along));
    return PI.times(of((double) j / ANGLES)).plus(rest);
  }

  /** For |q| below 0.0062. */
  private static DoubleDouble arcTangent(DoubleDouble q) {
    DoubleDouble square = q.times(q);
    double tail = 0;

    for (int n = TERMS - 1; n >= LONG_TERMS; n--) {
      tail = Math.fma(tail, square.high, ARC_TANGENT[n].high);
    }

    DoubleDouble sum = of(tail);

    for (int n = LONG_TERMS - 1; n >= 0; n--) {
      sum = sum.times(square).plus(ARC_TANGENT[n]);
    }

    return sum.times(q);
  }
}
