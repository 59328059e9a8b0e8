package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.minimacensus.objective.DerivativesTest.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.RandomStream;

/** The chart of the added neurons against the formulas of the papers. */
class ChartTest {
  static Stream<ObjectiveCase> augmented() {
    return Stream.of("output-neuron", "output-neuron-limit")
        .flatMap(
            objective ->
                Losses.names().stream()
                    .flatMap(
                        loss ->
                            Stream.of(11, 12, 13, 14)
                                .map(seed -> ObjectiveCase.random(seed, "tanh", loss, objective))));
  }

  @ParameterizedTest
  @MethodSource("augmented")
  void chartHasTheValueOfTheFormulaOfThePapers(ObjectiveCase c) {
    Objective objective = c.objective();
    double[] theta = Arrays.copyOf(c.parameters(), objective.thetaDimension());
    double[] raw = Arrays.copyOfRange(c.parameters(), theta.length, c.parameters().length);
    LocalEvaluator evaluator = c.evaluator();
    Point point = objective.point(theta, raw, evaluator.chartOrigins(raw));
    double expected = new Reference(c).rawValue(Reference.exactly(c.parameters())).high();
    assertThat(evaluator.evaluate(Question.value(point)).value())
        .isCloseTo(expected, within(1e-13 * (1 + expected)));
    assertThat(objective.theta(point)).isEqualTo(theta);
    double[] back = objective.rawAugmentation(point);

    for (int i = 0; i < raw.length; i++) {
      assertThat(back[i]).isCloseTo(raw[i], within(1e-14 * (1 + Math.abs(raw[i]))));
    }
  }

  /** By the chain rule from the chart: a dF/da - dF/db = lambda a^2, as of the neurons. */
  @Test
  void scaledLossHasTheValueOfThePaperAndItsEulerIdentity() {
    for (String loss : Losses.names()) {
      ObjectiveCase c = ObjectiveCase.random(17, "tanh", loss, "loss-scaling");
      chartHasTheValueOfTheFormulaOfThePapers(c);
      eulerIdentityHoldsEverywhere(c);
    }
  }

  @ParameterizedTest
  @MethodSource("augmented")
  void movingTheOriginKeepsFunctionAndValue(ObjectiveCase c) {
    LocalEvaluator evaluator = c.evaluator();
    double[] elsewhere =
        DerivativesTest.direction(RandomStream.of(1, "origins", 0), c.origins().length);
    Point moved = c.objective().moveOrigin(c.point(), elsewhere);
    double before = evaluator.evaluate(Question.value(c.point())).value();
    assertThat(moved.origin()).isEqualTo(elsewhere);
    assertThat(moved.values()).isNotEqualTo(c.parameters());
    assertThat(evaluator.evaluate(Question.value(moved)).value())
        .isCloseTo(before, within(1e-13 * (1 + before)));
    double contribution = evaluator.inspect(c.point()).contribution();
    assertThat(evaluator.inspect(moved).contribution())
        .isCloseTo(contribution, within(1e-13 * contribution));
  }

  /**
   * a dL/da - dL/db = lambda a^2 at every point (Liang et al. 2018 with (lambda/2) a^2), by the
   * chain rule from the chart: a g_a = A g_A and g_b = A g_A + g_beta.
   */
  @ParameterizedTest
  @MethodSource("augmented")
  void eulerIdentityHoldsEverywhere(ObjectiveCase c) {
    Objective objective = c.objective();
    double[] g = c.evaluator().evaluate(Question.gradient(c.point())).gradient().values();
    double[] raw = objective.rawAugmentation(c.point());
    int[] exponents = objective.exponents();
    int[] amplitudes = objective.amplitudes();

    for (int k = 0; k < exponents.length; k++) {
      double a = raw[amplitudes[k] - objective.thetaDimension()];
      double aTimesGa = c.parameters()[amplitudes[k]] * g[amplitudes[k]];
      double gb = aTimesGa + g[exponents[k]];
      assertThat(aTimesGa - gb)
          .isCloseTo(c.lambda() * a * a, within(1e-13 * (c.lambda() * a * a + Math.abs(aTimesGa))));
    }
  }

