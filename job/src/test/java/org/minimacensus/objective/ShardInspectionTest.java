package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.minimacensus.objective.DerivativesTest.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.Travelled;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;

/** An inspection is what its shards say, whoever inspected them and whenever they arrive. */
class ShardInspectionTest {
  /** 1500 rows, inputs that occur once, twice in a shard and many times all over the shards. */
  private static ObjectiveCase repeated(String loss, String objective) {
    String activation = loss.equals("polynomial-hinge") ? "relu" : "tanh";
    long seed = 17;
    ObjectiveCase c = ObjectiveCase.random(seed, activation, loss, objective, 1500);

    while (c.architecture().hidden().isEmpty()) {
      c = ObjectiveCase.random(++seed, activation, loss, objective, 1500);
    }

    double[][] x = c.features();

    for (int i = 0; i < x.length; i++) {
      if (i % 3 == 0) {
        x[i] = x[i % 60].clone();
      } else if (i % 7 == 0) {
        x[i] = x[i - 1].clone();
      }
    }

    return c;
  }

  private static Dataset data(ObjectiveCase c, int shards) {
    Dataset data = ObjectiveCase.dataset(c.features(), c.targets(), c.task(), shards);
    assertThat(data.shards()).hasSize(shards);
    return data;
  }

  @ParameterizedTest
  @CsvSource({
    "squared, plain, 1",
    "squared, plain, 2",
    "squared, output-neuron, 5",
    "logistic, plain, 5",
    "logistic, output-neuron-limit, 2",
    "polynomial-hinge, plain, 2",
    "cross-entropy, plain, 5",
    "cross-entropy, output-neuron, 5"
  })
  void shardsThatTravelAndArriveInAnyOrderGiveTheSameBits(String loss, String objective, int shards)
      throws Exception {
    ObjectiveCase c = repeated(loss, objective);
    Dataset data = data(c, shards);
    Inspection expected = new LocalEvaluator(c.objective(), data).inspect(c.point());
    Answer at = new LocalEvaluator(c.objective(), data).evaluate(Question.gradient(c.point()));
    Answer base =
        new LocalEvaluator(c.objective().base(), data)
            .evaluate(Question.value(Point.of(c.objective().theta(c.point()))));
    List<ShardInspection> parts = new ArrayList<>();

    for (DataShard shard : data.shards()) {
      parts.add(Travelled.copy(inspector(c, shards).inspect(shard, c.point())));
    }

    RandomStream stream = RandomStream.of(1, "orders", shards);

    for (int trial = 0; trial < 10; trial++) {
      for (int i = shards - 1; i > 0; i--) {
        Collections.swap(parts, i, stream.nextInt(i + 1));
      }

      InspectionSum sum = new InspectionSum(c.objective(), shards);
      parts.forEach(sum::add);
      assertThat(sum.complete()).isTrue();
      Inspection found = sum.result(c.point(), at, base);
      assertThat(facts(found)).isEqualTo(facts(expected));
      assertThat(sums(found)).isEqualTo(sums(expected));
    }
  }

  /** What is counted or compared; boxed, so that bits decide. */
  private static List<Object> facts(Inspection seen) {
    return List.of(
        seen.largestOutput(),
        seen.saturatedOutputs(),
        seen.contribution(),
        seen.misclassified(),
        Arrays.toString(seen.saturatedUnits()),
        Arrays.stream(seen.curvedRows()).boxed().toList(),
        seen.pullingRows(),
        seen.kinkDistance(),
        seen.minimumMargin(),
        seen.kinks().stream().map(ShardInspectionTest::words).toList());
  }

  private static String words(Kink kink) {
    return kink.layer()
        + " "
        + kink.unit()
        + " "
        + kink.row()
        + Arrays.toString(kink.input())
        + kink.preActivation()
        + " "
        + kink.range();
  }

  /** What is added up; boxed, so that bits decide. */
  private static List<Object> sums(Inspection seen) {
    return List.of(
        seen.value(),
        seen.baseLoss(),
        Arrays.stream(seen.gradientRounding()).boxed().toList(),
        seen.groupResidual(),
        seen.kinks().stream().map(k -> Arrays.toString(k.pull())).toList());
  }

  private static ShardInspector inspector(ObjectiveCase c, int shards) {
    return new ShardInspector(c.objective(), c.task(), shards, KernelProvider.kernels());
  }

