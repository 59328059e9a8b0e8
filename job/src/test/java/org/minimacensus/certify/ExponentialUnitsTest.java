package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.PlainRows;

/**
 * Units that become exponentials, one unit on a line; the limit and the losses near it by a search
 * over the exponent alone, the rest by least squares.
 */
class ExponentialUnitsTest {
  private static final double[] X = {-2, -1.3, -0.7, -0.1, 0.4, 1.1, 1.6, 2.2};

  /** An exponential, a harmonic of it, and something else. */
  private static double[] targets(double harmonic) {
    double[] y = new double[X.length];
    for (int i = 0; i < y.length; i++) {
      y[i] =
          StrictMath.exp(0.5 * X[i])
              + harmonic * StrictMath.exp(X[i])
              + 0.02 * StrictMath.cos(5 * X[i]);
    }

    return y;
  }

  private static LimitStudy study(String activation, double[] y) {
    return new LimitStudy(
        PlainRows.column(X),
        PlainRows.column(y),
        "squared",
        LimitStudy.network(1, activation, 1, true, true));
  }

  private static DoubleUnaryOperator unit(String activation) {
    return switch (activation) {
      case "softplus" -> z -> StrictMath.log1p(StrictMath.exp(z));
      case "sigmoid" -> z -> 1 / (1 + StrictMath.exp(-z));
      default -> StrictMath::tanh;
    };
  }

  /** The least loss of v s(w x + b) + c for one b, with w near a half; the exponent has rate r. */
  private static double least(DoubleUnaryOperator s, double b, double rate, double[] y) {
    double low = 0.1 / rate;
    double high = 1.5 / rate;
    double golden = (StrictMath.sqrt(5) - 1) / 2;
    for (int k = 0; k < 90; k++) {
      double left = high - golden * (high - low);
      double right = low + golden * (high - low);
      if (squares(s, left, b, y) < squares(s, right, b, y)) {
        high = right;
      } else {
        low = left;
      }
    }

    return squares(s, (low + high) / 2, b, y);
  }

  /** Sum of squares of what the best line in s(w x + b) leaves of y. */
  private static double squares(DoubleUnaryOperator s, double w, double b, double[] y) {
    int n = X.length;
    double[] f = new double[n];
    double meanF = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      f[i] = s.applyAsDouble(w * X[i] + b);
      meanF += f[i] / n;
      meanY += y[i] / n;
    }

    double ff = 0;
    double fy = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      ff += (f[i] - meanF) * (f[i] - meanF);
      fy += (f[i] - meanF) * (y[i] - meanY);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }

    return yy - fy * fy / ff;
  }

  @ParameterizedTest
  @CsvSource({
    "softplus, 0.05, true",
    "softplus, -0.02, false",
    "sigmoid, 0.05, true",
    "sigmoid, -0.02, false",
    "tanh, 0.05, true",
    "tanh, -0.02, false"
  })
  void aUnitBecomesAnExponentialWhereTheTargetIsSteeper(
      String activation, double harmonic, boolean minimum) {
    double[] y = targets(harmonic);
    double rate = activation.equals("tanh") ? 2 : 1;
    double limit = least(StrictMath::exp, 0, 1, y);
    double near = least(unit(activation), -4 / rate, rate, y);
    double nearer = least(unit(activation), -5 / rate, rate, y);
    if (minimum) {
      assertThat(near).isGreaterThan(nearer);
      assertThat(nearer).isGreaterThan(limit);
    } else {
      assertThat(nearer).isLessThan(limit);
    }

    LimitStudy study = study(activation, y);
    List<Endpoint> ends = study.ends(40, 1);
    List<Endpoint> exponentials =
        ends.stream().filter(e -> e.infinityKind().equals("exponential-unit")).toList();
    if (minimum) {
      assertThat(exponentials).hasSizeGreaterThan(10);
      assertThat(ends).noneMatch(e -> e.endpointClass().isMinimum() && e.loss() < limit);
    } else {
      assertThat(exponentials).isEmpty();
    }

    assertThat(exponentials)
        .allSatisfy(
            e -> {
              assertThat(e.limitLoss().orElseThrow()).isCloseTo(limit / 2, within(1e-12));
              assertThat(e.runaway()).containsExactly(1, 2);
            });
  }

  @Test
  void softplusOnItsOtherSideIsTurnedOverBesideAStraightUnit() {
    // v softplus(z) = v z + v softplus(-z), and a straight unit takes v z.
    double[] y = targets(0.05);
    for (int i = 0; i < y.length; i++) {
      y[i] -= 3 * X[i];
    }

    LimitStudy study =
        new LimitStudy(
            PlainRows.column(X),
            PlainRows.column(y),
            "squared",
            LimitStudy.network(1, "softplus", 2, true, true));
    double b = 6;
    double v = StrictMath.exp(b);
    // w1 w2 b1 b2 v1 v2 c: the first unit is straight and undoes the line of the second.
    double line = 0.5 * v - 3;
    UnitLimits.Outcome outcome =
        study.from(1, -0.5, 40, b, line, v, -40 * line - v * b).orElseThrow();
    assertThat(outcome.verdict().evidence())
        .contains("unit 2 becomes an exponential", "unit 1 fades into a linear function");
    assertThat(outcome.onward()).isNotNull();
    assertThat(study.loss(outcome.onward().values()))
        .isLessThan(study.loss(1, -0.5, 40, b, line, v, -40 * line - v * b));
  }
}
