package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minimacensus.objective.DerivativesTest.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;

class InspectionTest {
  static Stream<ObjectiveCase> cases() {
    return Activations.names().stream()
        .flatMap(
            activation ->
                Losses.names().stream()
                    .map(
                        loss ->
                            ObjectiveCase.random(
                                21,
                                activation,
                                loss,
                                ObjectiveCase.OBJECTIVES.get(
                                    Math.floorMod(
                                        (activation + loss).hashCode(),
                                        ObjectiveCase.OBJECTIVES.size())))));
  }

  /**
   * The bound must cover the error of each derivative, and stay within three orders of magnitude of
   * the largest.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void roundingBoundCoversTheErrorSeen(ObjectiveCase c) {
    LocalEvaluator evaluator = c.evaluator();
    double[] bounds = evaluator.inspect(c.point()).gradientRounding();
    double[] gradient = evaluator.evaluate(Question.gradient(c.point())).gradient().values();
    Reference reference = new Reference(c);

    for (int i = 0; i < bounds.length; i++) {
      double exact =
          reference.slope(c.parameters(), c.origins(), DerivativesTest.unit(i, bounds.length));
      // Truncation of the difference, h^2 = 2^-60, is the reference's own error.
      double own = 1e-17 * (1 + Math.abs(exact));
      assertThat(Math.abs(gradient[i] - exact))
          .as("parameter %d", i)
          .isLessThanOrEqualTo(bounds[i] + own);
      assertThat(bounds[i]).isLessThan(1e-11 * (1 + DerivativesTest.norm(gradient)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndBaseLossAreThoseOfTheEvaluators(ObjectiveCase c) {
    Inspection seen = c.evaluator().inspect(c.point());
    LocalEvaluator base = new LocalEvaluator(c.objective().base(), c.dataset());
    assertThat(seen.value()).isEqualTo(c.evaluator().evaluate(Question.value(c.point())).value());
    assertThat(seen.baseLoss())
        .isEqualTo(base.evaluate(Question.value(Point.of(c.objective().theta(c.point())))).value());
    if (c.objectiveName().equals("layer-neurons")) {
      // What each neuron adds is held against the paper's formulas in a test of its own.
      assertThat(seen.contribution()).isPositive();
      return;
    }

    double contribution = contribution(c);
    assertThat(seen.contribution()).isCloseTo(contribution, within(1e-12 * contribution));
  }

  /**
   * The largest |what is added| over rows and outputs, one row at a time: 0 for plain, and for a
   * relu neuron that is off on all of them. Of a scaled loss |a e^b|.
   */
  private static double contribution(ObjectiveCase c) {
    double[] raw = c.objective().rawAugmentation(c.point());
    double largest =
        c.objectiveName().equals("loss-scaling") ? Math.abs(raw[0] * StrictMath.exp(raw[1])) : 0;

    for (double[] x : c.features()) {
      for (int k = 0; raw.length > 0 && k < c.architecture().outputs(); k++) {
        AddedNeurons neurons =
            (AddedNeurons) Augmentations.named(c.objectiveName(), c.lambda(), ObjectiveCase.DEGREE);
        largest = Math.max(largest, Math.abs(neurons.added(raw, k, x)));
      }
    }

    return largest;
  }

  private static Architecture oneUnit(String activation, boolean bias) {
    return new Architecture(
        1,
        List.of(1),
        1,
        Activations.named(activation, 0.1),
        Activations.named("identity", 0),
        bias,
        bias,
        false);
  }

