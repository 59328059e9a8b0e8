package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.minimacensus.objective.DerivativesTest.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;

class LossesTest {
  /**
   * Sum of the loss over rows with one output vector s; gradient[k] and hessian[k][j] receive the
   * derivatives.
   */
  private static double sum(
      Loss loss, double[] s, double[][] targets, double[] gradient, double[][] hessian) {
    Kernels kernels = KernelProvider.kernels();
    int outputs = s.length;
    int ld = Kernels.LANES;
    double total = 0;

    for (double[] target : targets) {
      double[] tile = new double[outputs * ld];
      double[] y = new double[outputs * ld];
      double[] value = new double[ld];
      double[] delta = new double[outputs * ld];

      for (int i = 0; i < tile.length; i++) {
        tile[i] = s[i / ld];
        y[i] = target[i / ld];
      }

      loss.evaluate(kernels, tile, 0, y, 0, value, delta, outputs, ld, ld);
      total += value[0];

      for (int j = 0; j < outputs; j++) {
        gradient[j] += delta[j * ld];
        double[] unit = new double[outputs * ld];
        double[] out = new double[outputs * ld];
        unit[j * ld] = 1;
        loss.hessianVector(kernels, tile, 0, y, 0, unit, 0, out, 0, outputs, ld, ld);

        for (int k = 0; k < outputs; k++) {
          hessian[k][j] += out[k * ld];
        }
      }
    }

    return total;
  }

  private static double at(Loss loss, double[][] targets, double... s) {
    return sum(loss, s, targets, new double[s.length], new double[s.length][s.length]);
  }

  /** The minimum over a single output by golden-section search. */
  private static double searched(Loss loss, double[][] targets) {
    double low = -3;
    double high = 3;

    for (int i = 0; i < 200; i++) {
      double a = low + (high - low) * 0.381966;
      double b = low + (high - low) * 0.618034;

      if (at(loss, targets, a) < at(loss, targets, b)) {
        high = b;
      } else {
        low = a;
      }
    }

    return at(loss, targets, (low + high) / 2);
  }

  private static double[][] labels(int plus, int minus) {
    double[][] rows = new double[plus + minus][1];

    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i < plus ? 1 : -1;
    }

