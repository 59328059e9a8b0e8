package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.minimacensus.objective.DerivativesTest.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.SpecialLayout;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.RandomStream;

/** One exponential neuron per hidden layer, against the formulas of the paper. */
class LayerNeuronsTest {
  private static final double LAMBDA = 0.3;

  private static Architecture network(int inputs, List<Integer> hidden, int outputs, String name) {
    return new Architecture(
        inputs,
        hidden,
        outputs,
        Activations.named(name, 0.1),
        Activations.named("identity", 0),
        true,
        true,
        false);
  }

  private static ObjectiveCase random(long seed, Architecture network, double size) {
    RandomStream stream = RandomStream.of(seed, "layers", network.hidden().size());
    double[][] x = table(stream, 9, network.inputs());
    double[][] y = table(stream, 9, network.outputs());
    SpecialLayout layout = new SpecialLayout(network, true);
    double[] parameters = new double[network.layout().dimension() + layout.dimension()];
    Arrays.setAll(parameters, i -> size * stream.nextGaussian());
    double[] origins = new double[layout.originDimension()];
    Arrays.setAll(origins, i -> stream.nextGaussian());
    return new ObjectiveCase(
        network,
        "squared",
        0,
        Reduction.SUM,
        0,
        "layer-neurons",
        LAMBDA,
        x,
        y,
        2,
        parameters,
        origins);
  }

  private static double[][] table(RandomStream stream, int rows, int columns) {
    double[][] table = new double[rows][columns];
    for (double[] row : table) {
      Arrays.setAll(row, j -> stream.nextGaussian());
    }

    return table;
  }

  static Stream<ObjectiveCase> depths() {
    return Stream.of(List.of(4), List.of(3, 2), List.of(2, 3, 4))
        .flatMap(
            hidden ->
                IntStream.rangeClosed(1, 2)
                    .boxed()
                    .flatMap(
                        outputs ->
                            Stream.of("tanh", "sigmoid", "quadratic")
                                .map(s -> random(3, network(2, hidden, outputs, s), 0.4))));
  }

  private static double[] raw(ObjectiveCase c) {
    return Arrays.copyOfRange(
        c.parameters(), c.objective().thetaDimension(), c.parameters().length);
  }

  @ParameterizedTest
  @MethodSource("depths")
  void chartHasTheValueOfTheFormulaOfThePaper(ObjectiveCase c) {
    Objective objective = c.objective();
    double expected = new Reference(c).rawValue(Reference.exactly(c.parameters())).high();
    Point there = objective.point(objective.theta(c.point()), raw(c), c.origins());
    Point zero =
        objective.point(objective.theta(c.point()), raw(c), new double[c.origins().length]);

    for (Point point : List.of(there, zero, objective.moveOrigin(zero, c.origins()))) {
      assertThat(c.evaluator().evaluate(Question.value(point)).value())
          .isCloseTo(expected, within(1e-13 * (1 + expected)));
      double[] back = objective.rawAugmentation(point);
      for (int i = 0; i < back.length; i++) {
        assertThat(back[i]).isCloseTo(raw(c)[i], within(1e-13 * (1 + Math.abs(back[i]))));
      }
    }

    Point moved = objective.moveOrigin(zero, c.origins());
    assertThat(moved.values()[there.dimension() - 1])
        .isCloseTo(there.values()[there.dimension() - 1], within(1e-12));
  }

  /**
   * What neuron l feeds, times its gradient, less the gradient by b_l, is L lambda times the sum of
   * the powers 2L: the former from the chart, the latter from the formula of the paper.
   */
  @ParameterizedTest
  @MethodSource("depths")
  void eulerIdentitiesHoldEverywhere(ObjectiveCase c) {
    Objective objective = c.objective();
    int p = objective.thetaDimension();
    SpecialLayout layout = new SpecialLayout(c.architecture(), true);
    Point zero =
        objective.point(objective.theta(c.point()), raw(c), new double[c.origins().length]);
    double[] g = c.evaluator().evaluate(Question.gradient(zero)).gradient().values();
    double[] raw = raw(c);
    int depth = layout.layers();

    for (int l = 0; l < depth; l++) {
      double product = 0;
      double size = 0;
      double power = 0;
      for (int i : layout.outgoing(l)) {
        product += zero.values()[p + i] * g[p + i];
        size += Math.abs(zero.values()[p + i] * g[p + i]);
        power += Math.pow(raw[i], 2 * depth);
      }

      double byBias = rawSlope(c, p + layout.bias(l));
      assertThat(product - byBias)
          .as("neuron %d of %s", l, c)
          .isCloseTo(
              depth * LAMBDA * power,
              within(1e-12 * (size + Math.abs(byBias) + depth * LAMBDA * power)));
      assertThat(power).isPositive();
    }
  }

