package org.minimacensus.numeric;

/**
 * Elementary functions whose bits depend on the argument alone.
 *
 * <p>{@code Math.exp} and its relatives may round differently in the interpreter and in compiled
 * code; an objective that changes its last bits while it is being minimised cannot be reproduced.
 * The functions here use only correctly rounded operations (add, multiply, divide, fused
 * multiply-add) or {@code StrictMath}. The array functions of {@link Kernels} equal them bit by
 * bit.
 *
 * <p>Exponentials reduce x = k ln 2 + r with |r| <= ln(2)/2 (Cody and Waite 1980) and use e^r = 1 +
 * p(r), p(r) = r + r^2 q(r), q the polynomial of degree 9 that interpolates (e^r - 1 - r)/r^2 at
 * the Chebyshev nodes of that interval (error of r^2 q: 1.3e-17), summed in Estrin's shape.
 */
public final class Elementary {
  static final double LOG2_E = 1.4426950408889634;

  /** ln 2 in two parts; k times the first is exact for the k that occur. */
  static final double LN2_HIGH = 6.93147180369123816490e-01;

  static final double LN2_LOW = 1.90821492927058770002e-10;

  /** Adding this rounds to an integer, which then stands in the low bits of the sum. */
  static final double ROUND = 0x1.8p52;

  static final long ONE_BITS = 0x3ff0000000000000L;

  /** Bits of 1/2: exp scales by 2^(k-1) and doubles, so that k = 1024 is reached. */
  static final long HALF_BITS = 0x3fe0000000000000L;

  /** Above this, e^x is infinite; there k = 1024 and the last doubling overflows. */
  static final double EXP_HIGH = 710.0;

  /** Here k = -1022 and the scale 2^(k-1) has the bits of zero. */
  static final double EXP_LOW = -708.4;

  /** Here e^-x has k = -1023, the scale 2^k has the bits of zero. */
  static final double DECAY_LIMIT = 709.0;

  static final double Q0 = 0.5;
  static final double Q1 = 0.16666666666666669;
  static final double Q2 = 0.04166666666662413;
  static final double Q3 = 0.008333333333330062;
  static final double Q4 = 0.0013888888917213717;
  static final double Q5 = 0.00019841269863053618;
  static final double Q6 = 2.4801521295954376e-05;
  static final double Q7 = 2.7557268459997064e-06;
  static final double Q8 = 2.7620088445409746e-07;
  static final double Q9 = 2.510038549551032e-08;

  // R(z)/z on [0, 1/9], interpolated at Chebyshev nodes, error of R: 7.4e-18.
  static final double G0 = 0.6666666666666666;
  static final double G1 = 0.40000000000014585;
  static final double G2 = 0.2857142856710876;
  static final double G3 = 0.22222222717427864;
  static final double G4 = 0.18181789436132859;
  static final double G5 = 0.15385570064958623;
  static final double G6 = 0.13314144209654935;
  static final double G7 = 0.12001072809590713;
  static final double G8 = 0.08800738486144674;
  static final double G9 = 0.1616404561194353;

  private Elementary() {}

