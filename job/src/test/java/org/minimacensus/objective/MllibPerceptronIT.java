package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MllibPerceptronIT {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = SparkSession.builder().master("local[1]").appName("mllib-perceptron").config("spark.ui.enabled", "false").getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void proto(int seed) {
    int[] layers = {4, 5, 3};
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[23][4]; int[] y = new int[23];
    for (int i = 0; i < 23; i++) { y[i] = i % 3; for (int j = 0; j < 4; j++) x[i][j] = random.nextDouble(-2, 2); }
    double[] w = new double[5 * 4 + 5 + 3 * 5 + 3];
    for (int i = 0; i < w.length; i++) w[i] = random.nextDouble(-2, 2);
    double sum = 0;
    for (int i = 0; i < 23; i++) {
      double[] h = new double[5], s = new double[3];
      for (int u = 0; u < 5; u++) { double z = w[20 + u]; for (int j = 0; j < 4; j++) z += w[j * 5 + u] * x[i][j]; h[u] = 1 / (1 + Math.exp(-z)); }
      double t = 0;
      for (int u = 0; u < 3; u++) { double z = w[25 + 15 + u]; for (int j = 0; j < 5; j++) z += w[25 + j * 3 + u] * h[j]; s[u] = z; t += Math.exp(z); }
      sum += Math.log(t) - s[y[i]];
    }
    System.err.println("OURS " + sum / 23 + " MLLIB " + java.util.Arrays.toString(mllibLoss(layers, x, y, w)));
  }

  private static double[] mllibLoss(int[] layers, double[][] x, int[] y, double[] weights) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      rows.add(RowFactory.create((double) y[i], Vectors.dense(x[i])));
    }
    StructType schema = new StructType(new StructField[] {
        new StructField("label", DataTypes.DoubleType, false, Metadata.empty()), new StructField("features", SQLDataTypes.VectorType(), false, Metadata.empty())});
    MultilayerPerceptronClassificationModel model = new MultilayerPerceptronClassifier()
        .setLayers(layers).setInitialWeights(Vectors.dense(weights)).setMaxIter(0).setBlockSize(x.length)
        .fit(spark.createDataFrame(rows, schema).coalesce(1));
    return model.summary().objectiveHistory();
  }
}
