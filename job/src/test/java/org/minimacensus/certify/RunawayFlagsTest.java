package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.RunawayFlags.Pair;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;

/** Signs of a run to infinity on networks that are made to show them; theta = (w, b, v). */
class RunawayFlagsTest {
  private static final double[] LINE = {-2, -1, 0.5, 2};

  private static Architecture net(String activation, String output, int units) {
    return new Architecture(
        1,
        List.of(units),
        1,
        Activations.named(activation, 0.1),
        Activations.named(output, 0.1),
        true,
        false,
        false);
  }

  private static Inspection inspected(Architecture a, double[] theta, double... inputs) {
    double[][] x = new double[inputs.length][1];
    double[][] y = new double[inputs.length][1];
    for (int i = 0; i < inputs.length; i++) {
      x[i][0] = inputs[i];
      y[i][0] = 0.3;
    }

    Objective objective = Objective.plain(a, Losses.named("squared", 1), Reduction.MEAN, 0);
    return new LocalEvaluator(objective, PlainRows.set(x, y, Task.REGRESSION))
        .inspect(Point.of(theta));
  }

  private static List<String> flags(String activation, double... theta) {
    Architecture a = net(activation, "identity", theta.length / 3);
    return RunawayFlags.of(a, theta, inspected(a, theta, LINE));
  }

  private static List<Pair> merging(String activation, double... theta) {
    return RunawayFlags.merging(net(activation, "identity", theta.length / 3), theta, 0);
  }

  @Test
  void unitsDeepInAnExponentialTailWithOutgoingWeightsGrownAreSigns() {
    String tail = "unit 2 of layer 1 lies in its exponential tail";
    // theta = (w1, w2, b1, b2, v1, v2); e^5 = 148 is the weight from which on depth 10 counts.
    assertThat(flags("softplus", 0.7, 0.4, 0.2, -10, 0.5, 200)).contains(tail);
    assertThat(flags("softplus", 0.7, 0.4, 0.2, -10, 0.5, 100)).doesNotContain(tail);
    assertThat(flags("softplus", 0.7, 0.4, 0.2, 10, 0.5, 200)).doesNotContain(tail);
    assertThat(flags("softplus", 0.7, 0.4, 0.2, -5.9, 0.5, 200)).doesNotContain(tail);
    assertThat(flags("tanh", 0.7, 0.4, 0.2, 5, 0.5, 200)).contains(tail);
    assertThat(flags("tanh", 0.7, 0.4, 0.2, -5, 0.5, -200)).contains(tail);
    assertThat(flags("elu", 0.7, 0.4, 0.2, -10, 0.5, 200)).doesNotContain(tail);

    Architecture a = net("softplus", "identity", 2);
    double[] theta = {0.7, 0.4, 0.2, -10, 0.5, 200};
    assertThat(RunawayFlags.indexes(a, theta, inspected(a, theta, LINE)).toArray()).contains(5);
  }

  @Test
  void anOrdinaryNetworkHasNoSigns() {
    double[] theta = {0.7, -0.4, 0.2, 0.1, 1.5, -0.8};
    Architecture a = net("tanh", "identity", 2);
    assertThat(flags("tanh", theta)).isEmpty();
    assertThat(RunawayFlags.saturated(inspected(a, theta, LINE))).isFalse();
  }

  @Test
  void aUnitSaturatedOnEveryRowIsASignIfItIsUsed() {
    Architecture a = net("tanh", "identity", 2);
    double[] used = {1000, -0.4, 0, 0.1, 1.5, -0.8};
    double[] unused = {1000, -0.4, 0, 0.1, 0, -0.8};
    assertThat(flags("tanh", used)).contains("1 of 2 hidden units saturated on every row");
    assertThat(flags("tanh", unused)).noneMatch(f -> f.contains("saturated"));
    assertThat(RunawayFlags.saturated(inspected(a, used, LINE))).isTrue();
    assertThat(RunawayFlags.saturated(inspected(a, unused, LINE))).isFalse();
  }

  @Test
  void saturatedOutputsAreASign() {
    Architecture a = net("tanh", "sigmoid", 1);
    // Logits of 1000 tanh x: far out on all rows but those near 0.
    double[] theta = {1, 0, 1000};
    Inspection seen = inspected(a, theta, -2, 0, 2);
    assertThat(RunawayFlags.of(a, theta, seen)).contains("output activation saturated on 2 rows");
    assertThat(RunawayFlags.saturated(seen)).isTrue();
    double[] tame = {1, 0, 1};
    assertThat(RunawayFlags.of(a, tame, inspected(a, tame, -2, 0, 2))).isEmpty();
  }

