package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minimacensus.objective.DerivativesTest.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * A sub-optimal local minimum built after Ding, Li and Sun (2019): two equal tanh units on 8 rows,
 * all facts known from an independent computation.
 */
class KnownPointTest {
  private static final double[] THETA = DingLiSun.minimum();
  private static final double[] EIGENVALUES = {
    0,
    0.0037499763678695867,
    0.003749976367871169,
    0.04414528077865245,
    1.5348734436250147,
    10.832092407628767
  };

  private static Objective plain() {
    Architecture a =
        new Architecture(
            1,
            List.of(2),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            false,
            false);
    return Objective.plain(a, Losses.named("squared", 0), Reduction.SUM, 0);
  }

  @Test
  void lossGradientAndSpectrumAreTheKnownOnes() {
    LocalEvaluator evaluator = new LocalEvaluator(plain(), DingLiSun.data());
    Answer answer = evaluator.evaluate(Question.hessian(Point.of(THETA)));
    assertThat(answer.value()).isCloseTo(0.5, within(1e-15));
    double[] bounds = evaluator.inspect(Point.of(THETA)).gradientRounding();

    for (int i = 0; i < THETA.length; i++) {
      assertThat(Math.abs(answer.gradient().apply(i)))
          .isLessThan(3e-15)
          .isLessThanOrEqualTo(bounds[i] + 1e-15);
    }

    double[] eigenvalues = SymmetricEigen.of(answer.hessian()).values();

    for (int i = 0; i < EIGENVALUES.length; i++) {
      assertThat(eigenvalues[i]).isCloseTo(EIGENVALUES[i], within(2e-14));
    }

    assertThat(FunctionSpaceFloor.of(DingLiSun.data(), plain().loss(), Reduction.SUM))
        .isEqualTo(new FunctionSpaceFloor(0, true));
  }

  /**
   * With a = 0 the derivative by a is sum_i c_i exp(w x_i + b); here it is not 0, so the extended
   * point is no minimum.
   */
  @Test
  void addedNeuronSeesADescent() {
    Objective augmented = plain().augmented(Augmentations.named("output-neuron", 0.1));
    LocalEvaluator evaluator = new LocalEvaluator(augmented, DingLiSun.data());
    double[] raw = {0, 0.3, -0.2};
    double[] origins = evaluator.chartOrigins(raw);
    assertThat(origins).containsExactly(2.6686889741078814);
    double byA =
        evaluator
            .evaluate(Question.gradient(augmented.point(THETA, raw, origins)))
            .gradient()
            .apply(THETA.length);
    double factor = Elementary.exp(0.3 * origins[0] - 0.2);
    assertThat(byA * factor).isCloseTo(-0.010747975662287801, within(1e-14));
  }
}
