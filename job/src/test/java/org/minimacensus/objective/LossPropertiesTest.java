package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;

/** The stated properties of every loss against its own numbers. */
class LossPropertiesTest {
  private static final int LD = Kernels.LANES;

  /** Steps of 1/256, exact in binary, so that kinks at whole numbers lie on the grid. */
  private static final double STEP = 0x1p-8;

  static Stream<Loss> losses() {
    List<Loss> all = new ArrayList<>();
    for (String name : Losses.names()) {
      all.add(Losses.named(name, 3));
    }

    all.add(Losses.named("polynomial-hinge", 1));
    all.add(Losses.named("polynomial-hinge", 2));
    all.add(Losses.named("polynomial-hinge", 4));
    all.add(Losses.named("huber", 0, 0.25));
    all.add(Losses.named("cauchy", 0, 0.5));
    all.add(Losses.named("tukey", 0, 2));
    return all.stream();
  }

  /** Value and derivatives by the outputs, of one row. */
  private record At(double value, double[] slope) {}

  private static At at(Loss loss, double[] s, double[] y) {
    double[] tile = spread(s);
    double[] value = new double[LD];
    double[] delta = new double[tile.length];
    loss.evaluate(KernelProvider.kernels(), tile, 0, spread(y), 0, value, delta, s.length, LD, LD);
    double[] slope = new double[s.length];
    for (int k = 0; k < s.length; k++) {
      slope[k] = delta[k * LD];
    }

    return new At(value[0], slope);
  }

  private static double curvature(Loss loss, double s, double y) {
    double[] out = new double[LD];
    double[] one = spread(new double[] {1});
    loss.hessianVector(
        KernelProvider.kernels(),
        spread(new double[] {s}),
        0,
        spread(new double[] {y}),
        0,
        one,
        0,
        out,
        0,
        1,
        LD,
        LD);
    return out[0];
  }

  private static double[] spread(double[] values) {
    double[] tile = new double[values.length * LD];
    for (int i = 0; i < tile.length; i++) {
      tile[i] = values[i / LD];
    }

    return tile;
  }

  /** Targets of every task that the loss supports. */
  private static List<double[]> targets(Loss loss) {
    List<double[]> all = new ArrayList<>();
    if (loss.supports(Task.BINARY)) {
      all.add(new double[] {1});
      all.add(new double[] {-1});
    }

    if (loss.supports(Task.REGRESSION)) {
      all.add(new double[] {0.5});
      all.add(new double[] {-2, 0.75});
    }

    if (loss.supports(Task.MULTICLASS)) {
      all.add(new double[] {0, 1, 0});
    }

    return all;
  }

