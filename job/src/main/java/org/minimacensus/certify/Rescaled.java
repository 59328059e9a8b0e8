package org.minimacensus.certify;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Parameters in units of their sizes, x = s z: what is short in z changes no parameter by much of
 * its size, so that a search in z ends close to its start in that sense.
 */
final class Rescaled {
  /** Parameters smaller than this count as of this size. */
  private static final double SMALL = 0.3;

  private final double[] scale;
  private final Point like;

  /** Units for searches from this point. */
  Rescaled(Point start) {
    this.like = start;
    this.scale = new double[start.dimension()];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = Math.sqrt(start.values()[i] * start.values()[i] + SMALL * SMALL);
    }
  }

  /** The point z of a point x. */
  Point inside(Point x) {
    double[] z = x.values().clone();
    for (int i = 0; i < z.length; i++) {
      z[i] /= scale[i];
    }

    return Point.of(z);
  }

  /** The point x of a point z. */
  Point outside(Point z) {
    return like.with(scaled(z.values()));
  }

  /** A question about z as one about x. */
  Question outside(Question question) {
    DenseVector direction = question.direction();
    return new Question(
        question.kind(),
        outside(question.point()),
        direction == null ? null : new DenseVector(scaled(direction.values())));
  }

  /** The answer about x as one about z. */
  Answer inside(Answer answer) {
    return new Answer(
        answer.value(),
        vector(answer.gradient()),
        vector(answer.hessianVector()),
        matrix(answer.hessian()),
        null);
  }

  private double[] scaled(double[] v) {
    double[] w = v.clone();
    for (int i = 0; i < w.length; i++) {
      w[i] *= scale[i];
    }

    return w;
  }

  private DenseVector vector(DenseVector v) {
    return v == null ? null : new DenseVector(scaled(v.values()));
  }

  private DenseMatrix matrix(DenseMatrix h) {
    if (h == null) {
      return null;
    }

    int p = scale.length;
    double[] values = h.values().clone();
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        // The product of the scales first: symmetric to the last bit.
        values[i * p + j] *= scale[i] * scale[j];
      }
    }

    return new DenseMatrix(p, p, values);
  }
}
