package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.twosample.PermutationTest;
import org.minimacensus.twosample.Statistic;
import org.minimacensus.twosample.Statistics;
import org.minimacensus.twosample.TwoSampleTable;

/**
 * Permutation tests of what two independent runs are like as a whole, under one objective: classes,
 * basin frequencies, minima that only one of them has, estimated richness, and the effort and the
 * precision of the searches.
 */
final class RunTrials {
  /** Tests of an objective. */
  static final int TESTS = 7;

  /** Values are compared by rank in at most as many groups of about equal size. */
  private static final int RANK_GROUPS = 200;

  private final ObjectivePair pair;
  private final Samples samples;
  private final long draws;
  private final long seed;
  private final List<Trial> trials = new ArrayList<>();

  private RunTrials(ObjectivePair pair, Samples samples, long draws, long seed) {
    this.pair = pair;
    this.samples = samples;
    this.draws = draws;
    this.seed = seed;
  }

  /**
   * @param draws of a test at most
   * @param seed of the draws
   */
  static List<Trial> of(ObjectivePair pair, Samples samples, long draws, long seed) {
    RunTrials t = new RunTrials(pair, samples, draws, seed);
    if (samples.independent()) {
      t.classes();
      t.basins();
      t.ranks(Kinds.EVALUATIONS, samples, EndpointFact::evaluations);
      t.ranks(Kinds.GRADIENT_NORM, onMinima(samples), EndpointFact::gradientNorm);
    }

    return t.trials;
  }

  private static Samples onMinima(Samples all) {
    return new Samples(
        all.first().stream().filter(e -> e.fact().endpointClass().isMinimum()).toList(),
        all.second().stream().filter(e -> e.fact().endpointClass().isMinimum()).toList(),
        List.of());
  }

  private double pValue(String kind, TwoSampleTable table, Statistic statistic) {
    RandomStream random = RandomStream.of(seed, "compare " + kind + " of " + pair.objective(), 0);
    return PermutationTest.pValue(table, statistic, draws, random);
  }

  private void add(String kind, double baseline, double candidate, double p, Direction direction) {
    trials.add(
        new Trial(
            pair.objective(),
            kind,
            "",
            Trial.PERMUTATION,
            baseline,
            candidate,
            p,
            1 / (draws + 1.0),
            direction));
  }

  private void classes() {
    TreeMap<String, long[]> counts = new TreeMap<>();
    count(counts, samples.first(), 0);
    count(counts, samples.second(), 1);
    TwoSampleTable table =
        new TwoSampleTable(
            counts.values().stream().mapToLong(c -> c[0]).toArray(),
            counts.values().stream().mapToLong(c -> c[1]).toArray());
    double p = pValue(Kinds.CLASSES, table, Statistics.chiSquare());
    add(Kinds.CLASSES, table.firstSize(), table.secondSize(), p, Direction.OTHER);
  }

  private static void count(
      TreeMap<String, long[]> counts, List<ObjectivePair.Ended> sample, int which) {
    for (ObjectivePair.Ended e : sample) {
      String name =
          e.fact().detail().isEmpty() ? e.fact().endpointClass().label() : e.fact().detail();
      counts.computeIfAbsent(name, k -> new long[2])[which]++;
    }
  }

  /** Minima come first, then valleys, then all restarts on neither; those without hits are not. */
  private void basins() {
    List<Basin> basins = pair.basins();
    long[] inFirst = ShareTrials.hits(samples.first(), basins.size());
    long[] inSecond = ShareTrials.hits(samples.second(), basins.size());
    int[] hit =
        IntStream.range(0, basins.size()).filter(b -> inFirst[b] + inSecond[b] > 0).toArray();
    int minima = (int) IntStream.of(hit).filter(b -> basins.get(b).minimum()).count();
    LongStream first = IntStream.of(hit).mapToLong(b -> inFirst[b]);
    LongStream second = IntStream.of(hit).mapToLong(b -> inSecond[b]);
    long[] row = withRest(first, samples.first());
    TwoSampleTable table = new TwoSampleTable(row, withRest(second, samples.second()));
    double p = pValue(Kinds.BASINS, table, Statistics.chiSquare());
    add(Kinds.BASINS, table.firstSize(), table.secondSize(), p, Direction.OTHER);
    double added = Statistics.newInSecond(minima).of(table, row);
    double lost = Statistics.lostFromFirst(minima).of(table, row);
    double pNew = pValue(Kinds.NEW_MINIMA, table, Statistics.newInSecond(minima));
    double pLost = pValue(Kinds.LOST_MINIMA, table, Statistics.lostFromFirst(minima));
    add(Kinds.NEW_MINIMA, lost, added, pNew, Direction.OTHER);
    add(Kinds.LOST_MINIMA, lost, added, pLost, Direction.OTHER);
    double gain = pValue(Kinds.RICHNESS + " gain", table, Statistics.richnessGain(minima));
    double loss = pValue(Kinds.RICHNESS + " loss", table, Statistics.richnessLoss(minima));
    add(
        Kinds.RICHNESS,
        Statistics.richnessOfFirst(table, row, minima),
        Statistics.richnessOfSecond(table, row, minima),
        Math.min(1, 2 * Math.min(gain, loss)),
        Direction.OTHER);
  }

  private static long[] withRest(LongStream hits, List<ObjectivePair.Ended> sample) {
    return LongStream.concat(hits, LongStream.of(Samples.count(sample, e -> e.basin() < 0)))
        .toArray();
  }

  private void ranks(String kind, Samples some, ToDoubleFunction<EndpointFact> value) {
    double[] first = sorted(some.first(), value);
    double[] second = sorted(some.second(), value);
    if (first.length == 0 || second.length == 0) {
      return;
    }

    double[] ends = groups(first, second);
    TwoSampleTable table = new TwoSampleTable(counts(first, ends), counts(second, ends));
    double p = pValue(kind, table, Statistics.rankSum());
    boolean more = Statistics.rankExcess(table, counts(first, ends)) < 0;
    add(kind, median(first), median(second), p, Direction.ofMore(more));
  }

  private static double[] sorted(
      List<ObjectivePair.Ended> some, ToDoubleFunction<EndpointFact> value) {
    return some.stream()
        .mapToDouble(e -> value.applyAsDouble(e.fact()))
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /** The largest values of the groups, ascending; equal values are in one group. */
  private static double[] groups(double[] first, double[] second) {
    double[] all = Stream.of(first, second).flatMapToDouble(Arrays::stream).sorted().toArray();
    int groups = Math.min(RANK_GROUPS, all.length);
    double[] ends = new double[groups];
    for (int g = 0; g < groups; g++) {
      ends[g] = all[(int) ((g + 1L) * all.length / groups) - 1];
    }

    return Arrays.stream(ends).distinct().toArray();
  }

  private static long[] counts(double[] sorted, double[] ends) {
    long[] counts = new long[ends.length];
    int group = 0;
    for (double v : sorted) {
      while (v > ends[group]) {
        group++;
      }

      counts[group]++;
    }

    return counts;
  }
}
