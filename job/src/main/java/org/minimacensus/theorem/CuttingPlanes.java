package org.minimacensus.theorem;

import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;

/**
 * A lower bound of a convex function from its tangent planes at points x_j around the place x where
 * a search ended. Each says L(y) >= b_j + g_j . (y - x), b_j = L(x_j) + g_j . (x - x_j). If 0 is a
 * convex combination of the g_j, the same one of these says L(y) >= min_j b_j for every y, whatever
 * it is; if 0 lies inside their convex hull, L grows in every direction and has a minimum.
 *
 * <p>The points are x +- t_k w_k, w_k eigenvectors of the Hessian after diagonal scaling, with t_k
 * such that the loss should rise by delta. In the coordinates (w_m . g) / (t_m l_m) the gradients
 * should be the +- e_k. If each misses its own by less than 1 in the sum of absolute values,
 * rounding included, 0 lies inside their hull: for any u, with |u_k| the largest, one of +- e_k has
 * a product with u of |u_k|, and its gradient one that is positive. (docs/mathematics.md, section
 * 7.2.)
 *
 * <p>Directions in which the model does not move its outputs, or only in a way that the loss does
 * not see, are left out: the loss is constant along them.
 */
final class CuttingPlanes {
  /** Rises of the loss that are tried, relative to 1 + |L|. */
  private static final double[] RISES = {1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-6, 1e-4};

  /** Largest dimension in which Hessians are decomposed. */
  static final int LARGEST = 1000;

  private static final double EPS = Roundoff.EPSILON;
  private static final CuttingPlanes NONE =
      new CuttingPlanes(Double.NEGATIVE_INFINITY, "too many parameters for tangent planes");

  private final double bound;
  private final String words;

  private CuttingPlanes(double bound, String words) {
    this.bound = bound;
    this.words = words;
  }

  /** Negative infinity where none was found. */
  double bound() {
    return bound;
  }

  String words() {
    return words;
  }

  static CuttingPlanes at(
      Slice slice, Point end, ComparisonModel model, Function<Objective, Evaluator> evaluators) {
    if (slice.dimension() > LARGEST) {
      return NONE;
    }

    double[] x = end.values();
    Spectrum spectrum = Spectrum.of(slice.hessian(x));
    Slice gram = new Slice(evaluators.apply(squared(model)), model.start(), model.free(), 1);
    int unmoved = Spectrum.of(gram.hessian(x)).zeros();
    int unseen =
        model.objective().loss().properties().shiftInvariant() ? shifts(model, unmoved) : 0;
    if (spectrum.zeros() != unmoved + unseen) {
      return new CuttingPlanes(
          Double.NEGATIVE_INFINITY,
          String.format(
              Locale.ROOT,
              "no tangent planes, as the Hessian has %d zero modes where the data explain %d",
              spectrum.zeros(),
              unmoved + unseen));
    }

    double value = slice.value(x);
    for (double rise : RISES) {
      double bound = bound(slice, x, spectrum, rise * (1 + Math.abs(value)));
      if (bound > Double.NEGATIVE_INFINITY) {
        return new CuttingPlanes(
            bound,
            String.format(
                Locale.ROOT,
                "tangent planes at %d points around it, where the loss is higher by %.3g, balance",
                2 * (spectrum.dimension() - spectrum.zeros()),
                rise * (1 + Math.abs(value))));
      }
    }

    return new CuttingPlanes(
        Double.NEGATIVE_INFINITY, "tangent planes around it do not balance one another");
  }

  /** The squared loss of the model, whose Hessian is the Gram matrix of what each output reads. */
  private static Objective squared(ComparisonModel model) {
    Objective own = model.objective();
    Objective plain =
        Objective.plain(own.architecture(), Losses.named("squared", 1), Reduction.MEAN, 0);
    return own.augmentation().map(plain::augmented).orElse(plain);
  }

  /** Independent functions of the inputs that may be added to all outputs. */
  private static int shifts(ComparisonModel model, int unmoved) {
    return model.features() - unmoved / model.objective().architecture().outputs();
  }

  /** Eigenvalues and eigenvectors of D H D, D = diag(H)^-1/2. */
  private record Spectrum(SymmetricEigen eigen, DenseMatrix hessian, int zeros) {
    static Spectrum of(DenseMatrix hessian) {
      int n = hessian.numRows();
      double[] scaled = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          scaled[i * n + j] = hessian.apply(i, j) * scale(hessian, i) * scale(hessian, j);
        }
      }

      SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
      double bound = eigen.residual() + 64 * n * EPS * Math.abs(eigen.values()[n - 1]);
      int zeros = 0;
      while (zeros < n && eigen.values()[zeros] <= bound) {
        zeros++;
      }

      return new Spectrum(eigen, hessian, zeros);
    }

    private static double scale(DenseMatrix hessian, int i) {
      return hessian.apply(i, i) > 0 ? 1 / Math.sqrt(hessian.apply(i, i)) : 1;
    }

    int dimension() {
      return hessian.numRows();
    }

    double value(int k) {
      return eigen.values()[k];
    }

    double[] direction(int k) {
      double[] w = new double[dimension()];
      for (int i = 0; i < w.length; i++) {
        w[i] = eigen.vector(k, i) * scale(hessian, i);
      }

      return w;
    }
  }

  private static double bound(Slice slice, double[] x, Spectrum spectrum, double rise) {
    double lowest = Double.POSITIVE_INFINITY;
    int n = x.length;
    double[][] directions = new double[n][];
    for (int k = spectrum.zeros(); k < n; k++) {
      directions[k] = spectrum.direction(k);
    }

    for (int k = spectrum.zeros(); k < n; k++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double t = sign * Math.sqrt(2 * rise / spectrum.value(k));
        double[] there = x.clone();
        for (int i = 0; i < n; i++) {
          there[i] += t * directions[k][i];
        }

        Slice.Plane plane = slice.plane(there);
        // Written so that NaN is refused.
        if (!(missed(plane, directions, spectrum, rise, k, sign) < 1)) {
          return Double.NEGATIVE_INFINITY;
        }

        lowest = Math.min(lowest, atCentre(plane, there, x));
      }
    }

    return lowest;
  }

  /** How far the gradient is from the unit vector that it should be, errors included. */
  private static double missed(
      Slice.Plane plane, double[][] directions, Spectrum spectrum, double rise, int k, int sign) {
    double missed = 0;
    for (int m = spectrum.zeros(); m < directions.length; m++) {
      double along = 0;
      double error = 0;
      for (int i = 0; i < directions[m].length; i++) {
        double w = directions[m][i];
        along += w * plane.gradient()[i];
        error +=
            Math.abs(w)
                * (plane.gradientError()[i]
                    + directions.length * EPS * Math.abs(plane.gradient()[i]));
      }

      double unit = Math.sqrt(2 * rise * spectrum.value(m));
      missed += Math.abs(along / unit - (m == k ? sign : 0)) + error / unit;
    }

    return missed;
  }

  /** What the plane says at x, less what rounding may have done to it. */
  private static double atCentre(Slice.Plane plane, double[] there, double[] x) {
    double sum = 0;
    double error = plane.valueError();
    for (int i = 0; i < x.length; i++) {
      double away = there[i] - x[i];
      sum += plane.gradient()[i] * away;
      error +=
          Math.abs(away)
              * (plane.gradientError()[i] + (x.length + 2) * EPS * Math.abs(plane.gradient()[i]));
    }

    return plane.value() - sum - error - 2 * EPS * Math.abs(plane.value());
  }
}
