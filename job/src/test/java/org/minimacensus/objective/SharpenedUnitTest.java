package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Network;
import org.minimacensus.numeric.RandomStream;

/** The limit of a sharpened unit, against its definition, difference quotients and networks. */
class SharpenedUnitTest {
  private static final int ROWS = 19;
  private static final int PINNED_ROW = 3;

  /** A unit in a network with one more softplus unit on rows of two features. */
  record Case(SharpenedUnit unit, int outputs) {
    int free() {
      return unit.free(2, outputs);
    }

    Architecture network(int hidden) {
      return new Architecture(
          2,
          List.of(hidden),
          outputs,
          Activations.named("softplus", 0),
          Activations.named("identity", 0),
          unit.bias(),
          true,
          false);
    }

    double[][] x() {
      RandomStream stream = RandomStream.of(2, "x", outputs);
      double[][] x = new double[ROWS][2];
      for (double[] row : x) {
        row[0] = stream.nextGaussian();
        row[1] = stream.nextGaussian();
      }

      return x;
    }

    Dataset data() {
      RandomStream stream = RandomStream.of(2, "y", outputs);
      double[][] y = new double[ROWS][outputs];
      for (double[] row : y) {
        for (int k = 0; k < outputs; k++) {
          row[k] = stream.nextGaussian();
        }
      }

      return PlainRows.set(x(), y, Task.REGRESSION);
    }

    Objective plain(int hidden) {
      return Objective.plain(network(hidden), Losses.named("squared", 3), Reduction.MEAN, 0);
    }

    LocalEvaluator evaluator() {
      return new LocalEvaluator(plain(1).augmented(unit), data());
    }

    /**
     * Incoming weights orthogonal to the pinned row, in two or one coordinates, not orthonormal.
     */
    double[][] basis() {
      double[] row = x()[PINNED_ROW];
      if (!unit.bias()) {
        return unit.pinned() == 0
            ? new double[][] {{1, 0.5}, {0, 2}}
            : new double[][] {{-row[1], row[0]}};
      }

      return unit.pinned() == 0
          ? new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
          : new double[][] {{1, 0, -row[0]}, {0, 1, -row[1]}};
    }

    double[] parameters() {
      int p = network(1).layout().dimension();
      double[] x = new double[p + unit.dimension(2, outputs)];
      RandomStream stream = RandomStream.of(3, "phi", outputs);
      for (int i = 0; i < p + free(); i++) {
        x[i] = stream.nextGaussian();
      }

      int at = p + free();
      for (double[] b : basis()) {
        System.arraycopy(b, 0, x, at, b.length);
        at += b.length;
      }

      return x;
    }

    double beta(double[] phi, int output) {
      return output == unit.pivot()
          ? unit.sign()
          : phi[output < unit.pivot() ? output : output - 1];
    }

