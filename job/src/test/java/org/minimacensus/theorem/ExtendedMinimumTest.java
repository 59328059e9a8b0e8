package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.DingLiSun;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/** The explicit descent, held against formulas of the test's own. */
class ExtendedMinimumTest {
  /** Of Ding, Li and Sun (2019): two equal tanh units, a bad minimum of loss 1/2. */
  private static final double[] X = DingLiSun.inputs();

  private static final double[] Y = DingLiSun.targets();

  private static final double[] THETA = DingLiSun.minimum();

  private static final double LAMBDA = 0.1;

  private static Architecture network(int inputs, List<Integer> hidden, int outputs, boolean bias) {
    return new Architecture(
        inputs,
        hidden,
        outputs,
        Activations.named("tanh", 0),
        Activations.named("identity", 0),
        true,
        bias,
        false);
  }

  private record Case(ExtendedMinimum minimum, Evaluator augmented, Evaluator plain) {
    static Case of(
        Architecture network,
        String loss,
        Dataset data,
        String neuron,
        int degree,
        double[] theta) {
      Objective plain = Objective.plain(network, Losses.named(loss, 3), Reduction.SUM, 0);
      Evaluator base = new LocalEvaluator(plain, data);
      Evaluator augmented =
          new LocalEvaluator(plain.augmented(Augmentations.named(neuron, LAMBDA, degree)), data);
      ExtendedMinimum minimum =
          new ExtendedMinimum(
              augmented,
              base.inputSlopes(Point.of(theta)).orElseThrow(),
              NeuronFunctions.named(neuron, degree),
              theta);
      return new Case(minimum, augmented, base);
    }

    double loss(Point point) {
      return augmented.evaluate(Question.value(point)).value();
    }
  }

  private static Case dingLiSun() {
    return Case.of(
        network(1, List.of(2), 1, false), "squared", DingLiSun.data(), "output-neuron", 2, THETA);
  }

  /** f_i - y_i by the formula. */
  private static double residual(int i) {
    return StrictMath.tanh(THETA[0] * X[i] + THETA[2]) - Y[i];
  }

  private static double slope(double w, double b) {
    double sum = 0;
    for (int i = 0; i < X.length; i++) {
      sum += residual(i) * StrictMath.exp(w * X[i] + b);
    }

    return sum;
  }

  private static double curvature(double w, double b) {
    double sum = LAMBDA;
    for (double x : X) {
      sum += StrictMath.exp(2 * (w * x + b));
    }

    return sum;
  }

  /** 1/2 sum (r + a e)^2 + lambda a^2 / 2 by the formula. */
  private static double loss(double a, double w, double b) {
    double sum = LAMBDA * a * a / 2;
    for (int i = 0; i < X.length; i++) {
      double r = residual(i) + a * StrictMath.exp(w * X[i] + b);
      sum += r * r / 2;
    }

    return sum;
  }

  @Test
  void atRandomNeuronsTheLossFallsToFirstOrder() {
    Case c = dingLiSun();
    assertThat(c.minimum().nothingToEscape()).isFalse();
    RandomStream stream = RandomStream.of(1, "test", 0);
    for (int i = 0; i < 40; i++) {
      double[] raw = {7, 2 * stream.nextGaussian(), 2 * stream.nextGaussian()};
      double g = slope(raw[1], raw[2]);
      double k = curvature(raw[1], raw[2]);
      EscapeStep step = c.minimum().descend(raw, stream);
      double decrease = g * g / (2 * k);

      assertThat(step.order()).isZero();
      assertThat(c.minimum().slopes(raw).get(0).value()).isCloseTo(g, within(1e-13 * Math.sqrt(k)));
      assertThat(step.predicted()).isCloseTo(decrease, within(1e-9 * decrease));
      assertThat(c.minimum().promised(raw)).isCloseTo(decrease, within(1e-9 * decrease));
      assertThat(step.share()).isEqualTo(1);
      assertThat(step.measured()).isCloseTo(decrease, within(1e-9 * decrease + 1e-15));
      double[] at = c.augmented().objective().rawAugmentation(step.to());
      assertThat(at[0]).isCloseTo(-g / k, within(1e-9 * Math.abs(g / k)));
      assertThat(loss(at[0], at[1], at[2])).isCloseTo(0.5 - step.measured(), within(1e-14));
      assertThat(at[1]).isCloseTo(raw[1], within(1e-14));
    }
  }

