package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.RichnessEstimate;
import org.minimacensus.richness.RichnessEstimators;

/**
 * Prints, as Markdown, how often the intervals of the estimators of unseen minima hold the truth on
 * known populations, and what false singletons do to the estimates: {@code EstimatorCoverage
 * [--samples 4000] [--seed 1]}; started by {@code bench/estimators.sh}.
 */
public final class EstimatorCoverage {
  private static final List<Population> POPULATIONS =
      List.of(
          Population.equal(50),
          Population.geometric(50, 0.9),
          Population.powerLaw(50, 1),
          Population.powerLaw(50, 2));

  private static final List<Long> SIZES = List.of(50L, 200L, 1000L, 5000L);
  private static final List<Double> FALSE_SHARES = List.of(0.0, 0.005, 0.02);

  private EstimatorCoverage() {}

  public static void main(String[] arguments) {
    BenchArguments given = BenchArguments.parse(Map.of("samples", "4000", "seed", "1"), arguments);
    int samples = given.count("samples");
    long seed = given.number("seed");
    List<IntervalCoverage> figures = new ArrayList<>();
    List<String> heads = new ArrayList<>();
    for (Population population : POPULATIONS) {
      for (long n : SIZES) {
        IntervalCoverage coverage = IntervalCoverage.of(population, n, samples, seed);
        figures.add(coverage);
        heads.add(population.name() + " | " + n + " | " + one(coverage.meanSeen()));
      }
    }

    List<String> estimators = RichnessEstimators.names();
    System.out.printf(
        "%d samples each, seed %d: a standard error of %.2f points at 95 %%, %.2f at 50 %%.%n%n",
        samples, seed, 100 * Math.sqrt(0.95 * 0.05 / samples), 50 / Math.sqrt(samples));
    print(
        "Intervals that hold the number of classes, %",
        heads, figures, estimators, EstimatorCoverage::held);
    print("Mean estimate", heads, figures, estimators, (name) -> c -> one(c.mean(name)));
    List<String> others =
        List.of(
            IntervalCoverage.COVERAGE,
            IntervalCoverage.COVERAGE_BOUND,
            IntervalCoverage.RAREFIED,
            IntervalCoverage.EXTRAPOLATED);
    print(
        "Other intervals that hold their truth, %",
        heads, figures, others, EstimatorCoverage::held);
    falseSingletons(samples, seed);
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The share held, and in brackets the share of samples with an interval where not all have. */
  private static Function<IntervalCoverage, String> held(String name) {
    return c -> {
      double defined = c.defined(name);
      if (defined == 0) {
        return "-";
      }

      String held = one(100 * c.held(name));
      return defined < 1 ? held + " (" + one(100 * defined) + ")" : held;
    };
  }

  private static void print(
      String title,
      List<String> heads,
      List<IntervalCoverage> figures,
      List<String> names,
      Function<String, Function<IntervalCoverage, String>> cell) {
    System.out.println(title + ":\n");
    head("population | n | seen", names);
    for (int i = 0; i < figures.size(); i++) {
      IntervalCoverage figure = figures.get(i);
      List<String> cells = names.stream().map(name -> cell.apply(name).apply(figure)).toList();
      System.out.println("| " + heads.get(i) + " | " + String.join(" | ", cells) + " |");
    }

    System.out.println();
  }

  private static void head(String first, List<String> names) {
    System.out.println("| " + first + " | " + String.join(" | ", names) + " |");
    System.out.println("|" + " --- |".repeat(first.split("\\|").length + names.size()));
  }

  private static void falseSingletons(int samples, long seed) {
    List<String> names = RichnessEstimators.names();
    System.out.println(
        "Mean estimate of 50 classes from 1,000 individuals, some of them strays:\n");
    head("population | strays, % | seen", names);
    for (Population population : POPULATIONS) {
      for (double share : FALSE_SHARES) {
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

        List<String> cells = new ArrayList<>();
        for (int k = 0; k < sums.length; k++) {
          cells.add(one(sums[k] / defined[k]));
        }

        System.out.println(
            "| "
                + population.name()
                + " | "
                + one(100 * share)
                + " | "
                + one(seen / samples)
                + " | "
                + String.join(" | ", cells)
                + " |");
      }
    }
  }
}
