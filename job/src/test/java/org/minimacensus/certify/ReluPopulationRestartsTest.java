package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
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

/** What restarts on the population loss of relu units end on. */
class ReluPopulationRestartsTest {
  private static List<Endpoint> ends(int k, int restarts, String optimizer) {
    Objective objective = Objective.reluPopulation(k);
    PopulationEvaluator evaluator = new PopulationEvaluator(objective);
    RestartSettings settings = new RestartSettings(optimizer, 1e-10, 200_000, 5.0 / k, false);
    RestartRunner runner =
        new RestartRunner(
            evaluator,
            evaluator,
            PopulationEvaluator::new,
            new FunctionSpaceFloor(0, true),
            settings);
    Initializer xavier = Initializers.named("glorot", 1, 1, 1);
    List<Endpoint> ends = new ArrayList<>();
    for (int i = 0; i < restarts; i++) {
      RandomStream stream = RandomStream.of(5, "theta", i);
      Point start = Point.of(xavier.draw(objective.architecture(), stream));
      ends.add(runner.run(i, stream.seed(), start, StepListener.NONE));
    }

    return ends;
  }

  private static double nearestKnown(Endpoint end, int k) {
    double nearest = Double.NaN;
    for (Known known : ReluPopulationAnswers.all()) {
      boolean nearer = !(Math.abs(known.loss() - end.loss()) >= Math.abs(nearest - end.loss()));
      if (known.units() == k && nearer) {
        nearest = known.loss();
      }
    }

    return nearest;
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 8, 10})
  void everyEndIsAStrictMinimumWithAKnownLoss(int k) {
    TreeSet<Double> losses = new TreeSet<>();
    for (Endpoint end : ends(k, 30, "auto")) {
      double known = nearestKnown(end, k);

      assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.STRICT_MINIMUM);
      assertThat(end.loss()).isCloseTo(known, within(1e-13));
      assertThat(end.hessianZeroModes()).isZero();
      losses.add(known);
    }

    assertThat(losses).contains(0.0);
    assertThat(losses).hasSizeGreaterThanOrEqualTo(k == 6 ? 1 : 2);
  }

  @Test
  void badMinimaArePolishedToTheRoundingOfTheGradient() {
    List<Endpoint> bad = ends(10, 12, "auto").stream().filter(e -> e.loss() > 1e-3).toList();

    assertThat(bad).isNotEmpty();
    assertThat(bad)
        .allSatisfy(
            e -> {
              assertThat(e.gradientNorm()).isLessThan(1e-14);
              assertThat(Arrays.stream(e.parameterError()).max().orElseThrow()).isLessThan(1e-10);
            });
  }

  @Test
  void moreParametersThanAFullHessianHasRoomForAreClassifiedToo() {
    int k = 32;
    PopulationEvaluator evaluator = new PopulationEvaluator(Objective.reluPopulation(k));
    RestartSettings settings = new RestartSettings("auto", 1e-10, 5000, 0.1, false);
    RestartRunner runner =
        new RestartRunner(
            evaluator,
            evaluator,
            PopulationEvaluator::new,
            new FunctionSpaceFloor(0, true),
            settings);
    RandomStream stream = RandomStream.of(5, "near", 0);
    double[] w = new double[k * k];
    for (int i = 0; i < w.length; i++) {
      w[i] = (i % (k + 1) == 0 ? 1 : 0) + 0.01 * stream.nextGaussian();
    }

    Endpoint end = runner.run(0, 1, Point.of(w), StepListener.NONE);

    assertThat(w).hasSizeGreaterThan(RestartRunner.LARGEST_DECOMPOSED);
    assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.STRICT_MINIMUM);
    assertThat(end.loss()).isLessThan(1e-17);
  }

  @Test
  void plainGradientDescentWithThePublishedStepEndsOnKnownMinima() {
    assertThat(ends(9, 5, "gradient-descent"))
        .allSatisfy(
            e -> {
              assertThat(e.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
              assertThat(e.loss()).isCloseTo(nearestKnown(e, 9), within(1e-13));
              assertThat(e.iterations()).isGreaterThan(100);
            });
  }
}
