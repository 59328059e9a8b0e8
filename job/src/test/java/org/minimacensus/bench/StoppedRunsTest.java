package org.minimacensus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.StoppingRule;
import org.minimacensus.richness.StoppingRules;

/** How often runs end while more is unseen than their rule says. */
class StoppedRunsTest {
  private static final double MOST = 0.1;
  private static final long BUDGET = 4096;
  private static final int SAMPLES = 2000;
  private static final double NOISE = 3 * Math.sqrt(0.05 * 0.95 / SAMPLES);

  private static StoppedRuns runs(String rule, Function<RandomStream, StoppedRuns.Basins> basins) {
    StoppingRule asked = StoppingRules.of(rule, 1 - MOST, 0.95).orElseThrow();
    return StoppedRuns.of(basins, asked, MOST, BUDGET, SAMPLES, 5);
  }

  @Test
  void coverageIsWrongInNoMoreRunsThanItSaysWhateverTheBasins() {
    StoppedRuns.basins(MOST)
        .forEach(
            (name, basins) ->
                assertThat(runs("coverage", basins).wrong())
                    .as(name)
                    .isLessThanOrEqualTo(0.05 + NOISE));
  }

  /** Its looks add up to nearly all of the error where every look has the same chance to err. */
  @Test
  void coverageTakesTheErrorThatItIsGivenFromTheWorstBasins() {
    StoppedRuns worst = runs("coverage", random -> StoppedRuns.endless(MOST * 1.001));
    assertThat(worst.wrong()).isBetween(0.01, 0.05 + NOISE);
    assertThat(worst.stopped()).as("it ends no run rightly").isEqualTo(worst.wrong());
  }

  @Test
  void coverageEndsRunsWithinAFewTimesTheRestartsThatAreNeeded() {
    for (Population population :
        new Population[] {
          Population.equal(50), Population.powerLaw(50, 1), Population.geometric(50, 0.9)
        }) {
      StoppedRuns runs = runs("coverage", random -> StoppedRuns.of(population, 1));
      assertThat(runs.stopped()).as(population.name()).isEqualTo(1);
      assertThat(runs.restarts()).as(population.name()).isBetween(runs.needed(), 5 * runs.needed());
    }
  }

  @Test
  void bayesIsRightForItsPriorAndWrongForSmallBasinsThatItDoesNotExpect() {
    assertThat(runs("bayes", random -> StoppedRuns.of(Population.uniform(8, random), 1)).wrong())
        .isLessThan(0.05);
    assertThat(runs("bayes", random -> StoppedRuns.endless(0.11)).wrong()).isGreaterThan(0.05);
  }
}