  /** Facts that are counted or compared do not know shards; sums differ by rounding alone. */
  @ParameterizedTest
  @CsvSource({
    "squared, plain",
    "logistic, output-neuron",
    "polynomial-hinge, plain",
    "cross-entropy, output-neuron-limit"
  })
  void anyNumberOfShardsStatesTheSameFacts(String loss, String objective) {
    ObjectiveCase c = repeated(loss, objective);
    Inspection one = new LocalEvaluator(c.objective(), data(c, 1)).inspect(c.point());

    for (int shards : new int[] {2, 5}) {
      Inspection seen = new LocalEvaluator(c.objective(), data(c, shards)).inspect(c.point());
      assertThat(facts(seen)).isEqualTo(facts(one));
      assertThat(seen.value()).isCloseTo(one.value(), within(1e-13 * one.value()));
      assertThat(seen.baseLoss()).isCloseTo(one.baseLoss(), within(1e-13 * one.baseLoss()));
      assertThat(seen.groupResidual())
          .isCloseTo(one.groupResidual(), within(1e-13 * one.groupResidual()));

      for (int i = 0; i < one.kinks().size(); i++) {
        assertThat(seen.kinks().get(i).pull()[0])
            .isCloseTo(one.kinks().get(i).pull()[0], within(1e-12));
      }

      for (int i = 0; i < one.gradientRounding().length; i++) {
        // The depth of the sums over rows and shards differs.
        assertThat(seen.gradientRounding()[i])
            .isBetween(0.5 * one.gradientRounding()[i], 2 * one.gradientRounding()[i]);
      }
    }
  }

  /** Row by row through the network's outputs, in place of tiles and shards. */
  @ParameterizedTest
  @CsvSource({
    "squared, 1",
    "squared, 5",
    "logistic, 2",
    "polynomial-hinge, 2",
    "cross-entropy, 1",
    "cross-entropy, 5"
  })
  void factsAgreeWithADirectComputation(String loss, int shards) {
    ObjectiveCase c = repeated(loss, "plain");
    Dataset data = data(c, shards);
    Inspection seen = new LocalEvaluator(c.objective(), data).inspect(c.point());
    double[][] f = outputs(c, data);
    Map<List<Double>, double[]> sums = new HashMap<>();
    double largest = 0;
    long wrong = 0;
    long pulling = 0;
    double smallest = Double.POSITIVE_INFINITY;

    for (int i = 0; i < f.length; i++) {
      double[] y = c.targets()[i];
      double[] slope = slopes(c, f[i], y);
      List<Double> key = new ArrayList<>();

      for (double x : c.features()[i]) {
        key.add(x);
      }

      double[] sum = sums.computeIfAbsent(key, k -> new double[slope.length]);

      for (int k = 0; k < slope.length; k++) {
        sum[k] += slope[k];
        largest = Math.max(largest, Math.abs(f[i][k]));
      }

      pulling += Arrays.stream(slope).anyMatch(d -> d != 0) ? 1 : 0;

      double margin = y.length == 1 ? y[0] * f[i][0] : lead(f[i], y);
      wrong += margin > 0 ? 0 : 1;
      smallest = Math.min(smallest, margin);
    }

    double residual = 0;

    for (double[] sum : sums.values()) {
      for (double s : sum) {
        residual = Math.max(residual, Math.abs(s));
      }
    }

    residual /= c.reduction() == Reduction.MEAN ? f.length : 1;
    assertThat(sums.size()).isLessThan(f.length);
    assertThat(seen.largestOutput()).isEqualTo(largest);
    assertThat(seen.groupResidual()).isCloseTo(residual, within(1e-12 * residual));
    assertThat(seen.pullingRows()).isEqualTo(pulling);
    boolean classes = !loss.equals("squared");
    assertThat(seen.misclassified()).isEqualTo(classes ? wrong : -1);
    assertThat(seen.minimumMargin()).isEqualTo(Double.valueOf(classes ? smallest : Double.NaN));
  }

