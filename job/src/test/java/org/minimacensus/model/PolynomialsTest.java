package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolynomialsTest {
  private static final List<SampleActivation> MIXED =
      List.of(SampleActivation.IDENTITY, SampleActivation.QUADRATIC);

  /** Value of a polynomial of one input by ascending degree. */
  private static double value(double[] all, int output, int length, double x) {
    double value = 0;
    for (int g = length - 1; g >= 0; g--) {
      value = value * x + all[output * length + g];
    }
    return value;
  }

  @Test
  void theyAreTheNetwork() {
    RandomNetworks networks = new RandomNetworks(41);
    int compared = 0;
    for (int trial = 0; trial < 200; trial++) {
      for (SampleActivation sigma : MIXED) {
        Architecture a = networks.architecture(sigma);
        if (a.inputs() > 1) {
          continue;
        }

        double[] theta = networks.theta(a);
        double[] all = new Polynomials(a).of(theta);
        int length = Polynomials.degree(a) + 1;
        assertThat(all).hasSize((int) Polynomials.coefficients(a)).hasSize(length * a.outputs());
        double x = networks.vector(1)[0];
        double[] expected = SampleActivation.outputs(a, theta, new double[] {x});
        for (int k = 0; k < a.outputs(); k++) {
          double scale = 1 + Math.abs(expected[k]);
          assertThat(value(all, k, length, x)).isCloseTo(expected[k], within(1e-6 * scale));
        }
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  @Test
  void oneQuadraticLayerIsASymmetricMatrix() {
    Architecture a =
        new Architecture(
            2, List.of(2), 1, SampleActivation.QUADRATIC, SampleActivation.IDENTITY, true, true,
            true);
    // Units (1 2; 3) and (4 5; 6), v = 7, 8, direct 9, 10, output bias 11.
    double[] all = new Polynomials(a).of(new double[] {1, 2, 4, 5, 3, 6, 7, 8, 9, 10, 11});
    // 1, x, y, x^2, xy, y^2
    assertThat(all)
        .containsExactly(
            7 * 9 + 8 * 36 + 11,
            2 * (7 * 3 + 8 * 24) + 9,
            2 * (7 * 6 + 8 * 30) + 10,
            7 * 1 + 8 * 16,
            2 * (7 * 2 + 8 * 20),
            7 * 4 + 8 * 25);
  }

  @Test
  void identitiesAreTheirProduct() {
    Architecture a =
        new Architecture(
            2, List.of(1, 1), 2, SampleActivation.IDENTITY, SampleActivation.IDENTITY, false, false,
            false);
    double[] all = new Polynomials(a).of(new double[] {2, 3, 5, 7, 11});
    assertThat(all).containsExactly(0, 2 * 5 * 7, 3 * 5 * 7, 0, 2 * 5 * 11, 3 * 5 * 11);
  }

  @Test
  void tooManyCoefficientsAreRefused() {
    Architecture deep =
        new Architecture(
            20, List.of(2, 2, 2, 2, 2), 3, SampleActivation.QUADRATIC, SampleActivation.IDENTITY,
            true, true, false);
    assertThat(Polynomials.coefficients(deep)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> new Polynomials(deep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coefficients, at most 20000");
  }
}
