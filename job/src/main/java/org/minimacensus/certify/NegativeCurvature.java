package org.minimacensus.certify;

import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Leaves a saddle along its most negative (scaled) eigenvector. */
final class NegativeCurvature {
  private NegativeCurvature() {}

  /**
   * A witness that a point is no minimum.
   *
   * @param point a point of lower loss
   * @param step its distance from the saddle as the largest relative change of a parameter
   * @param decrease how much lower the loss is; positive
   */
  record Witness(Point point, double step, double decrease) {}

  /**
   * The best of a ladder of steps to both sides, or null when none lowers the loss beyond rounding.
   */
  static Witness leave(Evaluator evaluator, Point saddle, HessianSpectrum spectrum) {
    return leave(evaluator, saddle, spectrum.value(), spectrum.direction(0));
  }

  /**
   * The same along a given direction.
   *
   * @param value of the objective at the saddle
   */
  static Witness leave(Evaluator evaluator, Point saddle, double value, double[] direction) {
    double unit = Endgame.relativeSize(direction, saddle);
    double rounding = 16 * Math.ulp(Math.abs(value));
    Witness best = null;
    for (double size = 1e-4; size <= 1; size *= 4) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double[] x = saddle.values().clone();
        for (int i = 0; i < x.length; i++) {
          x[i] += sign * size / unit * direction[i];
        }

        Point trial = saddle.with(x);
        double decrease = value - evaluator.evaluate(Question.value(trial)).value();
        if (decrease > rounding && (best == null || decrease > best.decrease())) {
          best = new Witness(trial, sign * size, decrease);
        }
      }
    }

    return best;
  }

  /** Loss evaluations that {@link #leave} takes. */
  static final int EVALUATIONS = 14;
}
