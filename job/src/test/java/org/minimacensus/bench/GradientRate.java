package org.minimacensus.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.function.DoubleSupplier;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Questions answered per second on random rows: what one core, or several side by side, do of the
 * work of a search. Prints one line of JSON; {@code rg_per_s} is named as the peers name it.
 */
public final class GradientRate {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("rows", "2000");
    ARGUMENTS.put("features", "20");
    ARGUMENTS.put("hidden", "8");
    ARGUMENTS.put("outputs", "1");
    ARGUMENTS.put("activation", "tanh");
    ARGUMENTS.put("objective", "output-neuron");
    ARGUMENTS.put("question", "gradient");
    ARGUMENTS.put("points", "1");
    ARGUMENTS.put("threads", "1");
    ARGUMENTS.put("shards", "64");
    ARGUMENTS.put("seconds", "6");
    ARGUMENTS.put("clock", "wall");
  }

  private GradientRate() {}

  public static void main(String[] args) throws Exception {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    GradientProblem problem = problem(arguments);
    Dataset dataset = problem.dataset(arguments.count("shards"));
    Objective objective = problem.minimised();
    int threads = arguments.count("threads");
    double[][] rates = new double[threads][];
    CyclicBarrier together = new CyclicBarrier(threads);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int index = t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  rates[index] = rate(arguments, objective, dataset, together);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      thread.start();
      all.add(thread);
    }

    for (Thread thread : all) {
      thread.join();
    }

    int clock = arguments.text("clock").equals("cpu") ? 1 : 0;
    double sum = Arrays.stream(rates).mapToDouble(r -> r[clock]).sum();
    double byCpu = Arrays.stream(rates).mapToDouble(r -> r[1]).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "{\"impl\":\"minima-census\",\"kernels\":\"%s\",\"jdk\":\"%s\",\"n\":%d,\"d\":%d,\"hidden\":\"%s\",\"o\":%d,"
            + "\"activation\":\"%s\",\"objective\":\"%s\",\"question\":\"%s\",\"p\":%d,\"points\":%d,\"threads\":%d,"
            + "\"rg_per_s\":%.1f,\"rg_per_cpu_s\":%.1f,\"gflops\":%.2f}%n",
        KernelProvider.kernels().name(),
        System.getProperty("java.version"),
        arguments.count("rows"),
        arguments.count("features"),
        arguments.text("hidden"),
        arguments.count("outputs"),
        arguments.text("activation"),
        arguments.text("objective"),
        arguments.text("question"),
        objective.dimension(),
        arguments.count("points"),
        threads,
        sum,
        byCpu,
        sum * problem.flops() / 1e9);
  }

  /**
   * Questions a second, and a second of this thread's processor: medians, once the code is
   * compiled, which on a busy machine takes its time.
   */
  private static double[] rate(
      BenchArguments arguments, Objective objective, Dataset dataset, CyclicBarrier together)
      throws Exception {
    Evaluator evaluator = new LocalEvaluator(objective, dataset);
    List<List<Question>> batches = batches(arguments, objective);
    DoubleSupplier pass =
        () -> batches.stream().mapToDouble(b -> evaluator.evaluateAll(b).get(0).value()).sum();
    InterleavedTimes.warmUp(Math.max(3, arguments.count("seconds") / 3.0), pass);
    together.await();
    List<Double> seconds = new ArrayList<>();
    List<Double> cpuSeconds = new ArrayList<>();
    long start = System.nanoTime();
    double sink = 0;
    while (seconds.size() < 5 || System.nanoTime() - start < 1e9 * arguments.count("seconds")) {
      long from = System.nanoTime();
      long cpuFrom = THREADS.getCurrentThreadCpuTime();
      sink += pass.getAsDouble();
      seconds.add((System.nanoTime() - from) / 1e9);
      cpuSeconds.add((THREADS.getCurrentThreadCpuTime() - cpuFrom) / 1e9);
    }

    if (!Double.isFinite(sink)) {
      throw new IllegalStateException("the losses are not finite: " + sink);
    }

    int questions = batches.size() * batches.get(0).size();
    return new double[] {questions / median(seconds), questions / median(cpuSeconds)};
  }

  private static double median(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }

  private static List<List<Question>> batches(BenchArguments arguments, Objective objective) {
    int points = arguments.count("points");
    int count = (64 + points - 1) / points;
    RandomStream random = RandomStream.of(1, "gradient-rate", 0);
    List<List<Question>> batches = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      List<Question> batch = new ArrayList<>();
      for (int i = 0; i < points; i++) {
        double[] x = GradientProblem.parameters(objective, random);
        double[] v = new double[x.length];
        for (int j = 0; j < v.length; j++) {
          v[j] = random.nextGaussian();
        }

        Point point = GradientProblem.point(objective, x);
        batch.add(
            switch (arguments.text("question")) {
              case "gradient" -> Question.gradient(point);
              case "value" -> Question.value(point);
              case "hessian-vector" -> Question.hessianVector(point, v);
              case "hessian" -> Question.hessian(point);
              default ->
                  throw new IllegalArgumentException(
                      "--question: expected gradient, value, hessian-vector or hessian, found "
                          + arguments.text("question"));
            });
      }

      batches.add(batch);
    }

    return batches;
  }

  private static GradientProblem problem(BenchArguments arguments) {
    return new GradientProblem(
        arguments.count("rows"),
        arguments.count("features"),
        GradientProblem.widths(arguments.text("hidden")),
        arguments.count("outputs"),
        arguments.text("activation"),
        arguments.text("objective"));
  }
}
