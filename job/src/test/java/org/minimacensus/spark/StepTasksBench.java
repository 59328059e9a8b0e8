package org.minimacensus.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.bench.BenchArguments;
import org.minimacensus.bench.RowCost;
import org.minimacensus.bench.Spread;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.StudySpec;

/**
 * Times steps that compute nothing, of one question, for growing numbers of tasks: L + s k of the
 * cost model. Beside the time it prints the processor time of the driver alone, which many cores of
 * executors need as little as few.
 */
public final class StepTasksBench {
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("path", null);
    ARGUMENTS.put("features", "20");
    ARGUMENTS.put("hidden", "16");
    ARGUMENTS.put("tasks", "1,2,8,32,128");
    ARGUMENTS.put("steps", "60");
    ARGUMENTS.put("warm-up", "100");
  }

  private final SparkContext spark;
  private final ShardedTrainingSet data;
  private final Objective objective;
  private final StepObjectives objectives = new StepObjectives();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private StepTasksBench(SparkContext spark, ShardedTrainingSet data, Objective objective) {
    this.spark = spark;
    this.data = data;
    this.objective = objective;
  }

  public static void main(String[] args) {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    SparkContext spark = SparkContexts.open("Minima Census: tasks of a step");
    try {
      StudySpec.DataSpec spec =
          new StudySpec.DataSpec(
              arguments.text("path"), "parquet", false, List.of("y"), Task.REGRESSION, false);
      List<Integer> tasks = new ArrayList<>();
      for (String number : arguments.text("tasks").split(",", -1)) {
        tasks.add(Integer.valueOf(number));
      }

      int most = tasks.stream().mapToInt(Integer::intValue).max().orElseThrow();
      try (ShardedTrainingSet data = ShardedTrainingSet.read(spark, spec, most)) {
        Objective plain = RowCost.plain(arguments.count("features"), arguments.count("hidden"));
        StepTasksBench bench = new StepTasksBench(spark, data, plain);
        bench.steps(bench.jobs(most), arguments.count("warm-up"));
        double[][] measured = new double[tasks.size()][];
        for (int i = 0; i < measured.length; i++) {
          measured[i] = bench.measured(tasks.get(i), arguments.count("steps"));
        }

        System.out.printf(
            Locale.ROOT,
            "slope: %.3g ms of time, %.3g ms of the driver's processors per task%n",
            1e3 * slope(tasks, measured, 0),
            1e3 * slope(tasks, measured, 1));
      }
    } finally {
      spark.stop();
    }
  }

  private StepJobs jobs(int tasks) {
    JavaRDD<DataShard> shards = data.shards();
    if (shards.getNumPartitions() < tasks) {
      throw new IllegalArgumentException(
          "expected rows for " + tasks + " partitions, found " + shards.getNumPartitions());
    }

    return new StepJobs(
        spark,
        shards.coalesce(tasks),
        StepData.of(data.facts()),
        objectives,
        StepSettings.DEFAULT.withGroups(1),
        "bench of " + tasks + " tasks");
  }

  /** Seconds of each step. */
  private double[] steps(StepJobs jobs, int steps) {
    Question gradient = Question.gradient(Point.of(new double[objective.dimension()]));
    List<StepItem> items = List.of(new StepItem(objectives.number(objective), gradient, false));
    double[] seconds = new double[steps];
    for (int k = 0; k < steps; k++) {
      long begun = System.nanoTime();
      jobs.job(items, false);
      seconds[k] = (System.nanoTime() - begun) / 1e9;
    }

    return seconds;
  }

  /** Median seconds of a step, and processor seconds of the driver per step. */
  private double[] measured(int tasks, int steps) {
    StepJobs jobs = jobs(tasks);
    steps(jobs, Math.min(steps, 10));
    long before = process.getProcessCpuTime();
    Spread step = Spread.of(steps(jobs, steps));
    double driver = (process.getProcessCpuTime() - before) / 1e9 / steps;
    System.out.printf(
        Locale.ROOT,
        "tasks %d: step %s ms; the driver's processors %.3g ms%n",
        tasks,
        step.text(1e-3),
        1e3 * driver);
    return new double[] {step.median(), driver};
  }

  /** Least squares. */
  private static double slope(List<Integer> x, double[][] y, int column) {
    double meanX = x.stream().mapToInt(Integer::intValue).average().orElseThrow();
    double meanY = 0;
    for (double[] row : y) {
      meanY += row[column] / y.length;
    }

    double xy = 0;
    double xx = 0;
    for (int i = 0; i < y.length; i++) {
      xy += (x.get(i) - meanX) * (y[i][column] - meanY);
      xx += (x.get(i) - meanX) * (x.get(i) - meanX);
    }

    return xy / xx;
  }
}
