package org.minimacensus.certify;

import java.io.Serializable;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * A proof that a point is no minimum which a reader can check: the loss at {@code point + step
 * direction} is lower than at {@code point} by {@code decrease}. The arrays are handed over.
 *
 * @param point parameters of the objective, then the chart origins; empty when it is the endpoint
 *     itself
 * @param direction of Euclidean length 1, in the parameters of the objective
 * @param step > 0
 * @param decrease > 0
 */
public record SaddleWitness(double[] point, double[] direction, double step, double decrease)
    implements Serializable {
  private static final SaddleWitness NONE =
      new SaddleWitness(new double[0], new double[0], Double.NaN, Double.NaN);

  /** Where no saddle was seen. */
  public static SaddleWitness none() {
    return NONE;
  }

  /**
   * The witness on the straight way between two points of one chart, its decrease evaluated anew.
   *
   * @param value of the objective at the saddle
   */
  static SaddleWitness between(Evaluator evaluator, Point saddle, double value, Point lower) {
    int n = saddle.dimension();
    double[] direction = new double[n];
    for (int i = 0; i < n; i++) {
      direction[i] = lower.values()[i] - saddle.values()[i];
    }

    double step = Math.sqrt(Endgame.squaredNorm(direction));
    double[] end = saddle.values().clone();
    for (int i = 0; i < n; i++) {
      direction[i] /= step;
      end[i] += step * direction[i];
    }

    double there = evaluator.evaluate(Question.value(saddle.with(end))).value();
    double[] point = new double[n + saddle.origin().length];
    System.arraycopy(saddle.values(), 0, point, 0, n);
    System.arraycopy(saddle.origin(), 0, point, n, saddle.origin().length);
    return new SaddleWitness(point, direction, step, value - there);
  }

  /** The same of the endpoint itself. */
  SaddleWitness here() {
    return new SaddleWitness(NONE.point, direction, step, decrease);
  }
}
