package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * An augmented objective as a function of the network's own parameters alone, the added neurons
 * held fixed. Points have p = thetaDimension entries.
 */
final class FrozenAugmentation implements Evaluator {
  private final Evaluator full;
  private final Point fixed;
  private final int p;

  /**
   * @param fixed the point whose added neurons (and chart) are used
   */
  FrozenAugmentation(Evaluator full, Point fixed) {
    this.full = full;
    this.fixed = fixed;
    this.p = full.objective().thetaDimension();
  }

  /** The full point with these network parameters. */
  Point embed(Point theta) {
    double[] x = fixed.values().clone();
    System.arraycopy(theta.values(), 0, x, 0, p);
    return fixed.with(x);
  }

  @Override
  public Objective objective() {
    return full.objective();
  }

  @Override
  public Answer evaluate(Question question) {
    return restrict(full.evaluate(lift(question)));
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    List<Question> lifted = new ArrayList<>();
    for (Question q : questions) {
      lifted.add(lift(q));
    }

    List<Answer> answers = new ArrayList<>();
    for (Answer a : full.evaluateAll(lifted)) {
      answers.add(restrict(a));
    }

    return answers;
  }

  @Override
  public Inspection inspect(Point point) {
    return full.inspect(embed(point));
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return full.chartOrigins(rawAugmentation);
  }

  private Question lift(Question q) {
    DenseVector direction =
        q.direction() == null
            ? null
            : new DenseVector(Arrays.copyOf(q.direction().values(), fixed.dimension()));
    return new Question(q.kind(), embed(q.point()), direction);
  }

  private Answer restrict(Answer a) {
    return new Answer(
        a.value(), head(a.gradient()), head(a.hessianVector()), block(a.hessian()), null);
  }

  private DenseVector head(DenseVector v) {
    return v == null ? null : new DenseVector(Arrays.copyOf(v.values(), p));
  }

  private DenseMatrix block(DenseMatrix h) {
    if (h == null) {
      return null;
    }

    double[] values = new double[p * p];
    for (int j = 0; j < p; j++) {
      System.arraycopy(h.values(), j * h.numRows(), values, j * p, p);
    }

    return new DenseMatrix(p, p, values);
  }
}