    double[] direction(double[] phi) {
      double[][] basis = basis();
      double[] a = new double[basis[0].length];
      for (int j = 0; j < basis.length; j++) {
        for (int i = 0; i < a.length; i++) {
          a[i] += phi[outputs - 1 + j] * basis[j][i];
        }
      }

      return a;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new SharpenedUnit(true, 0, 1, 0), 1),
        new Case(new SharpenedUnit(true, 0, -1, 1), 1),
        new Case(new SharpenedUnit(true, 1, -1, 1), 3),
        new Case(new SharpenedUnit(false, 0, 1, 1), 2),
        new Case(new SharpenedUnit(false, 1, 1, 0), 2));
  }

  private static Point at(LocalEvaluator evaluator, double[] x) {
    return new Point(
        new DenseVector(x), new double[2 * evaluator.objective().architecture().outputs()]);
  }

  private static double value(LocalEvaluator evaluator, double[] x) {
    return evaluator.evaluate(Question.value(at(evaluator, x))).value();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLossIsThatOfTheNetworkWithAReluUnitMore(Case c) {
    double[] x = c.parameters();
    int p = c.network(1).layout().dimension();
    double[] phi = Arrays.copyOfRange(x, p, x.length);
    double[] a = c.direction(phi);
    double sum = 0;
    double[][] f = new Network(c.network(1)).outputs(Arrays.copyOf(x, p), c.x());
    for (int i = 0; i < ROWS; i++) {
      double[] in = c.x()[i];
      double z = a[0] * in[0] + a[1] * in[1] + (c.unit.bias() ? a[2] : 0);
      assertThat(c.unit.pinned() == 1 && i == PINNED_ROW ? z : 0).isCloseTo(0, within(1e-15));
      for (int k = 0; k < c.outputs; k++) {
        double y = c.data().shards().get(0).targets().apply(i, k);
        double r = f[i][k] + c.beta(phi, k) * Math.max(z, 0) - y;
        sum += r * r / 2;
      }
    }

    assertThat(value(c.evaluator(), x)).isCloseTo(sum / ROWS, within(1e-14 * (1 + sum)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void networksNearTheLimitTendToIt(Case c) {
    double[] x = c.parameters();
    int p = c.network(1).layout().dimension();
    double[] phi = Arrays.copyOfRange(x, p, x.length);
    double[] a = c.direction(phi);
    double limit = value(c.evaluator(), x);
    LocalEvaluator raw = new LocalEvaluator(c.plain(2), c.data());
    double before = Double.POSITIVE_INFINITY;
    for (double t : new double[] {1e-2, 1e-3, 1e-4, 1e-5}) {
      // W1, b1, W2, b2 of two units.
      double[] theta = new double[c.network(2).layout().dimension()];
      int bias = c.unit.bias() ? 2 : 0;
      System.arraycopy(x, 0, theta, 0, 2);
      theta[2] = a[0] / t;
      theta[3] = a[1] / t;
      if (bias > 0) {
        theta[4] = x[2];
        theta[5] = a[2] / t;
      }

      int out = 2 + bias / 2;
      for (int k = 0; k < c.outputs; k++) {
        theta[4 + bias + 2 * k] = x[out + k];
        theta[5 + bias + 2 * k] = t * c.beta(phi, k);
        theta[4 + bias + 2 * c.outputs + k] = x[out + c.outputs + k];
      }

      double apart = Math.abs(raw.evaluate(Question.value(Point.of(theta))).value() - limit);
      assertThat(apart).isLessThanOrEqualTo(before).isLessThan(30 * t);
      before = Math.max(apart / 2, 1e-13);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAreThoseOfTheValue(Case c) {
    LocalEvaluator evaluator = c.evaluator();
    double[] x = c.parameters();
    Answer answer = evaluator.evaluate(Question.hessian(at(evaluator, x)));
    double[] bounds = evaluator.inspect(at(evaluator, x)).gradientRounding();
    double h = 1e-4;
    int free = c.network(1).layout().dimension() + c.free();
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += i < free ? h : 0;
      down[i] -= i < free ? h : 0;
      double slope = (value(evaluator, up) - value(evaluator, down)) / (2 * h);
      assertThat(answer.gradient().apply(i)).as("by %d", i).isCloseTo(slope, within(1e-6));
      assertThat(bounds[i]).isNotNegative().isLessThan(1e-12);
      double[] product =
          evaluator
              .evaluate(Question.hessianVector(at(evaluator, x), DerivativesTest.unit(i, x.length)))
              .hessianVector()
              .values();
      double[] above = evaluator.evaluate(Question.gradient(at(evaluator, up))).gradient().values();
      double[] below =
          evaluator.evaluate(Question.gradient(at(evaluator, down))).gradient().values();
      for (int j = 0; j < free && i < free; j++) {
        assertThat(answer.hessian().apply(i, j))
            .as("(%d, %d)", i, j)
            .isCloseTo((above[j] - below[j]) / (2 * h), within(1e-5))
            .isCloseTo(product[j], within(1e-12));
      }
    }
  }

  @Test
  void aSignThatIsNoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SharpenedUnit(true, 0, 0, 0))
        .withMessageContaining("was 0");
  }
}
