package org.minimacensus.theorem;

import java.util.function.Function;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/**
 * How much z adds to a linear model under the squared loss: at every local minimum of W (x + V z(x,
 * u)) with as many inputs as outputs or more the loss is that of the best R x less 1/2 |Y P|^2, P
 * the projector on the rows of Z (I - P_X).
 *
 * @param value 1/2 |Y P|^2, in the study's reduction
 * @param smallestSingularValue of Z (I - P_X); where it is near 0, so is z to a linear function of
 *     the inputs, and the value is ill-conditioned
 */
record Improvement(double value, double smallestSingularValue) {
  /** Eigenvalues below this share of the largest are 0. */
  private static final double RANK = 1e-13;

  /**
   * At an endpoint of a residual network under the squared loss.
   *
   * @param evaluators of objectives on the study's training set
   * @param rows of the training set
   */
  static Improvement of(
      Objective study, double[] theta, Function<Objective, Evaluator> evaluators, long rows) {
    if (!study.architecture().residual() || !study.loss().name().equals("squared")) {
      throw new IllegalArgumentException(
          "the improvement term is one of residual networks under the squared loss, found loss "
              + study.loss().name()
              + " and "
              + study.architecture());
    }

    Objective summed = Objective.plain(study.architecture(), study.loss(), Reduction.SUM, 0);
    ComparisonModel model = ComparisonModel.features(summed, theta);
    Slice slice = new Slice(evaluators.apply(model.objective()), model.start(), model.free(), rows);
    Answer at = slice.evaluate(Question.hessian(Point.of(new double[slice.dimension()])));
    int d = study.architecture().inputs();
    int width = model.features() - d;
    double[] schur = complement(at.hessian(), width, d);
    SymmetricEigen eigen = SymmetricEigen.of(schur, width);
    double sum = 0;
    for (int k = 0; k < study.architecture().outputs(); k++) {
      double[] rest = rest(at, k * model.features(), width, d);
      for (int e = 0; e < width; e++) {
        double along = 0;
        for (int i = 0; i < width; i++) {
          along += eigen.vector(e, i) * rest[i];
        }

        boolean counts = eigen.values()[e] > RANK * trace(at.hessian(), width);
        sum += counts ? along * along / eigen.values()[e] / 2 : 0;
      }
    }

    return new Improvement(
        study.reduction() == Reduction.MEAN ? sum / rows : sum,
        Math.sqrt(Math.max(0, eigen.values()[0])));
  }

  /** Of z z^T alone; no eigenvalue is above it. */
  private static double trace(DenseMatrix gram, int width) {
    double trace = 0;
    for (int i = 0; i < width; i++) {
      trace += gram.apply(i, i);
    }

    return trace;
  }

  /** Z (I - P_X) Z^T. */
  private static double[] complement(DenseMatrix gram, int width, int d) {
    double[] complement = new double[width * width];
    for (int i = 0; i < width; i++) {
      double[] cross = new double[d];
      for (int a = 0; a < d; a++) {
        cross[a] = gram.apply(width + a, i);
      }

      double[] fitted = solved(gram, width, d, cross);
      for (int j = 0; j < width; j++) {
        complement[i * width + j] = gram.apply(i, j);
        for (int a = 0; a < d; a++) {
          complement[i * width + j] -= fitted[a] * gram.apply(width + a, j);
        }
      }
    }

    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        complement[i * width + j] = complement[j * width + i];
      }
    }

    return complement;
  }

  /** Z (I - P_X) y_k. */
  private static double[] rest(Answer at, int first, int width, int d) {
    double[] ofInputs = new double[d];
    for (int a = 0; a < d; a++) {
      ofInputs[a] = -at.gradient().apply(first + width + a);
    }

    double[] fitted = solved(at.hessian(), width, d, ofInputs);
    double[] rest = new double[width];
    for (int i = 0; i < width; i++) {
      rest[i] = -at.gradient().apply(first + i);
      for (int a = 0; a < d; a++) {
        rest[i] -= fitted[a] * at.hessian().apply(width + a, i);
      }
    }

    return rest;
  }

  /** (X X^T)^+ b. */
  private static double[] solved(DenseMatrix gram, int width, int d, double[] b) {
    double[] block = new double[d * d];
    for (int a = 0; a < d; a++) {
      for (int c = 0; c < d; c++) {
        block[a * d + c] = gram.apply(width + a, width + c);
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(block, d);
    double[] x = new double[d];
    for (int e = 0; e < d; e++) {
      double along = 0;
      for (int a = 0; a < d; a++) {
        along += eigen.vector(e, a) * b[a];
      }

      if (eigen.values()[e] > RANK * eigen.values()[d - 1]) {
        for (int a = 0; a < d; a++) {
          x[a] += eigen.vector(e, a) * along / eigen.values()[e];
        }
      }
    }

    return x;
  }
}
