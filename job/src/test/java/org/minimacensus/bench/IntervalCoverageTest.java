package org.minimacensus.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.FrequencyCounts;

class IntervalCoverageTest {
  private static final int SAMPLES = 1000;

  @Test
  void intervalsHoldEqualClassesAsOftenAsTheySay() {
    IntervalCoverage coverage =
        IntervalCoverage.of(PopulationFamily.of(Population.equal(200)), 200, SAMPLES, 3);
    assertThat(coverage.meanSeen()).isCloseTo(200 * (1 - Math.pow(0.995, 200)), within(0.6));
    for (String name :
        new String[] {
          "chao1", "chao1-classic", IntervalCoverage.COVERAGE, IntervalCoverage.RAREFIED
        }) {
      assertThat(coverage.defined(name)).as(name).isGreaterThan(0.99);
      assertThat(coverage.held(name))
          .as(name)
          .isGreaterThan(0.95 - 3 * Math.sqrt(0.95 * 0.05 / SAMPLES));
    }

    assertThat(coverage.held(IntervalCoverage.COVERAGE_BOUND))
        .isGreaterThan(0.95 - 3 * Math.sqrt(0.95 * 0.05 / SAMPLES));
    assertThat(coverage.mean("chao1")).isCloseTo(200, within(5.0));
    assertThat(coverage.error("chao1")).isBetween(0.001, 0.02);
  }

  @Test
  void lowerBoundsMissVeryUnequalClasses() {
    IntervalCoverage coverage =
        IntervalCoverage.of(PopulationFamily.of(Population.powerLaw(50, 2)), 200, 200, 3);
    assertThat(coverage.mean("chao1")).isLessThan(40);
    assertThat(coverage.held("chao1")).isLessThan(0.9);
  }

  @Test
  void thePosteriorHoldsTheNumberOfClassesOfItsOwnPrior() {
    IntervalCoverage coverage = IntervalCoverage.of(PopulationFamily.uniform(50), 300, 400, 3);
    String name = "boender-rinnooy-kan";
    assertThat(coverage.held(name)).isGreaterThan(0.95 - 3 * Math.sqrt(0.95 * 0.05 / 400));
    // A rounding outwards cannot lose what was held.
    assertThat(coverage.wholeHeld(name)).isGreaterThanOrEqualTo(coverage.held(name));
  }

  @Test
  void figuresAreDeterminedByTheSeed() {
    PopulationFamily population = PopulationFamily.uniform(20);
    IntervalCoverage one = IntervalCoverage.of(population, 60, 50, 4);
    IntervalCoverage two = IntervalCoverage.of(population, 60, 50, 4);
    IntervalCoverage other = IntervalCoverage.of(population, 60, 50, 5);
    assertThat(two.mean("ichao1")).isEqualTo(one.mean("ichao1"));
    assertThat(other.mean("ichao1")).isNotEqualTo(one.mean("ichao1"));
  }

  @Test
  void samplesAreDrawnByTheShares() {
    Population population = Population.powerLaw(4, 1);
    long[] hits = population.draw(100_000, RandomStream.of(1, "draw", 0));
    for (int i = 0; i < 4; i++) {
      double share = 12.0 / 25 / (i + 1);
      assertThat(hits[i] / 100_000.0).isCloseTo(share, within(0.006));
    }

    assertThat(population.covered(new long[] {1, 0, 0, 2})).isCloseTo(0.6, within(1e-12));
    assertThat(population.expected(1)).isCloseTo(1, within(1e-12));
    assertThat(Population.equal(7).shannonNumber()).isCloseTo(7, within(1e-9));
  }

  @Test
  void straysAreSingletons() {
    FrequencyCounts counts =
        Population.equal(5).drawWithFalseSingletons(10_000, 0.01, RandomStream.of(1, "strays", 0));
    assertThat(counts.individuals()).isEqualTo(10_000);
    assertThat(counts.seen(1)).isBetween(60L, 140L);
    assertThat(counts.classes()).isEqualTo(5 + counts.seen(1));
  }
}
