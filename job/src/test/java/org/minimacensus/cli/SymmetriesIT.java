package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.RunSummary.MinimumSummary;

/**
 * Studies of one input whose networks have more symmetries than permutations and signs: the job
 * counts as many distinct parameters as a key of the network's shape, written down here.
 */
@Timeout(300)
class SymmetriesIT {
  @TempDir private Path folder;

  private CommandRun run(String keys) throws IOException {
    return run(keys, 1);
  }

  private static double input(int row) {
    return -2 + 4 * row / 13.0;
  }

  private CommandRun run(String keys, double scale) throws IOException {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < 14; i++) {
      double x = input(i);
      double y = StrictMath.sin(2.3 * x) + 0.3 * ((i * 7) % 5 - 2);
      data.append(x).append(',').append(y).append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), data);
    Files.writeString(
        folder.resolve("study.conf"),
        """
        study { name = symmetries, seed = 7 }
        data { path = "%s", format = csv, header = false, target = [-1], task = regression }
        data.standardize = false
        objectives = [plain]
        loss { name = squared, reduction = sum }
        restarts { count = 80, init = { distribution = normal, scale = %s } }
        %s
        """
            .formatted(folder.resolve("data.csv"), scale, keys));
    return CommandRun.of(folder.resolve("study.conf"), folder.resolve("out"), Map.of());
  }

  private static long parameters(CommandRun run) {
    Long parameters = run.objective("plain").distinct().parameters();
    assertThat(parameters).as("%s", run.summary().notes()).isNotNull();
    return parameters;
  }

  private static long byPrediction(CommandRun run) {
    return run.summary().notes().stream()
        .filter(n -> n.contains(" of distinct.parameters are classes of degenerate minima"))
        .map(n -> n.replaceAll(".*?([0-9]+) of distinct.parameters.*", "$1"))
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** Different lists of numbers, to 1e-5. */
  private static long different(List<double[]> keys) {
    List<double[]> found = new ArrayList<>();
    for (double[] key : keys) {
      boolean known = false;
      for (double[] other : found) {
        boolean same = true;
        for (int i = 0; i < key.length; i++) {
          same &= Math.abs(key[i] - other[i]) <= 1e-5 * (1 + Math.abs(key[i]));
        }
        known |= same;
      }
      if (!known) {
        found.add(key);
      }
    }
    return found.size();
  }

  /**
   * Two units (w, b, v) as rows in the order of their first numbers, to 1e-6, then of their second;
   * then what follows.
   */
  private static double[] key(double[][] units, double... rest) {
    java.util.Arrays.sort(
        units,
        Comparator.<double[]>comparingLong(u -> Math.round(1e6 * u[0]))
            .thenComparingDouble(u -> u[1]));
    double[] key = java.util.Arrays.copyOf(units[0], 2 * units[0].length + rest.length);
    System.arraycopy(units[1], 0, key, units[0].length, units[1].length);
    System.arraycopy(rest, 0, key, 2 * units[0].length, rest.length);
    return key;
  }

  @ParameterizedTest
  @CsvSource({"relu", "leaky-relu"})
  void reluUnitsAreCountedByKinkSideAndSlope(String sigma) throws IOException {
    CommandRun run = run("network { hidden = [2], activation = " + sigma + " }");

    // theta: w1 w2 b1 b2 v1 v2 c. A unit that is 0 on the data has three free weights, others one.
    List<double[]> keys = new ArrayList<>();
    for (Endpoint e : run.endpoints()) {
      double[] t = e.theta();
      double[][] units = new double[2][];
      int free = 0;
      for (int u = 0; u < 2; u++) {
        boolean silent = sigma.equals("relu");
        for (int i = 0; i < 14; i++) {
          silent &= t[u] * input(i) + t[2 + u] <= 0;
        }
        free += silent ? 3 : 1;
        units[u] =
            silent
                ? new double[3]
                : new double[] {-t[2 + u] / t[u], Math.signum(t[u]), t[4 + u] * Math.abs(t[u])};
      }
      if (e.endpointClass() == EndpointClass.DEGENERATE_MINIMUM && e.hessianZeroModes() == free) {
        keys.add(key(units, t[6]));
      }
    }
    assertThat(keys).hasSizeGreaterThan(1);
    assertThat(parameters(run) - byPrediction(run)).isEqualTo(different(keys));
    assertThat(run.objective("plain").endpoints().get("strict-minimum")).isZero();
  }

  @Test
  void swishUnitsPastDirectWeightsAreCountedByTheirEvenParts() throws IOException {
    CommandRun run = run("network { hidden = [2], activation = swish, direct = true }");

    // theta: w1 w2 b1 b2 v1 v2 D c
    List<double[]> keys = new ArrayList<>();
    for (Endpoint e : run.endpoints()) {
      double[] t = e.theta();
      if (e.endpointClass() == EndpointClass.STRICT_MINIMUM) {
        double[] one = {Math.abs(t[0]), t[2] * Math.signum(t[0]), t[4]};
        double[] other = {Math.abs(t[1]), t[3] * Math.signum(t[1]), t[5]};
        double slope = t[6] + (t[4] * t[0] + t[5] * t[1]) / 2;
        double constant = t[7] + (t[4] * t[2] + t[5] * t[3]) / 2;
        keys.add(key(new double[][] {one, other}, slope, constant));
      }
    }
    List<MinimumSummary> strict =
        run.objective("plain").minima().stream()
            .filter(m -> m.endpointClass().equals("strict-minimum"))
            .toList();
    assertThat(strict).hasSizeGreaterThan(1).hasSize((int) different(keys));
    assertThat(strict).allMatch(m -> m.orbit().longValue() * m.stabiliser().longValue() == 8);
  }

  /** Functions of convex losses in their own coordinates: a line, a parabola; one minimum each. */
  @ParameterizedTest
  @CsvSource({
    "identity, '[3]', 0",
    "identity, '[2, 2]', 0",
    "identity, '[3]', 0.01",
    "quadratic, '[2]', 0"
  })
  void mixedUnitsAreOneFamily(String sigma, String hidden, double decay) throws IOException {
    CommandRun run =
        run(
            "network { hidden = %s, activation = %s }\nregularization { l2 = %s }"
                .formatted(hidden, sigma, decay));

    assertThat(run.objective("plain").endpoints().get("degenerate-minimum")).isGreaterThan(40);
    assertThat(parameters(run)).isEqualTo(1);
    assertThat(byPrediction(run)).isZero();
  }

  @Test
  void sinesAreCountedOnTheCircle() throws IOException {
    CommandRun run = run("network { hidden = [1], activation = sin }", 4);

    // theta: w b v c; v sin(w x + b) by its phasor for w > 0.
    List<double[]> keys = new ArrayList<>();
    for (Endpoint e : run.endpoints()) {
      double[] t = e.theta();
      if (e.endpointClass() == EndpointClass.STRICT_MINIMUM) {
        double p = Math.signum(t[0]) * t[2] * StrictMath.cos(t[1]);
        keys.add(new double[] {Math.abs(t[0]), p, t[2] * StrictMath.sin(t[1]), t[3]});
      }
    }
    assertThat(keys).hasSizeGreaterThan(5);
    assertThat(parameters(run) - byPrediction(run)).isEqualTo(different(keys));
    assertThat(run.objective("plain").minima())
        .filteredOn(m -> m.endpointClass().equals("strict-minimum"))
        .hasSizeGreaterThan(1)
        .allMatch(m -> m.orbit().longValue() == 4 && m.stabiliser().longValue() == 1);
  }
}
