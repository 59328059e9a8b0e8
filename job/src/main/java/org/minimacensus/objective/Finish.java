package org.minimacensus.objective;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * From sums over rows to an answer: reduction, the augmentation's factor of the data term, weight
 * decay, the augmentation's regulariser.
 */
final class Finish {
  private final Objective objective;
  private final Question question;
  private final double[] sums;
  private final double count;
  private final int p;
  private final int dimension;
  private final int inputs;
  private final int outputs;
  private final Augmentation augmentation;
  private final double[] x;

  /** Null for a factor of 1. */
  private final LossFactor factor;

  /**
   * @param count what the sums are divided by
   */
  Finish(Objective objective, Question question, double[] sums, double count) {
    this.objective = objective;
    this.question = question;
    this.sums = sums;
    this.count = count;
    p = objective.thetaDimension();
    dimension = objective.dimension();
    inputs = objective.architecture().inputs();
    outputs = objective.architecture().outputs();
    augmentation = objective.augmentation().orElse(null);
    x = question.point().values();
    factor = augmentation == null ? null : augmentation.lossFactor().orElse(null);
  }

  Answer answer(ChartReach reach) {
    Question.Kind kind = question.kind();
    DenseVector gradient = kind == Question.Kind.VALUE ? null : new DenseVector(gradient());
    DenseVector product =
        kind == Question.Kind.HESSIAN_VECTOR ? new DenseVector(hessianVector()) : null;
    DenseMatrix hessian =
        kind == Question.Kind.HESSIAN ? new DenseMatrix(dimension, dimension, hessian()) : null;
    double[] advice =
        augmentation == null ? null : augmentation.advice(reach, x, p, question.point().origin());
    return new Answer(value(), gradient, product, hessian, advice);
  }

  private double value() {
    double squares = 0;

    for (int i = 0; i < p; i++) {
      squares = Math.fma(x[i], x[i], squares);
    }

    double value = factor == null ? data() : factor.value(x, p) * data();
    value = objective.l2() == 0 ? value : Math.fma(0.5 * objective.l2(), squares, value);
    return augmentation == null ? value : value + augmentation.regulariser(x, p, inputs, outputs);
  }

  /** The data term. */
  private double data() {
    return sums[0] / count;
  }

  private double[] gradient() {
    double[] gradient = factor == null ? reduced(1) : scaledGradient();
    decay(x, gradient);

    if (augmentation != null) {
      augmentation.addRegulariserGradient(x, p, gradient, inputs, outputs);
    }

    return gradient;
  }

  private double[] hessianVector() {
    double[] v = question.direction().values();
    double[] product = factor == null ? reduced(1 + dimension) : scaledProduct(v);
    decay(v, product);

    if (augmentation != null) {
      augmentation.addRegulariserHessianVector(x, v, p, product, inputs, outputs);
    }

    return product;
  }

  private double[] reduced(int from) {
    double[] part = Arrays.copyOfRange(sums, from, from + dimension);

    for (int i = 0; i < dimension; i++) {
      part[i] /= count;
    }

    return part;
  }

  /** Of s(phi) D. */
  private double[] scaledGradient() {
    double[] gradient = reduced(1);
    double scale = factor.value(x, p);
    double[] slopes = factor.gradient(x, p);

    for (int i = 0; i < dimension; i++) {
      gradient[i] = scale * gradient[i] + (i < p ? 0 : data() * slopes[i - p]);
    }

    return gradient;
  }

  /** s D'' v + (s'.v) D' + (D'.v) s' + D s'' v. */
  private double[] scaledProduct(double[] v) {
    double[] ofData = reduced(1);
    double[] product = reduced(1 + dimension);
    double scale = factor.value(x, p);
    double[] slopes = factor.gradient(x, p);
    double[][] curvature = factor.hessian(x, p);
    double alongData = 0;
    double alongFactor = 0;

    for (int i = 0; i < dimension; i++) {
      alongData += ofData[i] * v[i];
      alongFactor += i < p ? 0 : slopes[i - p] * v[i];
    }

    for (int i = 0; i < dimension; i++) {
      double sum = scale * product[i] + alongFactor * ofData[i];

      for (int j = p; i >= p && j < dimension; j++) {
        sum += data() * curvature[i - p][j - p] * v[j];
      }

      product[i] = i < p ? sum : sum + alongData * slopes[i - p];
    }

    return product;
  }

  /** The Hessian of D to that of s(phi) D. */
  private void scale(double[] h) {
    double[] ofData = reduced(1);
    double scale = factor.value(x, p);
    double[] slopes = factor.gradient(x, p);
    double[][] curvature = factor.hessian(x, p);

    for (int i = 0; i < dimension; i++) {
      for (int j = i; j < dimension; j++) {
        double sum = scale * h[i * dimension + j];
        sum += j < p ? 0 : ofData[i] * slopes[j - p];
        sum += i < p ? 0 : slopes[i - p] * ofData[j] + data() * curvature[i - p][j - p];
        h[i * dimension + j] = sum;
        h[j * dimension + i] = sum;
      }
    }
  }

  private void decay(double[] of, double[] to) {
    if (objective.l2() == 0) {
      return;
    }

    for (int i = 0; i < p; i++) {
      to[i] = Math.fma(objective.l2(), of[i], to[i]);
    }
  }

  /** Of each pair (i, j) and (j, i) the sums hold one; the other is 0. */
  private double[] hessian() {
    int from = 1 + dimension;
    double[] h = new double[dimension * dimension];

    for (int i = 0; i < dimension; i++) {
      for (int j = i; j < dimension; j++) {
        double one = sums[from + i * dimension + j];
        double sum = i == j ? one : one + sums[from + j * dimension + i];
        h[i * dimension + j] = sum / count;
        h[j * dimension + i] = sum / count;
      }
    }

    if (factor != null) {
      scale(h);
    }

    for (int i = 0; i < p; i++) {
      h[i * dimension + i] += objective.l2();
    }

    if (augmentation != null) {
      addRegulariser(h);
    }

    return h;
  }

  private void addRegulariser(double[] h) {
    double[] direction = new double[dimension];
    double[] column = new double[dimension];

    for (int j = p; j < dimension; j++) {
      Arrays.fill(column, 0);
      direction[j] = 1;
      augmentation.addRegulariserHessianVector(x, direction, p, column, inputs, outputs);
      direction[j] = 0;

      for (int i = p; i < dimension; i++) {
        h[j * dimension + i] += column[i];
      }
    }
  }
}
