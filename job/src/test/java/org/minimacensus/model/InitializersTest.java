package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

class InitializersTest {
  private static final Architecture WIDE =
      new Architecture(
          40,
          List.of(60),
          20,
          Activations.named("tanh", 0),
          Activations.named("identity", 0),
          true,
          true,
          false);

  private static double[] draw(String name, double scale, double low, double high, long index) {
    return Initializers.named(name, scale, low, high)
        .draw(WIDE, RandomStream.of(7, "start", index));
  }

  private static double deviation(double[] theta, int from, int to) {
    return Math.sqrt(Arrays.stream(theta, from, to).map(x -> x * x).average().orElseThrow());
  }

  @Test
  void normalHasItsStandardDeviationInAllOfTheta() {
    double[] theta = draw("normal", 0.5, 0, 0, 0);
    assertThat(deviation(theta, 0, theta.length)).isCloseTo(0.5, Offset.offset(0.02));
    RandomStream stream = RandomStream.of(7, "start", 0);
    assertThat(theta[0]).isEqualTo(0.5 * stream.nextGaussian());
    assertThat(theta[1]).isEqualTo(0.5 * stream.nextGaussian());
  }

  @Test
  void uniformFillsItsInterval() {
    double[] theta = draw("uniform", 2, 0, 0, 0);
    assertThat(deviation(theta, 0, theta.length)).isCloseTo(2 / Math.sqrt(3), Offset.offset(0.05));
    assertThat(Arrays.stream(theta).max().orElseThrow()).isBetween(1.95, 2.0);
    assertThat(Arrays.stream(theta).min().orElseThrow()).isBetween(-2.0, -1.95);
  }

  @Test
  void glorotAndHeScaleLayersAndLeaveBiasesZero() {
    double[] glorot = draw("glorot", 0, 0, 0, 0);
    double[] he = draw("he", 0, 0, 0, 0);
    ParameterLayout layout = WIDE.layout();
    assertThat(deviation(glorot, 0, 2400)).isCloseTo(Math.sqrt(2.0 / 100), Offset.offset(0.01));
    assertThat(deviation(glorot, layout.weightOffset(1), layout.biasOffset(1)))
        .isCloseTo(Math.sqrt(2.0 / 80), Offset.offset(0.01));
    assertThat(deviation(he, 0, 2400)).isCloseTo(Math.sqrt(2.0 / 40), Offset.offset(0.015));
    assertThat(deviation(he, layout.weightOffset(1), layout.biasOffset(1)))
        .isCloseTo(Math.sqrt(2.0 / 60), Offset.offset(0.015));
    assertThat(Arrays.copyOfRange(glorot, 2400, 2460)).containsOnly(0.0);
    assertThat(Arrays.copyOfRange(he, layout.biasOffset(1), he.length)).containsOnly(0.0);
  }

  @Test
  void logUniformSpreadsSizesEvenlyOverDecades() {
    double[] theta = draw("log-uniform", 0, 1e-3, 10, 0);
    assertThat(Arrays.stream(theta).map(Math::abs).allMatch(x -> x >= 1e-3 && x <= 10)).isTrue();
    assertThat(Arrays.stream(theta).filter(x -> Math.abs(x) < 0.1).count() / (double) theta.length)
        .isCloseTo(0.5, Offset.offset(0.03));
    assertThat(Arrays.stream(theta).filter(x -> x < 0).count() / (double) theta.length)
        .isCloseTo(0.5, Offset.offset(0.03));
  }

  @Test
  void aStartIsAFunctionOfItsStream() {
    for (String name : Initializers.names()) {
      assertThat(draw(name, 1, 0.1, 1, 3))
          .isEqualTo(draw(name, 1, 0.1, 1, 3))
          .isNotEqualTo(draw(name, 1, 0.1, 1, 4));
    }
  }

  @Test
  void badSettingsAreNamed() {
    assertThatThrownBy(() -> Initializers.named("gauss", 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an initial distribution must be one of [normal, uniform, glorot, he, log-uniform],"
                + " found 'gauss'");
    assertThatThrownBy(() -> Initializers.named("log-uniform", 1, 0, 1))
        .hasMessage("log-uniform needs 0 < low <= high and finite, found low = 0.0, high = 1.0");
    assertThatThrownBy(() -> Initializers.named("normal", -1, 0, 1))
        .hasMessage("normal needs a scale >= 0 and finite, found -1.0");
  }
}
