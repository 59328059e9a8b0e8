package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/** A random network, training set, objective and point, all from one seed. */
record ObjectiveCase(
    Architecture architecture,
    String loss,
    int power,
    Reduction reduction,
    double l2,
    String objectiveName,
    double lambda,
    double[][] features,
    double[][] targets,
    int shards,
    double[] parameters,
    double[] origins) {
  static final double LEAKY_SLOPE = 0.1;
  static final int DEGREE = 3;
  static final List<String> LOSSES =
      List.of(
          "squared",
          "logistic",
          "cross-entropy",
          "polynomial-hinge",
          "smooth-hinge",
          "huber",
          "cauchy",
          "tukey");

  static final List<String> OBJECTIVES =
      Stream.concat(Stream.of("plain"), Augmentations.names().stream()).toList();

  static ObjectiveCase random(long seed, String activation, String loss, String objective) {
    return random(seed, activation, loss, objective, 0);
  }

  /**
   * @param rows 0: a random number
   */
  static ObjectiveCase random(
      long seed, String activation, String loss, String objective, int rows) {
    RandomStream stream = RandomStream.of(seed, activation + loss + objective, rows);
    int inputs = 1 + stream.nextInt(4);
    boolean binary = task(loss) == Task.BINARY;
    int outputs =
        binary ? 1 : loss.equals("cross-entropy") ? 2 + stream.nextInt(2) : 1 + stream.nextInt(3);
    List<Integer> hidden = new ArrayList<>();
    int depth = stream.nextInt(4);
    depth = objective.equals("layer-neurons") ? Math.max(1, depth) : depth;

    for (int l = 0; l < depth; l++) {
      hidden.add(1 + stream.nextInt(5));
    }

    String output = List.of("identity", "identity", "sigmoid", "tanh").get(stream.nextInt(4));
    Architecture perceptron =
        new Architecture(
            inputs,
            hidden,
            outputs,
            Activations.named(activation, LEAKY_SLOPE),
            Activations.named(output, 0),
            coin(stream),
            coin(stream),
            coin(stream));
    return random(stream, perceptron, loss, objective, rows);
  }

  /** Of a residual network. */
  static ObjectiveCase residual(long seed, String activation, String loss, String objective) {
    RandomStream stream = RandomStream.of(seed, "residual" + activation + loss + objective, 0);
    boolean binary = task(loss) == Task.BINARY;
    int outputs =
        binary ? 1 : loss.equals("cross-entropy") ? 2 + stream.nextInt(2) : 1 + stream.nextInt(3);
    List<Integer> hidden = new ArrayList<>();
    int depth = 1 + stream.nextInt(3);

    for (int l = 0; l < depth; l++) {
      hidden.add(1 + stream.nextInt(4));
    }

    Architecture network =
        Architecture.residual(
            1 + stream.nextInt(3),
            hidden,
            outputs,
            Activations.named(activation, LEAKY_SLOPE),
            coin(stream));
    return random(stream, network, loss, objective, 0);
  }

  private static ObjectiveCase random(
      RandomStream stream, Architecture architecture, String loss, String objective, int rows) {
    int inputs = architecture.inputs();
    int outputs = architecture.outputs();
    boolean binary = task(loss) == Task.BINARY;
    int n = rows > 0 ? rows : 1 + stream.nextInt(12);
    double[][] x = table(stream, n, inputs);
    double[][] y = table(stream, n, outputs);

    for (double[] target : y) {
      if (binary) {
        target[0] = target[0] > 0 ? 1 : -1;
      } else if (loss.equals("cross-entropy")) {
        java.util.Arrays.fill(target, 0);
        target[stream.nextInt(outputs)] = 1;
      }
    }

    int added =
        objective.equals("plain")
            ? 0
            : Augmentations.named(objective, 1).on(architecture).dimension(inputs, outputs);
    // Squares of squares leave the range where a loss that gives up large residuals has a slope.
    boolean layers = objective.equals("layer-neurons");
    String activation = architecture.activation().name();
    boolean far = activation.equals("quadratic") && List.of("cauchy", "tukey").contains(loss);
    double scale = far ? 0.3 : 0.7;
    double[] parameters = new double[architecture.layout().dimension() + added];

    for (int i = 0; i < parameters.length; i++) {
      // Exponentials of exponentials.
      double size = layers && i >= parameters.length - added ? 0.4 : scale;
      parameters[i] = size * stream.nextGaussian();
    }

    double[] origins =
        new double
            [layers
                ? Augmentations.named(objective, 1)
                    .on(architecture)
                    .originDimension(inputs, outputs)
                : added == 0 ? 0 : inputs * outputs];

    for (int i = 0; i < origins.length; i++) {
      origins[i] = layers && i >= inputs ? stream.nextGaussian() : x[i / inputs % n][i % inputs];
    }

    return new ObjectiveCase(
        architecture,
        loss,
        2 + stream.nextInt(3),
        coin(stream) ? Reduction.MEAN : Reduction.SUM,
        coin(stream) ? 0 : 0.03,
        objective,
        0.2,
        x,
        y,
        3,
        parameters,
        origins);
  }

  private static boolean coin(RandomStream stream) {
    return stream.nextInt(2) == 0;
  }

  private static double[][] table(RandomStream stream, int rows, int columns) {
    double[][] table = new double[rows][columns];

    for (double[] row : table) {
      for (int j = 0; j < columns; j++) {
        row[j] = stream.nextGaussian();
      }
    }

    return table;
  }

  Task task() {
    return task(loss);
  }

  private static Task task(String loss) {
    return List.of("squared", "huber", "cauchy", "tukey").contains(loss)
        ? Task.REGRESSION
        : loss.equals("cross-entropy") ? Task.MULTICLASS : Task.BINARY;
  }

  Objective objective() {
    Objective plain = Objective.plain(architecture, Losses.named(loss, power), reduction, l2);
    return objectiveName.equals("plain")
        ? plain
        : plain.augmented(Augmentations.named(objectiveName, lambda, DEGREE));
  }

  Dataset dataset() {
    return dataset(features, targets, task(), shards);
  }

  static Dataset dataset(double[][] features, double[][] targets, Task task, int shards) {
    return PlainRows.set(features, targets, task, shards);
  }

  Point point() {
    return new Point(
        new org.apache.spark.ml.linalg.DenseVector(parameters.clone()), origins.clone());
  }

  LocalEvaluator evaluator() {
    return new LocalEvaluator(objective(), dataset());
  }

  @Override
  public String toString() {
    return objectiveName
        + " "
        + loss
        + " p="
        + power
        + " "
        + reduction
        + " l2="
        + l2
        + " n="
        + features.length
        + " "
        + architecture;
  }
}
