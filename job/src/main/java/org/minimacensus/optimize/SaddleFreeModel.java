package org.minimacensus.optimize;

import org.minimacensus.numeric.SymmetricEigen;

/**
 * A quadratic model in the eigenvectors of its Hessian, and its saddle-free steps (Dauphin et al.
 * 2014) within a radius: s = -sum_j v_j c_j / (|l_j| + nu) with the smallest nu >= 0 that keeps it
 * there.
 */
final class SaddleFreeModel {
  /* Notation: H = V diag(l) V^T, c = V^T g, s = V u, D_j = |l_j| + nu. */

  /** Smallest |l_j| used, relative to the largest: rounding of the decomposition. */
  private static final double CURVATURE_FLOOR = 0x1p-48;

  /**
   * Curvature below this share of the largest is flat: a direction not worth a step once its slope
   * is far below the tolerance, as Newton would walk it far for nothing.
   */
  private static final double FLAT = 1e-9;

  private static final double FAR_BELOW_TOLERANCE = 0.1;

  /** The step may exceed the radius by this much before nu is refined again. */
  private static final double RADIUS_SLACK = 1.1;

  private static final int MAX_REFINEMENTS = 50;

  private final SymmetricEigen eigen;
  private final double[] c;
  private final double[] curvature;

  /**
   * @param slopes c, by eigenvector
   * @param gradientTolerance of the search
   */
  SaddleFreeModel(SymmetricEigen eigen, double[] slopes, double gradientTolerance) {
    this.eigen = eigen;
    int n = slopes.length;
    c = new double[n];
    curvature = new double[n];
    double largest = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[n - 1]));
    double negligible = FAR_BELOW_TOLERANCE * gradientTolerance / Math.sqrt(n);
    for (int j = 0; j < n; j++) {
      double size = Math.abs(eigen.values()[j]);
      c[j] = size <= FLAT * largest && Math.abs(slopes[j]) <= negligible ? 0 : slopes[j];
      curvature[j] = Math.max(size, CURVATURE_FLOOR * largest);
    }
  }

  /**
   * @param s the step in the coordinates of the Hessian
   * @param decrease that the model predicts for it and what was gained before it, perhaps none
   */
  record Step(double[] s, double decrease) {}

  /**
   * The step within a radius.
   *
   * @param gained a decrease predicted for what comes before the step, to which its own is added
   */
  Step step(double radius, double gained) {
    int n = c.length;
    double nu = shift(radius);
    double length = length(nu);
    // Scaled back onto the radius exactly.
    double scale = length > radius ? radius / length : 1;
    double decrease = gained;
    double[] s = new double[n];
    for (int j = 0; j < n; j++) {
      if (c[j] != 0) {
        double u = -scale * c[j] / (curvature[j] + nu);
        decrease -= u * (c[j] + 0.5 * eigen.values()[j] * u);
        for (int i = 0; i < n; i++) {
          s[i] += u * eigen.vector(j, i);
        }
      }
    }

    return new Step(s, decrease);
  }

  /**
   * nu: Newton's method on 1 / |s(nu)| - 1 / radius from the left of its root (Conn, Gould and
   * Toint 2000, section 7.3).
   */
  private double shift(double radius) {
    double nu = Math.max(0, Vectors.length(c) / radius - Vectors.maxAbs(curvature));
    for (int k = 0; k < MAX_REFINEMENTS; k++) {
      double squares = 0;
      double cubes = 0;
      for (int j = 0; j < c.length; j++) {
        if (c[j] != 0) {
          double d = curvature[j] + nu;
          double u = c[j] / d;
          squares += u * u;
          cubes += u * u / d;
        }
      }

      double length = Math.sqrt(squares);
      if (!(length > RADIUS_SLACK * radius)) {
        break;
      }

      nu += squares / cubes * ((length - radius) / radius);
    }

    return nu;
  }

  private double length(double nu) {
    double squares = 0;
    for (int j = 0; j < c.length; j++) {
      if (c[j] != 0) {
        double u = c[j] / (curvature[j] + nu);
        squares += u * u;
      }
    }

    return Math.sqrt(squares);
  }
}
