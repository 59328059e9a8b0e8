package org.minimacensus.proof;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/** A small regression with several minima, and its critical points. */
final class ProofStudy {
  private static final int ROWS = 30;

  /** Two tanh units on noisy data in two dimensions, with weight decay: 9 parameters. */
  static Objective objective(double l2) {
    Architecture network =
        new Architecture(
            2,
            List.of(2),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    return Objective.plain(network, Losses.named("squared", 0, 0), Reduction.MEAN, l2);
  }

  static Dataset data() {
    RandomStream dice = RandomStream.of(7, "proof", 0);
    double[][] x = new double[ROWS][2];
    double[][] y = new double[ROWS][1];
    for (int r = 0; r < ROWS; r++) {
      x[r][0] = 4 * dice.nextDouble() - 2;
      x[r][1] = 4 * dice.nextDouble() - 2;
      y[r][0] =
          StrictMath.sin(4 * x[r][0])
              + StrictMath.cos(3 * x[r][1])
              + 0.3 * (dice.nextDouble() - 0.5);
    }

    return PlainRows.set(x, y, Task.REGRESSION);
  }

  /**
   * Newton's method on the gradient, which ends on critical points of any kind, or downhill, with
   * the absolute values of the eigenvalues.
   */
  static double[] critical(Objective objective, Dataset data, RandomStream dice, boolean downhill) {
    double[] x = new double[objective.dimension()];
    for (int i = 0; i < x.length; i++) {
      x[i] = 3 * (2 * dice.nextDouble() - 1);
    }

    return critical(objective, data, x, downhill);
  }

  /** The same from a start. */
  static double[] critical(Objective objective, Dataset data, double[] start, boolean downhill) {
    LocalEvaluator evaluator = new LocalEvaluator(objective, data);
    double[] x = start.clone();
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < 300; step++) {
      Answer answer = evaluator.evaluate(Question.hessian(Point.of(x)));
      double[] g = answer.gradient().values();
      double[] d = solved(answer.hessian(), g, downhill);
      double size = Arrays.stream(d).map(Math::abs).max().orElse(0);
      x = stepped(evaluator, x, d, Math.min(1, 0.5 / size), answer.value(), downhill);

      // Steps that shrink no more are rounding.
      if (size < 1e-15 || size < 1e-11 && size > 0.5 * before) {
        break;
      }

      before = size;
    }

    return x;
  }

  /** Downhill a step that rises is halved, but for rounding. */
  private static double[] stepped(
      LocalEvaluator evaluator,
      double[] x,
      double[] d,
      double first,
      double value,
      boolean downhill) {
    double share = first;
    for (int halving = 0; ; halving++) {
      double[] to = x.clone();
      for (int i = 0; i < to.length; i++) {
        to[i] -= share * d[i];
      }

      if (!downhill || halving == 30) {
        return to;
      }

      double there = evaluator.evaluate(Question.value(Point.of(to))).value();
      if (there <= value + 1e-13 * Math.abs(value)) {
        return to;
      }

      share /= 2;
    }
  }

  private static double[] solved(DenseMatrix h, double[] g, boolean downhill) {
    SymmetricEigen eigen = SymmetricEigen.of(h.values(), g.length);
    double[] d = new double[g.length];
    double least = 1e-14 * Math.max(-eigen.values()[0], eigen.values()[g.length - 1]);
    for (int k = 0; k < g.length; k++) {
      double dot = 0;
      for (int i = 0; i < g.length; i++) {
        dot += eigen.vector(k, i) * g[i];
      }

      for (int i = 0; i < g.length; i++) {
        double size = Math.max(least, Math.abs(eigen.values()[k]));
        double lambda = downhill ? size : Math.copySign(size, eigen.values()[k]);
        d[i] += dot / lambda * eigen.vector(k, i);
      }
    }

    return d;
  }

  private ProofStudy() {}
}