  /**
   * The same identity for the gradient of the raw formulas of the papers, taken by double-double
   * differences, against the chart's.
   */
  @ParameterizedTest
  @MethodSource("augmented")
  void rawGradientFollowsFromTheChartByTheChainRule(ObjectiveCase c) {
    Objective objective = c.objective();
    int p = objective.thetaDimension();
    double[] raw = Arrays.copyOfRange(c.parameters(), p, c.parameters().length);
    Point point = objective.point(objective.theta(c.point()), raw, c.origins());
    double[] g = c.evaluator().evaluate(Question.gradient(point)).gradient().values();
    int[] exponents = objective.exponents();
    int[] amplitudes = objective.amplitudes();
    Reference reference = new Reference(c);
    int inputs = c.architecture().inputs();

    for (int k = 0; k < amplitudes.length; k++) {
      double beta = exponents.length > 0 ? g[exponents[k]] : 0;
      double chart = point.values()[amplitudes[k]] * g[amplitudes[k]];
      double byA = rawSlope(reference, c, amplitudes[k]);
      double scale =
          1e-10 * DerivativesTest.norm(g) * (1 + Math.abs(point.values()[amplitudes[k]]));
      assertThat(c.parameters()[amplitudes[k]] * byA).isCloseTo(chart, within(scale));

      if (exponents.length > 0) {
        double byB = rawSlope(reference, c, exponents[k]);
        double a = c.parameters()[amplitudes[k]];
        assertThat(byB).isCloseTo(chart + beta, within(scale));
        assertThat(a * byA - byB).isCloseTo(c.lambda() * a * a, within(scale));
      }

      for (int j = 0; j < inputs; j++) {
        double byW = rawSlope(reference, c, amplitudes[k] + 1 + j);
        double expected = g[amplitudes[k] + 1 + j] + (chart + beta) * c.origins()[k * inputs + j];
        assertThat(byW).isCloseTo(expected, within(scale * 10));
      }
    }
  }

  private static double rawSlope(Reference reference, ObjectiveCase c, int index) {
    double h = 0x1p-30;
    DoubleDouble[] up = Reference.exactly(c.parameters());
    DoubleDouble[] down = Reference.exactly(c.parameters());
    up[index] = up[index].plus(DoubleDouble.of(h));
    down[index] = down[index].minus(DoubleDouble.of(h));
    return reference.rawSlope(up, down, 2 * h);
  }

  private static final double[][] X = {{-3, 0}, {1, 1}, {1, 1}, {4, -2}, {40, 0}};
  private static final double[][] Y = {{0, 1}, {1, 2}, {0, 0}, {1, 0}, {2, 2}};

