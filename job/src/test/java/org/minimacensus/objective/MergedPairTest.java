package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/** The limit of a merging pair against the pair itself and against difference quotients. */
class MergedPairTest {
  private static final int INPUTS = 2;
  private static final int ROWS = 21;

  /**
   * @param hidden units beside the pair
   */
  record Case(String activation, int outputs, boolean bias, int pivot, int hidden) {
    Activation function() {
      return Activations.named(activation, 0.1);
    }

    Architecture network(int units) {
      return new Architecture(
          INPUTS,
          List.of(units),
          outputs,
          function(),
          Activations.named("identity", 0.1),
          bias,
          true,
          false);
    }

    RandomStream stream() {
      return RandomStream.of(11, toString(), hidden);
    }

    Dataset data() {
      RandomStream stream = stream();
      double[][] x = gaussians(stream, ROWS, INPUTS);
      return PlainRows.set(x, gaussians(stream, ROWS, outputs), Task.REGRESSION);
    }

    LocalEvaluator limit(boolean corrected) {
      Objective network =
          Objective.plain(network(hidden), Losses.named("squared", 3), Reduction.MEAN, 0);
      return new LocalEvaluator(
          network.augmented(new MergedPair(function(), bias, pivot, corrected)), data());
    }

    int incoming() {
      return INPUTS + (bias ? 1 : 0);
    }

    double[] parameters() {
      return gaussians(RandomStream.of(3, toString(), 1), 1, limit(false).objective().dimension())[
          0];
    }

    private static double[][] gaussians(RandomStream stream, int n, int d) {
      double[][] all = new double[n][d];
      for (double[] row : all) {
        for (int j = 0; j < d; j++) {
          row[j] = stream.nextGaussian();
        }
      }

      return all;
    }
  }

  static Stream<Case> cases() {
    return Activations.names().stream()
        .filter(name -> Activations.named(name, 0.1).thriceDifferentiable())
        .flatMap(
            name ->
                Stream.of(
                    new Case(name, 1, true, 0, 2),
                    new Case(name, 1, false, 0, 0),
                    new Case(name, 3, true, 1, 1),
                    new Case(name, 2, false, 1, 2)));
  }

  private static Point at(LocalEvaluator evaluator, double[] parameters) {
    return evaluator
        .objective()
        .point(
            Arrays.copyOf(parameters, evaluator.objective().thetaDimension()),
            Arrays.copyOfRange(
                parameters,
                evaluator.objective().thetaDimension(),
                evaluator.objective().dimension()),
            new double[INPUTS * evaluator.objective().architecture().outputs()]);
  }

  private static double[] moved(double[] parameters, int i, double by) {
    double[] moved = parameters.clone();
    moved[i] += by;
    return moved;
  }