    return rows;
  }

  @Test
  void groupInfimumIsTheMinimumOverOneOutput() {
    for (Loss loss :
        List.of(
            Losses.named("squared", 0),
            Losses.named("logistic", 0),
            Losses.named("polynomial-hinge", 1),
            Losses.named("polynomial-hinge", 2),
            Losses.named("polynomial-hinge", 3),
            Losses.named("polynomial-hinge", 5),
            Losses.named("smooth-hinge", 0),
            Losses.named("huber", 0, 0.3),
            Losses.named("huber", 0),
            Losses.named("huber", 0, 4))) {
      for (int plus = 1; plus < 4; plus++) {
        for (int minus = 1; minus < 5; minus++) {
          double[][] rows = labels(plus, minus);
          double expected = searched(loss, rows);
          assertThat(loss.groupInfimum(rows))
              .as("%s %d %d", loss, plus, minus)
              .isCloseTo(expected, within(1e-14 * expected));
          assertThat(loss.groupInfimumAttained(rows)).isTrue();
        }
      }
    }
  }

  @Test
  void rowsOfOneClassHaveInfimumZero() {
    for (String name : List.of("logistic", "polynomial-hinge", "smooth-hinge")) {
      assertThat(Losses.named(name, 3).groupInfimum(labels(3, 0))).isZero();
      assertThat(Losses.named(name, 3).groupInfimum(labels(0, 2))).isZero();
      assertThat(Losses.named(name, 3).groupInfimumAttained(labels(0, 2)))
          .isEqualTo(!name.equals("logistic"));
    }

    assertThat(
            Losses.named("squared", 0).groupInfimum(new double[][] {{0.1, 7}, {0.1, 7}, {0.1, 7}}))
        .isZero();
  }

  /** Against the least of 10,001 points, and what the curvature may take off it between them. */
  @Test
  void robustInfimumIsTheLowestOfSeveralValleys() {
    double[][] rows = {{0.1}, {-1.7}, {2.4}, {0.15}, {0.9}, {-2.2}, {-1.75}};
    for (String name : List.of("cauchy", "tukey")) {
      for (double delta : new double[] {0.1, 0.3, 1, 2, 5}) {
        for (int m = 1; m <= rows.length; m++) {
          Loss loss = Losses.named(name, 0, delta);
          double[][] some = Arrays.copyOf(rows, m);
          double found = loss.groupInfimum(some);
          double least = Double.POSITIVE_INFINITY;
          double step = 5e-4;
          for (int i = 0; i <= 10_000; i++) {
            double value = 0;
            for (double[] row : some) {
              value += valueAt(loss, -2.5 + i * step, row[0]);
            }

            least = Math.min(least, value);
          }

          // Curvature is at most m.
          double most = least + 1e-15 * (1 + least);
          assertThat(found).isBetween(least - 0.5 * m * step * step, most);
        }
      }
    }
  }

  private static double valueAt(Loss loss, double s, double y) {
    double[] value = new double[Kernels.LANES];
    double[] delta = new double[Kernels.LANES];
    double[] at = new double[Kernels.LANES];
    double[] of = new double[Kernels.LANES];
    Arrays.fill(at, s);
    Arrays.fill(of, y);
    loss.evaluate(
        KernelProvider.kernels(), at, 0, of, 0, value, delta, 1, Kernels.LANES, Kernels.LANES);
    return value[0];
  }

  /** Medians, means and what lies between them, by a search that knows nothing of edges. */
  @Test
  void huberInfimumIsTheMinimumOverOneOutput() {
    double[][] rows = {{0.1}, {-1.7}, {2.4}, {0.1}, {0.9}, {-2.2}};

    for (double delta : new double[] {0.01, 0.2, 0.5, 1, 1.3, 3, 10}) {
      for (int m = 1; m <= rows.length; m++) {
        Loss loss = Losses.named("huber", 0, delta);
        double[][] some = Arrays.copyOf(rows, m);
        double expected = searched(loss, some);
        assertThat(loss.groupInfimum(some))
            .as("delta %s, %d rows", delta, m)
            .isCloseTo(expected, within(1e-14 * expected + 1e-30));
      }
    }

    double[][] two = {{1, 5}, {1, 6}};
    assertThat(Losses.named("huber", 0).groupInfimum(two)).isEqualTo(0.25);
  }

  @Test
  void crossEntropyInfimumIsTheEntropyOfTheClasses() {
    Loss loss = Losses.named("cross-entropy", 0);
    double[][] rows = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    double expected = 2 * StrictMath.log(2) + 2 * StrictMath.log(4);
    assertThat(loss.groupInfimum(rows)).isCloseTo(expected, within(1e-15));
    assertThat(at(loss, rows, StrictMath.log(2), 0, 0)).isCloseTo(expected, within(1e-14));
    assertThat(loss.groupInfimumAttained(rows)).isTrue();
    assertThat(loss.groupInfimumAttained(new double[][] {{1, 0, 0}, {0, 1, 0}})).isFalse();
    assertThat(loss.groupInfimum(new double[][] {{1, 0, 0}, {1, 0, 0}})).isZero();
  }

  /** Far out the digits of small losses and of small derivatives must not be lost against 1. */
  @Test
  void smallLossesKeepTheirDigits() {
    double[] gradient = new double[1];
    double[][] hessian = new double[1][1];
    double value =
        sum(Losses.named("logistic", 0), new double[] {50}, labels(1, 0), gradient, hessian);
    double small = StrictMath.exp(-50);
    assertThat(value).isCloseTo(small, within(1e-14 * small));
    assertThat(gradient[0]).isCloseTo(-small, within(1e-14 * small));
    assertThat(hessian[0][0]).isCloseTo(small, within(1e-14 * small));
    double[] gradient3 = new double[3];
    double[][] hessian3 = new double[3][3];
    value =
        sum(
            Losses.named("cross-entropy", 0),
            new double[] {0, 1, 60},
            new double[][] {{0, 0, 1}},
            gradient3,
            hessian3);
    small = StrictMath.exp(-60) + StrictMath.exp(-59);
    assertThat(value).isCloseTo(small, within(1e-14 * small));
    assertThat(gradient3[2]).isCloseTo(-small, within(1e-14 * small));
    assertThat(hessian3[2][2]).isCloseTo(small, within(1e-13 * small));
  }

  @Test
  void largeOutputsDoNotOverflow() {
    assertThat(at(Losses.named("logistic", 0), labels(1, 0), -1e300)).isEqualTo(1e300);
    assertThat(at(Losses.named("cross-entropy", 0), new double[][] {{1, 0}}, -1e300, 1e300))
        .isEqualTo(2e300);
    assertThat(at(Losses.named("cross-entropy", 0), new double[][] {{1, 0}}, 1e300, -1e300))
        .isZero();
  }

  @Test
  void hingeOfPowerTwoHasItsKinkInTheSecondDerivative() {
    double[] gradient = new double[1];
    double[][] hessian = new double[1][1];
    sum(Losses.named("polynomial-hinge", 2), new double[] {1}, labels(1, 0), gradient, hessian);
    assertThat(gradient[0]).isZero();
    assertThat(hessian[0][0]).isZero();
    sum(Losses.named("polynomial-hinge", 2), new double[] {0.5}, labels(1, 0), gradient, hessian);
    assertThat(gradient[0]).isEqualTo(-1);
    assertThat(hessian[0][0]).isEqualTo(2);
    sum(
        Losses.named("polynomial-hinge", 1),
        new double[] {0.5},
        labels(0, 1),
        new double[1],
        hessian);
    assertThat(hessian[0][0]).isEqualTo(2);
  }

  @Test
  void tasksAreThoseOfTheLoss() {
    assertThat(Losses.named("squared", 0).supports(Task.MULTICLASS)).isTrue();
    assertThat(Losses.named("logistic", 0).supports(Task.REGRESSION)).isFalse();
    assertThat(Losses.named("cross-entropy", 0).supports(Task.BINARY)).isFalse();
    assertThat(Losses.named("polynomial-hinge", 3).supports(Task.BINARY)).isTrue();
    ObjectiveCase c = ObjectiveCase.random(1, "tanh", "squared", "plain");
    Objective wrong =
        Objective.plain(c.architecture(), Losses.named("logistic", 0), Reduction.MEAN, 0);
    assertThatThrownBy(() -> new LocalEvaluator(wrong, c.dataset()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "loss logistic is not defined for task regression; choose another loss or another"
                + " task");
  }

  @Test
  void badNamesAndPowersAreRefused() {
    assertThatThrownBy(() -> Losses.named("hinge", 1))
        .hasMessage("a loss must be one of " + Losses.names() + ", found 'hinge'");
    assertThat(Losses.names()).startsWith("squared", "logistic", "cross-entropy");
    assertThatThrownBy(() -> Losses.named("polynomial-hinge", 0))
        .hasMessage("polynomial-hinge needs a power >= 1, found 0");
    assertThatThrownBy(() -> Losses.named("tukey", 1, -1))
        .hasMessage("tukey needs delta > 0 and finite, found -1.0");
    assertThatThrownBy(() -> Losses.named("huber", 1, 0))
        .hasMessage("huber needs delta > 0 and finite, found 0.0");
  }

  @Test
  void floorIsTheSumOverDistinctInputs() {
    double[][] x = {{1}, {2}, {1}, {3}};
    FunctionSpaceFloor mean =
        FunctionSpaceFloor.of(
            ObjectiveCase.dataset(x, new double[][] {{1}, {5}, {4}, {6}}, Task.REGRESSION, 1),
            Losses.named("squared", 0),
            Reduction.MEAN);
    assertThat(mean).isEqualTo(new FunctionSpaceFloor(2.25 / 4, true));
    double[][] y = {{1}, {1}, {-1}, {-1}};
    FunctionSpaceFloor sum =
        FunctionSpaceFloor.of(
            ObjectiveCase.dataset(x, y, Task.BINARY, 1),
            Losses.named("logistic", 0),
            Reduction.SUM);
    assertThat(sum.value()).isCloseTo(2 * StrictMath.log(2), within(1e-15));
    assertThat(sum.attained()).isFalse();
    assertThat(
            FunctionSpaceFloor.of(
                ObjectiveCase.dataset(x, y, Task.BINARY, 1),
                Losses.named("polynomial-hinge", 3),
                Reduction.SUM))
        .isEqualTo(new FunctionSpaceFloor(2, true));
  }
}
