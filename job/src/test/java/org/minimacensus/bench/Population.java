package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.FrequencyCounts;

/** Classes with known shares, to draw samples from. */
final class Population {
  private final String name;
  private final double[] shares;
  private final double[] cumulative;

  private Population(String name, double[] weights) {
    this.name = name;
    double sum = Arrays.stream(weights).sum();
    shares = Arrays.stream(weights).map(w -> w / sum).toArray();
    cumulative = shares.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
  }

  private static Population of(String name, int classes, IntToDoubleFunction weight) {
    return new Population(name, IntStream.rangeClosed(1, classes).mapToDouble(weight).toArray());
  }

  static Population equal(int classes) {
    return of("equal, " + classes, classes, i -> 1);
  }

  /** Shares that fall by the same factor from class to class. */
  static Population geometric(int classes, double ratio) {
    return of("geometric " + ratio + ", " + classes, classes, i -> StrictMath.pow(ratio, i));
  }

  /** Shares i^-exponent. */
  static Population powerLaw(int classes, double exponent) {
    return of("power law " + exponent + ", " + classes, classes, i -> StrictMath.pow(i, -exponent));
  }

  /** Shares uniform on the simplex. */
  static Population uniform(int classes, RandomStream random) {
    return of("uniform shares, " + classes, classes, i -> -StrictMath.log(1 - random.nextDouble()));
  }

  /** Shares of the Dirichlet distribution with all parameters 1/2, less equal than uniform ones. */
  static Population dirichletHalf(int classes, RandomStream random) {
    return of(
        "Dirichlet 1/2, " + classes,
        classes,
        i -> {
          double z = random.nextGaussian();
          return z * z;
        });
  }

  String name() {
    return name;
  }

  int classes() {
    return shares.length;
  }

  /** Hits of every class among n individuals. */
  long[] draw(long n, RandomStream random) {
    long[] hits = new long[shares.length];
    for (long i = 0; i < n; i++) {
      hits[next(random)]++;
    }

    return hits;
  }

  /** The class of one individual. */
  int next(RandomStream random) {
    int at = Arrays.binarySearch(cumulative, random.nextDouble());
    // The last entry is 1 to rounding only.
    return Math.min(shares.length - 1, at < 0 ? -at - 1 : at + 1);
  }

  /** The part of the population that belongs to a class. */
  double share(int ofClass) {
    return shares[ofClass];
  }

  /**
   * The counts of a sample in which some individuals were taken for classes of their own.
   *
   * @param falseShare chance of each individual to be one of these
   */
  FrequencyCounts drawWithFalseSingletons(long n, double falseShare, RandomStream random) {
    long strays = 0;
    for (long i = 0; i < n; i++) {
      strays += random.nextDouble() < falseShare ? 1 : 0;
    }

    List<Long> hits = new ArrayList<>(seen(draw(n - strays, random)));
    for (long i = 0; i < strays; i++) {
      hits.add(1L);
    }

    return FrequencyCounts.ofHits(hits);
  }

  static FrequencyCounts counts(long[] hits) {
    return FrequencyCounts.ofHits(seen(hits));
  }

  private static List<Long> seen(long[] hits) {
    return Arrays.stream(hits).filter(h -> h > 0).boxed().toList();
  }

  /** Share of the population that belongs to classes with hits. */
  double covered(long[] hits) {
    return IntStream.range(0, hits.length)
        .filter(i -> hits[i] > 0)
        .mapToDouble(i -> shares[i])
        .sum();
  }

  /** Number of classes to expect among m individuals. */
  double expected(long m) {
    return Arrays.stream(shares).map(p -> 1 - StrictMath.pow(1 - p, m)).sum();
  }

  /** Hill number of order 1. */
  double shannonNumber() {
    return StrictMath.exp(-Arrays.stream(shares).map(p -> p * StrictMath.log(p)).sum());
  }
}
