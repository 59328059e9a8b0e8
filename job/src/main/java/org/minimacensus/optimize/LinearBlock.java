package org.minimacensus.optimize;

import java.util.Optional;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * The part of a Hessian that belongs to parameters q in which the outputs are linear, and the
 * Newton steps and Schur complements that it makes.
 *
 * <p>Columns that nearly cancel make it ill-conditioned: it is scaled to a unit diagonal, and modes
 * that are rounding are left out.
 */
final class LinearBlock {
  /** Eigenvalues below this share of the largest are rounding. */
  private static final double ROUNDING = 0x1p-50;

  private final double[] hessian;
  private final int p;
  private final int[] q;
  private final double[] scale;
  private final SymmetricEigen eigen;

  private LinearBlock(double[] hessian, int p, int[] q, double[] scale, double[] scaled) {
    this.hessian = hessian;
    this.p = p;
    this.q = q;
    this.scale = scale;
    this.eigen = SymmetricEigen.of(scaled, q.length);
  }

  /**
   * @param hessian p x p, column-major, finite
   * @param q indices of the block, at least one
   * @return empty where the scaled block is not finite: it is not the Hessian of a convex function
   */
  static Optional<LinearBlock> of(double[] hessian, int p, int[] q) {
    int n = q.length;
    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      double size = Math.sqrt(Math.abs(hessian[q[i] * p + q[i]]));
      scale[i] = size > 0 && 1 / size < Double.POSITIVE_INFINITY ? 1 / size : 1;
    }

    double[] block = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        block[j * n + i] = scale[i] * scale[j] * hessian[q[j] * p + q[i]];
      }
    }

    return Double.isFinite(Vectors.maxAbs(block))
        ? Optional.of(new LinearBlock(hessian, p, q, scale, block))
        : Optional.empty();
  }

  /** The pseudo-inverse of the block with |eigenvalues|, applied to entries for q. */
  double[] inverse(double[] of) {
    int n = q.length;
    double[] values = eigen.values();
    double largest = Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
    double[] result = new double[n];
    for (int k = 0; k < n; k++) {
      double size = Math.abs(values[k]);
      if (!(size > ROUNDING * largest)) {
        continue;
      }

      double c = 0;
      for (int i = 0; i < n; i++) {
        c += eigen.vector(k, i) * scale[i] * of[i];
      }

      for (int i = 0; i < n; i++) {
        result[i] += eigen.vector(k, i) * (c / size);
      }
    }

    for (int i = 0; i < n; i++) {
      result[i] *= scale[i];
    }

    return result;
  }

  /** The entries of a vector of all parameters that belong to the block. */
  double[] of(double[] all) {
    double[] x = new double[q.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = all[q[i]];
    }

    return x;
  }

  /** H_qj of another parameter. */
  double[] column(int j) {
    double[] x = new double[q.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = hessian[j * p + q[i]];
    }

    return x;
  }
}
