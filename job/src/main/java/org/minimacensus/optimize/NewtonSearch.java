package org.minimacensus.optimize;

import java.util.Arrays;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Newton's method in a trust region with the full exact Hessian, saddle-free (Dauphin et al. 2014):
 * for dimensions in which a Hessian can be decomposed.
 *
 * <p>Step s = -sum_j v_j (v_j . g) / (|l_j| + nu) with the smallest nu >= 0 that keeps it within
 * the radius. Along negative curvature it descends, where a plain Newton step would climb to the
 * saddle. A point with a zero gradient ends the search whatever its curvature: escaping from a
 * saddle is the caller's decision. Cost of a step: one Hessian, one decomposition (9 p^3), one
 * gradient per trial.
 */
public final class NewtonSearch extends TrustRegionSearch {
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

  private SymmetricEigen eigen;
  private final double[] c;
  private final double[] curvature;
  private final double[] step;

  public NewtonSearch(
      Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    c = new double[start.dimension()];
    curvature = new double[start.dimension()];
    step = new double[start.dimension()];
    ask(Question.gradient(start));
  }

  @Override
  void askModel() {
    ask(Question.hessian(point()));
  }

  @Override
  void modelAnswered(Answer answer) {
    if (answer.hessian() == null) {
      throw new IllegalArgumentException(
          "answer to a HESSIAN question must have a Hessian, has none");
    }

    // The largest magnitude is NaN or infinite if any element is.
    if (!Double.isFinite(Vectors.maxAbs(answer.hessian().values()))) {
      end(TerminationReason.NOT_FINITE);
      return;
    }

    eigen = SymmetricEigen.of(answer.hessian());
    rotate();
    retry();
  }

  /** c and the curvatures that steps divide by. */
  private void rotate() {
    int p = c.length;
    double largest = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[p - 1]));
    double negligible = FAR_BELOW_TOLERANCE * limits().gradientTolerance() / Math.sqrt(p);
    for (int j = 0; j < p; j++) {
      double slope = 0;
      for (int i = 0; i < p; i++) {
        slope += eigen.vector(j, i) * gradient()[i];
      }

      double size = Math.abs(eigen.values()[j]);
      c[j] = size <= FLAT * largest && Math.abs(slope) <= negligible ? 0 : slope;
      curvature[j] = Math.max(size, CURVATURE_FLOOR * largest);
    }
  }

  @Override
  void retry() {
    int p = c.length;
    double nu = shift();
    double length = length(nu);
    // Scaled back onto the radius exactly.
    double scale = length > radius() ? radius() / length : 1;
    double decrease = 0;
    Arrays.fill(step, 0);
    for (int j = 0; j < p; j++) {
      if (c[j] != 0) {
        double u = -scale * c[j] / (curvature[j] + nu);
        decrease -= u * (c[j] + 0.5 * eigen.values()[j] * u);
        for (int i = 0; i < p; i++) {
          step[i] += u * eigen.vector(j, i);
        }
      }
    }

    // Rounding of the decomposition can leave nothing to descend along.
    if (decrease > 0) {
      propose(step, decrease);
    } else {
      end(TerminationReason.NO_PROGRESS);
    }
  }

  /**
   * nu: Newton's method on 1 / |s(nu)| - 1 / radius from the left of its root (Conn, Gould and
   * Toint 2000, section 7.3).
   */
  private double shift() {
    double radius = radius();
    double largest = Vectors.maxAbs(curvature);
    double nu = Math.max(0, Vectors.length(c) / radius - largest);
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
