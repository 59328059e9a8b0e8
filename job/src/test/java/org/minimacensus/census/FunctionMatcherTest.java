package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;

/** Comparison of functions that are linear in their two parameters. */
class FunctionMatcherTest {
  private static final Offset<Double> NEAR = within(1e-12);
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Two training values and two probe values, the rows of J theta. */
  private static final double[][] J = {{1, 2}, {-3, 0}, {0, 1}, {4, -5}};

  private static final FunctionSignature LINEAR =
      new FunctionSignature() {
        @Override
        public int trainingValues() {
          return 2;
        }

        @Override
        public double[] values(Endpoint endpoint) {
          double[] theta = endpoint.theta();
          return Arrays.stream(J).mapToDouble(j -> j[0] * theta[0] + j[1] * theta[1]).toArray();
        }
      };

  private static final FunctionMatcher EVERYWHERE = FunctionMatcher.everywhere(LINEAR);
  private static final FunctionMatcher TRAINING = FunctionMatcher.onTrainingInputs(LINEAR);

  private static Endpoint endpoint(double a, double b, double... error) {
    return Endpoint.builder().theta(new double[] {a, b}).parameterError(error).build();
  }

  private static boolean same(Matcher matcher, Endpoint a, Endpoint b) {
    Fingerprint first = matcher.fingerprint(a);
    Fingerprint second = matcher.fingerprint(b);
    boolean same = matcher.align(first, second).isPresent();
    if (same) {
      assertThat(Math.abs(first.key() - second.key()))
          .as("what agrees must be found by its key")
          .isLessThanOrEqualTo(first.reach() + second.reach());
    }

    return same;
  }

  @Test
  void errorsOfValuesAreWhatTheParametersErrorsMakeOfThem() {
    Fingerprint f = EVERYWHERE.fingerprint(endpoint(1, 2, 1e-4, 2e-4));
    assertThat(f.values()).containsExactly(5, -3, 2, -6);
    assertThat(f.error()).containsExactly(new double[] {5e-4, 3e-4, 2e-4, 14e-4}, NEAR);
    Fingerprint known = TRAINING.fingerprint(endpoint(1, 2, 1e-4, 2e-4));
    assertThat(known.values()).containsExactly(5, -3);
    assertThat(known.error()).containsExactly(new double[] {5e-4, 3e-4}, NEAR);
    assertThat(EVERYWHERE.fingerprint(endpoint(1, 2)).error()).isEmpty();
    // As many bounds as there are; a parameter without one has no error.
    assertThat(EVERYWHERE.fingerprint(endpoint(1, 2, 1e-4)).error())
        .containsExactly(new double[] {1e-4, 3e-4, 0, 4e-4}, NEAR);
  }

  @Test
  void errorsAreBelievedUpToAHundredth() {
    // 1e-2 (1 + |theta|) moves a parameter at most, 1e-2 (1 + |f|) a value.
    Fingerprint f = EVERYWHERE.fingerprint(endpoint(0, 99, INF, 0));
    assertThat(f.error()).containsExactly(new double[] {1e-2, 1e-2, 0, 4e-2}, NEAR);
    Fingerprint large = EVERYWHERE.fingerprint(endpoint(0, 99, 0, INF));
    assertThat(large.error()).containsExactly(new double[] {1.99, 0, 1, 4.96}, NEAR);
  }

  @Test
  void errorsThatMoveNothingAreNotFollowed() {
    // Up to 1e-8 (1 + |theta|).
    assertThat(EVERYWHERE.fingerprint(endpoint(9, 0, 0.9e-7, 0.9e-8)).error())
        .containsExactly(0, 0, 0, 0);
    assertThat(EVERYWHERE.fingerprint(endpoint(9, 0, 1.1e-7, 0)).error()[1])
        .isCloseTo(3.3e-7, within(1e-12));
    assertThat(EVERYWHERE.fingerprint(endpoint(9, 0, Double.NaN, -1)).error())
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void functionsAgreeWithinTheToleranceAndTheirErrors() {
    // The second probe value is 4 a - 5 b = 40 at (10, 0): 1e-6 (1 + 40) and steps of 4 in a.
    Endpoint at = endpoint(10, 0);
    assertThat(same(EVERYWHERE, at, endpoint(10 + 1.02e-5, 0))).isTrue();
    assertThat(same(EVERYWHERE, at, endpoint(10 + 1.04e-5, 0))).isFalse();
    assertThat(same(EVERYWHERE.widened(3), at, endpoint(10 + 3.06e-5, 0))).isTrue();
    assertThat(same(EVERYWHERE.widened(3), at, endpoint(10 + 3.12e-5, 0))).isFalse();
    // The errors of both: 1e-3 and 2e-3 of a.
    assertThat(same(EVERYWHERE, endpoint(10, 0, 1e-3, 0), endpoint(10 + 3e-3, 0, 2e-3, 0)))
        .isTrue();
    assertThat(same(EVERYWHERE, endpoint(10, 0, 1e-3, 0), endpoint(10 + 3.1e-3, 0, 2e-3, 0)))
        .isFalse();
  }

  @Test
  void whatAgreesOnTheTrainingInputsMayDifferElsewhere() {
    FunctionSignature probed =
        new FunctionSignature() {
          @Override
          public int trainingValues() {
            return 1;
          }

          @Override
          public double[] values(Endpoint endpoint) {
            return new double[] {endpoint.theta()[0], endpoint.theta()[1]};
          }
        };
    Endpoint a = endpoint(1, 2);
    Endpoint b = endpoint(1, 3);
    assertThat(same(FunctionMatcher.everywhere(probed), a, b)).isFalse();
    assertThat(same(FunctionMatcher.onTrainingInputs(probed), a, b)).isTrue();
    Fingerprint first = FunctionMatcher.everywhere(probed).fingerprint(a);
    Fingerprint second = FunctionMatcher.everywhere(probed).fingerprint(b);
    assertThat(Math.abs(first.key() - second.key()))
        .as("functions that interpolate are looked up by their probe values")
        .isGreaterThan(first.reach() + second.reach());
    Fingerprint other = FunctionMatcher.onTrainingInputs(probed).fingerprint(endpoint(5, 2));
    Fingerprint one = FunctionMatcher.onTrainingInputs(probed).fingerprint(a);
    assertThat(Math.abs(one.key() - other.key())).isGreaterThan(one.reach() + other.reach());
  }

  @Test
  void tolerancesAreSharesAboveNone() {
    double[] refused = {0, -1e-9, 1, 2, Double.NaN};
    for (double r : refused) {
      assertThatThrownBy(() -> new CensusSettings(r, 1e-6))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("valueTolerance must be in (0, 1), was " + r);
      assertThatThrownBy(() -> new CensusSettings(1e-9, r))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("parameterTolerance must be in (0, 1), was " + r);
    }
  }
}
