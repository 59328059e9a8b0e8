package org.minimacensus.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;

/**
 * A network on random rows: mean squared loss with weight decay, and what the objective adds.
 *
 * @param hidden widths of the hidden layers
 * @param activation of the hidden layers
 * @param objective {@code plain} or the name of an augmentation
 */
public record GradientProblem(
    int rows,
    int features,
    List<Integer> hidden,
    int outputs,
    String activation,
    String objective) {
  /** Weight decay, and lambda of what is added. */
  static final double DECAY = 1e-4;

  /**
   * @param shape {@code rows,features,hidden,outputs} with {@code x} for every comma where commas
   *     mean something else; hidden layers are joined by {@code -}
   */
  public static GradientProblem of(String shape, String activation, String objective) {
    String[] parts = shape.split("[,x]", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException(
          "a shape: expected ROWS,FEATURES,HIDDEN,OUTPUTS such as 2000,20,32-32,1, found " + shape);
    }

    return new GradientProblem(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        widths(parts[2]),
        Integer.parseInt(parts[3]),
        activation,
        objective);
  }

  static List<Integer> widths(String hidden) {
    return Stream.of(hidden.split("-")).map(Integer::valueOf).toList();
  }

  Objective minimised() {
    Architecture network =
        new Architecture(
            features,
            hidden,
            outputs,
            Activations.named(activation, 0.1),
            Activations.named("identity", 0.1),
            true,
            true,
            false);
    Objective plain = Objective.plain(network, Losses.named("squared", 3), Reduction.MEAN, DECAY);
    return objective.equals("plain")
        ? plain
        : plain.augmented(Augmentations.named(objective, DECAY));
  }

  /** The training set of {@link #inputs} and {@link #targets}. */
  Dataset dataset(int shards) {
    return PlainRows.set(inputs(), targets(), Task.REGRESSION, shards);
  }

  /** Standard normal, n x d; the same for every network. */
  double[][] inputs() {
    return normal(RandomStream.of(1, "gradient-problem-inputs", 0), features);
  }

  /** Standard normal, n x outputs. */
  double[][] targets() {
    return normal(RandomStream.of(1, "gradient-problem-targets", 0), outputs);
  }

  private double[][] normal(RandomStream random, int columns) {
    double[][] table = new double[rows][columns];
    for (double[] row : table) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }

    return table;
  }

  /** Parameters of standard deviation 0.3: no unit is saturated. */
  static double[] parameters(Objective objective, RandomStream random) {
    double[] x = new double[objective.dimension()];
    for (int j = 0; j < x.length; j++) {
      x[j] = 0.3 * random.nextGaussian();
    }

    return x;
  }

  /** The point of parameters in which added neurons are as in the papers; the charts start at 0. */
  static Point point(Objective objective, double[] x) {
    double[] raw = Arrays.copyOfRange(x, objective.thetaDimension(), x.length);
    return raw.length == 0
        ? Point.of(x)
        : objective.point(
            Arrays.copyOf(x, objective.thetaDimension()),
            raw,
            new double[objective.originDimension()]);
  }

  /** Of the matrix products of one gradient, as the peers count them. */
  double flops() {
    double flops = objective.equals("plain") ? 0 : 4.0 * outputs + 4.0 * outputs * (features + 1);
    double below = features + 1;
    for (int l = 0; l < hidden.size(); l++) {
      flops += (l == 0 ? 4 : 6) * hidden.get(l) * below;
      below = hidden.get(l);
    }

    return rows * (flops + 6 * below * outputs);
  }
}
