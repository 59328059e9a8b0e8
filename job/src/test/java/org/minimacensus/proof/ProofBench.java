package org.minimacensus.proof;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.minimacensus.bench.Spread;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Reduction;

/**
 * Times one proof of a minimum by its number of parameters, on one thread: {@code ProofBench
 * P[:ROWS]...}, P a multiple of 5, rows 150 when not said; started by {@code bench/proof.sh}. Two
 * proofs come before those that are timed. A minimum that is not proved is an error.
 */
public final class ProofBench {
  private static final int MOST_UNITS = 5;
  private static final String ROWS = "150";
  private static final int WARM_UP = 2;
  private static final int REPEATS = 5;
  private static final double DECAY = 0.01;

  private ProofBench() {}

  public static void main(String[] arguments) {
    System.out.println("p rows seconds: median [least .. greatest] of repeats");
    for (String argument : arguments) {
      String[] parts = (argument + ":" + ROWS).split(":");
      time(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  private static void time(int p, int rows) {
    // Of many units some would do the same, which is no strict minimum.
    int units = p > 10 ? MOST_UNITS : 2;
    Objective objective = objective(p / units - 2, units);
    Dataset data = data(rows, p / units - 2);
    RandomStream dice = RandomStream.of(1, "start", p);
    double[] start = new double[objective.dimension()];
    Arrays.setAll(start, i -> 2 * dice.nextDouble() - 1);
    double[] minimum = ProofStudy.critical(objective, data, start, true);
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(objective, data);
    double[] seconds = new double[REPEATS];
    for (int i = -WARM_UP; i < REPEATS; i++) {
      long before = System.nanoTime();
      MinimumProof.Outcome outcome = MinimumProof.of(enclosure, minimum);
      if (!outcome.proved()) {
        throw new IllegalStateException("not proved at p = " + p + ": " + outcome.why());
      }

      if (i >= 0) {
        seconds[i] = 1e-9 * (System.nanoTime() - before);
      }
    }

    System.out.printf(
        Locale.ROOT, "%d %d %s%n", objective.dimension(), rows, Spread.of(seconds).text(1));
  }

  /** Tanh units and a linear output without a bias, with weight decay. */
  private static Objective objective(int inputs, int units) {
    Architecture network =
        new Architecture(
            inputs,
            List.of(units),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            false,
            false);
    return Objective.plain(network, Losses.named("squared", 0, 0), Reduction.MEAN, DECAY);
  }

  private static Dataset data(int rows, int inputs) {
    RandomStream dice = RandomStream.of(1, "rows", rows);
    double[][] x = new double[rows][inputs];
    double[][] y = new double[rows][1];
    for (int r = 0; r < rows; r++) {
      Arrays.setAll(x[r], j -> 4 * dice.nextDouble() - 2);
      y[r][0] = StrictMath.sin(3 * x[r][0]) + x[r][1] * x[r][2] + 0.3 * (dice.nextDouble() - 0.5);
    }

    return PlainRows.set(x, y, Task.REGRESSION);
  }
}