  /** At origins other than 0 every derivative by a raw parameter follows by the chain rule. */
  @ParameterizedTest
  @MethodSource("depths")
  void rawGradientFollowsFromTheChart(ObjectiveCase c) {
    Objective objective = c.objective();
    int p = objective.thetaDimension();
    Point point = objective.point(objective.theta(c.point()), raw(c), c.origins());
    double[] g = c.evaluator().evaluate(Question.gradient(point)).gradient().values();
    double size = DerivativesTest.norm(g);

    for (int i = p; i < g.length; i++) {
      double expected = rawSlope(c, i);
      double h = 1e-6;
      double[] up = c.parameters().clone();
      double[] down = c.parameters().clone();
      up[i] += h;
      down[i] -= h;
      double[] theta = objective.theta(point);
      double[] ahead =
          objective.point(theta, Arrays.copyOfRange(up, p, up.length), c.origins()).values();
      double[] behind =
          objective.point(theta, Arrays.copyOfRange(down, p, up.length), c.origins()).values();
      double chained = 0;
      double scale = 0;
      for (int j = 0; j < g.length; j++) {
        double change = (ahead[j] - behind[j]) / (up[i] - down[i]);
        chained += g[j] * change;
        scale = Math.max(scale, Math.abs(change));
      }

      assertThat(chained).isCloseTo(expected, within(1e-7 * (1 + scale) * (1 + size)));
    }
  }

  private static double rawSlope(ObjectiveCase c, int index) {
    Reference reference = new Reference(c);
    double h = 0x1p-30;
    DoubleDouble[] up = Reference.exactly(c.parameters());
    DoubleDouble[] down = Reference.exactly(c.parameters());
    up[index] = up[index].plus(DoubleDouble.of(h));
    down[index] = down[index].minus(DoubleDouble.of(h));
    return reference.rawSlope(up, down, 2 * h);
  }

