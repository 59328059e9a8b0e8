package org.minimacensus.proof;

import java.math.BigDecimal;
import java.util.Arrays;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.PreciseObjective;
import org.minimacensus.objective.Question;

/**
 * A critical point near a start by Newton steps on the gradient in double-double, which share no
 * arithmetic with proofs.
 *
 * @param theta p parameters
 * @param slope the largest entry of the gradient there
 * @param eigenvalues of the Hessian in doubles, ascending
 */
record PreciseCritical(
    DoubleDouble[] theta, DoubleDouble value, double slope, double[] eigenvalues) {
  private static final int STEPS = 6;

  static PreciseCritical near(double[] start, Objective objective, Dataset data) {
    PreciseObjective precise = PreciseObjective.of(objective, data);
    Answer answer = new LocalEvaluator(objective, data).evaluate(Question.hessian(Point.of(start)));
    SymmetricEigen eigen = SymmetricEigen.of(answer.hessian().values(), start.length);
    DoubleDouble[] theta =
        Arrays.stream(start).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
    DoubleDouble[] gradient = new DoubleDouble[start.length];
    DoubleDouble value = precise.gradient(theta, new double[0], gradient);
    for (int step = 0; step < STEPS; step++) {
      double[] d = newton(eigen, gradient);
      for (int i = 0; i < d.length; i++) {
        theta[i] = theta[i].minus(DoubleDouble.of(d[i]));
      }

      value = precise.gradient(theta, new double[0], gradient);
    }

    double slope = Arrays.stream(gradient).mapToDouble(g -> Math.abs(g.high())).max().orElse(0);
    return new PreciseCritical(theta, value, slope, eigen.values());
  }

  private static double[] newton(SymmetricEigen eigen, DoubleDouble[] gradient) {
    double[] d = new double[gradient.length];
    for (int k = 0; k < d.length; k++) {
      double dot = 0;
      for (int i = 0; i < d.length; i++) {
        dot += eigen.vector(k, i) * gradient[i].high();
      }

      for (int i = 0; i < d.length; i++) {
        d[i] += dot / eigen.values()[k] * eigen.vector(k, i);
      }
    }

    return d;
  }

  /** The least eigenvalue of the Hessian as a share of the largest. */
  double least() {
    return eigenvalues[0] / eigenvalues[eigenvalues.length - 1];
  }

  double[] rounded() {
    return Arrays.stream(theta).mapToDouble(DoubleDouble::high).toArray();
  }

  /** Whether a box holds the point, to the last digit. */
  boolean in(Interval[] box) {
    for (int i = 0; i < box.length; i++) {
      if (!holds(box[i], theta[i])) {
        return false;
      }
    }

    return true;
  }

  static boolean holds(Interval x, DoubleDouble value) {
    BigDecimal exact = new BigDecimal(value.high()).add(new BigDecimal(value.low()));
    return new BigDecimal(x.low()).compareTo(exact) <= 0
        && new BigDecimal(x.high()).compareTo(exact) >= 0;
  }
}