  /** x^n as a product from the left, n >= 0. */
  public static double power(double x, int n) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= x;
    }

    return product;
  }

  /** q of e^r = 1 + r + r^2 q(r), |r| <= ln(2)/2. */
  private static double quotient(double r, double r2) {
    double low = Math.fma(Math.fma(Q3, r, Q2), r2, Math.fma(Q1, r, Q0));
    double high = Math.fma(Math.fma(Q7, r, Q6), r2, Math.fma(Q5, r, Q4));
    double r4 = r2 * r2;
    return Math.fma(Math.fma(Math.fma(Q9, r, Q8), r4, high), r4, low);
  }

  /** e^(x - k ln 2) - 1. */
  private static double expm1Reduced(double k, double x) {
    double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    double r2 = r * r;
    return Math.fma(quotient(r, r2), r2, r);
  }

  /**
   * e^x within 1 ulp for |x| <= 708; +infinity where it overflows; 0 below -708.4 (between them
   * either); NaN for NaN.
   */
  public static double exp(double x) {
    double v = x > EXP_HIGH ? EXP_HIGH : x;
    v = v < EXP_LOW ? EXP_LOW : v;
    double m = Math.fma(v, LOG2_E, ROUND);
    double k = m - ROUND;
    double high = Math.fma(k, -LN2_HIGH, v);
    double r = Math.fma(k, -LN2_LOW, high);
    // What rounding took from r: without it the error reaches 1.2 ulp.
    double low = Math.fma(k, -LN2_LOW, high - r);
    double r2 = r * r;
    double p = Math.fma(quotient(r, r2), r2, low) + r;
    double halfScale = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + HALF_BITS);
    return Math.fma(p, halfScale, halfScale) * 2;
  }

  /** tanh(x) within 4 ulp; odd, exactly ±1 in the tails; NaN for NaN. */
  public static double tanh(double x) {
    double t = Math.abs(x) * 2;
    t = t > DECAY_LIMIT ? DECAY_LIMIT : t;
    double m = Math.fma(t, -LOG2_E, ROUND);
    double p = expm1Reduced(m - ROUND, -t);
    double s = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE_BITS);
    double u = Math.fma(p, s, s);
    double inverse = 1 / (1 + u);
    return withSign(Math.fma(p, -s, 1 - s) * inverse, x);
  }

  /**
   * tanh'(x) = 4u/(1+u)^2 with u = e^(-2|x|); relative error below 1e-14 for |x| <= 354, then 0;
   * NaN for NaN. 1 - tanh(x)^2 has no digits left from |x| = 19 on.
   */
  public static double tanhSlope(double x) {
    double u = decay(Math.abs(x) * 2);
    double inverse = 1 / (1 + u);
    return u * inverse * inverse * 4;
  }

  /** 1/(1+e^-x) with small relative error in both tails; NaN for NaN. */
  public static double sigmoid(double x) {
    double u = decay(Math.abs(x));
    double inverse = 1 / (1 + u);
    return (x < 0 ? u : 1.0) * inverse;
  }

  /**
   * sigmoid'(x) = u/(1+u)^2 with u = e^(-|x|); relative error below 1e-14 for |x| <= 708, then 0;
   * NaN for NaN.
   */
  public static double sigmoidSlope(double x) {
    double u = decay(Math.abs(x));
    double inverse = 1 / (1 + u);
    return u * inverse * inverse;
  }

  /**
   * e^x - 1 within 2 ulp, so also for small |x|; +infinity where it overflows, -1 far below; NaN
   * for NaN.
   */
  public static double expm1(double x) {
    // From 2^54 on the 1 is below half an ulp, and 2^k below would overflow for k = 1024.
    if (x > 38) {
      return exp(x);
    }

    double v = x < EXP_LOW ? EXP_LOW : x;
    double m = Math.fma(v, LOG2_E, ROUND);
    double p = expm1Reduced(m - ROUND, v);
    double s = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE_BITS);
    return Math.fma(p, s, s - 1);
  }

  /** ln x, by {@code StrictMath}: 1 ulp. */
  public static double log(double x) {
    return StrictMath.log(x);
  }

  /** ln(1 + x), by {@code StrictMath}: 1 ulp. */
  public static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  /** sin x, by {@code StrictMath}: 1 ulp. */
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /** cos x, by {@code StrictMath}: 1 ulp. */
  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  /**
   * ln(1 + e^x), the softplus, with small relative error in both tails: e^x far below 0 (0 below
   * -708.8), x far above; NaN for NaN. Its derivative is {@link #sigmoid}.
   *
   * <p>max(x, 0) + ln(1 + u) with u = e^(-|x|) in [0, 1]; the logarithm in the form of fdlibm's
   * e_log.c (Sun Microsystems 1993), ln(1 + u) = u - (u^2/2 - s (u^2/2 + R(s^2))), s = u/(2 + u).
   */
  public static double log1pExp(double x) {
    double u = decay(Math.abs(x));
    double s = u / (2 + u);
    double z = s * s;
    double r = Math.fma(G9, z, G8);
    r = Math.fma(r, z, G7);
    r = Math.fma(r, z, G6);
    r = Math.fma(r, z, G5);
    r = Math.fma(r, z, G4);
    r = Math.fma(r, z, G3);
    r = Math.fma(r, z, G2);
    r = Math.fma(r, z, G1);
    r = Math.fma(r, z, G0) * z;
    double half = 0.5 * u * u;
    double log = u - Math.fma(-s, half + r, half);
    return (x > 0 ? x : 0.0) + log;
  }

  /** e^-t for t >= 0, 0 from t = 708.8 on. */
  static double decay(double t) {
    double v = t > DECAY_LIMIT ? DECAY_LIMIT : t;
    double m = Math.fma(v, -LOG2_E, ROUND);
    double p = expm1Reduced(m - ROUND, -v);
    double s = Double.longBitsToDouble((Double.doubleToRawLongBits(m) << 52) + ONE_BITS);
    return Math.fma(p, s, s);
  }

  private static double withSign(double magnitude, double sign) {
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(magnitude) | Double.doubleToRawLongBits(sign) & Long.MIN_VALUE);
  }
}
