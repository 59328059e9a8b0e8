package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

/** Passages through infinity of units that fade to the second order. */
class InfinityCrossingTest {
  private static final Path DATA = Path.of("..", "data", "softplus-channels.csv");

  /** Where L-BFGS stops after 20,000 iterations: unit 2 fades, units 1 and 3 take its line over. */
  private static final double[] STOPPED = {
    2.1440423416555308, -0.691854639611165, -0.03214338352709292, 0.010201748182080361,
    -2.107199466696059, 0.6439082495308142, 2.203344297467915, -0.027668036497639537,
    -2.175838468990995, -61.4432554317164, -8482.22775400433, 67.40689301753926, 5897.41947656096
  };

  private static LimitStudy study() {
    try (Stream<String> lines = Files.lines(DATA)) {
      List<double[]> rows =
          lines
              .map(l -> Stream.of(l.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toList();
      double[][] x = rows.stream().map(r -> new double[] {r[0], r[1]}).toArray(double[][]::new);
      double[][] y = rows.stream().map(r -> new double[] {r[2]}).toArray(double[][]::new);
      return new LimitStudy(x, y, "squared", LimitStudy.network(2, "softplus", 3, true, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRunGoesThroughInfinityToALowerLossAndEndsOnAMinimum() {
    LimitStudy study = study();
    SearchBudget budget = new SearchBudget(LimitStudy.SETTINGS, StepListener.NONE);
    Point at = Point.of(STOPPED);
    UnitLimits limits = study.limits();
    Optional<DeeperSearch.Outcome> outcome =
        InfinityCrossing.from(study.evaluator, limits.runaway(at, budget), at, budget);

    assertThat(outcome).isPresent();
    double before = study.loss(STOPPED);
    assertThat(outcome.get().at().value()).isLessThan(before * (1 - 1e-3));
    assertThat(study.evaluator.evaluate(Question.value(outcome.get().at().point())).value())
        .isEqualTo(outcome.get().at().value());
    assertThat(outcome.get().words()).contains("unit 2 turned round");

    Endpoint end = study.end(1, STOPPED);
    // The lowest strict minimum of this network (docs/studies/channels.md), times the 120 rows.
    assertThat(end.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
    assertThat(end.loss() / 120).isCloseTo(0.003897, within(1e-6));
  }
}