  private static double[] random(RandomStream stream, int length) {
    double[] values = new double[length];
    for (int k = 0; k < length; k++) {
      values[k] = 6 * stream.nextDouble() - 3;
    }

    return values;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void convexLossesAndNoOthersLieBelowTheirChords(Loss loss) {
    RandomStream stream = RandomStream.of(5, "chords", 0);
    for (double[] y : targets(loss)) {
      boolean above = false;
      for (int i = 0; i < 2000; i++) {
        double[] a = random(stream, y.length);
        double[] b = random(stream, y.length);
        double[] middle = new double[y.length];
        for (int k = 0; k < y.length; k++) {
          middle[k] = (a[k] + b[k]) / 2;
        }

        double chord = (at(loss, a, y).value + at(loss, b, y).value) / 2;
        above |= at(loss, middle, y).value > chord + 1e-14 * (1 + chord);
      }

      assertThat(above).isEqualTo(!loss.properties().convex());
    }
  }

  /** Derivatives jump on the grid where the stated order ends, and nowhere below it. */
  @ParameterizedTest
  @MethodSource("losses")
  void smoothnessIsTheOrderOfTheFirstDerivativeThatJumps(Loss loss) {
    int smoothness = loss.properties().smoothness();

    for (double[] y : targets(loss)) {
      if (y.length == 1) {
        assertThat(jump(s -> at(loss, new double[] {s}, y).value)).isFalse();
        assertThat(jump(s -> at(loss, new double[] {s}, y).slope[0])).isEqualTo(smoothness < 1);
        if (smoothness >= 1) {
          assertThat(jump(s -> curvature(loss, s, y[0]))).isEqualTo(smoothness < 2);
        }

        if (smoothness >= 2 && smoothness < LossProperties.ANALYTIC) {
          for (int order = 1; order < smoothness; order++) {
            assertThat(apart(loss, y[0], order) > 0.1).isEqualTo(order == smoothness - 1);
          }
        }
      }
    }
  }

  /** From which residual on a loss is level. */
  private static double radius(Loss loss) {
    double r = 0;
    while (at(loss, new double[] {r + STEP}, new double[] {0}).slope[0] != 0) {
      r += STEP;
    }

    return r + STEP;
  }

  /**
   * By how much the differences of the curvature to the right and to the left of the loss's edge
   * differ: y s = 1, or where it becomes level.
   */
  private static double apart(Loss loss, double y, int order) {
    double h = 0x1p-10;
    double edge = y + (loss instanceof TukeyLoss ? radius(loss) : 0);
    double apart = 0;
    double binomial = 1;
    for (int i = 0; i <= order; i++) {
      double sign = (order - i) % 2 == 0 ? 1 : -1;
      apart += sign * binomial * curvature(loss, edge + i * h, y);
      apart -= (i % 2 == 0 ? 1 : -1) * binomial * curvature(loss, edge - i * h, y);
      binomial = binomial * (order - i) / (i + 1);
    }

    return Math.abs(apart) / StrictMath.pow(h, order);
  }

  /** Whether a function changes by more than 0.1 over 2^-20 somewhere around a grid point. */
  private static boolean jump(DoubleUnaryOperator f) {
    for (double s = -3; s <= 3; s += STEP) {
      if (Math.abs(f.applyAsDouble(s + 0x1p-20) - f.applyAsDouble(s - 0x1p-20)) > 0.1) {
        return true;
      }
    }

    return false;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void criticalPointsAreMinimaAndTheBoundIsTheInfimum(Loss loss) {
    LossProperties stated = loss.properties();

    for (double[] y : targets(loss)) {
      if (y.length == 1) {
        double lowest = Double.POSITIVE_INFINITY;
        boolean stationary = false;
        boolean others = false;
        for (double s = -40; s <= 40; s += STEP) {
          At here = at(loss, new double[] {s}, y);
          lowest = Math.min(lowest, here.value);
          if (here.slope[0] == 0) {
            stationary = true;
            boolean least = here.value == stated.lowerBound();
            others |= !least;
            assertThat(!least || !stated.minimaClassify() || Math.abs(y[0]) != 1 || y[0] * s > 0)
                .isTrue();
          }

          if (stated.monotone()) {
            assertThat(y[0] * here.slope[0]).isLessThanOrEqualTo(0);
          }
        }

        assertThat(stationary).isEqualTo(stated.attained());
        assertThat(others).isEqualTo(!stated.criticalPointsAreMinima());
        assertThat(lowest).isGreaterThanOrEqualTo(stated.lowerBound());
        assertThat(lowest).isCloseTo(stated.lowerBound(), within(1e-15));
        assertThat(loss.groupInfimumAttained(new double[][] {y})).isEqualTo(stated.attained());
      }
    }

    assertThat(stated.nonNegative()).isTrue();
  }

  /** Values stay, and the slopes of the outputs of a row add up to 0. */
  @ParameterizedTest
  @MethodSource("losses")
  void shiftInvariantLossesAndNoOthersSeeDifferencesOfOutputsAlone(Loss loss) {
    RandomStream stream = RandomStream.of(5, "shifts", 0);
    for (double[] y : targets(loss)) {
      boolean moves = false;
      boolean pulls = false;
      for (int i = 0; i < 200; i++) {
        double[] s = random(stream, y.length);
        double shift = 6 * stream.nextDouble() - 3;
        At here = at(loss, s, y);
        At there = at(loss, Arrays.stream(s).map(v -> v + shift).toArray(), y);
        moves |= Math.abs(here.value - there.value) > 1e-14 * (1 + here.value);
        pulls |= Math.abs(Arrays.stream(here.slope).sum()) > 1e-15;
      }

      assertThat(moves).isEqualTo(!loss.properties().shiftInvariant());
      assertThat(pulls).isEqualTo(!loss.properties().shiftInvariant());
    }
  }

  /** y f of classes -1 and +1, else the output of the true class less the largest other one. */
  private static double margin(double[] s, double[] y) {
    if (y.length == 1) {
      return y[0] * s[0];
    }

    double own = Double.NaN;
    double other = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < y.length; k++) {
      own = y[k] == 1 ? s[k] : own;
      other = y[k] == 1 ? other : Math.max(other, s[k]);
    }

    return own - other;
  }

  private static List<double[]> classes(Loss loss) {
    List<double[]> all = new ArrayList<>();
    if (loss.supports(Task.BINARY)) {
      all.add(new double[] {1});
      all.add(new double[] {-1});
    }

    if (loss.supports(Task.MULTICLASS)) {
      all.add(new double[] {1, 0});
      all.add(new double[] {0, 0, 1});
    }

    return all;
  }

  /** Outputs that leave a row on no side, all others far below. */
  private static double[] undecided(double[] y) {
    double[] s = new double[y.length];
    Arrays.fill(s, 0, y.length - Math.min(2, y.length), -1000);
    return s;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void onlyLossesWithALeastLossOffSideFallForEverWithTheMargin(Loss loss) {
    RandomStream stream = RandomStream.of(5, "margins", 0);
    for (double[] y : classes(loss)) {
      boolean falls = true;
      double least = at(loss, undecided(y), y).value;
      for (int i = 0; i < 500; i++) {
        double[] s = random(stream, y.length);
        double margin = margin(s, y);
        if (margin <= 0) {
          least = Math.min(least, at(loss, s, y).value);
          continue;
        }

        for (double scale : new double[] {1, 4, 16, 40 / margin}) {
          double[] scaled = Arrays.stream(s).map(v -> scale * v).toArray();
          double[] slope = at(loss, scaled, y).slope;
          falls &= IntStream.range(0, s.length).mapToDouble(k -> s[k] * slope[k]).sum() < 0;
        }

        double[] far = Arrays.stream(s).map(v -> 40 / margin * v).toArray();
        falls &= at(loss, far, y).value - loss.properties().lowerBound() < 1e-12;
      }

      assertThat(falls).isEqualTo(!Double.isNaN(loss.offSide()));
      if (falls) {
        assertThat(loss.offSide()).isCloseTo(least, within(1e-15));
      }
    }
  }

  /** A loss that falls both ways is not monotone: squared and huber grow beyond the target. */
  @Test
  void monotoneIsNotStatedOfLossesThatRiseAgain() {
    for (String name : List.of("squared", "huber", "cauchy")) {
      Loss loss = Losses.named(name, 3);
      assertThat(loss.properties().monotone()).isFalse();
      assertThat(at(loss, new double[] {2}, new double[] {1}).slope[0]).isPositive();
    }
  }

  @Test
  void smoothnessIsNotNegative() {
    assertThatThrownBy(() -> new LossProperties(true, -1, true, true, true, true, false, 0))
        .hasMessage("a loss needs a smoothness >= 0, found -1");
  }
}
