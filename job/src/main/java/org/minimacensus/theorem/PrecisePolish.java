package org.minimacensus.theorem;

import java.util.Arrays;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.PreciseObjective;
import org.minimacensus.objective.Question;

/**
 * Guarded Newton steps on a gradient in double-double. The Hessian is one in doubles, so that a
 * step gains about ten digits where it is well conditioned, and its pseudo-inverse leaves flat sets
 * alone.
 *
 * <p>A step is short, goes down along directions of negative curvature, and is taken only when it
 * makes the gradient smaller and the value not larger: there is no way to another critical point.
 */
final class PrecisePolish {
  private static final int STEPS = 24;

  /** No step is longer than this share of 1 + max_i |x_i|. */
  private static final double REACH = 0.01;

  private static final int HALVINGS = 6;

  /** A step that leaves this share of the gradient needs no comparison. */
  private static final double GOOD = 1e-3;

  /** Eigenvalues of the scaled Hessian below this share of the largest are zero: tried in turn. */
  private static final double[] CUTS = {1e-14, 1e-11, 1e-8};

  /** What double-double makes of a number that took some operations; its rounding is 2^-104. */
  private static final double ROUNDING = 0x1p-88;

  /** The gradient of a critical point is below this, relative to {@link PreciseObjective#pull}. */
  private static final double CRITICAL = 1e-18;

  private static final double EPS = Roundoff.EPSILON;

  private final PreciseObjective objective;
  private final Evaluator evaluator;
  private final int[] free;

  /**
   * @param evaluator of the same objective in doubles
   * @param free the parameters that may move; others stay what they are
   */
  PrecisePolish(PreciseObjective objective, Evaluator evaluator, int[] free) {
    this.objective = objective;
    this.evaluator = evaluator;
    this.free = free.clone();
  }

  /** A point with its value, its gradient and what a spectrum says of it; arrays are not copies. */
  static final class Polished {
    final DoubleDouble[] x;
    final DoubleDouble value;
    final DoubleDouble[] gradient;

    /** Largest entry by the parameters that are free. */
    final double gradientNorm;

    /**
     * What rounding makes of the value: relative to what pulls, since outputs are rounded, and not
     * to 1, as losses that fall for ever have no smallest value that counts.
     */
    final double rounding;

    /** What {@link #gradientNorm} must come below. */
    final double least;

    int steps;

    /** What Newton's method says that the value is above that of the critical point nearby. */
    double decrement;

    /** Of the Hessian by the free parameters, scaled to a diagonal of 1. */
    double leastEigenvalue;

    /** What rounding makes of {@link #leastEigenvalue}. */
    double bound;

    /** A direction with {@link #leastEigenvalue}, of length 1 at most in every entry. */
    double[] leastDirection;

    private Polished(
        DoubleDouble[] x, DoubleDouble value, DoubleDouble[] g, double norm, double pull) {
      this.x = x;
      this.value = value;
      this.gradient = g;
      this.gradientNorm = norm;
      this.rounding = ROUNDING * pull + ROUNDING * ROUNDING + 0x1p-98 * Math.abs(value.high());
      this.least = CRITICAL * pull + ROUNDING * ROUNDING;
    }

    /** Whether the gradient vanishes beyond all doubt. */
    boolean critical() {
      return gradientNorm <= least;
    }

    boolean finite() {
      return Double.isFinite(value.high()) && Double.isFinite(gradientNorm);
    }
  }

  /** Scaled eigenvalues at a point, with the gradient in their eigenvectors. */
  private record Model(SymmetricEigen eigen, double[] scale, double largest) {}

  /** Nearby, where the gradient is as small as it gets. */
  Polished from(Point start) {
    double[] origins = start.origin();
    DoubleDouble[] x =
        Arrays.stream(start.values()).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
    Polished at = at(x, origins);
    int steps = 0;
    Model model = model(start);
    while (model != null && at.finite() && steps < STEPS && at.gradientNorm > at.rounding) {
      Polished next = next(at, model, origins);
      if (next == null) {
        break;
      }

      at = next;
      steps++;
      model = model(start.with(rounded(at.x)));
    }

    at.steps = steps;
    describe(at, model);
    return at;
  }

