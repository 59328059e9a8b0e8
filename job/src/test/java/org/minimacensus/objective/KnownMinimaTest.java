package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.KnownAnswers;
import org.minimacensus.KnownAnswers.KnownMinimum;

/** Our objective at the known minima: their losses, and no gradient. */
class KnownMinimaTest {
  static List<Path> confs() throws IOException {
    return KnownStudy.confs();
  }

  @ParameterizedTest
  @MethodSource("confs")
  void knownMinimaHaveTheirLossAndNoGradient(Path file) throws IOException {
    KnownStudy study = KnownStudy.of(file);
    Evaluator evaluator = new LocalEvaluator(study.objective(), study.data());

    List<KnownMinimum> minima = KnownAnswers.read(study.reference()).minima("plain");

    assertThat(minima).isNotEmpty();
    for (KnownMinimum minimum : minima) {
      double[] theta = minimum.theta().stream().mapToDouble(Double::doubleValue).toArray();
      Answer answer = evaluator.evaluate(Question.hessian(Point.of(theta)));
      double curvature = Arrays.stream(answer.hessian().values()).map(Math::abs).max().orElse(0);
      double size = Arrays.stream(theta).map(Math::abs).max().orElse(0);

      assertThat(answer.value()).isCloseTo(minimum.loss(), within(1e-14 * (1 + minimum.loss())));
      double slope = Arrays.stream(answer.gradient().values()).map(Math::abs).max().orElse(0);
      assertThat(slope)
          .as("largest gradient entry")
          .isLessThan(1e-15 * (1 + curvature * (1 + size)));
    }
  }
}