  private static double[][] outputs(ObjectiveCase c, Dataset data) {
    DenseMatrix f =
        new NetworkValues(c.architecture(), data, KernelProvider.kernels())
            .at(c.objective().theta(c.point()));
    double[][] rows = new double[f.numRows()][f.numCols()];

    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] = f.apply(i, k);
      }
    }

    return rows;
  }

  private static double[] slopes(ObjectiveCase c, double[] f, double[] y) {
    double[] slope = new double[f.length];
    double total = 0;

    for (double output : f) {
      total += StrictMath.exp(output);
    }

    for (int k = 0; k < f.length; k++) {
      slope[k] =
          switch (c.loss()) {
            case "squared" -> f[k] - y[k];
            case "logistic" -> -y[k] / (1 + StrictMath.exp(y[k] * f[k]));
            case "polynomial-hinge" ->
                -c.power() * y[k] * StrictMath.pow(Math.max(0, 1 - y[k] * f[k]), c.power() - 1);
            case "smooth-hinge" -> -y[k] * Math.max(0, Math.min(1, 1 - y[k] * f[k]));
            case "huber" -> Math.max(-1, Math.min(1, f[k] - y[k]));
            case "cauchy" -> (f[k] - y[k]) / (1 + (f[k] - y[k]) * (f[k] - y[k]));
            case "tukey" -> tukey(f[k] - y[k]);
            case "cross-entropy" -> StrictMath.exp(f[k]) / total - y[k];
            default -> throw new IllegalArgumentException(c.loss());
          };
    }

    return slope;
  }

  private static double tukey(double r) {
    return Math.abs(r) < 1 ? r * StrictMath.pow(1 - r * r, 2) : 0;
  }

  private static double lead(double[] f, double[] y) {
    double own = 0;
    double other = Double.NEGATIVE_INFINITY;

    for (int k = 0; k < f.length; k++) {
      if (y[k] == 1) {
        own = f[k];
      } else {
        other = Math.max(other, f[k]);
      }
    }

    return own - other;
  }

  @Test
  void outputsOfAnyTilingAreThoseOfTheReference() {
    ObjectiveCase c = ObjectiveCase.random(5, "softplus", "squared", "plain", 1500);
    Objective half =
        Objective.plain(c.architecture(), Losses.named("squared", 0), Reduction.SUM, 0);

    for (int shards : new int[] {1, 5}) {
      double[][] f = outputs(c, data(c, shards));
      double sum = 0;

      for (int i = 0; i < f.length; i++) {
        for (int k = 0; k < f[i].length; k++) {
          double d = f[i][k] - c.targets()[i][k];
          sum += d * d / 2;
        }
      }

      double expected =
          new LocalEvaluator(half, data(c, shards)).evaluate(Question.value(c.point())).value();
      assertThat(sum).isCloseTo(expected, within(1e-12 * expected));
      assertThat(f).isEqualTo(outputs(c, data(c, 2)));
    }
  }

  private static Architecture sigmoidOutputs() {
    return new Architecture(
        1,
        List.of(),
        2,
        Activations.named("tanh", 0),
        Activations.named("sigmoid", 0),
        false,
        false,
        false);
  }

  /** Row 1 counts once though both of its outputs are at a limit. */
  @Test
  void rowsWithSaturatedOutputsAreCounted() {
    Objective objective =
        Objective.plain(sigmoidOutputs(), Losses.named("squared", 0), Reduction.MEAN, 0);
    Dataset data =
        ObjectiveCase.dataset(
            new double[][] {{1}, {24}, {-12}, {2}},
            new double[][] {{0, 0}, {0, 0}, {0, 0}, {0, 0}},
            Task.REGRESSION,
            1);
    LocalEvaluator evaluator = new LocalEvaluator(objective, data);
    assertThat(evaluator.inspect(Point.of(new double[] {1, -2})).saturatedOutputs()).isEqualTo(2);
    assertThat(evaluator.inspect(Point.of(new double[] {0.5, 0.4})).saturatedOutputs()).isZero();
  }

  @Test
  void aShardThatIsMissingOrAddedTwiceIsRefused() {
    ObjectiveCase c = repeated("squared", "plain");
    Dataset data = data(c, 2);
    ShardInspection first = inspector(c, 2).inspect(data.shards().get(0), c.point());
    InspectionSum sum = new InspectionSum(c.objective(), 2);
    sum.add(first);
    Answer at = c.evaluator().evaluate(Question.gradient(c.point()));
    assertThat(sum.complete()).isFalse();
    assertThatThrownBy(() -> sum.result(c.point(), at, at))
        .hasMessageContaining("1 of 2 shards have not been added");
    assertThatThrownBy(() -> sum.add(first)).hasMessageContaining("added twice");
  }

  /** As a distributed evaluator does it: the reach of every shard, merged. */
  @Test
  void chartOriginsCanBeFoundShardByShard() {
    ObjectiveCase c = repeated("squared", "output-neuron");
    Dataset data = data(c, 5);
    double[] raw = c.objective().rawAugmentation(c.point());
    Question question = c.objective().originsQuestion(raw).orElseThrow();
    ChartReach reach = ChartReach.none(c.objective());
    ShardEvaluator evaluator = new ShardEvaluator(c.objective(), KernelProvider.kernels());

    for (int i = 4; i >= 0; i--) {
      reach.merge(evaluator.sums(data.shards().get(i), List.of(question)).get(0).reach());
    }

    assertThat(reach.origins())
        .isEqualTo(new LocalEvaluator(c.objective(), data).chartOrigins(raw));
    assertThat(c.objective().base().originsQuestion(new double[0])).isEmpty();
    assertThatThrownBy(() -> c.objective().base().originsQuestion(raw))
        .hasMessageContaining("the added neurons must be 0 numbers");
  }
}
