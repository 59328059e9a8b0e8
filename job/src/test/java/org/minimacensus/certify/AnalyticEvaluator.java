package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.UnitSides;

/** A function of a few variables with hand-written derivatives, in place of a training loss. */
final class AnalyticEvaluator implements Evaluator {
  /** Value, gradient and Hessian (row by row) at x. */
  interface Function {
    double at(double[] x, double[] gradient, double[] hessian);
  }

  private final Function function;

  AnalyticEvaluator(Function function) {
    this.function = function;
  }

  @Override
  public Objective objective() {
    throw new IllegalStateException("an analytic function has no network");
  }

  @Override
  public Answer evaluate(Question question) {
    int p = question.point().dimension();
    double[] g = new double[p];
    double[] h = new double[p * p];
    double value = function.at(question.point().values(), g, h);
    if (question.direction() == null) {
      return new Answer(value, new DenseVector(g), null, new DenseMatrix(p, p, h), null);
    }

    double[] product = new double[p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        product[i] += h[i * p + j] * question.direction().apply(j);
      }
    }

    return new Answer(value, new DenseVector(g), new DenseVector(product), null, null);
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    List<Answer> answers = new ArrayList<>();
    for (Question q : questions) {
      answers.add(evaluate(q));
    }

    return answers;
  }

  /**
   * Rounding of each gradient entry taken as a few units of the largest term of these small
   * functions.
   */
  @Override
  public Inspection inspect(Point point) {
    double[] rounding = new double[point.dimension()];
    java.util.Arrays.fill(rounding, 1e-18);
    return new Inspection(
        0,
        0,
        0,
        0,
        rounding,
        0,
        0,
        -1,
        new boolean[0],
        new long[0],
        0,
        Double.POSITIVE_INFINITY,
        Double.NaN,
        List.of(),
        new UnitSides(new boolean[0], new boolean[0]),
        0,
        List.of());
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return new double[0];
  }
}
