package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.minimacensus.objective.Answer;

/** Each reason, provoked. */
class TerminationTest {
  /**
   * 1 + |x|^2 / 2 with rounding of size 1e-9 in the gradient: a function of the point's bits, as
   * real rounding is.
   */
  private static final Function NOISY_GRADIENT =
      question -> {
        double[] x = question.point().values();
        double[] g = new double[x.length];
        double value = 1;
        for (int i = 0; i < x.length; i++) {
          long bits = Double.doubleToLongBits(x[i]) * 0x9E3779B97F4A7C15L;
          g[i] = x[i] + 1e-9 * ((bits >>> 40) / (double) (1 << 24) + 0.5) * (bits < 0 ? -1 : 1);
          value += 0.5 * x[i] * x[i];
        }

        double[] product =
            question.direction() == null ? null : question.direction().values().clone();
        return new Answer(
            value,
            new DenseVector(g),
            product == null ? null : new DenseVector(product),
            DenseMatrix.eye(x.length),
            null);
      };

  /** Finite at the origin and nowhere else. */
  private static final Function FINITE_AT_THE_START =
      question -> {
        boolean start = Vectors.maxAbs(question.point().values()) == 0;
        int p = question.point().dimension();
        double[] ones = new double[p];
        java.util.Arrays.fill(ones, 1);
        DenseVector product = question.direction() == null ? null : question.direction();
        return new Answer(
            start ? 1 : Double.NaN, new DenseVector(ones), product, DenseMatrix.eye(p), null);
      };

  @ParameterizedTest
  @EnumSource
  void noiseFloor(SearchKind kind) {
    SearchResult r = NOISY_GRADIENT.minimise(kind.from(new double[] {1, -2, 3}, 1e-14, 10_000));
    assertThat(r.reason()).isEqualTo(TerminationReason.NOISE_FLOOR);
    assertThat(r.gradientNorm()).isLessThan(1e-7);
    assertThat(r.value()).isLessThanOrEqualTo(1 + 1e-13);
  }

  @ParameterizedTest
  @EnumSource
  void iterationLimit(SearchKind kind) {
    SearchResult r =
        ClassicFunctions.rosenbrock().minimise(kind.from(new double[] {-1.2, 1}, 1e-10, 3));
    assertThat(r.reason()).isEqualTo(TerminationReason.ITERATION_LIMIT);
    assertThat(r.iterations()).isEqualTo(3);
    assertThat(r.value()).isLessThan(r.startValue());
  }

  @ParameterizedTest
  @EnumSource
  void notFiniteAtTheStart(SearchKind kind) {
    SearchResult r =
        ClassicFunctions.barrier().minimise(kind.from(new double[] {-1, 0}, 1e-10, 100));
    assertThat(r.reason()).isEqualTo(TerminationReason.NOT_FINITE);
    assertThat(r.evaluations()).isEqualTo(1);
    assertThat(r.value()).isNaN();
    assertThat(r.point().values()).containsExactly(-1, 0);
  }

  @ParameterizedTest
  @EnumSource
  void notFiniteOnEveryTrial(SearchKind kind) {
    SearchResult r = FINITE_AT_THE_START.minimise(kind.from(new double[2], 1e-10, 100));
    assertThat(r.reason()).isEqualTo(TerminationReason.NOT_FINITE);
    assertThat(r.value()).isEqualTo(1);
    assertThat(r.point().values()).containsExactly(0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void toleranceMetAtTheStart(SearchKind kind) {
    SearchResult r = ClassicFunctions.doubleWell().minimise(kind.from(new double[2], 1e-10, 100));
    assertThat(r.reason()).isEqualTo(TerminationReason.GRADIENT_TOLERANCE);
    assertThat(r.evaluations()).isEqualTo(1);
    assertThat(r.iterations()).isZero();
  }

  @Test
  void lineSearchFailsWhenTheGradientPointsUphill() {
    Function uphill =
        Function.gradientOnly(
            (x, g) -> {
              g[0] = -2 * x[0];
              return x[0] * x[0];
            });
    SearchResult r = uphill.minimise(SearchKind.LBFGS.from(new double[] {1}, 1e-10, 100));
    assertThat(r.reason()).isEqualTo(TerminationReason.LINE_SEARCH_FAILED);
    assertThat(r.value()).isEqualTo(1);
  }

  @Test
  void noProgressWhereTheSlopeUnderflows() {
    Function tiny =
        Function.gradientOnly(
            (x, g) -> {
              g[0] = 1e-200;
              return 1;
            });
    assertThat(tiny.minimise(SearchKind.LBFGS.from(new double[] {1}, 1e-300, 100)).reason())
        .isEqualTo(TerminationReason.NO_PROGRESS);
  }

  @ParameterizedTest
  @EnumSource(names = {"NEWTON", "NEWTON_CG"})
  void noProgressAtAKink(SearchKind kind) {
    Function kink =
        question -> {
          double x = question.point().values()[0] - 1.0 / 3;
          DenseVector product =
              question.direction() == null ? null : new DenseVector(new double[1]);
          return new Answer(
              Math.abs(x),
              new DenseVector(new double[] {x < 0 ? -1 : 1}),
              product,
              new DenseMatrix(1, 1, new double[1]),
              null);
        };
    SearchResult r = kink.minimise(kind.from(new double[] {5}, 1e-10, 10_000));
    assertThat(r.reason()).isEqualTo(TerminationReason.NO_PROGRESS);
    assertThat(r.value()).isLessThan(1e-12);
  }

  @Test
  void aFunctionWithoutLowerBoundEndsToo() {
    Function slope =
        Function.gradientOnly(
            (x, g) -> {
              g[0] = -1;
              return -x[0];
            });
    SearchResult r = slope.minimise(SearchKind.LBFGS.from(new double[] {1}, 1e-10, 50));
    assertThat(r.reason()).isIn(TerminationReason.ITERATION_LIMIT, TerminationReason.NOT_FINITE);
    assertThat(r.value()).isLessThan(-1e30).isGreaterThan(Double.NEGATIVE_INFINITY);
  }
}
