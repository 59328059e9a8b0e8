package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.RichnessEstimate;
import org.minimacensus.richness.RichnessEstimators;
import org.minimacensus.richness.StoppingRule;
import org.minimacensus.richness.StoppingRules;

/**
 * Prints, as Markdown, how often the intervals of the estimators of unseen minima hold the truth on
 * known populations, and what false singletons do to the estimates: {@code EstimatorCoverage
 * [--samples 4000] [--seed 1]}; started by {@code bench/estimators.sh}.
 */
public final class EstimatorCoverage {
  private static final List<Population> FIXED =
      List.of(
          Population.equal(50),
          Population.geometric(50, 0.9),
          Population.powerLaw(50, 1),
          Population.powerLaw(50, 2));

  private static final List<Long> SIZES = List.of(50L, 200L, 1000L, 5000L);
  private static final List<Double> FALSE_SHARES = List.of(0.0, 0.005, 0.02);

  /** Of stopping rules. */
  private static final double TARGET = 0.99;

  private static final double CONFIDENCE = 0.95;
  private static final long BUDGET = 16_384;

  private final int samples;
  private final long seed;

  private EstimatorCoverage(int samples, long seed) {
    this.samples = samples;
    this.seed = seed;
  }

  /** A line of a table: population, individuals, and what was found. */
  private record Line(String head, IntervalCoverage coverage) {}

  public static void main(String[] arguments) {
    BenchArguments given = BenchArguments.parse(Map.of("samples", "4000", "seed", "1"), arguments);
    new EstimatorCoverage(given.count("samples"), given.number("seed")).print();
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%d samples each, seed %d: a standard error of %.2f points at 95 %%, %.2f at 50 %%.%n%n",
        samples,
        seed,
        100 * Math.sqrt(0.95 * 0.05 / samples),
        50 / Math.sqrt(samples));
    List<Line> lines = lines();
    List<String> estimators = RichnessEstimators.names();
    print(
        "Intervals that hold the number of classes, %",
        lines, estimators, (c, name) -> held(c, name, c.held(name)));
    print(
        "The same, rounded outwards to whole numbers, %",
        lines, estimators, (c, name) -> held(c, name, c.wholeHeld(name)));
    print("Mean estimate", lines, estimators, (c, name) -> one(c.mean(name)));
    print(
        "Other intervals that hold their truth, %",
        lines,
        List.of(
            IntervalCoverage.COVERAGE,
            IntervalCoverage.COVERAGE_BOUND,
            IntervalCoverage.RAREFIED,
            IntervalCoverage.EXTRAPOLATED),
        (c, name) -> held(c, name, c.held(name)));
    printFalseSingletons();
    printStopped();
  }

  private List<Line> lines() {
    List<PopulationFamily> families = new ArrayList<>();
    FIXED.forEach(population -> families.add(PopulationFamily.of(population)));
    families.add(PopulationFamily.uniform(50));
    families.add(PopulationFamily.dirichletHalf(30));
    List<Line> lines = new ArrayList<>();
    for (PopulationFamily family : families) {
      for (long n : SIZES) {
        IntervalCoverage coverage = IntervalCoverage.of(family, n, samples, seed);
        lines.add(new Line(family.name() + " | " + n + " | " + one(coverage.meanSeen()), coverage));
      }
    }

    return lines;
  }

  private static String one(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** The share held, and in brackets the share of samples with an interval where not all have. */
  private static String held(IntervalCoverage coverage, String name, double share) {
    double defined = coverage.defined(name);
    String brackets = defined > 0 && defined < 1 ? " (" + one(100 * defined) + ")" : "";
    return one(100 * share) + brackets;
  }

  private static void print(
      String title,
      List<Line> lines,
      List<String> names,
      BiFunction<IntervalCoverage, String, String> cell) {
    System.out.println(title + ":\n");
    head(List.of("population", "n", "seen"), names);
    for (Line line : lines) {
      List<String> cells = names.stream().map(name -> cell.apply(line.coverage, name)).toList();
      System.out.println("| " + line.head + " | " + String.join(" | ", cells) + " |");
    }

    System.out.println();
  }

  private static void head(List<String> first, List<String> names) {
    System.out.println("| " + String.join(" | ", first) + " | " + String.join(" | ", names) + " |");
    System.out.println("|" + " --- |".repeat(first.size() + names.size()));
  }

  private void printFalseSingletons() {
    System.out.println("Mean estimate from 1,000 individuals, some of them strays:\n");
    head(List.of("population", "strays, %", "seen"), RichnessEstimators.names());
    for (Population population : FIXED) {
      for (double share : FALSE_SHARES) {
        System.out.println(
            "| "
                + population.name()
                + " | "
                + one(100 * share)
                + " | "
                + String.join(" | ", meansWithStrays(population, share))
                + " |");
      }
    }
  }

  /** Means of the classes seen and of every estimator, over the samples that it is defined for. */
  private List<String> meansWithStrays(Population population, double share) {
    List<String> names = RichnessEstimators.names();
    double seen = 0;
    double[] sums = new double[names.size()];
    long[] defined = new long[names.size()];
    for (int i = 0; i < samples; i++) {
      RandomStream random = RandomStream.of(seed, population.name() + "/strays/" + share, i);
      FrequencyCounts counts = population.drawWithFalseSingletons(1000, share, random);
      seen += counts.classes();
      for (RichnessEstimate e : RichnessEstimators.estimates(counts)) {
        sums[names.indexOf(e.name())] += e.value();
        defined[names.indexOf(e.name())]++;
      }
    }

    List<String> cells = new ArrayList<>(List.of(one(seen / samples)));
    for (int k = 0; k < sums.length; k++) {
      cells.add(one(sums[k] / defined[k]));
    }

    return cells;
  }

  private void printStopped() {
    int runs = Math.max(1, samples / 4);
    System.out.printf(
        Locale.ROOT,
        "%nRuns of at most %d restarts, ended by a stopping rule with target %s and confidence %s;"
            + " %d each:%n%n",
        BUDGET,
        TARGET,
        CONFIDENCE,
        runs);
    head(
        List.of("basins", "rule"),
        List.of("ended, %", "wrong, %", "unseen, %", "restarts", "restarts needed"));
    StoppedRuns.basins(1 - TARGET)
        .forEach(
            (name, basins) -> {
              for (String rule : List.of("coverage", "bayes")) {
                StoppingRule asked = StoppingRules.of(rule, TARGET, CONFIDENCE).orElseThrow();
                StoppedRuns ended = StoppedRuns.of(basins, asked, 1 - TARGET, BUDGET, runs, seed);
                System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %s |%n",
                    name,
                    rule,
                    one(100 * ended.stopped()),
                    one(100 * ended.wrong()),
                    Double.isNaN(ended.unseen())
                        ? "-"
                        : String.format(Locale.ROOT, "%.2f", 100 * ended.unseen()),
                    one(ended.restarts()),
                    one(ended.needed()));
              }
            });
  }
}
