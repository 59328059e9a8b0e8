package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.certify.SaddleWitness;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/** What a reader can check of an endpoint with nothing but its stored row and the data. */
@Timeout(300)
class EvidenceColumnsIT {
  private static final Path DATA =
      Path.of("..", "data", "known", "ding-li-sun-tanh.csv").toAbsolutePath().normalize();
  private static final String W_AND_B =
      "-1.083457518315167,-1.083457518315167,0.9598218458687948,0.9598218458687948,";

  /** Enough to pass the saddles; runs to infinity come no nearer to it with more. */
  private static final int ITERATIONS = 500;

  /** A Spark job answers each question of the data-parallel mode: runs to infinity end early. */
  private static final int BOTH_MODES = 20;

  /** On the flat set of bad minima; beyond it, at saddles; and anywhere. */
  private static final List<String> STARTS =
      List.of(
          W_AND_B + "0.5,0.5",
          W_AND_B + "1.3,-0.3",
          W_AND_B + "-0.7,1.7",
          "0.742446,1.711708,1.037001,-0.270506,-0.700247,-0.578032",
          "-2.11337,0.322402,0.123905,-1.924796,-0.553672,-1.186175",
          "0.222333,-1.493301,1.807039,-1.476645,-0.979045,-0.12715");

  @TempDir private static Path parent;
  private static List<Endpoint> left;

  @BeforeAll
  static void leaveSaddles() throws IOException {
    left = run("[plain, output-neuron]", "auto", false, ITERATIONS, STARTS).endpoints();
  }

  private static CommandRun run(
      String objectives, String mode, boolean keepSaddles, int iterations, List<String> starts)
      throws IOException {
    Path folder = Files.createTempDirectory(parent, "study");
    Files.writeString(folder.resolve("starts.csv"), String.join("\n", starts) + "\n");
    Path conf = folder.resolve("study.conf");
    Files.writeString(
        conf,
        String.format(
            Locale.ROOT,
            """
            study { name = evidence, seed = 7 }
            data {
              path = "%s"
              format = csv
              header = false
              target = [-1]
              task = regression
              standardize = false
            }
            network { hidden = [2], activation = tanh, bias = true, output-bias = false }
            loss { name = squared, reduction = sum }
            objectives = %s
            augmentation { lambda = 0.1 }
            restarts { count = %d, init = { distribution = file, path = "%s" } }
            """,
            DATA,
            objectives,
            starts.size(),
            folder.resolve("starts.csv")));
    Map<String, String> sets = new HashMap<>();
    sets.put("execution.mode", mode);
    sets.put("certify.keep-saddles", Boolean.toString(keepSaddles));
    sets.put("optimizer.max-iterations", Integer.toString(iterations));
    return CommandRun.of(conf, folder.resolve("out"), sets);
  }

  private static Dataset data() throws IOException {
    double[][] rows =
        Files.readAllLines(DATA).stream()
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    double[][] x = Arrays.stream(rows).map(r -> new double[] {r[0]}).toArray(double[][]::new);
    double[][] y = Arrays.stream(rows).map(r -> new double[] {r[1]}).toArray(double[][]::new);
    return PlainRows.set(x, y, Task.REGRESSION);
  }

  private static LocalEvaluator evaluator(String objective) throws IOException {
    Architecture network =
        new Architecture(
            1,
            List.of(2),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            false,
            false);
    Objective plain = Objective.plain(network, Losses.named("squared", 3), Reduction.SUM, 0);
    return new LocalEvaluator(
        objective.equals("plain") ? plain : plain.augmented(Augmentations.named(objective, 0.1)),
        data());
  }

  /** The point of a row, or of what stands in {@code witness_point}. */
  private static Point point(Endpoint e, int dimension) {
    double[] all = e.witness().point();
    if (all.length == 0) {
      all = Arrays.copyOf(e.theta(), e.theta().length + e.augmentationChart().length);
      System.arraycopy(
          e.augmentationChart(), 0, all, e.theta().length, e.augmentationChart().length);
    }

    return new Point(
        new DenseVector(Arrays.copyOf(all, dimension)),
        Arrays.copyOfRange(all, dimension, all.length));
  }