  @Test
  void aUnitThatBendsOnNoMoreRowsThanItHasWeightsIsASign() {
    Architecture a = net("tanh", "identity", 2);
    double[] theta = {1000, 0.4, 0, 0.1, 1.5, -0.8};
    double near = 1e-4;
    assertThat(RunawayFlags.of(a, theta, inspected(a, theta, -2, -1, near, 2)))
        .containsExactly("unit 1 of layer 1 bends on 1 of the rows that pull");
    assertThat(RunawayFlags.of(a, theta, inspected(a, theta, -2, -near, near, 2)))
        .containsExactly("unit 1 of layer 1 bends on 2 of the rows that pull");
    assertThat(RunawayFlags.of(a, theta, inspected(a, theta, -near, 0, near, 2))).isEmpty();
    assertThat(RunawayFlags.of(a, theta, inspected(a, theta, -near, near)))
        .as("on every row that pulls")
        .isEmpty();
    for (String straight : List.of("relu", "identity")) {
      Architecture other = net(straight, "identity", 2);
      assertThat(RunawayFlags.of(other, theta, inspected(other, theta, -2, -1, near, 2)))
          .as(straight)
          .isEmpty();
    }
    // Without a bias the unit has one weight.
    Architecture unbiased =
        new Architecture(
            1,
            List.of(2),
            1,
            a.activation(),
            Activations.named("identity", 0),
            false,
            false,
            false);
    double[] few = {1000, 0.4, 1.5, -0.8};
    assertThat(RunawayFlags.of(unbiased, few, inspected(unbiased, few, -2, -1, near, 2)))
        .hasSize(1);
    assertThat(RunawayFlags.of(unbiased, few, inspected(unbiased, few, -2, -near, near, 2)))
        .isEmpty();
  }

  @Test
  void aUnitOfSmallWeightsBehindLargeOnesFades() {
    String sign = "unit 1 of layer 1 fades";
    // |(w, b)| below 0.02, |v| above 50.
    assertThat(flags("tanh", 0.01, 0.7, 0.01, 0.2, 60, 1)).containsExactly(sign);
    assertThat(flags("tanh", 0.01, 0.7, 0.01, 0.2, -60, 1)).containsExactly(sign);
    assertThat(flags("tanh", 0.01, 0.7, 0.019, 0.2, 60, 1)).isEmpty();
    assertThat(flags("tanh", 0.01, 0.7, 0.01, 0.2, 40, 1)).isEmpty();
  }

  @Test
  void unitsWhoseEffectsCancelMergeWhereTheirWeightsAreClose() {
    List<Pair> pairs = merging("tanh", 3, 1, 1.001, 0, 0.2, 0.2, 1, 50, -49.9);
    assertThat(pairs).hasSize(1);
    Pair pair = pairs.get(0);
    assertThat(List.of(pair.first(), pair.second(), pair.sign())).containsExactly(1, 2, 1);
    double size = Math.sqrt(1 + 1.001 * 1.001 + 0.08);
    assertThat(pair.distance()).isCloseTo(0.001 / size, within(1e-12));
    assertThat(flags("tanh", 3, 1, 1.001, 0, 0.2, 0.2, 1, 50, -49.9))
        .contains("units 2 and 3 of layer 1 merge");
    // |w1 - w2| < 0.05 |(w1, w2)|: 0.05 of 1.41 to 1.5.
    assertThat(merging("tanh", 1, 1.07, 0, 0, 50, -49.9)).hasSize(1);
    assertThat(merging("tanh", 1, 1.08, 0, 0, 50, -49.9)).isEmpty();
    assertThat(merging("tanh", 1, 1, 0, 0.08, 50, -49.9)).isEmpty();
    // |v1 + v2| < 0.1 (|v1| + |v2|).
    assertThat(merging("tanh", 1, 1.01, 0, 0, 50, -42)).hasSize(1);
    assertThat(merging("tanh", 1, 1.01, 0, 0, 50, -40)).isEmpty();
    assertThat(merging("tanh", 1, 1.01, 0, 0, 50, 50)).isEmpty();
    assertThat(merging("tanh", 1, 1.01, 0, 0, 0, 0)).isEmpty();
    assertThat(merging("tanh", 1, 1, 1)).as("a unit and what stands behind it").isEmpty();
  }

  @Test
  void unitsOfOppositeWeightsMergeWhereTheActivationIsOdd() {
    double[] theta = {1, -1.001, 0.2, -0.2, 50, 49.9};
    assertThat(merging("tanh", theta)).extracting(Pair::sign).containsExactly(-1);
    assertThat(merging("erf", theta)).extracting(Pair::sign).containsExactly(-1);
    assertThat(merging("sigmoid", theta)).isEmpty();
    assertThat(merging("softplus", 1, 1.001, 0.2, 0.2, 50, -49.9)).hasSize(1);
  }

  @Test
  void straightLinesAndKinksHaveNoDerivativeToMergeInto() {
    double[] theta = {1, 1.001, 0.2, 0.2, 50, -49.9};
    assertThat(merging("identity", theta)).isEmpty();
    assertThat(merging("relu", theta)).isEmpty();
    assertThat(merging("leaky-relu", theta)).isEmpty();
    assertThat(merging("swish", theta)).hasSize(1);
  }

  @Test
  void everyLayerIsLookedAt() {
    Architecture deep =
        new Architecture(
            1,
            List.of(1, 2),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            false,
            false,
            false);
    // w of layer 1; two units of one input; their outgoing weights.
    double[] theta = {0.8, 1, 1.001, 50, -49.9};
    assertThat(RunawayFlags.of(deep, theta, inspected(deep, theta, LINE)))
        .containsExactly("units 1 and 2 of layer 2 merge");
  }
}
