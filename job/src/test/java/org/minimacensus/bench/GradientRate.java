package org.minimacensus.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DatasetBuilder;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/**
 * Questions answered per second on random rows: what one core, or several side by side, do of the
 * work of a search. Prints one line of JSON; {@code rg_per_s} is named as the peers name it.
 */
public final class GradientRate {
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
    Dataset dataset =
        randomRows(
            arguments.count("rows"),
            arguments.count("features"),
            arguments.count("outputs"),
            arguments.count("shards"));
    Objective objective = objective(arguments);
    int threads = arguments.count("threads");
    double[] rates = new double[threads];
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

    double sum = Arrays.stream(rates).sum();
    System.out.printf(
        Locale.ROOT,
        "{\"impl\":\"minima-census\",\"kernels\":\"%s\",\"jdk\":\"%s\",\"n\":%d,\"d\":%d,\"hidden\":\"%s\",\"o\":%d,"
            + "\"activation\":\"%s\",\"objective\":\"%s\",\"question\":\"%s\",\"points\":%d,\"threads\":%d,"
            + "\"rg_per_s\":%.1f,\"gflops\":%.2f}%n",
        KernelProvider.kernels().name(),
        System.getProperty("java.version"),
        arguments.count("rows"),
        arguments.count("features"),
        arguments.text("hidden"),
        arguments.count("outputs"),
        arguments.text("activation"),
        arguments.text("objective"),
        arguments.text("question"),
        arguments.count("points"),
        threads,
        sum,
        sum * flops(arguments) / 1e9);
  }

  /** The median rate over the second half of the time, so that no compiling counts. */
  private static double rate(
      BenchArguments arguments, Objective objective, Dataset dataset, CyclicBarrier together)
      throws Exception {
    Evaluator evaluator = new LocalEvaluator(objective, dataset);
    List<List<Question>> batches = batches(arguments, objective);
    LongSupplier clock =
        arguments.text("clock").equals("cpu")
            ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime
            : System::nanoTime;
    together.await();
    List<Double> seconds = new ArrayList<>();
    long start = System.nanoTime();
    double sink = 0;
    while (seconds.size() < 5 || System.nanoTime() - start < 1e9 * arguments.count("seconds")) {
      long from = clock.getAsLong();
      for (List<Question> batch : batches) {
        sink += evaluator.evaluateAll(batch).get(0).value();
      }

      seconds.add((clock.getAsLong() - from) / 1e9);
    }

    if (!Double.isFinite(sink)) {
      throw new IllegalStateException("the losses are not finite: " + sink);
    }

    List<Double> later = new ArrayList<>(seconds.subList(seconds.size() / 2, seconds.size()));
    Collections.sort(later);
    return batches.size() * batches.get(0).size() / later.get(later.size() / 2);
  }

  private static List<List<Question>> batches(BenchArguments arguments, Objective objective) {
    int points = arguments.count("points");
    int count = (64 + points - 1) / points;
    RandomStream random = RandomStream.of(1, "gradient-rate", 0);
    List<List<Question>> batches = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      List<Question> batch = new ArrayList<>();
      for (int i = 0; i < points; i++) {
        double[] x = new double[objective.dimension()];
        double[] v = new double[objective.dimension()];
        for (int j = 0; j < x.length; j++) {
          x[j] = 0.3 * random.nextGaussian();
          v[j] = random.nextGaussian();
        }

        double[] raw = Arrays.copyOfRange(x, objective.thetaDimension(), x.length);
        Point point =
            raw.length == 0
                ? Point.of(x)
                : objective.point(
                    Arrays.copyOf(x, objective.thetaDimension()),
                    raw,
                    new double[objective.originDimension()]);
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

  static List<Integer> hidden(BenchArguments arguments) {
    return Stream.of(arguments.text("hidden").split("-")).map(Integer::valueOf).toList();
  }

  private static Objective objective(BenchArguments arguments) {
    Architecture network =
        new Architecture(
            arguments.count("features"),
            hidden(arguments),
            arguments.count("outputs"),
            Activations.named(arguments.text("activation"), 0.1),
            Activations.named("identity", 0.1),
            true,
            true,
            false);
    Objective plain = Objective.plain(network, Losses.named("squared", 3), Reduction.MEAN, 1e-4);
    return arguments.text("objective").equals("plain")
        ? plain
        : plain.augmented(Augmentations.named(arguments.text("objective"), 1e-4));
  }

  /** Of the matrix products of one gradient, as the peers count them. */
  private static double flops(BenchArguments arguments) {
    List<Integer> hidden = hidden(arguments);
    double d = arguments.count("features");
    double o = arguments.count("outputs");
    double flops = 4 * o + 4 * o * (d + 1);
    double below = d + 1;
    for (int l = 0; l < hidden.size(); l++) {
      flops += (l == 0 ? 4 : 6) * hidden.get(l) * below;
      below = hidden.get(l);
    }

    return arguments.count("rows") * (flops + 6 * below * o);
  }

  private static Dataset randomRows(int rows, int features, int outputs, int shards) {
    RandomStream random = RandomStream.of(1, "gradient-rate-rows", 0);
    double[][] x = new double[rows][features];
    double[][] y = new double[rows][outputs];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < features; j++) {
        x[i][j] = random.nextGaussian();
      }

      for (int j = 0; j < outputs; j++) {
        y[i][j] = random.nextGaussian();
      }
    }

    DataDescription description =
        new DataDescription(
            rows,
            outputs,
            Task.REGRESSION,
            IntStream.range(0, features).mapToObj(j -> "x" + j).toList(),
            IntStream.range(0, outputs).mapToObj(j -> "y" + j).toList(),
            List.of(),
            Collections.nCopies(features, 0.0),
            Collections.nCopies(features, 1.0),
            Collections.nCopies(outputs, 0.0),
            Collections.nCopies(outputs, 1.0),
            "0".repeat(64),
            List.of());
    return DatasetBuilder.dataset(x, y, description, shards);
  }
}
