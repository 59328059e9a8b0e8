package org.minimacensus.certify;

import org.minimacensus.numeric.CholeskyFactor;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;

/**
 * A Hessian that is shown to be positive definite, far beyond all errors, without its eigenvalues.
 *
 * <p>The Hessian H is scaled to A = D H D with D_ii = 1/sqrt(H_ii), a congruence, which keeps the
 * inertia. A Cholesky factorisation of A - (x + c) I that runs through proves that all eigenvalues
 * of A lie above x, c a bound on its rounding ({@link CholeskyFactor#roundingBound}). What is then
 * left is the evaluation error E of H, |D E D|_F, of which {@link HessianError#scaledNorm} is an
 * estimate from two products. So x is {@link #MARGIN} times that and never below {@link #FLOOR},
 * and where that cannot be shown nothing is concluded: {@link HessianSpectrum} then measures E
 * entry by entry and takes all eigenvalues.
 */
final class PositiveHessian {
  /** Eigenvalues of A count only beyond this many times the estimate of the evaluation error. */
  private static final double MARGIN = 1e3;

  /**
   * And beyond this: 2^25 units in the last place of A's diagonal of ones. Above what rounding
   * makes of eigenvalues of A, 8 p eps |A| < 2e-9 for p <= 1000.
   */
  private static final double FLOOR = 1e-8;

  /** Smaller and larger diagonal entries are left to {@link HessianSpectrum}. */
  private static final double SMALLEST = 1e-200;

  private final int p;
  private final double[] scale;
  private final double[] scaled;
  private final double noise;
  private double above;
  private double notAbove = Double.POSITIVE_INFINITY;
  private CholeskyFactor factor;
  private double[] inverse;

  private PositiveHessian(double[] scale, double[] scaled, double noise) {
    this.p = scale.length;
    this.scale = scale;
    this.scaled = scaled;
    this.noise = noise;
  }

  /**
   * @param answer to the question of the Hessian at the point; finite
   * @return null when it is not shown to be positive definite; then products were asked for, or
   *     nothing
   */
  static PositiveHessian at(Evaluator evaluator, Point point, Answer answer) {
    PositiveHessian candidate = candidate(answer, point.dimension());
    if (candidate == null || !candidate.above(FLOOR)) {
      return null;
    }

    return candidate.beyond(
        HessianError.scaledNorm(evaluator, point, answer.hessian().values(), candidate.scale));
  }

  /**
   * @param noise of {@link #noise} at a point close by
   */
  static PositiveHessian near(Answer answer, int p, double noise) {
    PositiveHessian candidate = candidate(answer, p);
    return candidate == null ? null : candidate.beyond(noise);
  }

  private static PositiveHessian candidate(Answer answer, int p) {
    double[] h = answer.hessian().values();
    double largest = 0;
    for (int i = 0; i < p; i++) {
      largest = Math.max(largest, h[i * p + i]);
    }

    // A curvature that dies out, as on the way to infinity, is none: no scale may bring it back.
    double smallest = Math.max(SMALLEST, HessianSpectrum.NO_SCALE * largest);
    double[] scale = new double[p];
    for (int i = 0; i < p; i++) {
      double diagonal = h[i * p + i];
      if (!(diagonal > smallest && diagonal < 1 / SMALLEST)) {
        return null;
      }

      scale[i] = 1 / Math.sqrt(diagonal);
    }

    double[] scaled = new double[p * p];
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < p; i++) {
        double a = h[j * p + i] * (scale[i] * scale[j]);
        // Entries of a positive definite matrix with a diagonal of ones; refuses NaN.
        if (!(Math.abs(a) < 1 + FLOOR)) {
          return null;
        }

        scaled[j * p + i] = a;
      }
    }

    return new PositiveHessian(scale, scaled, Double.NaN);
  }

  /** This with a measured error, where it is positive definite beyond that; else null. */
  private PositiveHessian beyond(double measured) {
    double needed = Math.max(FLOOR, MARGIN * measured);
    PositiveHessian shown = new PositiveHessian(scale, scaled, measured);
    shown.above = above;
    // Written so that NaN is refused.
    return needed < 1 && shown.above(needed) ? shown : null;
  }

  /** Whether all eigenvalues of A are shown to lie above x. */
  boolean above(double x) {
    if (x <= above) {
      return true;
    }

    if (x >= notAbove || !(x < 1)) {
      return false;
    }

    boolean shown =
        CholeskyFactor.of(scaled, p, x + CholeskyFactor.roundingBound(p, p * (1 + FLOOR))) != null;
    if (shown) {
      above = x;
    } else {
      notAbove = x;
    }

    return shown;
  }

  /** What all eigenvalues of A are shown to lie above. */
  double shown() {
    return above;
  }

  /** The estimate of |D E D|_F. */
  double noise() {
    return noise;
  }

  /** D_ii, length p; not to be changed. */
  double[] scale() {
    return scale;
  }

  /** A, p x p; not to be changed. */
  double[] scaled() {
    return scaled;
  }

  private CholeskyFactor factor() {
    if (factor == null) {
      factor = CholeskyFactor.of(scaled, p, 0);
    }

    return factor;
  }

  private double[] times(double[] g) {
    double[] product = new double[p];
    for (int i = 0; i < p; i++) {
      product[i] = scale[i] * g[i];
    }

    return product;
  }

  /** H^-1 g; length p. */
  double[] solve(double[] g) {
    return times(factor().solve(times(g)));
  }

  /** g . H^-1 g. */
  double inverseSquare(double[] g) {
    return factor().inverseSquare(times(g));
  }

  /** |H^-1| e, with absolute values of the entries of H^-1; length p. */
  double[] absoluteInverseTimes(double[] e) {
    if (inverse == null) {
      inverse = factor().inverse();
    }

    double[] sums = new double[p];
    for (int j = 0; j < p; j++) {
      double ej = scale[j] * e[j];
      for (int i = 0; i < p; i++) {
        sums[i] += Math.abs(inverse[j * p + i]) * ej;
      }
    }

    return times(sums);
  }
}