  private Polished at(DoubleDouble[] x, double[] origins) {
    DoubleDouble[] gradient = new DoubleDouble[x.length];
    DoubleDouble value = objective.gradient(x, origins, gradient);
    double norm = 0;
    for (int i : free) {
      double g = Math.abs(gradient[i].high());
      norm = Double.isNaN(g) ? g : Math.max(norm, g);
    }

    return new Polished(x, value, gradient, norm, objective.pull(x, origins));
  }

  static double[] rounded(DoubleDouble[] x) {
    return Arrays.stream(x).mapToDouble(DoubleDouble::high).toArray();
  }

  private Model model(Point point) {
    double[] h = evaluator.evaluate(Question.hessian(point)).hessian().values();
    int p = point.dimension();
    int n = free.length;
    double largest = 0;
    for (int i : free) {
      largest = Math.max(largest, Math.abs(h[i * p + i]));
    }

    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      int at = free[i];
      scale[i] = 1 / Math.sqrt(Math.max(Math.abs(h[at * p + at]), 1e-12 * largest));
    }

    double[] scaled = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scaled[i * n + j] = h[free[i] * p + free[j]] * scale[i] * scale[j];
      }
    }

    if (n == 0 || !Arrays.stream(scaled).allMatch(Double::isFinite)) {
      return null;
    }

    SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
    double most = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[n - 1]));
    return new Model(eigen, scale, most);
  }

  private Polished next(Polished at, Model model, double[] origins) {
    Polished best = null;
    for (double cut : CUTS) {
      double[] step = step(at, model, cut);
      for (int halving = 0; halving < HALVINGS; halving++) {
        Polished to = at(moved(at.x, step, Math.scalb(1.0, -halving)), origins);
        double rise = to.value.minus(at.value).high();
        boolean down = rise <= at.rounding;
        if (to.finite() && down && to.gradientNorm < at.gradientNorm) {
          best = best == null || to.gradientNorm < best.gradientNorm ? to : best;
          break;
        }
      }

      if (best != null && best.gradientNorm < GOOD * at.gradientNorm) {
        return best;
      }
    }

    return best;
  }

  /** -|H|^+ g, of limited length. */
  private double[] step(Polished at, Model model, double cut) {
    double[] step = new double[at.x.length];
    int n = free.length;
    for (int j = 0; j < n; j++) {
      double lambda = Math.abs(model.eigen().values()[j]);
      if (lambda > cut * model.largest()) {
        double along = component(at, model, j) / lambda;
        for (int i = 0; i < n; i++) {
          step[free[i]] -= along * model.scale()[i] * model.eigen().vector(j, i);
        }
      }
    }

    double length = Arrays.stream(step).map(Math::abs).max().orElse(0);
    double most = REACH * (1 + Arrays.stream(rounded(at.x)).map(Math::abs).max().orElse(0));
    double share = length > most ? most / length : 1;
    return Arrays.stream(step).map(s -> share * s).toArray();
  }

  /** Of the scaled gradient along an eigenvector. */
  private double component(Polished at, Model model, int j) {
    double sum = 0;
    for (int i = 0; i < free.length; i++) {
      sum += model.eigen().vector(j, i) * model.scale()[i] * at.gradient[free[i]].high();
    }

    return sum;
  }

  static DoubleDouble[] moved(DoubleDouble[] x, double[] step, double share) {
    DoubleDouble[] to = new DoubleDouble[x.length];
    Arrays.setAll(to, i -> x[i].plus(DoubleDouble.product(step[i], share)));
    return to;
  }

  private void describe(Polished at, Model model) {
    at.leastDirection = new double[at.x.length];
    if (model == null) {
      at.decrement = Double.NaN;
      at.leastEigenvalue = Double.NaN;
      return;
    }

    int n = free.length;
    for (int j = 0; j < n; j++) {
      double lambda = Math.abs(model.eigen().values()[j]);
      double along = component(at, model, j);
      at.decrement += lambda > CUTS[0] * model.largest() ? along * along / (2 * lambda) : 0;
    }

    at.leastEigenvalue = model.eigen().values()[0];
    at.bound = model.eigen().residual() + 8 * n * EPS * model.largest();
    double longest = 0;
    for (int i = 0; i < n; i++) {
      double d = model.scale()[i] * model.eigen().vector(0, i);
      at.leastDirection[free[i]] = d;
      longest = Math.max(longest, Math.abs(d));
    }

    for (int i : free) {
      at.leastDirection[i] /= longest > 1 ? longest : 1;
    }
  }
}
