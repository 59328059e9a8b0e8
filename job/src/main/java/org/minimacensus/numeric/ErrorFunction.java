package org.minimacensus.numeric;

/**
 * erf, erfc, the normal distribution and their densities, with small relative error in the tails
 * too.
 *
 * <p>Two polynomials, interpolated at Chebyshev nodes: erf(x)/x in x^2 for |x| <= 1 (error
 * 1.6e-17), and (1 + 2x) e^(x^2) erfc(x) in t = (x - K)/(x + K), K = 3.75, for x in [0.5, 27]
 * (Shepherd and Laframboise, Math. Comp. 36, 1981; error 2.5e-16). The rounding error of x^2 is
 * carried into the exponential, which would otherwise lose x^2 ulps.
 */
public final class ErrorFunction {
  private static final double K = 3.75;

  /** sqrt(1/2). */
  private static final double SQRT_HALF = 0.7071067811865476;

  /** 1/sqrt(2 pi). */
  private static final double DENSITY_AT_ZERO = 0.3989422804014327;

  /** 2/sqrt(pi). */
  private static final double SLOPE_AT_ZERO = 1.1283791670955126;

  /** erfc is below the smallest normal number from 26.55 on. */
  private static final double UNDERFLOW = 27.0;

  /** Highest power first. */
  private static final double[] ERF = {
    5.957176147748911e-11,
    -1.1372848856791674e-09,
    1.4659775274047436e-08,
    -1.6350312701054695e-07,
    1.6461000484121368e-06,
    -1.4925595266831182e-05,
    0.0001205533111164271,
    -0.000854832698083379,
    0.0052239776248180145,
    -0.026866170645076792,
    0.11283791670954879,
    -0.3761263890318375,
    1.1283791670955126,
  };

  /** Highest power first. */
  private static final double[] SCALED = {
    1.1852931961331623e-08,
    -1.6919537600788684e-07,
    -4.095032490879788e-08,
    1.6502709210897116e-06,
    -9.866467043512066e-07,
    -1.1377961585553843e-05,
    2.2390652800805898e-05,
    5.162254137202162e-05,
    -0.0002901560459608038,
    0.00029372031880061766,
    0.0017556262264366304,
    -0.00974658057800911,
    0.028362277376738423,
    -0.05869339849950987,
    0.09230432116297128,
    -0.10880393014580352,
    0.082276738490073,
    0.003585415485535338,
    -0.14024059858554638,
    1.2375126308378275,
  };

  private ErrorFunction() {}

  /** erf(x), relative error below 1e-15; odd; NaN for NaN. */
  public static double erf(double x) {
    double t = Math.abs(x);

    if (t < 1) {
      return x * horner(ERF, x * x);
    }

    return t >= 1 ? Math.copySign(1 - upper(t), x) : x;
  }

  /** erf'(x) = 2/sqrt(pi) e^(-x^2), relative error below 1e-15; NaN for NaN. */
  public static double erfSlope(double x) {
    return SLOPE_AT_ZERO * decaySquare(x, 1);
  }

  /** 1 - erf(x), relative error below 3e-15 for x up to 26.5, then 0; NaN for NaN. */
  public static double erfc(double x) {
    return x < 0.5 ? 1 - erf(x) : upper(x);
  }

  /**
   * The standard normal distribution function, relative error below 3e-15 for x down to -37.5, then
   * 0; NaN for NaN.
   */
  public static double normalDistribution(double x) {
    double y = -x * SQRT_HALF;

    if (y < 0.5) {
      return Math.fma(-0.5, erf(y), 0.5);
    }

    return y > UNDERFLOW ? 0 : 0.5 * decaySquare(x, 0.5) * scaled(y);
  }

  /**
   * The standard normal density, relative error below 1e-15 for |x| up to 37.5, then 0; NaN for
   * NaN.
   */
  public static double normalDensity(double x) {
    return DENSITY_AT_ZERO * decaySquare(x, 0.5);
  }

  /** erfc(x) for x >= 0.5 or NaN. */
  private static double upper(double x) {
    return x > UNDERFLOW ? 0 : decaySquare(x, 1) * scaled(x);
  }

  /** e^(x^2) erfc(x) for x in [0.5, 27]. */
  private static double scaled(double x) {
    return horner(SCALED, (x - K) / (x + K)) / Math.fma(2, x, 1);
  }

  /** e^(-factor x^2); the factor is a power of two. */
  private static double decaySquare(double x, double factor) {
    double square = x * x * factor;

    // Also keeps the rounding error below from becoming infinity - infinity.
    if (square > Elementary.DECAY_LIMIT) {
      return 0;
    }

    double roundingError = Math.fma(x * factor, x, -square);
    double e = Elementary.decay(square);
    return Math.fma(-roundingError, e, e);
  }

  private static double horner(double[] coefficients, double x) {
    double sum = coefficients[0];

    for (int i = 1; i < coefficients.length; i++) {
      sum = Math.fma(sum, x, coefficients[i]);
    }

    return sum;
  }
}
