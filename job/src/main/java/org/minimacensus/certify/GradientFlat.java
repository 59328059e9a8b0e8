package org.minimacensus.certify;

import java.util.Locale;

/**
 * Whether a gradient that is not zero lies in the kernel of the Hessian: a gradient-flat point, where
 * second-order steps make no progress and |g| alone looks like a slow search (Frye, Simon, Wadia,
 * Ligeralde, DeWeese and Bouchard 2021, Critical point-finding methods reveal gradient-flat regions of
 * deep network losses, arXiv 2003.10397).
 *
 * <p>Decided in the scaled coordinates of {@link HessianSpectrum}, in which a slope that dies out with
 * its curvature, as on the way to infinity, is no kernel; entries of the gradient within their
 * rounding count as 0.
 *
 * @param ratio |H g| / (|H| |g|), spectral and Euclidean norms, not scaled
 * @param kernelShare the part of the scaled gradient, by length, in the modes within the error bound
 */
record GradientFlat(double ratio, double kernelShare) {
  /** The gradient is nearly in the kernel below this ratio. */
  private static final double SMALL_RATIO = 1e-3;

  /** A Newton step leaves this share of the gradient or more. */
  private static final double LEFT = 0.9;

  /**
   * @param rounding bound on the rounding error of each gradient entry
   */
  static GradientFlat at(HessianSpectrum spectrum, double[] rounding) {
    double[] g = spectrum.gradient().clone();
    for (int i = 0; i < g.length; i++) {
      g[i] = Math.abs(g[i]) > Endgame.AT_NOISE * rounding[i] ? g[i] : 0;
    }

    double norm =
        Math.max(Math.abs(spectrum.minEigenvalue()), Math.abs(spectrum.maxEigenvalue()));
    double[] image = spectrum.product(g);
    double ratio =
        Math.sqrt(Endgame.squaredNorm(image)) / (norm * Math.sqrt(Endgame.squaredNorm(g)));
    return new GradientFlat(ratio, spectrum.kernelShare(g));
  }

  /** Written so that no gradient and no curvature, whose ratio is NaN, are none. */
  boolean holds() {
    return ratio <= SMALL_RATIO && kernelShare >= LEFT;
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "the gradient is in the kernel of the Hessian: |H g| = %.3g |H| |g|, and a Newton step"
            + " leaves %.3g of it",
        ratio,
        kernelShare);
  }
}
