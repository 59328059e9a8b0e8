package org.minimacensus.optimize;

import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * A guarded Newton search with the full Hessian: trust region, saddle-free (Dauphin et al. 2014).
 *
 * <p>Step s = -sum_j v_j (v_j.g) / (|lambda_j| + nu), with nu >= 0 such that |s| is within the radius. Negative curvature is descended along, never climbed to: unguarded Newton steps jump to saddles
 * above. For dimensions in which a Hessian can be diagonalised.
 */
public final class NewtonSearch extends AbstractSearch {
  private static final double FIRST_RADIUS = 1;
  private static final double LARGEST_RADIUS = 1e6;

  /** Below this, relative to 1 + |x|, steps are rounding. */
  private static final double SMALLEST_RADIUS = 1e-15;

  private SymmetricEigen eigen;
  private double radius = FIRST_RADIUS;
  private Point trial;
  private double predicted;

  public NewtonSearch(Point start, SearchLimits limits, Recentering recentering, StepListener listener) {
    super(start, limits, recentering, listener);
    ask(Question.hessian(start));
  }

  @Override
  void answered(Answer answer) {
    if (eigen == null && trial == null) {
      if (start(answer)) {
        decomposed(answer);
      }

      return;
    }

    if (trial == null) {
      recentred(answer);
      decomposed(answer);
      return;
    }

    judged(answer);
  }

  private void judged(Answer answer) {
    double actual = value - answer.value();
    double rounding = 8 * Math.ulp(Math.abs(value));
    boolean finite = finite(answer);
    // At the noise floor values say nothing; the gradient does.
    boolean quiet = finite && Math.abs(actual) <= rounding && maxAbs(answer.gradient().values()) < maxAbs(gradient);
    double ratio = finite ? actual / predicted : Double.NEGATIVE_INFINITY;
    if (quiet || ratio > 1e-4 && actual > 0) {
      radius = quiet || ratio > 0.75 ? Math.min(2 * radius, LARGEST_RADIUS) : ratio < 0.25 ? radius / 2 : radius;
      if (step(trial, answer)) {
        decomposed(answer);
      }

      return;
    }

    radius = Math.min(radius, length(difference())) / 4;
    if (radius < SMALLEST_RADIUS * (1 + length(point.values()))) {
      end(TerminationReason.NO_PROGRESS);
      return;
    }

    askTrial();
  }

  private double[] difference() {
    double[] d = new double[point.dimension()];
    for (int i = 0; i < d.length; i++) {
      d[i] = trial.values()[i] - point.values()[i];
    }

    return d;
  }

  private void decomposed(Answer answer) {
    if (answer.originAdvice() != null) {
      point = recentering.move(point, answer.originAdvice());
      trial = null;
      ask(Question.hessian(point));
      return;
    }

    for (double h : answer.hessian().values()) {
      if (!Double.isFinite(h)) {
        end(TerminationReason.NOT_FINITE);
        return;
      }
    }

    eigen = SymmetricEigen.of(answer.hessian());
    askTrial();
  }

  private void askTrial() {
    int p = point.dimension();
    double[] c = new double[p];
    double largest = 0;
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < p; i++) {
        c[j] += eigen.vector(j, i) * gradient[i];
      }

      largest = Math.max(largest, Math.abs(eigen.values()[j]));
    }

    double shift = shift(c, largest);
    double[] x = point.values().clone();
    predicted = 0;
    for (int j = 0; j < p; j++) {
      double s = -c[j] / denominator(j, shift, largest);
      predicted -= c[j] * s + 0.5 * eigen.values()[j] * s * s;
      for (int i = 0; i < p; i++) {
        x[i] += s * eigen.vector(j, i);
      }
    }

    trial = point.with(x);
    ask(Question.hessian(trial));
  }

  private double denominator(int j, double shift, double largest) {
    return Math.max(Math.abs(eigen.values()[j]) + shift, Double.MIN_NORMAL + 1e-300 * largest);
  }

  /** The smallest nu with |s(nu)| <= radius, by bisection on a logarithmic scale. */
  private double shift(double[] c, double largest) {
    if (stepLength(c, 0, largest) <= radius) {
      return 0;
    }

    double high = length(c) / radius;
    double low = high * 1e-40;
    for (int k = 0; k < 60 && high / low > 1.01; k++) {
      double middle = Math.sqrt(low) * Math.sqrt(high);
      if (stepLength(c, middle, largest) > radius) {
        low = middle;
      } else {
        high = middle;
      }
    }

    return high;
  }

  private double stepLength(double[] c, double shift, double largest) {
    double sum = 0;
    for (int j = 0; j < c.length; j++) {
      double s = c[j] / denominator(j, shift, largest);
      sum += s * s;
    }

    return Math.sqrt(sum);
  }

  private static double length(double[] x) {
    return Math.sqrt(dot(x, x));
  }
}
