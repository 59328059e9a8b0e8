package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The loss on a grid of a plane around some points of it.
 *
 * @param marks x and y of the points, in turn
 * @param x, y coordinates of columns and rows
 * @param losses row by row; not finite: NaN
 */
record Grid(double[] marks, double[] x, double[] y, double[] losses) {
  /** Beyond the points on each side, of what they are apart. */
  private static final double MARGIN = 0.4;

  /** Numbers in the questions that are asked at once: 8 MB. */
  private static final long AT_ONCE = 1 << 20;

  /**
   * @param chart a point of the objective in the chart of the plane
   * @param points not all the same
   * @param side points along each axis
   */
  static Grid of(Evaluator evaluator, Point chart, Plane plane, List<double[]> points, int side) {
    double[] marks = new double[2 * points.size()];
    for (int k = 0; k < points.size(); k++) {
      System.arraycopy(plane.coordinates(points.get(k)), 0, marks, 2 * k, 2);
    }

    double[] low = {marks[0], marks[1]};
    double[] high = low.clone();
    for (int i = 0; i < marks.length; i++) {
      low[i % 2] = Math.min(low[i % 2], marks[i]);
      high[i % 2] = Math.max(high[i % 2], marks[i]);
    }

    double margin = MARGIN * Math.max(high[0] - low[0], high[1] - low[1]);
    double[] x = axis(low[0] - margin, high[0] + margin, side);
    double[] y = axis(low[1] - margin, high[1] + margin, side);
    return new Grid(marks, x, y, losses(evaluator, chart, plane, x, y));
  }

  private static double[] axis(double from, double to, int n) {
    double[] axis = new double[n];
    for (int i = 0; i < n; i++) {
      axis[i] = from + i * ((to - from) / (n - 1));
    }

    return axis;
  }

  private static double[] losses(
      Evaluator evaluator, Point chart, Plane plane, double[] x, double[] y) {
    double[] losses = new double[x.length * y.length];
    int atOnce = (int) Math.max(1, AT_ONCE / chart.dimension());
    for (int from = 0; from < losses.length; from += atOnce) {
      List<Question> questions = new ArrayList<>();
      for (int k = from; k < Math.min(losses.length, from + atOnce); k++) {
        double[] at = plane.point(x[k % x.length], y[k / x.length]);
        questions.add(Question.value(chart.with(at)));
      }

      List<Answer> answers = evaluator.evaluateAll(questions);
      for (int k = 0; k < answers.size(); k++) {
        double loss = answers.get(k).value();
        losses[from + k] = Double.isFinite(loss) ? loss : Double.NaN;
      }
    }

    return losses;
  }
}