  @Test
  void whereTheSlopeVanishesTheLossFallsAlongACurveOfOrderOne() {
    Case c = dingLiSun();
    double[] zero =
        new NeuronSearch(c.minimum())
            .stationary(new double[3], new double[] {0, 1, 0}, 3)
            .orElseThrow();
    assertThat(slope(zero[1], zero[2])).isCloseTo(0, within(1e-14));
    assertThat(c.minimum().slopes(zero).get(0).vanishes()).isTrue();
    EscapeStep step = c.minimum().descend(zero, RandomStream.of(1, "test", 0));

    assertThat(step.order()).isEqualTo(1);
    assertThat(step.slope()).isCloseTo(2, within(0.02));
    assertThat(step.relativeDifference()).isCloseTo(0, within(0.02));
    double[] q = step.direction();
    for (EscapeStep.CurvePoint p : step.curve()) {
      double w = zero[1] + p.t() * q[0];
      double b = zero[2] + p.t() * q[1];
      double decrease = slope(w, b) * slope(w, b) / (2 * curvature(w, b));
      assertThat(p.measured()).isCloseTo(decrease, within(1e-14 + 1e-6 * decrease));
    }

    double first = 0;
    for (int i = 0; i < X.length; i++) {
      first += residual(i) * StrictMath.exp(zero[1] * X[i] + zero[2]) * (X[i] * q[0] + q[1]);
    }

    assertThat(step.moment().value() * StrictMath.exp(step.shift()))
        .isCloseTo(first, within(1e-13));
    EscapeStep.CurvePoint last = step.curve().get(step.curve().size() - 1);
    double predicted = first * first * last.t() * last.t() / (2 * curvature(zero[1], zero[2]));
    assertThat(last.predicted()).isCloseTo(predicted, within(1e-9 * predicted));
    assertThat(last.measured()).isCloseTo(predicted, within(0.02 * predicted));
  }

  /**
   * A constant fits targets without mean, slope (and square) best among straight lines, so the
   * moments of (w, b) = 0 vanish up to that order: C_2 = -14, C_3 = 12.
   */
  @ParameterizedTest
  @CsvSource({"2, -14, '-2 1 2 1 -2'", "3, 12, '-1 2 0 -2 1'"})
  void theOrderOfDescentIsThatOfTheFirstMoment(int order, double moment, String residuals) {
    double[] y = new double[5];
    for (int i = 0; i < y.length; i++) {
      y[i] = -Double.parseDouble(residuals.split(" ")[i]);
    }

    Case c =
        Case.of(
            network(1, List.of(), 1, true),
            "squared",
            PlainRows.set(PlainRows.column(-2, -1, 0, 1, 2), PlainRows.column(y), Task.REGRESSION),
            "output-neuron",
            2,
            new double[2]);
    EscapeStep step = c.minimum().descend(new double[3], RandomStream.of(1, "test", 0));

    assertThat(step.order()).isEqualTo(order);
    assertThat(step.moment().value()).isEqualTo(moment);
    assertThat(step.direction()).containsExactly(1, 0);
    assertThat(step.slope()).isCloseTo(2 * order, within(0.05));
    double factorial = order == 2 ? 2 : 6;
    EscapeStep.CurvePoint last = step.curve().get(step.curve().size() - 1);
    double predicted =
        moment
            * moment
            * StrictMath.pow(last.t(), 2 * order)
            / (2 * factorial * factorial * (LAMBDA + 5));
    assertThat(last.predicted()).isCloseTo(predicted, within(1e-12 * predicted));
    assertThat(last.measured()).isCloseTo(predicted, within(0.05 * predicted));
    assertThat(step.descends()).isTrue();
    assertThat(c.loss(step.to())).isLessThan(c.loss(c.minimum().point(new double[3])));
  }

