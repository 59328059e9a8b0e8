package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.minimacensus.bench.BenchArguments;
import org.minimacensus.bench.JobTimes;
import org.minimacensus.bench.ProcessMemory;
import org.minimacensus.bench.RowCost;
import org.minimacensus.bench.SearchThreads;
import org.minimacensus.bench.Spread;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.EvaluatorFactory;
import org.minimacensus.study.StudySpec;

/**
 * Times data-parallel steps on rows of {@link org.minimacensus.bench.GenerateRows}: searches on
 * driver threads that ask for nothing but gradients, answered by the job's own broker and steps.
 * For each number of searches it prints
 *
 * <ul>
 *   <li>the time of a step, and that of the same step when executors send zeros instead of summing
 *       rows (L + s k + R b of the cost model), whose ratio is the share of overhead;
 *   <li>tau from the processor time of the tasks, and the step that the cost model predicts of
 *       these two;
 *   <li>the driver's peak heap and resident set so far.
 * </ul>
 */
public final class StepBench {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int WARM_UP_STEPS = 3;
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("path", null);
    ARGUMENTS.put("features", "20");
    ARGUMENTS.put("hidden", "16");
    ARGUMENTS.put("shards", "64");
    ARGUMENTS.put("live", "8,64");
    ARGUMENTS.put("steps", "5");
  }

  private final SparkContext spark;
  private final ShardedTrainingSet data;
  private final Objective objective;
  private final JobTimes times = new JobTimes();

  private StepBench(SparkContext spark, ShardedTrainingSet data, Objective objective) {
    this.spark = spark;
    this.data = data;
    this.objective = objective;
    spark.addSparkListener(times);
  }

  public static void main(String[] args) {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    SparkContext spark = SparkContexts.open("Minima Census: steps");
    try {
      StudySpec.DataSpec spec =
          new StudySpec.DataSpec(
              arguments.text("path"), "parquet", false, List.of("y"), Task.REGRESSION, false);
      long begun = System.nanoTime();
      try (ShardedTrainingSet data =
          ShardedTrainingSet.read(spark, spec, arguments.count("shards"))) {
        long shards = data.shards().count();
        System.out.printf(
            Locale.ROOT,
            "%d rows in %d shards, read in %.1f s%n",
            data.facts().rows(),
            shards,
            (System.nanoTime() - begun) / 1e9);
        Objective plain = RowCost.plain(arguments.count("features"), arguments.count("hidden"));
        StepBench bench = new StepBench(spark, data, plain);
        for (String live : arguments.text("live").split(",", -1)) {
          System.out.println(bench.line(Integer.parseInt(live), arguments.count("steps")));
        }
      }
    } finally {
      spark.stop();
    }
  }

  /** What a number of searches comes to. */
  private String line(int live, int steps) {
    StepObjectives objectives = new StepObjectives();
    TrainingFacts of = data.facts();
    StepJobs jobs =
        new StepJobs(
            spark,
            data.shards(),
            StepData.of(of),
            objectives,
            StepSettings.DEFAULT.withGroups(1),
            "bench of " + live);
    steps(jobs, objectives, of, live, WARM_UP_STEPS);
    JobTimes.Counts before = counts();
    Spread step = Spread.of(steps(jobs, objectives, of, live, steps));
    JobTimes.Counts done = counts().since(before);
    Spread overhead = Spread.of(withoutRows(jobs, objectives, live, steps));

    int slots = ClusterResources.of(spark).cores();
    double tau = done.cpuSeconds() / steps / live / data.facts().rows();
    double predicted = overhead.median() + live * tau * data.facts().rows() / slots;
    return String.format(
        Locale.ROOT,
        "live %d: step %s ms; without rows %s ms, share %.1f %%; tau %.3g ns, predicted %.4g ms;"
            + " %d jobs, %d tasks; driver heap %d MiB, resident %d MiB",
        live,
        step.text(1e-3),
        overhead.text(1e-3),
        100 * overhead.median() / step.median(),
        1e9 * tau,
        1e3 * predicted,
        done.jobs(),
        done.tasks(),
        ProcessMemory.peakHeap() >> 20,
        ProcessMemory.peakResident() >> 20);
  }

  /** What listeners have been told of all that has ended. */
  private JobTimes.Counts counts() {
    try {
      spark.listenerBus().waitUntilEmpty();
    } catch (Exception e) {
      // Scala does not declare the exceptions it throws.
      throw new IllegalStateException("Spark's listeners are still busy", e);
    }

    return times.counts();
  }

  /** Seconds of steps in which all searches have their gradients. */
  private double[] steps(
      StepJobs jobs, StepObjectives objectives, TrainingFacts of, int live, int steps) {
    StepBroker<List<StepItem>, List<StepResult>> broker = new StepBroker<>(1, jobs, PATIENCE_NANOS);
    List<AtBroker> seats = new ArrayList<>();
    for (int s = 0; s < live; s++) {
      StepBroker<List<StepItem>, List<StepResult>>.Seat seat = broker.seat(0);
      seats.add(
          new AtBroker(
              seat, StepEvaluator.factory(objectives, StepData.of(of), of.sample(), seat::ask)));
    }

    Thread server = new Thread(() -> broker.serve(0), "bench-steps");
    server.setDaemon(true);
    server.start();
    double[] seconds = SearchThreads.stepSeconds(objective, seats, steps);
    broker.stop();
    try {
      server.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a benchmark was running", e);
    }

    return seconds;
  }

  private record AtBroker(
      StepBroker<List<StepItem>, List<StepResult>>.Seat seat, EvaluatorFactory evaluators)
      implements SearchThreads.Seat {
    @Override
    public void close() {
      seat.close();
    }
  }

  /** Seconds of steps that send the same points and bring back zeros. */
  private double[] withoutRows(StepJobs jobs, StepObjectives objectives, int live, int steps) {
    List<StepItem> items = new ArrayList<>();
    for (int s = 0; s < live; s++) {
      Question gradient = Question.gradient(Point.of(new double[objective.dimension()]));
      items.add(new StepItem(objectives.number(objective), gradient, false));
    }

    double[] seconds = new double[steps];
    for (int k = -1; k < steps; k++) {
      long begun = System.nanoTime();
      jobs.job(items, false);
      // The first one finds its code cold.
      seconds[Math.max(k, 0)] = (System.nanoTime() - begun) / 1e9;
    }

    return seconds;
  }
}
