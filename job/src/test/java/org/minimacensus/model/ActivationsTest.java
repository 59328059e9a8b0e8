package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.numeric.KernelProvider;

/**
 * What every activation declares must be true of its numbers. Their values against double-double:
 * {@code objective.DerivativesTest}.
 */
class ActivationsTest {
  private static final double[] POINTS =
      DoubleStream.iterate(-9.97, t -> t < 10, t -> t + 0.173).toArray();

  static Stream<Activation> all() {
    return Activations.names().stream().map(name -> Activations.named(name, 0.1));
  }

  /** Value, first and second derivative at points. */
  private static double[][] at(Activation activation, double... z) {
    double[][] out = new double[3][z.length];
    activation.evaluate(KernelProvider.kernels(), z, out[0], out[1], out[2], 0, z.length, 2);
    return out;
  }

  @ParameterizedTest
  @MethodSource("all")
  void derivativesAreThoseOfTheValue(Activation activation) {
    double h = 1e-3;

    for (double t : POINTS) {
      if (Math.abs(t) < 3 * h) {
        continue;
      }

      double[][] here = at(activation, t, t + h, t - h, t + 2 * h, t - 2 * h);
      // Five-point differences: error h^4/30 times the fifth derivative, and rounding 1e-13.
      double first = (8 * (here[0][1] - here[0][2]) - (here[0][3] - here[0][4])) / (12 * h);
      double second = (8 * (here[1][1] - here[1][2]) - (here[1][3] - here[1][4])) / (12 * h);
      assertThat(here[1][0])
          .as("first at %s", t)
          .isCloseTo(first, Offset.offset(1e-11 * (1 + Math.abs(here[0][0]))));
      assertThat(here[2][0]).as("second at %s", t).isCloseTo(second, Offset.offset(1e-10));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theThirdDerivativeIsThatOfTheSecond(Activation activation) {
    double[] third = new double[1];
    double h = 1e-3;

    for (double t : POINTS) {
      double[][] here = at(activation, t);
      double[] z = {t};
      if (!activation.thriceDifferentiable()) {
        assertThatThrownBy(
                () ->
                    activation.third(
                        KernelProvider.kernels(), z, here[0], here[1], here[2], third, 0, 1))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining(activation.name());
        continue;
      }

      activation.third(KernelProvider.kernels(), z, here[0], here[1], here[2], third, 0, 1);
      double[] second = at(activation, t + h, t - h, t + 2 * h, t - 2 * h)[2];
      double quotient = (8 * (second[0] - second[1]) - (second[2] - second[3])) / (12 * h);
      assertThat(third[0]).as("third at %s", t).isCloseTo(quotient, Offset.offset(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void parityIsTrue(Activation activation) {
    for (double t : POINTS) {
      double[] v = at(activation, t, -t)[0];
      double expected =
          switch (activation.parity()) {
            case ODD -> -v[0];
            case EVEN -> v[0];
            case COMPLEMENT -> 1 - v[0];
            case NONE -> v[1];
          };
      assertThat(v[1]).isCloseTo(expected, Offset.offset(1e-15));
    }

    if (activation.parity() == Activation.Parity.NONE) {
      double[] v = at(activation, 0.7, -0.7)[0];
      assertThat(List.of(-v[0], v[0], 1 - v[0])).noneMatch(w -> Math.abs(w - v[1]) < 1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSlopeOfTheOddPartIsTrue(Activation activation) {
    double kappa = activation.oddSlope();
    for (double t : new double[] {0.3, 0.9, 2.7}) {
      double[] v = at(activation, t, -t)[0];
      if (!Double.isNaN(kappa)) {
        assertThat(v[0] - v[1]).isCloseTo(kappa * t, Offset.offset(1e-14 * (1 + t)));
      }
    }
    assertThat(Double.isNaN(kappa))
        .isEqualTo(
            !List.of("softplus", "swish", "gelu", "relu", "leaky-relu")
                .contains(activation.name()));
  }

  /** What two terms of the tail leave shrinks like the third. */
  @ParameterizedTest
  @MethodSource("all")
  void exponentialTailsAreTrue(Activation activation) {
    assertThat(activation.exponentialTail().isPresent())
        .isEqualTo(List.of("softplus", "sigmoid", "tanh").contains(activation.name()));
    activation
        .exponentialTail()
        .ifPresent(
            tail -> {
              for (double t : new double[] {-3, -4, -5, -6}) {
                double e = StrictMath.exp(tail.rate() * t);
                double rest =
                    at(activation, t)[0][0]
                        - tail.constant()
                        - tail.size() * e * (1 - tail.second() * e);
                assertThat(Math.abs(rest)).as("at %s", t).isLessThan(3 * e * e * e + 1e-15);
              }
            });
  }

  /** Relu but for a bend that ends to both sides, with its sign. */
  @ParameterizedTest
  @MethodSource("all")
  void bendsAreTrue(Activation activation) {
    boolean relu = List.of("softplus", "swish", "gelu", "elu").contains(activation.name());
    assertThat(activation.bend() != 0).isEqualTo(relu);
    if (relu) {
      double[] v = at(activation, -40, -39, 39, 40, 0.5)[0];
      assertThat(v[0]).isCloseTo(v[1], Offset.offset(1e-14));
      assertThat(v[2] - 39).isCloseTo(v[3] - 40, Offset.offset(1e-14));
      if (!activation.name().equals("elu")) {
        assertThat(Math.signum(v[4] - 0.5)).isEqualTo(activation.bend());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void tailsAreAsFarFromTheLimitAsTheirArgumentsSay(Activation activation) {
    for (double tail = 0.3; activation.limits().length == 2 && tail > 1e-12; tail /= 7) {
      double z = ScalarActivation.tailArgument(activation, tail);
      assertThat(activation.tail(z)).isCloseTo(tail, Offset.offset(1e-12 * tail));
      double apart =
          Math.abs(ScalarActivation.value(activation, z) - ScalarActivation.value(activation, 60));
      assertThat(apart).isCloseTo(tail, Offset.offset(1e-15));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void homogeneityIsTrue(Activation activation) {
    boolean homogeneous = true;

    for (double t : POINTS) {
      double[] v = at(activation, t, 2 * t)[0];
      homogeneous &= v[1] == 2 * v[0];
    }

    assertThat(activation.positivelyHomogeneous()).isEqualTo(homogeneous);
  }

  /** What a function is said to be it is at every point, and no other is. */
  @ParameterizedTest
  @MethodSource("all")
  void powersRectifiersAndSinesAreThoseThatSaySo(Activation activation) {
    boolean linear = true;
    boolean square = true;
    boolean rectifier = true;
    boolean sine = true;
    for (double t : POINTS) {
      double v = at(activation, t)[0][0];
      linear &= v == t;
      square &= v == t * t;
      rectifier &= v == Math.max(0, t);
      sine &= Math.abs(v - StrictMath.sin(t)) < 1e-15;
    }

    assertThat(activation.power()).isEqualTo(linear ? 1 : square ? 2 : 0);
    assertThat(activation.linear()).isEqualTo(linear);
    assertThat(activation.mixes()).isEqualTo(linear || square);
    assertThat(activation.rectifier()).isEqualTo(rectifier);
    assertThat(activation.sine()).isEqualTo(sine);
    if (linear || square || sine || activation.positivelyHomogeneous()) {
      assertThat(activation.symmetricBySignsAlone()).isFalse();
    }
  }

  @Test
  void monomialsAreTheirPowers() {
    for (int n = 1; n < 5; n++) {
      Activation monomial = Activations.monomial(n);
      assertThat(at(monomial, 1.5)[0][0]).isEqualTo(StrictMath.pow(1.5, monomial.power()));
      assertThat(monomial.mixes()).isEqualTo(n < 3);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void limitsToTheLeftOfBendsAreTrue(Activation activation) {
    double expected = activation.bend() == 0 ? 0 : at(activation, -700)[0][0];
    assertThat(activation.leftLimit()).isCloseTo(expected, Offset.offset(1e-300));
  }

  @ParameterizedTest
  @MethodSource("all")
  void kinksAndSmoothnessAreTrue(Activation activation) {
    double[][] around = at(activation, -1e-9, 1e-9);
    assertThat(activation.kinked()).isEqualTo(Math.abs(around[1][0] - around[1][1]) > 1e-6);
    assertThat(activation.smooth())
        .isEqualTo(!activation.kinked() && Math.abs(around[2][0] - around[2][1]) < 1e-6);
  }

  /**
   * Saturated exactly where the slope is within 1e-15 of that at the far end of the same side, give
   * or take the rounding of the threshold.
   */
  @ParameterizedTest
  @MethodSource("all")
  void saturationIsTrue(Activation activation) {
    boolean bounded = List.of("tanh", "sigmoid", "erf").contains(activation.name());

    for (double t = -60; t <= 60; t += 0.05) {
      double slope = at(activation, t)[1][0];

      if (activation.saturated(t)) {
        assertThat(slope).as("slope at %s", t).isCloseTo(0, Offset.offset(1e-14));
      } else if (bounded
          || t < 0 && List.of("elu", "softplus", "swish", "gelu").contains(activation.name())) {
        assertThat(Math.abs(slope)).as("slope at %s", t).isGreaterThan(1e-16);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void lowerOrdersGiveTheSameBitsAndLeaveTheRestAlone(Activation activation) {
    int n = POINTS.length;
    double[][] full = at(activation, POINTS);
    double[] value = new double[n];
    activation.evaluate(KernelProvider.kernels(), POINTS, value, null, null, 0, n, 0);
    assertThat(value).isEqualTo(full[0]);
    double[] first = new double[n];
    activation.evaluate(KernelProvider.kernels(), POINTS, value, first, null, 0, n, 1);
    assertThat(value).isEqualTo(full[0]);
    assertThat(first).isEqualTo(full[1]);
    double[] part = new double[n];
    activation.evaluate(KernelProvider.kernels(), POINTS, part, null, null, 8, 16, 0);
    assertThat(part[7]).isZero();
    assertThat(part[8]).isEqualTo(full[0][8]);
    assertThat(part[24]).isZero();
  }

  @Test
  void kinksHaveTheDocumentedSlopes() {
    assertThat(at(Activations.named("relu", 0), 0.0)[1][0]).isZero();
    assertThat(at(Activations.named("leaky-relu", 0.3), 0.0, -2)[1]).containsExactly(0.3, 0.3);
    assertThat(at(Activations.named("elu", 0), 0.0)[2][0]).isEqualTo(1);
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Activations.named("tan", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an activation must be one of " + Activations.names() + ", found 'tan'");
    assertThat(Activations.names()).startsWith("identity", "tanh", "sigmoid");
  }
}
