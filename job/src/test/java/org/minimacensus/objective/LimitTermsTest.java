package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Network;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;

/** Limits of saturated and faded units, and their sums, against formulas and quotients. */
class LimitTermsTest {
  private static final int ROWS = 19;
  private static final int PINNED_ROW = 3;
  private static final int SPANNED_ROW = 7;

  /** A term in a network with one more hidden unit. */
  record Case(String name, Augmentation term, int outputs, boolean bias) {
    /** Parameters that are derived by, of the term. */
    int free() {
      return term instanceof SaturatedUnit unit ? unit.free(outputs) : term.dimension(2, outputs);
    }

    Architecture network() {
      return new Architecture(
          2,
          List.of(1),
          outputs,
          Activations.named("tanh", 0),
          Activations.named("identity", 0),
          bias,
          true,
          false);
    }

    Objective plain() {
      return Objective.plain(network(), Losses.named("squared", 3), Reduction.MEAN, 0);
    }

    Dataset data() {
      RandomStream stream = RandomStream.of(2, name, outputs);
      double[][] x = new double[ROWS][2];
      double[][] y = new double[ROWS][outputs];
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < 2; j++) {
          x[i][j] = stream.nextGaussian();
        }

        for (int k = 0; k < outputs; k++) {
          y[i][k] = stream.nextGaussian();
        }
      }

