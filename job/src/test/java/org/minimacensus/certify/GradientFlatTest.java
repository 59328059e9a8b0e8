package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Point;

/** Gradients in the kernel of the Hessian. */
class GradientFlatTest {
  private static GradientFlat at(AnalyticEvaluator.Function f, double... x) {
    AnalyticEvaluator evaluator = new AnalyticEvaluator(f);
    Point point = Point.of(x);
    HessianSpectrum spectrum =
        HessianSpectrum.at(evaluator, point, HessianError.entries(evaluator, point));
    return GradientFlat.at(spectrum, evaluator.inspect(point).gradientRounding());
  }

  /** x^2 + s (y + y^3): an inflection with a slope at y = 0. */
  private static AnalyticEvaluator.Function inflection(double s) {
    return (x, g, h) -> {
      g[0] = 2 * x[0];
      g[1] = s * (1 + 3 * x[1] * x[1]);
      h[0] = 2;
      h[3] = 6 * s * x[1];
      return x[0] * x[0] + s * (x[1] + x[1] * x[1] * x[1]);
    };
  }

  @Test
  void anInflectionWithASlopeIsGradientFlat() {
    GradientFlat flat = at(inflection(1e-6), 1e-10, 0);

    assertThat(flat.holds()).isTrue();
    // H g = (2 * 2e-10, 0), |H| = 2, |g| = 1e-6.
    assertThat(flat.ratio()).isCloseTo(2e-4, within(1e-6));
    assertThat(flat.kernelShare()).isCloseTo(1, within(1e-12));
  }

  @Test
  void nextToItTheSlopeHasCurvature() {
    assertThat(at(inflection(1e-6), 1e-10, 0.1).holds()).isFalse();
  }

  @Test
  void aSlopeAlongASteepDirectionIsNot() {
    assertThat(at(inflection(1e-6), 1e-3, 0).holds()).isFalse();
  }

  /** x^2 + e^-y: gradient and curvature die out together, |H g| / (|H| |g|) is 1e-13. */
  @Test
  void aWayToInfinityIsNot() {
    GradientFlat tail =
        at(
            (x, g, h) -> {
              double e = StrictMath.exp(-x[1]);
              g[0] = 2 * x[0];
              g[1] = -e;
              h[0] = 2;
              h[3] = e;
              return x[0] * x[0] + e;
            },
            0,
            29);

    assertThat(tail.ratio()).isLessThan(1e-12);
    assertThat(tail.holds()).isFalse();
  }

  @Test
  void aMinimumHasNoGradientToTell() {
    assertThat(
            at(
                    (x, g, h) -> {
                      g[0] = 2 * x[0];
                      h[0] = 2;
                      return x[0] * x[0];
                    },
                    0,
                    0)
                .holds())
        .isFalse();
  }

  /**
   * A logistic model far on the wrong side of one row, where its loss is straight, and at the
   * minimum of two more rows of opposite labels.
   */
  private static Endpoint misled(double w, int iterations) {
    return new Problem(
            new double[][] {{1, 0}, {0, 1}, {0, 1}},
            new double[][] {{1}, {1}, {-1}},
            Task.BINARY,
            Problem.network(2, List.of(), 1, "tanh", false),
            "logistic",
            0)
        .settings(new RestartSettings("gradient-descent", 1e-10, iterations, 1e-3, false))
        .end(w, 0);
  }

  @Test
  void aSearchThatEndsThereSaysSo() {
    Endpoint e = misled(-100, 5);

    assertThat(e.endpointClass()).isEqualTo(EndpointClass.UNCONVERGED);
    assertThat(e.detail()).as(e.evidence()).isEqualTo("gradient-flat");
    assertThat(e.evidence()).contains("the gradient is in the kernel of the Hessian");
  }

  @Test
  void aSearchThatRunsOutOfStepsElsewhereIsOutOfBudget() {
    assertThat(misled(-1, 5).detail()).isEqualTo("budget");
  }
}
