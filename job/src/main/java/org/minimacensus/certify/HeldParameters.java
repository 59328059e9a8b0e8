package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * An objective as a function of some of its parameters, the others held fixed. Points have as many
 * entries as there are free parameters. Nothing advises another chart origin.
 */
final class HeldParameters implements Evaluator {
  private final Evaluator full;
  private final Point fixed;
  private final int[] free;
  private final int[] linear;

  /**
   * @param fixed the point whose other parameters (and chart) are used
   * @param free indices of the free parameters, ascending; those of the network come first
   */
  HeldParameters(Evaluator full, Point fixed, int[] free) {
    this(full, fixed, free, new int[0]);
  }

  /**
   * @param linear those of the free parameters in which the outputs are linear: their indices in
   *     the whole point, ascending; may be empty where that is not asked
   */
  HeldParameters(Evaluator full, Point fixed, int[] free, int[] linear) {
    this.full = full;
    this.fixed = fixed;
    this.free = free.clone();
    this.linear =
        IntStream.range(0, free.length)
            .filter(i -> Arrays.binarySearch(linear, free[i]) >= 0)
            .toArray();
  }

  /** The network's own parameters are free, the added neurons are held. */
  static HeldParameters network(Evaluator full, Point fixed) {
    return new HeldParameters(
        full, fixed, IntStream.range(0, full.objective().thetaDimension()).toArray());
  }

  /** Indices in points of this evaluator of parameters in which the outputs are linear. */
  int[] linear() {
    return linear.clone();
  }

  /** The evaluator of the whole objective. */
  Evaluator full() {
    return full;
  }

  /** The full point with these free parameters. */
  Point embed(Point point) {
    return fixed.with(spread(point.values(), fixed.values()));
  }

  /** The free parameters of a full point. */
  Point restrict(Point point) {
    return point.with(picked(point.values()));
  }

  /** Numbers of the free parameters at their places in the full point, 0 elsewhere. */
  double[] spread(double[] values) {
    return spread(values, new double[fixed.dimension()]);
  }

  private double[] spread(double[] values, double[] over) {
    double[] x = over.clone();
    for (int i = 0; i < free.length; i++) {
      x[free[i]] = values[i];
    }

    return x;
  }

  private double[] picked(double[] full) {
    double[] x = new double[free.length];
    for (int i = 0; i < free.length; i++) {
      x[i] = full[free[i]];
    }

    return x;
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
    Inspection seen = full.inspect(embed(point));
    return seen.withGradientRounding(picked(seen.gradientRounding()));
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return full.chartOrigins(rawAugmentation);
  }

  private Question lift(Question q) {
    DenseVector direction =
        q.direction() == null ? null : new DenseVector(spread(q.direction().values()));
    return new Question(q.kind(), embed(q.point()), direction);
  }

  private Answer restrict(Answer a) {
    return new Answer(
        a.value(), picked(a.gradient()), picked(a.hessianVector()), block(a.hessian()), null);
  }

  private DenseVector picked(DenseVector v) {
    return v == null ? null : new DenseVector(picked(v.values()));
  }

  private DenseMatrix block(DenseMatrix h) {
    if (h == null) {
      return null;
    }

    int p = free.length;
    double[] values = new double[p * p];
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < p; i++) {
        values[j * p + i] = h.values()[free[j] * h.numRows() + free[i]];
      }
    }

    return new DenseMatrix(p, p, values);
  }
}