  private static Objective twoOutputs(String name) {
    Architecture linear =
        new Architecture(
            2,
            List.of(),
            2,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    return Objective.plain(linear, Losses.named("squared", 0), Reduction.SUM, 0)
        .augmented(Augmentations.named(name, 0.5));
  }

  @Test
  void chartOriginsAreTheInputsOfLargestExponent() {
    Dataset data = ObjectiveCase.dataset(X, Y, Task.REGRESSION, 1);
    LocalEvaluator evaluator = new LocalEvaluator(twoOutputs("output-neuron"), data);
    assertThat(evaluator.chartOrigins(new double[] {1, 0, 1, 5, 1, -1, 0, 900}))
        .containsExactly(1, 1, -3, 0);
    assertThat(
            new LocalEvaluator(twoOutputs("output-neuron-limit"), data)
                .chartOrigins(new double[] {1, 1, 0, 1, 0, 0}))
        .containsExactly(40, 0, -3, 0);
    assertThat(
            new LocalEvaluator(twoOutputs("output-neuron").base(), data)
                .chartOrigins(new double[0]))
        .isEmpty();
  }

  @Test
  void originAdviceComesWhenAnExponentLeavesItsChart() {
    LocalEvaluator evaluator =
        new LocalEvaluator(
            twoOutputs("output-neuron"), ObjectiveCase.dataset(X, Y, Task.REGRESSION, 1));
    double[] theta = new double[6];
    double[] raw = {1e-9, 1, 0, 0, 1e-9, 0.5, 0, 0};
    double[] origins = {-3, 0, 4, -2};
    Answer answer =
        evaluator.evaluate(Question.value(evaluator.objective().point(theta, raw, origins)));
    // 43 > 20 for output 0; 18 for output 1.
    assertThat(answer.originAdvice()).containsExactly(40, 0, 4, -2);
    Point moved =
        evaluator
            .objective()
            .moveOrigin(evaluator.objective().point(theta, raw, origins), answer.originAdvice());
    assertThat(evaluator.evaluate(Question.value(moved)).originAdvice()).isNull();
  }

  @Test
  void chartStaysFiniteWhereTheRawFormOverflows() {
    LocalEvaluator evaluator =
        new LocalEvaluator(
            twoOutputs("output-neuron"), ObjectiveCase.dataset(X, Y, Task.REGRESSION, 1));
    double[] x = new double[evaluator.objective().dimension()];
    x[6] = 0.5;
    x[7] = 100;
    x[9] = 4000;
    Answer answer =
        evaluator.evaluate(
            Question.hessian(
                new Point(
                    new org.apache.spark.ml.linalg.DenseVector(x), new double[] {40, 0, 40, 0})));
    assertThat(answer.value()).isFinite();
    assertThat(java.util.Arrays.stream(answer.hessian().values()).allMatch(Double::isFinite))
        .isTrue();
  }

  @Test
  void trivialDirectionsAreAllButTheAmplitudes() {
    Objective objective = twoOutputs("output-neuron");
    assertThat(objective.amplitudes()).containsExactly(6, 10);
    assertThat(objective.exponents()).containsExactly(9, 13);
    assertThat(objective.trivialDirections()).containsExactly(7, 8, 9, 11, 12, 13);
    assertThat(twoOutputs("output-neuron-limit").trivialDirections()).containsExactly(7, 8, 10, 11);
    assertThat(twoOutputs("output-neuron-limit").exponents()).isEmpty();
    assertThat(objective.base().amplitudes()).isEmpty();
  }

  @Test
  void weightDecayNeverTouchesTheAddedNeuron() {
    ObjectiveCase c = ObjectiveCase.random(3, "tanh", "squared", "output-neuron");
    Objective light =
        Objective.plain(c.architecture(), Losses.named("squared", 0), Reduction.MEAN, 0)
            .augmented(Augmentations.named("output-neuron", 0.1));
    Objective heavy =
        Objective.plain(c.architecture(), Losses.named("squared", 0), Reduction.MEAN, 7)
            .augmented(Augmentations.named("output-neuron", 0.1));
    double[] g =
        new LocalEvaluator(light, c.dataset())
            .evaluate(Question.gradient(c.point()))
            .gradient()
            .values();
    double[] h =
        new LocalEvaluator(heavy, c.dataset())
            .evaluate(Question.gradient(c.point()))
            .gradient()
            .values();

    for (int i = 0; i < g.length; i++) {
      double decay = i < light.thetaDimension() ? 7 * c.parameters()[i] : 0;
      assertThat(h[i]).isCloseTo(g[i] + decay, within(1e-14 * (1 + Math.abs(h[i]))));
    }
  }

  @Test
  void wrongSizesAreNamed() {
    LocalEvaluator evaluator =
        new LocalEvaluator(
            twoOutputs("output-neuron"), ObjectiveCase.dataset(X, Y, Task.REGRESSION, 1));
    assertThatThrownBy(() -> evaluator.evaluate(Question.value(Point.of(new double[14]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the chart origins of a point of objective output-neuron must be 4 numbers, found 0");
    assertThatThrownBy(() -> evaluator.evaluate(Question.value(Point.of(new double[3]))))
        .hasMessage(
            "the parameters of a point of objective output-neuron must be 14 numbers, found 3");
    assertThatThrownBy(() -> Augmentations.named("neuron", 1))
        .hasMessage("an augmentation must be one of " + Augmentations.names() + ", found 'neuron'");
    assertThat(Augmentations.names()).startsWith("output-neuron", "output-neuron-limit");
    assertThatThrownBy(() -> Augmentations.named("monomial-neuron", 1, 0))
        .hasMessage("a monomial needs a degree >= 1, found 0");
    assertThatThrownBy(() -> Augmentations.named("relu-neuron", -1))
        .hasMessage("relu-neuron needs lambda > 0 and finite, found -1.0");
    assertThatThrownBy(() -> Augmentations.named("output-neuron", 0))
        .hasMessage("output-neuron needs lambda > 0 and finite, found 0.0");
  }
}
