package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/**
 * Linear dependencies of the inputs of a training set: directions of weights that no row has.
 *
 * <p>They are the null space of the mean of x~ x~^T, x~ = (x, 1), which is the Hessian of the
 * squared loss of a linear model; known to about 1e-7 of the inputs.
 */
public final class InputDirections {
  private static final double EPS = Roundoff.EPSILON;

  /** Deviation of a constant pre-activation, squared, as a share of its mean square. */
  private static final double CONSTANT = 1e-14;

  private final int inputs;
  private final double[] gram;

  private InputDirections(int inputs, double[] gram) {
    this.inputs = inputs;
    this.gram = gram;
  }

  /** The objective whose Hessian tells them: a linear model on the same inputs. */
  public static Objective linearModel(int inputs, int outputs) {
    return Objective.plain(
        new Architecture(
            inputs,
            List.of(),
            outputs,
            Activations.named("identity", 0),
            Activations.named("identity", 0),
            false,
            true,
            false),
        Losses.named("squared", 1),
        Reduction.MEAN,
        0);
  }

  /**
   * @param linear evaluator of {@link #linearModel}
   */
  public static InputDirections of(Evaluator linear) {
    Objective model = linear.objective();
    int d = model.architecture().inputs();
    int p = model.dimension();
    int[] first = new int[d + 1];
    for (int j = 0; j <= d; j++) {
      first[j] = j < d ? j : d * model.architecture().outputs();
    }

    Point origin = Point.of(new double[p]);
    List<Question> questions = new ArrayList<>();
    for (int j : first) {
      double[] direction = new double[p];
      direction[j] = 1;
      questions.add(Question.hessianVector(origin, direction));
    }

    double[] gram = new double[(d + 1) * (d + 1)];
    List<Answer> answers = linear.evaluateAll(questions);
    for (int j = 0; j <= d; j++) {
      DenseVector row = answers.get(j).hessianVector();
      for (int i = 0; i <= d; i++) {
        gram[j * (d + 1) + i] = row.apply(first[i]);
      }
    }

    return new InputDirections(d, gram);
  }

  /** Weights, and a bias where there is one, that add nothing on any row: an orthogonal basis. */
  List<double[]> unseen(boolean bias) {
    return nullSpace(inputs + (bias ? 1 : 0));
  }

  /** Weights whose sum is 1 on every row; null when there are none. */
  double[] constant(boolean bias) {
    double[] one = new double[inputs + (bias ? 1 : 0)];
    if (bias) {
      one[inputs] = 1;
      return one;
    }

    double[] best = null;
    for (double[] v : nullSpace(inputs + 1)) {
      if (best == null || Math.abs(v[inputs]) > Math.abs(best[inputs])) {
        best = v;
      }
    }

    if (best == null || Math.abs(best[inputs]) < 1e-3) {
      return null;
    }

    for (int j = 0; j < inputs; j++) {
      one[j] = -best[j] / best[inputs];
    }

    return one;
  }

  /** Whether a unit with these weights (bias last, where there is one) is the same on all rows. */
  boolean constant(double[] weights) {
    double square = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        square += weights[i] * weights[j] * gram[i * (inputs + 1) + j];
      }
    }

    double mean = mean(weights);
    return square - mean * mean <= CONSTANT * square;
  }

  /** The mean over the rows of a unit's pre-activation. */
  double mean(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * gram[inputs * (inputs + 1) + j];
    }

    return sum;
  }

  /** Null vectors, of length 1 after scaling, of the leading n x n block. */
  private List<double[]> nullSpace(int n) {
    double[] scale = new double[n];
    for (int j = 0; j < n; j++) {
      double square = gram[j * (inputs + 1) + j];
      scale[j] = square > 0 ? 1 / Math.sqrt(square) : 1;
    }

    double[] scaled = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scaled[i * n + j] = gram[i * (inputs + 1) + j] * scale[i] * scale[j];
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
    double bound = eigen.residual() + 16 * n * EPS * Math.abs(eigen.values()[n - 1]);
    List<double[]> basis = new ArrayList<>();
    for (int k = 0; k < n && eigen.values()[k] <= bound; k++) {
      double[] v = Arrays.copyOfRange(eigen.vectors(), k * n, (k + 1) * n);
      for (int j = 0; j < n; j++) {
        v[j] *= scale[j];
      }

      basis.add(v);
    }

    return basis;
  }
}
