package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.cli.CommandRun;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/**
 * Members of the families of {@code conf/known} that no reference file lists: the run command finds
 * as many minima as a scan of derivative signs on a line.
 */
@Timeout(120)
class KnownFamiliesIT {
  @TempDir private Path folder;

  private ObjectiveSummary run(String data, String keys) throws IOException {
    Files.writeString(folder.resolve("data.csv"), data);
    Files.writeString(
        folder.resolve("study.conf"),
        """
        study { name = member, seed = 7 }
        data { path = "%s", format = csv, header = false, target = [-1], standardize = false }
        objectives = [plain]
        %s
        """
            .formatted(folder.resolve("data.csv"), keys));
    CommandRun run = CommandRun.of(folder.resolve("study.conf"), folder.resolve("out"), Map.of());
    return run.objective("plain");
  }

  /** Changes of a derivative from negative to positive on [1e-6, 1e3]. */
  private static int minimaOnPositives(DoubleUnaryOperator derivative) {
    int steps = 200_000;
    int minima = 0;
    boolean falling = false;
    for (int i = 0; i <= steps; i++) {
      double w = StrictMath.pow(10, -6 + 9.0 * i / steps);
      double slope = derivative.applyAsDouble(w);
      if (slope > 0 && falling) {
        minima++;
      }

      if (slope != 0) {
        falling = slope < 0;
      }
    }

    return minima;
  }

  private static int minima(DoubleUnaryOperator derivative) {
    int sides =
        minimaOnPositives(derivative) + minimaOnPositives(w -> -derivative.applyAsDouble(-w));
    boolean acrossZero = derivative.applyAsDouble(-1e-6) < 0 && derivative.applyAsDouble(1e-6) > 0;
    return sides + (acrossZero ? 1 : 0);
  }

  private static double sigmoid(double s) {
    return 1 / (1 + StrictMath.exp(-s));
  }

  /** Slope of 1/2 sum (sigmoid(w x) - y)^2 over the two rows of one axis. */
  private static double axisSlope(double w, double scale, double level) {
    double slope = 0;
    for (double x : new double[] {1, scale}) {
      double f = sigmoid(w * x);
      slope += (f - level) * f * (1 - f) * x;
    }

    return slope;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void axesOfASigmoidUnitMultiplyTheirMinima(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder data = new StringBuilder();
    int expected = 1;
    for (int axis = 0; axis < 3; axis++) {
      double scale = random.nextInt(20, 200);
      double level = random.nextInt(70, 90) / 100.0;
      expected *= minima(w -> axisSlope(w, scale, level));
      for (double x : new double[] {1, scale}) {
        data.append(axis == 0 ? x : 0).append(',').append(axis == 1 ? x : 0).append(',');
        data.append(axis == 2 ? x : 0).append(',').append(level).append('\n');
      }
    }

    ObjectiveSummary found =
        run(
            data.toString(),
            """
            data.task = regression
            network { hidden = [], bias = false, output-bias = false, output-activation = sigmoid }
            loss { name = squared, reduction = sum }
            restarts { count = 1000, init = { distribution = log-uniform, low = 1e-3, high = 3 } }
            """);

    assertThat(found.distinct().parameters()).as("%s\n%s", data, found).isEqualTo(expected);
    assertThat(found.minima()).allMatch(m -> m.endpointClass().equals("strict-minimum"));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void aLogisticUnitOnMixedLabelsHasOneMinimum(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      double x = random.nextInt(-300, 300) / 100.0;
      // The same input with both labels: no line separates them, so the convex loss is coercive.
      data.append(x).append(",1\n").append(x).append(",-1\n");
      data.append(x).append(i % 3 == 0 ? ",1\n" : ",-1\n");
    }

    ObjectiveSummary found =
        run(
            data.toString(),
            """
            data.task = binary
            network { hidden = [] }
            loss { name = logistic, reduction = sum }
            restarts { count = 60, init = { distribution = normal, scale = 3 } }
            """);

    assertThat(found.distinct().parameters()).as("%s\n%s", data, found).isEqualTo(1);
    assertThat(found.endpoints().get("strict-minimum")).isEqualTo(60);
  }

  /** Slope in w of min over v of 1/2 sum (v tanh(w x) - y)^2 + (decay / 2)(w^2 + v^2). */
  private static double profileSlope(double w, double[][] rows, double decay) {
    double ty = 0;
    double tt = decay;
    for (double[] row : rows) {
      double t = StrictMath.tanh(w * row[0]);
      ty += t * row[1];
      tt += t * t;
    }

    double v = ty / tt;
    double slope = decay * w;
    for (double[] row : rows) {
      double t = StrictMath.tanh(w * row[0]);
      slope += (v * t - row[1]) * v * (1 - t * t) * row[0];
    }

    return slope;
  }

  @Test
  void aTanhUnitWithDecayHasTheMinimaOfItsProfile() throws IOException {
    double decay = 3e-4;
    double[][] rows = {{0.5, -0.05}, {6, 2}, {60, 1.3}, {25, 1.6}, {0.04, 0.5}, {40, 1.2}};
    StringBuilder data = new StringBuilder();
    for (double[] row : rows) {
      data.append(row[0]).append(',').append(row[1]).append('\n');
    }
    // Flipping both signs changes nothing, and the origin is a saddle: only w > 0 counts.
    int expected = minimaOnPositives(w -> profileSlope(w, rows, decay));

    ObjectiveSummary found =
        run(
            data.toString(),
            """
            data.task = regression
            network { hidden = [1], activation = tanh, bias = false, output-bias = false }
            loss { name = squared, reduction = sum }
            regularization { l2 = %s }
            restarts { count = 300, init = { distribution = log-uniform, low = 1e-2, high = 100 } }
            """
                .formatted(decay));

    assertThat(expected).isGreaterThan(1);
    assertThat(found.distinct().parameters()).as("%s", found).isEqualTo(expected);
    assertThat(found.bestLoss()).isCloseTo(bestOfProfile(rows, decay), within(1e-6));
  }

  private static double bestOfProfile(double[][] rows, double decay) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 200_000; i++) {
      double w = StrictMath.pow(10, -6 + 9.0 * i / 200_000);
      double ty = 0;
      double tt = decay;
      double yy = 0;
      for (double[] row : rows) {
        double t = StrictMath.tanh(w * row[0]);
        ty += t * row[1];
        tt += t * t;
        yy += row[1] * row[1];
      }

      best = Math.min(best, (yy - ty * ty / tt + decay * w * w) / 2);
    }

    return best;
  }
}