  /** Squares cannot see residuals that are orthogonal to all polynomials of degree 2. */
  @ParameterizedTest
  @CsvSource({"2, -1", "3, 0"})
  void aMonomialOfLowDegreeFindsNoWay(int degree, int order) {
    Case c =
        Case.of(
            network(1, List.of(), 1, true),
            "squared",
            PlainRows.set(
                PlainRows.column(-2, -1, 0, 1, 2),
                PlainRows.column(1, -2, 0, 2, -1),
                Task.REGRESSION),
            "monomial-neuron",
            degree,
            new double[2]);
    EscapeStep step =
        c.minimum().descend(new double[] {0, 0.5, 0.25}, RandomStream.of(1, "test", 0));

    assertThat(step.order()).isEqualTo(order);
    assertThat(step.descends()).isEqualTo(order == 0);
    assertThat(c.minimum().nothingToEscape()).isFalse();
  }

  @Test
  void aMinimumInFunctionSpaceHasNothingToEscape() {
    Case c =
        Case.of(
            network(1, List.of(), 1, true),
            "squared",
            PlainRows.set(
                PlainRows.column(-1, 0, 0, 1), PlainRows.column(0, 0.5, -0.5, 0), Task.REGRESSION),
            "output-neuron",
            2,
            new double[2]);
    assertThat(c.minimum().nothingToEscape()).as("sums of rows with one input").isTrue();
    assertThat(c.minimum().groupResidual()).isZero();
    EscapeStep step = c.minimum().descend(new double[3], RandomStream.of(1, "test", 0));
    assertThat(step.order()).isEqualTo(-1);
    assertThat(step.descends()).isFalse();
  }

  /** Not quadratic, so the prediction is one of second order, which a small slope shows. */
  @ParameterizedTest
  @CsvSource({"squared, REGRESSION", "cross-entropy, MULTICLASS"})
  void severalOutputsGoDownTogether(String loss, Task task) {
    double[][] x = {{0.5, -1}, {1, 0.25}, {-1, 0.75}, {0, 1.5}, {0.25, 0.25}};
    double[][] y = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 1, 0}};
    Case c =
        Case.of(
            network(2, List.of(), 3, true),
            loss,
            PlainRows.set(x, y, task),
            "output-neuron",
            2,
            new double[9]);
    double[] raw = {0, 0.5, 0.2, -3, 0, -0.4, 0.3, -3, 0, 0.1, 0.1, -3};
    EscapeStep step = c.minimum().descend(raw, RandomStream.of(1, "test", 0));

    assertThat(step.order()).isZero();
    assertThat(step.measured()).isPositive();
    assertThat(step.relativeDifference())
        .isCloseTo(0, within(task == Task.REGRESSION ? 1e-12 : 0.3));
    assertThat(c.loss(c.minimum().point(raw)) - c.loss(step.to()))
        .isCloseTo(step.measured(), within(1e-15));
  }

  @Test
  void theSteepestNeuronNearbyPromisesMore() {
    Case c = dingLiSun();
    double[] raw = {0, 0.3, -0.2};
    double[] near = new NeuronSearch(c.minimum()).steepestNear(raw, 0.5);

    assertThat(c.minimum().promised(near)).isGreaterThan(c.minimum().promised(raw));
    double best = 0;
    for (int i = -20; i <= 20; i++) {
      for (int j = -20; j <= 20; j++) {
        double g = slope(0.3 + i / 40.0, -0.2 + j / 40.0);
        best = Math.max(best, g * g / (2 * curvature(0.3 + i / 40.0, -0.2 + j / 40.0)));
      }
    }

    assertThat(c.minimum().promised(near)).isGreaterThan(0.99 * best);
    assertThat(near[1]).isBetween(-0.2, 0.8);
    assertThat(near[2]).isBetween(-0.7, 0.3);
    assertThat(near[0]).isZero();
  }

  /** With residuals of one sign the slope has no zero. */
  @Test
  void aSlopeOfOneSignIsNowhereStationary() {
    Case c =
        Case.of(
            network(1, List.of(), 1, true),
            "squared",
            PlainRows.set(PlainRows.column(-1, 0, 1), PlainRows.column(1, 2, 1), Task.REGRESSION),
            "output-neuron",
            2,
            new double[2]);
    Optional<double[]> found =
        new NeuronSearch(c.minimum()).stationary(new double[3], new double[] {0, 1, 0.5}, 4);
    assertThat(found).isEmpty();
  }
}
