package org.minimacensus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The peer in Spark itself: MLlib's MultilayerPerceptronClassifier, one fit a restart. Its units
 * are sigmoids, its loss is the cross-entropy of two classes (the signs of the target), so that
 * losses cannot be compared, but gradients a second can. A gradient is a Spark job; all jobs of a
 * fit count as gradients, which is in its favour by the few that are none. Prints one line of JSON
 * for each fit after the first, which is warm-up.
 */
public final class SparkPerceptron {
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("data", null);
    ARGUMENTS.put("hidden", "8");
    ARGUMENTS.put("fits", "3");
    ARGUMENTS.put("iterations", "100");
    ARGUMENTS.put("master", "local[*]");
  }

  private SparkPerceptron() {}

  public static void main(String[] args) throws IOException, TimeoutException {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    SparkSession session =
        SparkSession.builder()
            .master(arguments.text("master"))
            .appName("spark-perceptron")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.log.level", "ERROR")
            .getOrCreate();
    try {
      Jobs jobs = new Jobs();
      session.sparkContext().addSparkListener(jobs);
      Dataset<Row> rows = rows(session, Path.of(arguments.text("data")));
      fit(rows, arguments, 0);
      for (int restart = 1; restart <= arguments.count("fits"); restart++) {
        session.sparkContext().listenerBus().waitUntilEmpty();
        jobs.started.set(0);
        long start = System.nanoTime();
        int iterations = fit(rows, arguments, restart);
        double seconds = (System.nanoTime() - start) / 1e9;
        session.sparkContext().listenerBus().waitUntilEmpty();
        System.out.printf(
            Locale.ROOT,
            "{\"impl\":\"spark-mllib\",\"hidden\":%d,\"fit\":%d,\"seconds\":%.3f,\"iterations\":%d,"
                + "\"jobs\":%d,\"rg_per_s\":%.2f}%n",
            arguments.count("hidden"),
            restart,
            seconds,
            iterations,
            jobs.started.get(),
            jobs.started.get() / seconds);
      }
    } finally {
      session.stop();
    }
  }

  private static final class Jobs extends SparkListener {
    final AtomicLong started = new AtomicLong();

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      started.incrementAndGet();
    }
  }

  /** As many partitions as there are threads, in memory. */
  private static Dataset<Row> rows(SparkSession session, Path csv) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(csv)) {
      double[] numbers = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
      double label = numbers[numbers.length - 1] > 0 ? 1 : 0;
      double[] features = Arrays.copyOf(numbers, numbers.length - 1);
      rows.add(RowFactory.create(label, Vectors.dense(features)));
    }

    StructType schema =
        new StructType(
            new StructField[] {
              new StructField("label", DataTypes.DoubleType, false, Metadata.empty()),
              new StructField("features", new VectorUDT(), false, Metadata.empty())
            });
    Dataset<Row> table =
        session
            .createDataFrame(rows, schema)
            .repartition(session.sparkContext().defaultParallelism())
            .cache();
    table.count();
    return table;
  }

  private static int fit(Dataset<Row> rows, BenchArguments arguments, int restart) {
    int features = ((org.apache.spark.ml.linalg.Vector) rows.first().get(1)).size();
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {features, arguments.count("hidden"), 2})
            .setSeed(restart)
            .setMaxIter(arguments.count("iterations"))
            .setTol(1e-12)
            .setBlockSize(256)
            .fit(rows);
    return model.summary().totalIterations();
  }
}
