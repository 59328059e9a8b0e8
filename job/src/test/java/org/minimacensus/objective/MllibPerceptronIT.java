package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;

/**
 * Our mean cross-entropy of a sigmoid network against Spark's own perceptron (sigmoid layers,
 * softmax with cross-entropy) at the same weights.
 *
 * <p>{@code MultilayerPerceptronClassifier} with no iteration reports the loss at its initial
 * weights as the only entry of its objective history. Its weights are, layer by layer, the matrix W
 * (units x inputs) column by column and then the biases; all rows in one block of one partition
 * make the history a plain mean over rows.
 */
class MllibPerceptronIT {
  private static SparkSession spark;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("mllib-perceptron")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @ParameterizedTest
  @CsvSource({"1, 4-5-3, 23", "2, 3-2, 8", "3, 2-4-3-2, 17", "4, 6-7-5-4, 64", "5, 1-1-2, 5"})
  void sigmoidNetworkWithSoftmaxHasTheLossOfSparksPerceptron(long seed, String shape, int rows) {
    int[] widths = Arrays.stream(shape.split("-")).mapToInt(Integer::parseInt).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[rows][widths[0]];
    int[] label = new int[rows];
    for (int i = 0; i < rows; i++) {
      label[i] = i % widths[widths.length - 1];
      Arrays.setAll(x[i], k -> random.nextDouble(-2, 2));
    }
    double[] theta = random.doubles(dimension(widths), -2, 2).toArray();

    double ours = loss(widths, x, label, theta);

    assertThat(ours)
        .isCloseTo(
            mllibLoss(widths, x, label, columnMajor(widths, theta)), within(1e-12 * (1 + ours)));
  }

  private static double loss(int[] widths, double[][] x, int[] label, double[] theta) {
    int classes = widths[widths.length - 1];
    List<Integer> hidden = Arrays.stream(widths, 1, widths.length - 1).boxed().toList();
    Architecture architecture =
        new Architecture(
            widths[0],
            hidden,
            classes,
            Activations.named("sigmoid", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    double[][] oneHot = new double[x.length][classes];
    for (int i = 0; i < x.length; i++) {
      oneHot[i][label[i]] = 1;
    }
    Objective objective =
        Objective.plain(architecture, Losses.named("cross-entropy", 1), Reduction.MEAN, 0);
    return new LocalEvaluator(objective, PlainRows.set(x, oneHot, Task.MULTICLASS))
        .evaluate(Question.value(Point.of(theta)))
        .value();
  }

  private static int dimension(int[] widths) {
    int p = 0;
    for (int l = 1; l < widths.length; l++) {
      p += widths[l] * (widths[l - 1] + 1);
    }
    return p;
  }

  /** Our order (W row by row, b) to MLlib's (W column by column, b), layer by layer. */
  private static double[] columnMajor(int[] widths, double[] theta) {
    double[] weights = theta.clone();
    int at = 0;
    for (int l = 1; l < widths.length; l++) {
      int units = widths[l];
      int inputs = widths[l - 1];
      for (int u = 0; u < units; u++) {
        for (int k = 0; k < inputs; k++) {
          weights[at + k * units + u] = theta[at + u * inputs + k];
        }
      }
      at += units * (inputs + 1);
    }
    return weights;
  }

  private static double mllibLoss(int[] widths, double[][] x, int[] label, double[] weights) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      rows.add(RowFactory.create((double) label[i], Vectors.dense(x[i])));
    }
    StructType schema =
        new StructType(
            new StructField[] {
              new StructField("label", DataTypes.DoubleType, false, Metadata.empty()),
              new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty())
            });
    double[] history =
        new MultilayerPerceptronClassifier()
            .setLayers(widths)
            .setInitialWeights(Vectors.dense(weights))
            .setMaxIter(0)
            .setBlockSize(x.length)
            .fit(spark.createDataFrame(rows, schema).coalesce(1))
            .summary()
            .objectiveHistory();
    assertThat(history).hasSize(1);
    return history[0];
  }
}
