package org.minimacensus.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.AccumulationCurve;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.HillNumbers;
import org.minimacensus.richness.RichnessEstimate;
import org.minimacensus.richness.RichnessEstimator;
import org.minimacensus.richness.RichnessEstimators;
import org.minimacensus.richness.SampleCoverage;

/** How often intervals hold the truth over many samples of a population. */
final class IntervalCoverage {
  /** The names of what is followed besides the registered estimators. */
  static final String COVERAGE = "coverage";

  static final String COVERAGE_BOUND = "coverage-bound";
  static final String RAREFIED = "curve-half";
  static final String EXTRAPOLATED = "curve-double";
  static final String SHANNON = "hill-1";

  private final long individuals;
  private final int samples;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private double seen;

  /** Sums over samples of one estimator. */
  private static final class Tally {
    private long defined;
    private long intervals;
    private long hits;
    private long wholeHits;
    private double sum;

    void add(double value, double low, double high, double truth) {
      defined++;
      sum += value;
      if (!Double.isNaN(low)) {
        intervals++;
        // A truth that an interval ends on is held.
        hits += low <= truth * (1 + 1e-12) && truth * (1 - 1e-12) <= high ? 1 : 0;
        wholeHits += Math.floor(low) <= truth && truth <= Math.ceil(high) ? 1 : 0;
      }
    }
  }

  private IntervalCoverage(long individuals, int samples) {
    this.individuals = individuals;
    this.samples = samples;
  }

  /** Determined by its arguments. */
  static IntervalCoverage of(PopulationFamily family, long individuals, int samples, long seed) {
    IntervalCoverage coverage = new IntervalCoverage(individuals, samples);
    String purpose = family.name() + "/" + individuals;
    for (int i = 0; i < samples; i++) {
      RandomStream random = RandomStream.of(seed, purpose, i);
      Population population = family.member().apply(random);
      coverage.add(population, population.draw(individuals, random));
    }

    return coverage;
  }

  private void add(Population population, long[] hits) {
    FrequencyCounts counts = Population.counts(hits);
    seen += counts.classes();
    for (String name : RichnessEstimators.names()) {
      RichnessEstimator estimator = RichnessEstimators.named(name);
      Optional<RichnessEstimate> estimate = estimator.estimate(counts);
      Tally tally = tally(name);
      estimate.ifPresent(e -> tally.add(e.value(), e.low(), e.high(), population.classes()));
    }

    addCoverage(counts, population.covered(hits));
    addPoint(RAREFIED, AccumulationCurve.at(counts, individuals / 2), population);
    addPoint(EXTRAPOLATED, AccumulationCurve.at(counts, 2 * individuals), population);
    double shannon = HillNumbers.asymptotic(counts, 1).orElseThrow();
    tally(SHANNON).add(shannon, Double.NaN, Double.NaN, population.shannonNumber());
  }

  private void addCoverage(FrequencyCounts counts, double covered) {
    double goodTuring = SampleCoverage.goodTuring(counts).orElseThrow();
    Tally tally = tally(COVERAGE);
    SampleCoverage.interval(counts)
        .ifPresent(interval -> tally.add(goodTuring, interval.low(), interval.high(), covered));
    double bound = SampleCoverage.bound(counts).orElseThrow();
    tally(COVERAGE_BOUND).add(bound, bound, 1, covered);
  }

  private void addPoint(String name, AccumulationCurve.Point p, Population population) {
    tally(name).add(p.classes(), p.low(), p.high(), population.expected(p.individuals()));
  }

  private Tally tally(String name) {
    return tallies.computeIfAbsent(name, n -> new Tally());
  }

  /** Mean number of classes seen. */
  double meanSeen() {
    return seen / samples;
  }

  /** Mean over the samples for which the estimator is defined. */
  double mean(String name) {
    Tally tally = tallies.get(name);
    return tally.sum / tally.defined;
  }

  /** Share of the intervals that hold the truth. */
  double held(String name) {
    Tally tally = tallies.get(name);
    return (double) tally.hits / tally.intervals;
  }

  /** The same of the intervals rounded outwards to whole numbers. */
  double wholeHeld(String name) {
    Tally tally = tallies.get(name);
    return (double) tally.wholeHits / tally.intervals;
  }

  /** Standard error of {@link #held} by the number of samples. */
  double error(String name) {
    double p = held(name);
    return Math.sqrt(p * (1 - p) / tallies.get(name).intervals);
  }

  /** Share of the samples with an interval. */
  double defined(String name) {
    return (double) tallies.get(name).intervals / samples;
  }
}
