package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.EvaluatorFactory;

/**
 * Measures tau, the seconds per row and question on one core: gradients of a tanh network on a
 * training set in memory, without Spark, on one thread and on several at the same time.
 */
public final class RowCost {
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("rows", "1e5");
    ARGUMENTS.put("features", "20");
    ARGUMENTS.put("hidden", "16");
    ARGUMENTS.put("shards", "64");
    ARGUMENTS.put("threads", "1");
    ARGUMENTS.put("steps", "40");
    ARGUMENTS.put("warm-up", "200");
  }

  private RowCost() {}

  /** A training set in memory, for one search. */
  private record InMemory(Dataset dataset) implements SearchThreads.Seat {
    @Override
    public EvaluatorFactory evaluators() {
      return EvaluatorFactory.local(dataset);
    }

    @Override
    public void close() {}
  }

  public static void main(String[] args) {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    Spread tau = measure(arguments);
    System.out.println(
        "tau: "
            + tau.text(1e-9)
            + " ns per row and gradient on each of "
            + arguments.count("threads")
            + " threads; n = "
            + arguments.number("rows")
            + ", d = "
            + arguments.count("features")
            + ", hidden "
            + arguments.count("hidden")
            + "; kernels "
            + KernelProvider.kernels().name());
  }

  static Spread measure(BenchArguments arguments) {
    int rows = arguments.count("rows");
    Dataset dataset = dataset(rows, arguments.count("features"), arguments.count("shards"));
    Objective plain = plain(arguments.count("features"), arguments.count("hidden"));
    List<InMemory> seats = new ArrayList<>();
    for (int t = 0; t < arguments.count("threads"); t++) {
      seats.add(new InMemory(dataset));
    }

    // The compiler's work must be over before anything counts.
    SearchThreads.stepSeconds(plain, seats, arguments.count("warm-up"));
    double[] seconds = SearchThreads.stepSeconds(plain, seats, arguments.count("steps"));
    double[] perRow = new double[seconds.length];
    for (int k = 0; k < seconds.length; k++) {
      perRow[k] = seconds[k] / rows;
    }

    return Spread.of(perRow);
  }

  /** A network of one hidden tanh layer under squared loss. */
  public static Objective plain(int features, int hidden) {
    Architecture network =
        new Architecture(
            features,
            List.of(hidden),
            1,
            Activations.named("tanh", 0.1),
            Activations.named("identity", 0.1),
            true,
            true,
            false);
    return Objective.plain(network, Losses.named("squared", 3), Reduction.MEAN, 0);
  }

  private static Dataset dataset(int rows, int features, int shards) {
    TeacherRows teacher = new TeacherRows(20180522, features, 8, false);
    double[][] x = new double[rows][];
    double[][] y = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double[] row = teacher.row(i);
      x[i] = Arrays.copyOf(row, features);
      y[i] = new double[] {row[features]};
    }

    return PlainRows.set(x, y, Task.REGRESSION, shards);
  }
}
