package org.minimacensus.theorem;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** An objective as a function of some of its parameters, the others held. */
final class Slice {
  private static final double U = Roundoff.UNIT;

  /** Roundings of the loss of a row and of its way into the sum, beyond the additions of rows. */
  private static final int OF_A_ROW = 64;

  private final Evaluator evaluator;
  private final Point base;
  private final int[] free;
  private final long rows;
  private int evaluations;

  /**
   * @param free ascending
   */
  Slice(Evaluator evaluator, Point base, int[] free, long rows) {
    this.evaluator = evaluator;
    this.base = base;
    this.free = free;
    this.rows = rows;
  }

  /**
   * A lower bound of a convex objective: value + gradient . (y - x), each with a bound on its
   * rounding error.
   */
  record Plane(double value, double valueError, double[] gradient, double[] gradientError) {}

  int dimension() {
    return free.length;
  }

  int evaluations() {
    return evaluations;
  }

  Point start() {
    double[] start = new double[free.length];
    for (int i = 0; i < free.length; i++) {
      start[i] = base.values()[free[i]];
    }

    return Point.of(start);
  }

  private Point embedded(double[] own) {
    double[] all = base.values().clone();
    for (int i = 0; i < free.length; i++) {
      all[free[i]] = own[i];
    }

    return base.with(all);
  }

  double value(double[] own) {
    evaluations++;
    return evaluator.evaluate(Question.value(embedded(own))).value();
  }

  Answer evaluate(Question question) {
    evaluations++;
    Point there = embedded(question.point().values());
    double[] along = new double[there.dimension()];
    for (int i = 0; i < free.length && question.direction() != null; i++) {
      along[free[i]] = question.direction().apply(i);
    }

    Answer full =
        evaluator.evaluate(
            new Question(
                question.kind(),
                there,
                question.direction() == null ? null : new DenseVector(along)));
    return new Answer(
        full.value(),
        vector(full.gradient()),
        vector(full.hessianVector()),
        matrix(full.hessian()),
        null);
  }

  /** The Hessian in the free parameters at these. */
  DenseMatrix hessian(double[] own) {
    return evaluate(Question.hessian(Point.of(own))).hessian();
  }

  private DenseVector vector(DenseVector full) {
    if (full == null) {
      return null;
    }

    double[] own = new double[free.length];
    for (int i = 0; i < free.length; i++) {
      own[i] = full.apply(free[i]);
    }

    return new DenseVector(own);
  }

  private DenseMatrix matrix(DenseMatrix full) {
    if (full == null) {
      return null;
    }

    int n = free.length;
    double[] own = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        own[j * n + i] = full.apply(free[i], free[j]);
      }
    }

    return new DenseMatrix(n, n, own);
  }

  /**
   * The tangent plane. The outputs are sums of q products each, whose rounding moves the losses by
   * at most sum_i |dl/ds| |R| |phi| (q + 2) u, and the gradient's rounding bound holds sum_i
   * |dl/ds| |phi| u at least once; the losses are added one after the other at worst.
   */
  Plane plane(double[] own) {
    Point there = embedded(own);
    evaluations += 2;
    Answer answer = evaluator.evaluate(Question.gradient(there));
    double[] rounding = evaluator.inspect(there).gradientRounding();
    double[] gradient = new double[free.length];
    double[] error = new double[free.length];
    double ofOutputs = 0;
    for (int i = 0; i < free.length; i++) {
      gradient[i] = answer.gradient().apply(free[i]);
      error[i] = rounding[free[i]];
      ofOutputs += (free.length + 2) * Math.abs(own[i]) * error[i];
    }

    double ofSum = (rows + OF_A_ROW) * U * Math.abs(answer.value());
    return new Plane(answer.value(), ofOutputs + ofSum, gradient, error);
  }
}