      x[SPANNED_ROW] = new double[] {-x[PINNED_ROW][0], -x[PINNED_ROW][1]};
      x[11] = x[PINNED_ROW].clone();
      return PlainRows.set(x, y, Task.REGRESSION);
    }

    double[] input(int row) {
      return new double[] {
        data().shards().get(0).features().apply(row, 0),
        data().shards().get(0).features().apply(row, 1)
      };
    }

    LocalEvaluator evaluator() {
      return new LocalEvaluator(plain().augmented(term), data());
    }

    double[] parameters() {
      int p = network().layout().dimension();
      double[] x = new double[p + term.dimension(2, outputs)];
      RandomStream stream = RandomStream.of(3, name, outputs);
      for (int i = 0; i < p + free(); i++) {
        x[i] = stream.nextGaussian();
      }

      fix(term, x, p, stream);
      return x;
    }

    private void fix(Augmentation of, double[] x, int offset, RandomStream stream) {
      if (of instanceof AugmentationSum sum) {
        for (int t = 0; t < sum.terms().size(); t++) {
          fix(sum.terms().get(t), x, offset + sum.offsets(2, outputs)[t], stream);
        }
      } else if (of instanceof SaturatedUnit unit) {
        int at = offset + unit.free(outputs);
        for (int j = 0; j < unit.incoming(2); j++) {
          x[at++] = stream.nextGaussian();
        }

        int[] rows = {PINNED_ROW, SPANNED_ROW};
        for (int q = 0; q < unit.pinned(); q++) {
          x[at++] = input(rows[q])[0];
          x[at++] = input(rows[q])[1];
          for (int j = 0; j < unit.rank(); j++) {
            x[at++] = q == 0 || unit.rank() == 2 ? (q == j ? 1 : 0) : -1;
          }
        }
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Activation named(String name) {
    return Activations.named(name, 0);
  }

  static Stream<Case> cases() {
    Augmentation pinned = new SaturatedUnit(named("erf"), true, 1, 1);
    return Stream.of(
        new Case("step", new SaturatedUnit(named("tanh"), true, 0, 0), 1, true),
        new Case("pinned", pinned, 1, true),
        new Case("spanned", new SaturatedUnit(named("tanh"), false, 2, 1), 2, false),
        new Case("two-pinned", new SaturatedUnit(named("sigmoid"), true, 2, 2), 2, true),
        new Case("faded", new FadedUnit(0, 0), 1, true),
        new Case("faded-outputs", new FadedUnit(1, 0), 3, false),
        new Case("rows", new RowListing(), 1, true));
  }

  static Stream<Case> all() {
    Augmentation sum =
        new AugmentationSum(
            List.of(
                new FadedUnit(1, 0),
                new MergedPair(named("tanh"), true, 0, false),
                new SaturatedUnit(named("tanh"), true, 0, 0)));
    return Stream.concat(cases(), Stream.of(new Case("sum", sum, 2, true)));
  }

  private static Point at(LocalEvaluator evaluator, double[] parameters) {
    return new Point(
        new DenseVector(parameters),
        new double[2 * evaluator.objective().architecture().outputs()]);
  }

  private static double[] moved(double[] parameters, int i, double by) {
    double[] moved = parameters.clone();
    moved[i] += by;
    return moved;
  }

  private static double scalar(Activation activation, double z) {
    double[] at = new double[8];
    Arrays.fill(at, z);
    double[] value = new double[8];
    activation.evaluate(KernelProvider.kernels(), at, value, null, null, 0, 8, 0);
    return value[0];
  }

  /** g_k(x) of a term by its definition. */
  private static double added(Case c, double[] phi, double[] x, int output) {
    if (c.term instanceof FadedUnit unit) {
      int weights = c.outputs - 1;
      double alpha = output == unit.pivot() ? 1 : phi[output < unit.pivot() ? output : output - 1];
      return alpha * (phi[weights] * x[0] + phi[weights + 1] * x[1]);
    }

    if (!(c.term instanceof SaturatedUnit unit)) {
      return 0;
    }

    int at = unit.free(c.outputs);
    int incoming = unit.incoming(2);
    double z = phi[at] * x[0] + phi[at + 1] * x[1] + (incoming > 2 ? phi[at + 2] : 0);
    double[] limits = unit.activation().limits();
    double step = z > 0 ? limits[1] : limits[0];
    for (int q = 0; q < unit.pinned(); q++) {
      int place = at + incoming + q * (2 + unit.rank());
      if (x[0] == phi[place] && x[1] == phi[place + 1]) {
        double own = 0;
        for (int j = 0; j < unit.rank(); j++) {
          own += phi[place + 2 + j] * phi[c.outputs + j];
        }

        step = scalar(unit.activation(), own);
      }
    }

    return phi[output] * step;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLossIsThatOfTheNetworkWithTheLimitAdded(Case c) {
    double[] x = c.parameters();
    int p = c.network().layout().dimension();
    double[] phi = Arrays.copyOfRange(x, p, x.length);
    Dataset data = c.data();
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double[][] input = {c.input(i)};
      double[] f = new Network(c.network()).outputs(Arrays.copyOf(x, p), input)[0];
      for (int k = 0; k < c.outputs; k++) {
        double s = f[k] + added(c, phi, input[0], k);
        double y = data.shards().get(0).targets().apply(i, k);
        sum += (s - y) * (s - y) / 2;
      }
    }

    LocalEvaluator evaluator = c.evaluator();
    assertThat(evaluator.evaluate(Question.value(at(evaluator, x))).value())
        .isCloseTo(sum / ROWS, within(1e-13 * (1 + sum)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void derivativesByFreeParametersAreThoseOfTheValue(Case c) {
    LocalEvaluator evaluator = c.evaluator();
    double[] x = c.parameters();
    Answer answer = evaluator.evaluate(Question.hessian(at(evaluator, x)));
    double h = 1e-3;
    int free = c.network().layout().dimension() + c.free();
    for (int i = 0; i < free; i++) {
      double[][] g = new double[4][];
      double[] f = new double[4];
      double[] steps = {h, -h, 2 * h, -2 * h};
      for (int k = 0; k < 4; k++) {
        Answer there = evaluator.evaluate(Question.gradient(at(evaluator, moved(x, i, steps[k]))));
        g[k] = there.gradient().values();
        f[k] = there.value();
      }

      double slope = (8 * (f[0] - f[1]) - (f[2] - f[3])) / (12 * h);
      assertThat(answer.gradient().apply(i)).as("by %d", i).isCloseTo(slope, within(1e-8));
      double[] product =
          evaluator
              .evaluate(Question.hessianVector(at(evaluator, x), DerivativesTest.unit(i, x.length)))
              .hessianVector()
              .values();
      for (int j = 0; j < free; j++) {
        double quotient = (8 * (g[0][j] - g[1][j]) - (g[2][j] - g[3][j])) / (12 * h);
        assertThat(answer.hessian().apply(i, j))
            .as("(%d, %d)", i, j)
            .isEqualTo(answer.hessian().apply(j, i))
            .isCloseTo(quotient, within(1e-8))
            .isCloseTo(product[j], within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void boundsOnRoundingCoverAChangeOfTheParametersByOneUlp(Case c) {
    LocalEvaluator evaluator = c.evaluator();
    double[] x = c.parameters();
    double[] bounds = evaluator.inspect(at(evaluator, x)).gradientRounding();
    double[] gradient = evaluator.evaluate(Question.gradient(at(evaluator, x))).gradient().values();
    double[] other = x.clone();
    int free = c.network().layout().dimension() + c.free();
    for (int i = 0; i < free; i++) {
      other[i] = Math.nextUp(x[i]);
    }

    double[] nearby =
        evaluator.evaluate(Question.gradient(at(evaluator, other))).gradient().values();
    for (int i = 0; i < free; i++) {
      assertThat(bounds[i]).as("bound %d", i).isNotNegative().isLessThan(1e-11);
      assertThat(Math.abs(nearby[i] - gradient[i])).as("by %d", i).isLessThanOrEqualTo(bounds[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void inspectionsListTheRowsWhereTheyAreAskedTo(Case c) {
    Augmentation listing = new AugmentationSum(List.of(c.term, new RowListing()));
    LocalEvaluator evaluator = new LocalEvaluator(c.plain().augmented(listing), c.data());
    double[] x = c.parameters();
    List<RowPull> rows = evaluator.inspect(at(evaluator, x)).rows();
    Answer answer = evaluator.evaluate(Question.gradient(at(evaluator, x)));

    assertThat(rows).extracting(RowPull::row).containsExactlyElementsOf(numbers());
    assertThat(rows.get(SPANNED_ROW).input()).containsExactly(c.input(SPANNED_ROW));
    // The derivative by an output's bias is the sum of what rows pull there.
    for (int k = 0; k < c.outputs; k++) {
      int output = k;
      double sum = rows.stream().mapToDouble(r -> r.pull()[output]).sum();
      int bias = c.network().layout().biasOffset(1) + k;
      assertThat(answer.gradient().apply(bias)).isCloseTo(sum, within(1e-14 * ROWS));
    }

    LocalEvaluator silent = c.evaluator();
    assertThat(silent.inspect(at(silent, x)).rows()).hasSize(c.name.equals("rows") ? ROWS : 0);
  }

  private static List<Long> numbers() {
    return LongStream.range(0, ROWS).boxed().toList();
  }

  @Test
  void largerTrainingSetsAreNotListed() {
    double[][] x = new double[RowListing.MOST_ROWS + 1][2];
    double[][] y = new double[x.length][1];
    Case c = new Case("rows", new RowListing(), 1, true);
    Objective objective = c.plain().augmented(new RowListing());
    double[] theta = new double[c.network().layout().dimension()];

    LocalEvaluator large = new LocalEvaluator(objective, PlainRows.set(x, y, Task.REGRESSION));
    LocalEvaluator fits =
        new LocalEvaluator(
            objective,
            PlainRows.set(
                Arrays.copyOf(x, x.length - 1), Arrays.copyOf(y, x.length - 1), Task.REGRESSION));

    assertThat(large.inspect(at(large, theta)).rows()).isEmpty();
    assertThat(fits.inspect(at(fits, theta)).rows()).hasSize(RowListing.MOST_ROWS);
  }

  @Test
  void activationsWithoutTwoLimitsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SaturatedUnit(named("softplus"), true, 0, 0))
        .withMessageContaining("softplus");
  }
}
