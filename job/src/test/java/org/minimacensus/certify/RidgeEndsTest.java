package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.RandomStream;

/**
 * Ends of losses with ridge neurons whose values least squares knows: linear networks, one input.
 */
class RidgeEndsTest {
  private static final double[] X = {-1.7, -1.1, -0.6, -0.2, 0.3, 0.5, 1.2, 1.9};

  private static double[] targets() {
    double[] y = new double[X.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = StrictMath.sin(2 * X[i]) + 0.3 * X[i] * X[i] * X[i] - 0.4 * X[i] * X[i];
    }

    return y;
  }

  /** f = w x + b, squared loss. */
  private static Problem linear() {
    return Problem.squared(
        PlainRows.column(X), targets(), Problem.network(1, List.of(), 1, "tanh", true));
  }

  /** Half the sum of the squared residuals of the best polynomial. */
  private static double ofPolynomials(int degree) {
    double[][] powers = new double[X.length][degree];
    for (int i = 0; i < X.length; i++) {
      for (int q = 1; q <= degree; q++) {
        powers[i][q - 1] = StrictMath.pow(X[i], q);
      }
    }

    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    fit.newSampleData(targets(), powers);
    return fit.calculateResidualSumOfSquares() / 2;
  }

  /** Residuals of the linear fit are orthogonal to 1 and x, all that such neurons see. */
  @ParameterizedTest
  @CsvSource({"monomial-neuron, 0.3, 0.2", "relu-neuron, 0.3, 5", "relu-neuron, 0.3, -5"})
  void affineNeuronsKeepTheMinimumOfALinearNetwork(String name, double w, double b) {
    Endpoint e = linear().augmented(name, 1).end(new double[] {0.1, 0.1}, new double[] {0, w, b});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(e.loss()).isCloseTo(ofPolynomials(1), within(1e-12));
    assertThat(e.contribution()).hasValue(0);
    assertThat(e.hessianZeroModes()).isEqualTo(2);
    assertThat(e.hessianZeroModesExplained()).isEqualTo(2);
    assertThat(e.hessianNegativeModes()).isZero();
  }

  /** One neuron is dead and one on everywhere; both weights are free. */
  @ParameterizedTest
  @ValueSource(strings = {"monomial-neuron", "relu-neuron"})
  void ofSeveralOutputsEachNeuronKeepsItsOwn(String name) {
    double[][] y = new double[X.length][];
    for (int i = 0; i < X.length; i++) {
      y[i] = new double[] {targets()[i], 2 * targets()[i]};
    }

    Endpoint e =
        new Problem(
                PlainRows.column(X),
                y,
                Task.REGRESSION,
                Problem.network(1, List.of(), 2, "tanh", true),
                "squared",
                0)
            .augmented(name, 1)
            .end(new double[] {0.1, 0.1, 0.2, 0.2}, new double[] {0, 0.3, -5, 0, 0.2, 4});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    assertThat(e.loss()).isCloseTo(5 * ofPolynomials(1), within(1e-11));
    assertThat(e.hessianZeroModes()).isEqualTo(4);
    assertThat(e.hessianZeroModesExplained()).isEqualTo(4);
  }

  /** A row exactly on the kink pulls: to one side the neuron has a slope. */
  @Test
  void reluNeuronOnAKinkRemovesIt() {
    Endpoint e =
        linear().augmented("relu-neuron").end(new double[] {0.1, 0.1}, new double[] {0, -1, X[0]});

    assertThat(e.loss()).as(e.evidence()).isLessThan(ofPolynomials(1) - 1e-6);
  }

  @Test
  void reluNeuronThatIsOnOnSomeRowsRemovesIt() {
    Endpoint e =
        linear().augmented("relu-neuron").end(new double[] {0.1, 0.1}, new double[] {0, 1, 0.05});

    assertThat(e.loss()).as(e.evidence()).isLessThan(ofPolynomials(1) - 1e-3);
  }

  /** w x + b + A (u x + v)^2 is any polynomial of degree 2; its regulariser is switched off. */
  @Test
  void monomialThatContributesEndsAtInfinity() {
    Endpoint e =
        linear()
            .augmented("monomial-neuron", 2)
            .end(new double[] {0.1, 0.1}, new double[] {-0.5, 0.6, 0.2});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.infinityKind()).isEqualTo("special-neuron");
    assertThat(e.limitLoss().orElseThrow()).isCloseTo(ofPolynomials(2), within(1e-10));
    assertThat(e.loss() - e.limitLoss().orElseThrow()).isBetween(-1e-13, 1e-10);
    assertThat(e.contribution().orElseThrow()).isGreaterThan(1e-3);
    assertThat(e.runaway()).containsExactly(3.0, 4.0);
  }

  /** At om = 0 all of first order vanishes, and other weights have a slope. */
  @Test
  void silentMonomialsAreSaddlesWhereOtherWeightsHaveASlope() {
    Endpoint e =
        linear()
            .augmented("monomial-neuron", 3)
            .keepingSaddles()
            .end(new double[] {0.1, 0.1}, new double[] {0, 0, 0});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.SADDLE);
    assertThat(e.detail()).isEqualTo("higher-order-saddle");
    assertThat(e.loss()).isCloseTo(ofPolynomials(1), within(1e-12));
    assertThat(e.witness().decrease()).isGreaterThan(1e-6);
  }

  /** Euler: a dF/da - om.dF/dom / q = lambda a^2. */
  @ParameterizedTest
  @ValueSource(strings = {"monomial-neuron", "relu-neuron"})
  void whatContributesIsNoMinimum(String name) {
    int certified = 0;
    for (int r = 0; r < 5; r++) {
      RandomStream stream = RandomStream.of(5, name, r);
      double[] theta = new double[4];
      double[] raw = new double[3];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = stream.nextGaussian();
      }

      for (int i = 0; i < raw.length; i++) {
        raw[i] = stream.nextGaussian();
      }

      Endpoint e =
          Problem.squared(
                  PlainRows.column(X), targets(), Problem.network(1, List.of(1), 1, "tanh", true))
              .augmented(name, 2)
              .settings(new RestartSettings("auto", 1e-10, 1000, 0.1, false))
              .end(theta, raw);

      if (e.contribution().orElseThrow() > 0) {
        assertThat(e.endpointClass().isMinimum()).as(e.evidence()).isFalse();
      }

      if (e.endpointClass() == EndpointClass.AT_INFINITY) {
        assertThat(e.limitLoss().orElseThrow()).isLessThanOrEqualTo(e.startLoss());
        certified++;
      }
    }

    assertThat(certified).isPositive();
  }
}
