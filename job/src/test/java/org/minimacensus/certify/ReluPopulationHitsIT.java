package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.model.Initializer;
import org.minimacensus.model.Initializers;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.PopulationEvaluator;
import org.minimacensus.objective.ReluPopulationAnswers;
import org.minimacensus.objective.ReluPopulationAnswers.Known;
import org.minimacensus.optimize.StepListener;

/**
 * How often the minima of relu units that learn from relu units are hit, by the protocols of Safran
 * and Shamir: nothing but the number of restarts makes these long.
 */
@Tag("nightly")
class ReluPopulationHitsIT {
  private static final int PUBLISHED_RUNS = 500;

  /** Losses of one minimum agree to this. */
  private static final double SAME = 1e-9;

  /** Hits by loss on a grid of {@link #SAME}. */
  private static Map<Long, Integer> hits(int k, int restarts, RestartSettings settings) {
    Objective objective = Objective.reluPopulation(k);
    PopulationEvaluator evaluator = new PopulationEvaluator(objective);
    RestartRunner runner =
        new RestartRunner(
            evaluator,
            evaluator,
            PopulationEvaluator::new,
            new FunctionSpaceFloor(0, true),
            settings);
    Initializer xavier = Initializers.named("glorot", 1, 1, 1);
    Map<Long, Integer> hits = new TreeMap<>();
    for (int i = 0; i < restarts; i++) {
      RandomStream stream = RandomStream.of(2020, "theta", i);
      Point start = Point.of(xavier.draw(objective.architecture(), stream));
      Endpoint end = runner.run(i, stream.seed(), start, StepListener.NONE);
      assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.STRICT_MINIMUM);
      hits.merge(Math.round(end.loss() / SAME), 1, Integer::sum);
    }

    return hits;
  }

  private static int hitsOf(Map<Long, Integer> hits, Known known) {
    long cell = Math.round(known.loss() / SAME);
    int sum = 0;
    for (long near = cell - 1; near <= cell + 1; near++) {
      sum += hits.getOrDefault(near, 0);
    }

    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9, 10, 11, 12})
  void gradientDescentHitsTheMinimaAsOftenAsPublished(int k) {
    RestartSettings settings =
        new RestartSettings("gradient-descent", 1e-12, 200_000, 5.0 / k, false);
    Map<Long, Integer> hits = hits(k, PUBLISHED_RUNS, settings);
    for (Known known : ReluPopulationAnswers.published(k)) {
      int found = hitsOf(hits, known);
      double p = (found + known.hits()) / (2.0 * PUBLISHED_RUNS);
      // The difference of two binomial counts within 3.3 deviations (level 0.999), and one for
      // counts being whole.
      double width = 1 + 3.3 * Math.sqrt(2 * PUBLISHED_RUNS * p * (1 - p));

      assertThat((double) found)
          .as("hits of the minimum of loss %s, published %s", known.loss(), known.hits())
          .isBetween(known.hits() - width, known.hits() + width);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9, 10, 11, 12})
  void quasiNewtonRestartsFindEveryPublishedMinimum(int k) {
    Map<Long, Integer> hits = hits(k, 5000, new RestartSettings("auto", 1e-10, 5000, 0.1, false));

    assertThat(ReluPopulationAnswers.published(k))
        .allSatisfy(
            known -> assertThat(hitsOf(hits, known)).as("loss %s", known.loss()).isPositive());
  }
}