  private static double largest(double[] v) {
    double largest = 0;
    for (double x : v) {
      largest = Math.max(largest, Math.abs(x));
    }

    return largest;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGradientIsThatOfTheValue(Case c) {
    LocalEvaluator evaluator = c.limit(false);
    double[] x = c.parameters();
    double[] gradient = evaluator.evaluate(Question.gradient(at(evaluator, x))).gradient().values();

    double h = 1e-3;
    for (int i = 0; i < x.length; i++) {
      double[] f = new double[4];
      double[] steps = {h, -h, 2 * h, -2 * h};
      for (int k = 0; k < 4; k++) {
        f[k] = evaluator.evaluate(Question.value(at(evaluator, moved(x, i, steps[k])))).value();
      }

      assertThat(gradient[i])
          .as("parameter %d", i)
          .isCloseTo(
              (8 * (f[0] - f[1]) - (f[2] - f[3])) / (12 * h),
              within(1e-8 * (1 + largest(gradient))));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hessianAndProductsAreThoseOfTheGradient(Case c) {
    LocalEvaluator evaluator = c.limit(false);
    double[] x = c.parameters();
    Answer answer = evaluator.evaluate(Question.hessian(at(evaluator, x)));
    double size = largest(answer.hessian().values());

    double h = 1e-3;
    for (int i = 0; i < x.length; i++) {
      double[][] g = new double[4][];
      double[] steps = {h, -h, 2 * h, -2 * h};
      for (int k = 0; k < 4; k++) {
        Point point = at(evaluator, moved(x, i, steps[k]));
        g[k] = evaluator.evaluate(Question.gradient(point)).gradient().values();
      }

      double[] product =
          evaluator
              .evaluate(Question.hessianVector(at(evaluator, x), DerivativesTest.unit(i, x.length)))
              .hessianVector()
              .values();
      for (int j = 0; j < x.length; j++) {
        double quotient = (8 * (g[0][j] - g[1][j]) - (g[2][j] - g[3][j])) / (12 * h);
        assertThat(answer.hessian().apply(i, j))
            .as("(%d, %d)", i, j)
            .isEqualTo(answer.hessian().apply(j, i))
            .isCloseTo(quotient, within(1e-8 * (1 + size)))
            .isCloseTo(product[j], within(1e-12 * (1 + size)));
      }
    }
  }

  /** Theta of a network with two more units, apart by eps, that tend to the limit. */
  private static double[] pair(Case c, double[] limit, double eps) {
    int m = c.incoming();
    int hidden = c.hidden;
    int outputs = c.outputs;
    int p = c.network(hidden).layout().dimension();
    int w = p + outputs;
    int alphas = w + m;
    int u = alphas + outputs - 1;
    var small = c.network(hidden).layout();
    var large = c.network(hidden + 2).layout();
    double[] theta = new double[large.dimension()];
    for (int i = 0; i < hidden; i++) {
      for (int j = 0; j < INPUTS; j++) {
        theta[large.weight(0, i, j)] = limit[small.weight(0, i, j)];
      }

      if (c.bias) {
        theta[large.biasOffset(0) + i] = limit[small.biasOffset(0) + i];
      }
    }

    for (int side = 0; side < 2; side++) {
      double sign = side == 0 ? 1 : -1;
      for (int j = 0; j < m; j++) {
        double v = limit[w + j] + sign * eps * limit[u + j];
        int unit = hidden + side;
        theta[j < INPUTS ? large.weight(0, unit, j) : large.biasOffset(0) + unit] = v;
      }
    }

    for (int k = 0; k < outputs; k++) {
      for (int i = 0; i < hidden; i++) {
        theta[large.weight(1, k, i)] = limit[small.weight(1, k, i)];
      }

      double alpha = k == c.pivot ? 1 : limit[alphas + (k < c.pivot ? k : k - 1)];
      theta[large.weight(1, k, hidden)] = (limit[p + k] + alpha / eps) / 2;
      theta[large.weight(1, k, hidden + 1)] = (limit[p + k] - alpha / eps) / 2;
      theta[large.biasOffset(1) + k] = limit[small.biasOffset(1) + k];
    }

    return theta;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPairTendsToTheLimitAndItsLossByTheFirstCorrection(Case c) {
    double[] x = c.parameters();
    LocalEvaluator limit = c.limit(false);
    double l0 = limit.evaluate(Question.value(at(limit, x))).value();
    LocalEvaluator corrected = c.limit(true);
    double[] withT = Arrays.copyOf(x, x.length + 1);
    double h =
        corrected.evaluate(Question.gradient(at(corrected, withT))).gradient().apply(x.length);

    LocalEvaluator plain =
        new LocalEvaluator(
            Objective.plain(c.network(c.hidden + 2), Losses.named("squared", 3), Reduction.MEAN, 0),
            c.data());
    double[] eps = {0.02, 0.01};
    double[] quotient = new double[2];
    for (int k = 0; k < 2; k++) {
      double loss = plain.evaluate(Question.value(Point.of(pair(c, x, eps[k])))).value();
      quotient[k] = (loss - l0) / (eps[k] * eps[k]);
    }

    // The next term is of order eps^4: extrapolated away, what is left is of order eps^4.
    double extrapolated = (4 * quotient[1] - quotient[0]) / 3;
    assertThat(extrapolated)
        .isCloseTo(h, within(1e-4 * (1 + Math.abs(h) + Math.abs(quotient[1] - quotient[0]))));
    boolean straight = c.activation.equals("identity");
    assertThat(Math.abs(h) > 1e-6).as("a correction that is not 0").isNotEqualTo(straight);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void boundsOnRoundingCoverAChangeOfTheParametersByOneUlp(Case c) {
    LocalEvaluator evaluator = c.limit(true);
    double[] x = Arrays.copyOf(c.parameters(), evaluator.objective().dimension());
    Point point = at(evaluator, x);
    double[] bounds = evaluator.inspect(point).gradientRounding();
    double[] gradient = evaluator.evaluate(Question.gradient(point)).gradient().values();

    // One unit in the last place of the parameters is less than what the bounds allow for.
    double[] other = x.clone();
    for (int i = 0; i + 1 < x.length; i++) {
      other[i] = Math.nextUp(x[i]);
    }

    double[] nearby =
        evaluator.evaluate(Question.gradient(at(evaluator, other))).gradient().values();
    for (int i = 0; i < x.length; i++) {
      assertThat(bounds[i]).as("bound %d", i).isNotNegative().isLessThan(1e-11);
      assertThat(Math.abs(nearby[i] - gradient[i]))
          .as("parameter %d", i)
          .isLessThanOrEqualTo(bounds[i]);
    }
  }

  @Test
  void activationsWithoutAThirdDerivativeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MergedPair(Activations.named("relu", 0.1), true, 0, false))
        .withMessageContaining("three derivatives")
        .withMessageContaining("relu");
  }
}