  @ParameterizedTest
  @MethodSource("depths")
  void roundingBoundsCoverTheErrorsSeen(ObjectiveCase c) {
    double[] bounds = c.evaluator().inspect(c.point()).gradientRounding();
    double[] g = c.evaluator().evaluate(Question.gradient(c.point())).gradient().values();
    Reference reference = new Reference(c);
    double value = c.evaluator().evaluate(Question.value(c.point())).value();

    for (int i = 0; i < g.length; i++) {
      double exact =
          reference.slope(c.parameters(), c.origins(), DerivativesTest.unit(i, g.length));
      // Of the difference: its truncation, and the rounding of double-double over the step.
      double own = 1e-17 * (1 + Math.abs(exact)) + 1e-22 * Math.abs(value);
      assertThat(Math.abs(g[i] - exact)).isLessThanOrEqualTo(bounds[i] + own);
      assertThat(bounds[i]).isLessThan(1e-11 * (1 + DerivativesTest.norm(g)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu", "sin"})
  void oneLayerAndOneOutputIsTheOutputNeuron(String activation) {
    ObjectiveCase c = random(5, network(3, List.of(4), 1, activation), 0.5);
    double[] theta = c.objective().theta(c.point());
    double[] raw = raw(c);
    // u_1, b_1, a against a, w, b.
    double[] other = {raw[4], raw[0], raw[1], raw[2], raw[3]};
    Objective neuron = c.objective().base().augmented(Augmentations.named("output-neuron", LAMBDA));
    LocalEvaluator at = new LocalEvaluator(neuron, c.dataset());
    double expected =
        at.evaluate(Question.value(neuron.point(theta, other, at.chartOrigins(other)))).value();
    Point own = c.objective().point(theta, raw, c.origins());
    assertThat(c.evaluator().evaluate(Question.value(own)).value())
        .isCloseTo(expected, within(1e-14 * (1 + expected)));
  }

  /** Permutations and sign flips of ordinary units act on V and u of the special neurons too. */
  @ParameterizedTest
  @MethodSource("depths")
  void symmetriesOfTheNetworkAreThoseOfTheWhole(ObjectiveCase c) {
    Objective objective = c.objective();
    int p = objective.thetaDimension();
    SpecialLayout layout = new SpecialLayout(c.architecture(), true);
    double before = new Reference(c).rawValue(Reference.exactly(c.parameters())).high();
    double[] moved = c.parameters().clone();
    var theta = c.architecture().layout();

    for (int l = 0; l < layout.layers(); l++) {
      boolean odd = c.architecture().activation().name().equals("tanh");
      // Units 0 and 1 change places; tanh units also change sign.
      for (int j = 0; j < theta.inputs(l); j++) {
        swap(moved, theta.weight(l, 0, j), theta.weight(l, 1, j), odd);
      }

      swap(moved, theta.biasOffset(l), theta.biasOffset(l) + 1, odd);
      for (int u = 0; u < theta.units(l + 1); u++) {
        swap(moved, theta.weight(l + 1, u, 0), theta.weight(l + 1, u, 1), odd);
      }

      if (l > 0) {
        swap(moved, p + layout.feeding(l), p + layout.feeding(l) + 1, odd);
      }

      if (l + 1 < layout.layers()) {
        swap(moved, p + layout.weights(l + 1), p + layout.weights(l + 1) + 1, odd);
      }
    }

    Point point =
        objective.point(
            Arrays.copyOf(moved, p), Arrays.copyOfRange(moved, p, moved.length), c.origins());
    assertThat(moved).isNotEqualTo(c.parameters());
    assertThat(c.evaluator().evaluate(Question.value(point)).value())
        .isCloseTo(before, within(1e-12 * (1 + before)));
  }

  private static void swap(double[] x, int i, int j, boolean negative) {
    double kept = negative ? -x[i] : x[i];
    x[i] = negative ? -x[j] : x[j];
    x[j] = kept;
  }

  /**
   * Along mu_l = eps and the best a the loss falls by the order eps^(2L-2) where residuals sum to
   * 0, regulariser included, which is of order eps^(2L).
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void descentAlongTheChainIsOfALowerOrderThanTheRegulariser(int depth) {
    Architecture network =
        network(2, IntStream.range(0, depth).mapToObj(l -> 3).toList(), 1, "tanh");
    ObjectiveCase c = random(8, network, 0.8);
    LocalEvaluator base = new LocalEvaluator(c.objective().base(), c.dataset());
    double[] theta = c.objective().theta(c.point());
    double[] f = base.sampleOutputs(Point.of(theta));
    double[][] y = new double[f.length][1];
    for (int i = 0; i < f.length; i++) {
      // Residuals of mean 0 that are no polynomial of the inputs.
      y[i][0] = f[i] + Math.sin(7 * i);
    }

    double mean =
        IntStream.range(0, f.length).mapToDouble(i -> y[i][0] - f[i]).average().orElseThrow();
    for (double[] target : y) {
      target[0] -= mean;
    }

    LocalEvaluator evaluator =
        new LocalEvaluator(
            c.objective(), ObjectiveCase.dataset(c.features(), y, Task.REGRESSION, 1));
    SpecialLayout layout = new SpecialLayout(network, true);
    double[] fall = new double[3];
    double[] regulariser = new double[3];
    double alone = value(evaluator, theta, new double[layout.dimension()]);

    for (int k = 0; k < fall.length; k++) {
      double[] raw = new double[layout.dimension()];
      raw[layout.weights(0)] = 0.9;
      raw[layout.weights(0) + 1] = -0.6;
      double eps = 0.01 / (1 << k);
      for (int l = 1; l < depth; l++) {
        raw[layout.mu(l)] = eps;
      }

      regulariser[k] = value(evaluator, theta, raw) - alone;
      Point at = evaluator.objective().point(theta, raw, new double[layout.originDimension()]);
      int a = at.dimension() - 1;
      Answer answer = evaluator.evaluate(Question.hessian(at));
      raw[layout.amplitudes()] = -answer.gradient().apply(a) / answer.hessian().apply(a, a);
      fall[k] = alone - value(evaluator, theta, raw);
      assertThat(fall[k]).isPositive();
      assertThat(regulariser[k])
          .isCloseTo(0.5 * LAMBDA * (depth - 1) * Math.pow(eps, 2 * depth), within(1e-14));
    }

    for (int k = 1; k < fall.length; k++) {
      double order = Math.log(fall[k - 1] / fall[k]) / Math.log(2);
      assertThat(order).isCloseTo(2 * depth - 2, within(0.1));
    }
  }

  private static double value(LocalEvaluator evaluator, double[] theta, double[] raw) {
    Objective objective = evaluator.objective();
    return evaluator
        .evaluate(
            Question.value(objective.point(theta, raw, new double[objective.originDimension()])))
        .value();
  }

  @Test
  void chartsFollowTheExponents() {
    ObjectiveCase c = random(6, network(2, List.of(3, 2), 1, "tanh"), 0.5);
    double[][] far =
        Arrays.stream(c.features())
            .map(r -> new double[] {r[0] + 900, r[1]})
            .toArray(double[][]::new);
    LocalEvaluator evaluator =
        new LocalEvaluator(
            c.objective(), ObjectiveCase.dataset(far, c.targets(), Task.REGRESSION, 1));
    Objective objective = c.objective();
    SpecialLayout layout = new SpecialLayout(c.architecture(), true);
    double[] raw = new double[layout.dimension()];
    Arrays.fill(raw, 0.2);
    raw[layout.weights(0)] = 0.7;
    raw[layout.bias(0)] = -630;
    Point zero =
        objective.point(objective.theta(c.point()), raw, new double[objective.originDimension()]);
    Answer before = evaluator.evaluate(Question.value(zero));
    assertThat(before.originAdvice()).isNotNull();
    Point moved = objective.moveOrigin(zero, before.originAdvice());
    Answer after = evaluator.evaluate(Question.value(moved));

    assertThat(after.originAdvice()).isNull();
    // In the chart at 0 products of 630 lose digits.
    assertThat(after.value()).isCloseTo(before.value(), within(1e-10 * before.value()));
    double largest =
        Arrays.stream(far).mapToDouble(r -> 0.7 * r[0] + 0.2 * r[1] - 630).max().orElseThrow();
    assertThat(moved.values()[objective.exponents()[0]]).isCloseTo(largest, within(1e-10));
    assertThat(
            Arrays.stream(far)
                .anyMatch(r -> r[0] == moved.origin()[0] && r[1] == moved.origin()[1]))
        .isTrue();

    // A point whose exponents have all sunk far below its origins is taken to another chart.
    double[] x = moved.values().clone();
    x[objective.thetaDimension() + layout.weights(1)] = 0;
    double[] sunk = moved.origin().clone();
    sunk[0] += 100;
    Answer low =
        evaluator.evaluate(
            Question.value(new Point(new org.apache.spark.ml.linalg.DenseVector(x), sunk)));
    assertThat(low.originAdvice()).isNotNull();
    assertThat(low.originAdvice()[0]).isEqualTo(moved.origin()[0]);
  }

  @Test
  void theNetworkAloneIsInspected() {
    ObjectiveCase c = random(4, network(2, List.of(3, 2), 2, "tanh"), 0.5);
    Inspection seen = c.evaluator().inspect(c.point());
    Inspection alone =
        new LocalEvaluator(c.objective().base(), c.dataset())
            .inspect(Point.of(c.objective().theta(c.point())));
    assertThat(seen.largestOutput()).isEqualTo(alone.largestOutput());
    assertThat(seen.baseLoss()).isEqualTo(alone.value());
    assertThat(seen.groupResidual()).isNotEqualTo(alone.groupResidual());

    Point silent = c.point().with(withoutAmplitudes(c));
    assertThat(c.evaluator().inspect(silent).contribution()).isZero();
    assertThat(c.evaluator().inspect(silent).value())
        .isCloseTo(alone.value(), within(1e-14 * alone.value()));
  }

  private static double[] withoutAmplitudes(ObjectiveCase c) {
    double[] x = c.parameters().clone();
    for (int i : c.objective().amplitudes()) {
      x[i] = 0;
    }

    return x;
  }

  @Test
  void whatFeedsNothingIsIdle() {
    ObjectiveCase c = random(4, network(2, List.of(3, 2), 2, "tanh"), 0.5);
    Objective objective = c.objective();
    int p = objective.thetaDimension();
    // u_1 (2), b_1, u_2 (3), mu_2, b_2, V_2 (2), a (2).
    assertThat(objective.amplitudes()).containsExactly(p + 6, p + 8, p + 9, p + 10, p + 11);
    assertThat(objective.exponents()).containsExactly(p + 2, p + 7);
    assertThat(objective.trivialDirections())
        .containsExactly(p, p + 1, p + 2, p + 3, p + 4, p + 5, p + 7);
    assertThat(objective.idle(c.parameters())).isEmpty();
    assertThat(objective.idle(withoutAmplitudes(c))).isEqualTo(objective.trivialDirections());
    double[] top = c.parameters().clone();
    top[p + 10] = 0;
    top[p + 11] = 0;
    assertThat(objective.idle(top)).containsExactly(p + 3, p + 4, p + 5, p + 7);
  }

  /** Without the regulariser the loss is what it tends to as the biases grow. */
  @Test
  void switchedOffIsTheLimitOfLargeBiases() {
    ObjectiveCase c = random(9, network(2, List.of(3, 2), 1, "tanh"), 0.4);
    Objective limit = c.objective().switchedOff().orElseThrow();
    double[] x = c.parameters().clone();
    for (int i : c.objective().exponents()) {
      x[i] = 40;
    }

    double[] without =
        IntStream.range(0, x.length)
            .filter(i -> Arrays.stream(c.objective().exponents()).noneMatch(b -> b == i))
            .mapToDouble(i -> x[i])
            .toArray();
    assertThat(limit.exponents()).isEmpty();
    assertThat(
            new LocalEvaluator(limit, c.dataset())
                .evaluate(Question.value(c.point().with(without)))
                .value())
        .isEqualTo(c.evaluator().evaluate(Question.value(c.point().with(x))).value());
    assertThat(c.objective().base().switchedOff()).isEmpty();
  }

  @Test
  void networksWithoutHiddenLayersAreRefused() {
    Objective linear =
        Objective.plain(
            network(2, List.of(), 1, "tanh"), Losses.named("squared", 0), Reduction.SUM, 0);
    assertThatThrownBy(() -> linear.augmented(Augmentations.named("layer-neurons", 1)))
        .hasMessage("one special neuron per hidden layer needs a hidden layer, found none");
    assertThatThrownBy(() -> Augmentations.named("layer-neurons", 0))
        .hasMessage("layer-neurons needs lambda > 0 and finite, found 0.0");
  }

  @Test
  void startsAreDrawnByTheirMeaning() {
    Architecture network = network(2, List.of(3, 2), 2, "tanh");
    Objective objective =
        Objective.plain(network, Losses.named("squared", 0), Reduction.SUM, 0)
            .augmented(Augmentations.named("layer-neurons", 1));
    SpecialLayout layout = new SpecialLayout(network, true);
    double[] raw = objective.drawn(100, 1, 0, RandomStream.of(1, "starts", 0));
    assertThat(raw).hasSize(12);
    assertThat(raw[layout.bias(0)]).isZero();
    assertThat(raw[layout.bias(1)]).isZero();
    for (int i : new int[] {0, 1, 3, 4, 5, layout.mu(1)}) {
      assertThat(Math.abs(raw[i])).isBetween(1e-6, 6.0);
    }

    double[] louder = objective.drawn(200, 1, 0, RandomStream.of(1, "starts", 0));
    for (int i : new int[] {8, 9, 10, 11}) {
      assertThat(louder[i]).isEqualTo(2 * raw[i]).isNotZero();
    }
  }
}