  /** loss(point + step direction) = loss(point) - decrease, to rounding. */
  private static void assertWitness(Endpoint e) throws IOException {
    LocalEvaluator evaluator = evaluator(e.objective());
    SaddleWitness witness = e.witness();
    Point at = point(e, evaluator.objective().dimension());
    double[] lower = at.values().clone();
    for (int i = 0; i < lower.length; i++) {
      lower[i] += witness.step() * witness.direction()[i];
    }

    double there = evaluator.evaluate(Question.value(at)).value();
    double below = evaluator.evaluate(Question.value(at.with(lower))).value();

    assertThat(witness.decrease()).isPositive();
    assertThat(there - below)
        .as(e.evidence())
        .isCloseTo(witness.decrease(), within(4 * Math.ulp(1 + there)));
    if (e.endpointClass() == EndpointClass.SADDLE) {
      assertThat(witness.point()).isEmpty();
      assertThat(there).isCloseTo(e.loss(), within(4 * Math.ulp(there)));
    }
  }

  @Test
  void saddlesThatAreKeptCanBeChecked() throws IOException {
    List<Endpoint> ends = run("[plain]", "auto", true, ITERATIONS, STARTS).endpoints();
    List<Endpoint> saddles =
        ends.stream().filter(e -> e.endpointClass() == EndpointClass.SADDLE).toList();

    assertThat(saddles).hasSizeGreaterThanOrEqualTo(2);
    for (Endpoint e : saddles) {
      assertWitness(e);
    }
  }

  @Test
  void saddlesThatAreLeftCanBeChecked() throws IOException {
    List<Endpoint> passed = left.stream().filter(e -> e.witness().direction().length > 0).toList();

    assertThat(passed).filteredOn(e -> e.objective().equals("plain")).hasSizeGreaterThan(1);
    assertThat(passed).allMatch(e -> e.escapes() > 0);
    for (Endpoint e : passed) {
      assertWitness(e);
    }
  }

  @Test
  void gradientsRoundingsAndZeroModesAreTheRowsOwn() throws IOException {
    assertThat(left).hasSize(2 * STARTS.size());
    for (Endpoint e : left) {
      LocalEvaluator evaluator = evaluator(e.objective());
      double[] all = Arrays.copyOf(e.theta(), e.theta().length + e.augmentationChart().length);
      System.arraycopy(
          e.augmentationChart(), 0, all, e.theta().length, e.augmentationChart().length);
      int n = evaluator.objective().dimension();
      Point at =
          new Point(new DenseVector(Arrays.copyOf(all, n)), Arrays.copyOfRange(all, n, all.length));
      double[] bounds = evaluator.inspect(at).gradientRounding();

      assertThat(e.gradientRounding()).isEqualTo(Arrays.stream(bounds).max().orElseThrow());
      assertThat(e.hessianZeroModesExplained()).isLessThanOrEqualTo(e.hessianZeroModes());
      if (e.endpointClass().isMinimum()) {
        assertThat(e.gradientNorm()).isLessThan(Math.max(1e-10, 4 * e.gradientRounding()));
      }
    }

    Endpoint bad = left.get(0);
    assertThat(bad.endpointClass()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(bad.hessianZeroModesExplained()).isEqualTo(1);
    assertThat(bad.evidence()).contains("zero modes: 1 = 1 (duplicated units)");
  }

  @Test
  void theEvidenceIsTheSameInBothModes() throws IOException {
    // Both starts beside the flat set pass the same saddle, on the longest way of all.
    List<String> starts = new ArrayList<>(STARTS);
    starts.remove(2);
    String objectives = "[plain, output-neuron]";

    List<Endpoint> restarts =
        run(objectives, "restart-parallel", false, BOTH_MODES, starts).endpoints();
    List<Endpoint> rows = run(objectives, "data-parallel", false, BOTH_MODES, starts).endpoints();

    assertThat(restarts).anyMatch(e -> e.witness().direction().length > 0);
    assertThat(restarts)
        .extracting(Endpoint::endpointClass)
        .contains(
            EndpointClass.STRICT_MINIMUM,
            EndpointClass.DEGENERATE_MINIMUM,
            EndpointClass.AT_INFINITY);
    assertThat(rows)
        .usingRecursiveComparison()
        .withComparatorForType(Double::compare, Double.class)
        .isEqualTo(restarts);
  }
}
