package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The evaluation error of a Hessian, measured as its change under perturbations of the parameters
 * by a few units in the last place.
 */
final class HessianError {
  private static final double EPS = Roundoff.EPSILON;

  /**
   * Perturbations are this many units in the last place, so that each changes several roundings.
   */
  private static final double PERTURBATION = 4 * EPS;

  /** Points moved by a perturbation that a noise is measured at. */
  private static final int SAMPLES = 2;

  /** Two samples of a noise underestimate its largest value; a factor of 4 covers the tail. */
  private static final double NOISE_FACTOR = 4;

  /**
   * A bound on the evaluation error of every entry of the Hessian near a point, p x p, row by row.
   */
  static double[] entries(Evaluator evaluator, Point point) {
    return entries(evaluator, point, evaluator.evaluate(Question.hessian(point)));
  }

  /** The same where the Hessian at the point is known. */
  static double[] entries(Evaluator evaluator, Point point, Answer at) {
    double[] h = at.hessian().values();
    double[] error = new double[h.length];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] other =
          evaluator.evaluate(Question.hessian(perturbed(point, sample))).hessian().values();
      for (int i = 0; i < h.length; i++) {
        error[i] = Math.max(error[i], Math.abs(other[i] - h[i]));
      }
    }

    for (int i = 0; i < h.length; i++) {
      error[i] = NOISE_FACTOR * (error[i] + EPS * Math.abs(h[i]));
    }

    return error;
  }

  private static Point perturbed(Point point, int sample) {
    double[] x = point.values().clone();
    for (int i = 0; i < x.length; i++) {
      // A fixed sign pattern that differs between the samples: bits of a multiplicative hash.
      boolean up = (((i + 1) * 0x9E3779B97F4A7C15L) >>> (60 + sample) & 1) == 0;
      x[i] *= up ? 1 + PERTURBATION : 1 - PERTURBATION;
    }

    return point.with(x);
  }

  /**
   * An estimate of |D E D|_F, E the evaluation error of the Hessian, from products at points moved
   * by a few units in the last place with vectors v of irregular entries of mean square 13/12: were
   * they random, the expectation of |(A' - A) v|^2 would be 13/12 |A' - A|_F^2, A = D H D. An
   * estimate from one v is too low by a factor t with a probability of the order of 1/t where the
   * error has rank 1, and by far less where, as in rounding, it has many directions; the larger of
   * two is given. What H itself is not symmetric by is added.
   *
   * @param h the Hessian at the point, p x p
   * @param scale D_ii, length p
   */
  static double scaledNorm(Evaluator evaluator, Point point, double[] h, double[] scale) {
    int p = scale.length;
    double[][] v = new double[SAMPLES][p];
    List<Question> questions = new ArrayList<>();
    for (int sample = 0; sample < v.length; sample++) {
      double[] direction = new double[p];
      for (int i = 0; i < p; i++) {
        v[sample][i] = entry(sample * p + i);
        direction[i] = scale[i] * v[sample][i];
      }

      questions.add(Question.hessianVector(perturbed(point, sample), direction));
    }

    List<Answer> answers = evaluator.evaluateAll(questions);
    double largest = 0;
    for (int sample = 0; sample < v.length; sample++) {
      double[] other = answers.get(sample).hessianVector().values();
      double[] here = new double[p];
      for (int j = 0; j < p; j++) {
        for (int i = 0; i < p; i++) {
          here[i] = Math.fma(h[j * p + i], scale[j] * v[sample][j], here[i]);
        }
      }

      double square = 0;
      for (int i = 0; i < p; i++) {
        double d = scale[i] * (other[i] - here[i]);
        square += d * d;
      }

      largest = Math.max(largest, square);
    }

    double squares = 0;
    double asymmetry = 0;
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < p; i++) {
        double factor = scale[i] * scale[j];
        double entry = h[j * p + i] * factor;
        double difference = (h[j * p + i] - h[i * p + j]) * factor;
        squares += entry * entry;
        asymmetry += difference * difference;
      }
    }

    return Math.sqrt(largest) + Math.sqrt(asymmetry) + EPS * Math.sqrt(squares);
  }

  /** Entry i of a fixed vector of irregular signs and sizes, in [1/2, 3/2). */
  private static double entry(int i) {
    long bits = (i + 1) * 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
    bits ^= bits >>> 32;
    double size = 0.5 + (bits >>> 11) * 0x1p-53;
    return (bits & 1) == 0 ? size : -size;
  }
}