  @Test
  void factsOfASmallBinarySetAreRight() {
    double[][] x = {{1}, {2}, {1}, {-1}};
    double[][] y = {{1}, {1}, {-1}, {-1}};
    Objective objective =
        Objective.plain(oneUnit("tanh", false), Losses.named("squared", 0), Reduction.MEAN, 0);
    Inspection seen =
        new LocalEvaluator(objective, ObjectiveCase.dataset(x, y, Task.BINARY, 1))
            .inspect(Point.of(new double[] {1, 2}));
    double f = 2 * StrictMath.tanh(1);
    assertThat(seen.largestOutput()).isCloseTo(2 * StrictMath.tanh(2), within(1e-15));
    assertThat(seen.misclassified()).isEqualTo(1);
    assertThat(seen.minimumMargin()).isCloseTo(-f, within(1e-15));
    // Rows 0 and 2 share an input: (f - 1 + f + 1) / 4; row 1 alone: |2 tanh 2 - 1| / 4.
    assertThat(seen.groupResidual()).isCloseTo(f / 2, within(1e-15));
    assertThat(seen.saturatedUnits()).containsExactly(false);
    assertThat(seen.kinkDistance()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void saturationNeedsEveryRowAndAnOutgoingWeight() {
    Dataset data =
        ObjectiveCase.dataset(
            new double[][] {{1}, {-2}}, new double[][] {{0}, {1}}, Task.REGRESSION, 1);
    LocalEvaluator evaluator =
        new LocalEvaluator(
            Objective.plain(oneUnit("tanh", false), Losses.named("squared", 0), Reduction.MEAN, 0),
            data);
    assertThat(evaluator.inspect(Point.of(new double[] {19, 1})).saturatedUnits())
        .containsExactly(true);
    assertThat(evaluator.inspect(Point.of(new double[] {17, 1})).saturatedUnits())
        .containsExactly(false);
    assertThat(evaluator.inspect(Point.of(new double[] {19, 0})).saturatedUnits())
        .containsExactly(false);
    Inspection seen = evaluator.inspect(Point.of(new double[] {19, 0}));
    assertThat(seen.misclassified()).isEqualTo(-1);
    assertThat(seen.minimumMargin()).isNaN();
  }

  @Test
  void kinkDistanceIsRelativeToTheUnit() {
    Dataset data =
        ObjectiveCase.dataset(
            new double[][] {{1}, {-2}, {3}}, new double[][] {{0}, {1}, {2}}, Task.REGRESSION, 1);
    LocalEvaluator evaluator =
        new LocalEvaluator(
            Objective.plain(oneUnit("relu", true), Losses.named("squared", 0), Reduction.MEAN, 0),
            data);
    // Pre-activations 1.5, -1.5, 3.5.
    assertThat(evaluator.inspect(Point.of(new double[] {1, 0.5, 1, 0})).kinkDistance())
        .isEqualTo(1.5 / 4.5);
  }

  @Test
  void kinksAreToldByDistanceOnceForEachInput() {
    // f = relu(x - 1) at 1, 0.5 (twice), 3; targets 0, 1, 3, 0; residuals 0, -1, -3, 2.
    Dataset data =
        ObjectiveCase.dataset(
            new double[][] {{1}, {0.5}, {0.5}, {3}},
            new double[][] {{0}, {1}, {3}, {0}},
            Task.REGRESSION,
            2);
    Objective objective =
        Objective.plain(oneUnit("relu", true), Losses.named("squared", 0), Reduction.MEAN, 0);
    List<Kink> kinks =
        new LocalEvaluator(objective, data).inspect(Point.of(new double[] {1, -1, 1, 0})).kinks();

    assertThat(kinks.stream().map(Kink::row)).containsExactly(0L, 1L, 3L);
    assertThat(kinks.stream().map(Kink::preActivation)).containsExactly(0.0, -0.5, 2.0);
    assertThat(kinks.stream().map(k -> k.pull()[0])).containsExactly(0.0, -1.0, 0.5);
    assertThat(kinks.stream().map(k -> k.input()[0])).containsExactly(1.0, 0.5, 3.0);
    assertThat(kinks.stream().map(Kink::distance)).containsExactly(0.0, 0.25, 1.0);
    assertThat(kinks).allMatch(k -> k.range() == 2 && k.unit() == 0);
  }

  @Test
  void theNearestKinksAreToldWhereThereAreMany() {
    double[][] x = new double[200][1];
    double[][] y = new double[200][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = (i * 37) % 200;
    }

    Objective objective =
        Objective.plain(oneUnit("relu", true), Losses.named("squared", 0), Reduction.SUM, 0);
    Point at = Point.of(new double[] {1, -100.25, 1, 0});
    for (int shards : new int[] {1, 3, 7}) {
      List<Kink> kinks =
          new LocalEvaluator(objective, ObjectiveCase.dataset(x, y, Task.REGRESSION, shards))
              .inspect(at)
              .kinks();
      assertThat(kinks).hasSize(64);
      assertThat(kinks.stream().mapToDouble(k -> k.input()[0]).sorted().toArray())
          .containsExactly(java.util.stream.IntStream.range(69, 133).asDoubleStream().toArray());
    }
  }

  /** Layer 1 is off on row 1, which leaves nothing to the unit behind it. */
  @Test
  void kinksOfDeeperLayersAreToldWhereWeightsMoveThem() {
    double[][] x = {{1}, {-2}, {3}};
    double[][] y = {{0}, {0}, {1}};
    for (String activation : List.of("relu", "leaky-relu")) {
      Objective objective =
          Objective.plain(
              new Architecture(
                  1,
                  List.of(1, 1),
                  1,
                  Activations.named(activation, 0.1),
                  Activations.named("identity", 0),
                  false,
                  false,
                  false),
              Losses.named("squared", 0),
              Reduction.SUM,
              0);
      Inspection seen =
          new LocalEvaluator(objective, ObjectiveCase.dataset(x, y, Task.REGRESSION, 2))
              .inspect(Point.of(new double[] {1, -2, 1}));
      boolean ends = activation.equals("relu");

      assertThat(seen.kinks().stream().filter(k -> k.layer() == 0).map(Kink::row))
          .containsExactly(0L, 1L, 2L);
      List<Kink> deep = seen.kinks().stream().filter(k -> k.layer() == 1).toList();
      assertThat(deep).allMatch(k -> k.unit() == 0 && k.range() == 6);
      if (ends) {
        assertThat(deep.stream().map(Kink::row)).containsExactly(0L, 2L);
        // 1 of 1 + 3 in layer 1, not 0 of row 1 in layer 2.
        assertThat(seen.kinkDistance()).isEqualTo(0.25);
      } else {
        assertThat(deep.stream().map(Kink::row)).containsExactly(1L, 0L, 2L);
        assertThat(deep.stream().map(Kink::preActivation)).containsExactly(0.4, -2.0, -6.0);
        assertThat(seen.kinkDistance()).isEqualTo(0.4 / 7);
      }
    }
  }

  @Test
  void multiclassMarginIsTrueMinusLargestOther() {
    Architecture linear =
        new Architecture(
            1,
            List.of(),
            3,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    Objective objective =
        Objective.plain(linear, Losses.named("cross-entropy", 0), Reduction.SUM, 0);
    Dataset data =
        ObjectiveCase.dataset(
            new double[][] {{1}, {2}}, new double[][] {{1, 0, 0}, {0, 0, 1}}, Task.MULTICLASS, 1);
    Inspection seen =
        new LocalEvaluator(objective, data).inspect(Point.of(new double[] {1, 0, 0, 0, 0.5, -1}));
    assertThat(seen.minimumMargin()).isEqualTo(-3);
    assertThat(seen.misclassified()).isEqualTo(1);
  }
}
