package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.PlainRows;
import org.minimacensus.model.Architecture;

/**
 * Added neurons that remove no bad minima: monomials of a low degree and relu. The bad minima are
 * built after Ding, Li and Sun (2019), their residuals also orthogonal to polynomials.
 */
class RidgeNeuronsTest {
  private static final int ROWS = 14;

  /** The residual is orthogonal to all polynomials up to this degree. */
  private static final int ORTHOGONAL = 3;

  /** Two equal tanh units w = 0.7, b = 0.4, outgoing weights 0.5 each, no output bias. */
  private static final double[] THETA = {0.7, 0.7, 0.4, 0.4, 0.5, 0.5};

  private static double[] inputs() {
    double[] x = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      // Uneven, so that no symmetry of the inputs makes sums vanish.
      x[i] = -2 + 4.0 * i / (ROWS - 1) + 0.05 * StrictMath.sin(7.0 * i * i);
    }

    return x;
  }

  /**
   * Length 1; orthogonal to sigma, sigma' (x, 1) and to x^0..x^3, and with sum r sigma'' (x, 1)(x,
   * 1)^T a multiple of the identity.
   */
  private static double[] residual(double[] x) {
    double[][] rows = new double[6 + ORTHOGONAL + 1][ROWS];
    for (int i = 0; i < ROWS; i++) {
      double s = StrictMath.tanh(0.7 * x[i] + 0.4);
      double first = 1 - s * s;
      double second = -2 * s * first;
      double[] column = {
        s,
        first * x[i],
        first,
        second * x[i] * x[i],
        second * x[i],
        second,
        1,
        x[i],
        x[i] * x[i],
        x[i] * x[i] * x[i]
      };
      for (int r = 0; r < rows.length; r++) {
        rows[r][i] = column[r];
      }
    }

    double[] wanted = new double[rows.length];
    wanted[3] = 1;
    wanted[5] = 1;
    double[] r =
        new SingularValueDecomposition(new Array2DRowRealMatrix(rows))
            .getSolver()
            .solve(new ArrayRealVector(wanted))
            .toArray();
    double norm = Math.sqrt(Arrays.stream(r).map(v -> v * v).sum());
    return Arrays.stream(r).map(v -> v / norm).toArray();
  }

  private static Problem problem() {
    double[] x = inputs();
    double[] r = residual(x);
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = StrictMath.tanh(0.7 * x[i] + 0.4) - r[i];
    }

    Architecture biased = Problem.network(1, List.of(2), 1, "tanh", true);
    return Problem.squared(
        PlainRows.column(x),
        y,
        new Architecture(
            1, List.of(2), 1, biased.activation(), biased.outputActivation(), true, false, false));
  }

  @Test
  void theConstructedPointIsABadMinimumOfTheNetworkAlone() {
    Endpoint e = problem().end(THETA);

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(e.loss()).isCloseTo(0.5, within(1e-10));
    // Outgoing weights that change sign on the flat set leave it for something lower.
    assertThat(problem().end(0.7, 0.7, 0.4, 0.4, 1.4, -0.4).loss()).isLessThan(0.49);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void monomialsOfLowDegreeKeepIt(int degree) {
    Endpoint e =
        problem().augmented("monomial-neuron", degree).end(THETA, new double[] {0, 0.6, 0.5});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(e.loss()).isCloseTo(0.5, within(1e-10));
    assertThat(e.contribution().orElseThrow()).isLessThan(1e-8);
  }

  /** With a = 0 the gradient vanishes at any (w, b); what is lower needs other (w, b). */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 13})
  void monomialsOfHigherDegreeRemoveIt(int degree) {
    Endpoint e =
        problem().augmented("monomial-neuron", degree).end(THETA, new double[] {0, 0.6, 0.5});

    assertThat(e.loss()).as(e.evidence()).isLessThan(0.5 - 1e-6);
  }

  @Test
  void deadReluNeuronKeepsIt() {
    Endpoint e = problem().augmented("relu-neuron").end(THETA, new double[] {0, 0.3, -5});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(e.loss()).isCloseTo(0.5, within(1e-10));
    assertThat(e.contribution()).hasValue(0);
  }

  @Test
  void theExponentialNeuronRemovesIt() {
    Endpoint e = problem().augmented("output-neuron").end(THETA, new double[] {0, 0.6, 0.5});

    assertThat(e.loss()).as(e.evidence()).isLessThan(0.5 - 1e-9);
  }
}
