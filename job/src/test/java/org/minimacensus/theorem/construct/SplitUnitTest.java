package org.minimacensus.theorem.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitUnitTest {
  private static Constructed made(Map<String, String> options) {
    Construction kind = Constructions.named("split-unit");
    return kind.build(OptionValues.of(kind, options));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> checked(Constructed made) {
    return (List<Map<String, Object>>) made.facts().get("checked");
  }

  /** v sum r x^2 sigma''(w x), with the function of the JDK. */
  private static double curvature(Constructed made) {
    double[] narrow = (double[]) made.facts().get("narrower_theta");
    double sum = 0;
    for (int i = 0; i < made.problem().inputs().length; i++) {
      double x = made.problem().inputs()[i][0];
      double t = StrictMath.tanh(narrow[0] * x);
      double r = narrow[1] * t - made.problem().targets()[i][0];
      sum += narrow[1] * r * x * x * -2 * t * (1 - t * t);
    }

    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4"})
  void oneSideHasMinimaTheOtherSaddles(String seed) {
    Constructed made = made(Map.of("--seed", seed));
    double[] curvature = (double[]) made.facts().get("curvature_eigenvalues");

    assertThat(curvature).hasSize(1);
    assertThat(curvature[0]).isCloseTo(curvature(made), within(1e-10 * Math.abs(curvature[0])));
    for (Map<String, Object> at : checked(made)) {
      double gamma = (double) at.get("gamma");
      boolean minimum = gamma * (1 - gamma) * curvature[0] > 0;
      assertThat(at.get("class"))
          .as("gamma %s", gamma)
          .isEqualTo(minimum ? "degenerate-minimum" : "saddle");
      assertThat(at.get("zero_modes")).isEqualTo(1);
    }
  }

  @Test
  void anIndefiniteCurvatureHasSaddlesOnly() {
    Constructed made = made(Map.of("--inputs", "2", "--curvature", "indefinite"));
    double[] curvature = (double[]) made.facts().get("curvature_eigenvalues");

    assertThat(curvature[0]).isNegative();
    assertThat(curvature[1]).isPositive();
    assertThat(made.known().orElseThrow().endpointClass()).isEqualTo("saddle");
    assertThat(checked(made)).allMatch(at -> at.get("class").equals("saddle"));
    assertThat(made.facts().get("minima_for")).isEqualTo("none");
  }

  @Test
  void anAskedGammaIsTaken() {
    Constructed minimum = made(Map.of());
    double other = minimum.facts().get("minima_for").equals("0 < gamma < 1") ? 2 : 0.25;
    Constructed saddle = made(Map.of("--gamma", String.valueOf(other)));

    assertThat(saddle.facts()).containsEntry("gamma", other);
    assertThat(saddle.known().orElseThrow().endpointClass()).isEqualTo("saddle");
    assertThat(saddle.known().orElseThrow().loss())
        .isCloseTo(minimum.known().orElseThrow().loss(), within(1e-12));
  }
}
