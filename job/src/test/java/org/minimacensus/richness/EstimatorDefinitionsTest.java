package org.minimacensus.richness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

/**
 * The estimators held against what they are defined by, not against their formulas: samples with
 * individuals left out, all samples of a small population with their probabilities, the posterior
 * summed term by term, populations whose answer is known.
 */
class EstimatorDefinitionsTest {
  private static final int SAMPLES = 60;

  /** At least two individuals of few classes. */
  private static long[] hits(int sample) {
    RandomStream random = RandomStream.of(8, "estimator-definitions", sample);
    long[] hits = new long[1 + random.nextInt(7)];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = 1 + (long) random.nextInt(random.nextInt(3) == 0 ? 9 : 3);
    }
    if (hits.length == 1 && hits[0] == 1) {
      hits[0] = 2;
    }

    return hits;
  }

  private static FrequencyCounts counts(long... hits) {
    return FrequencyCounts.ofHits(Arrays.stream(hits).filter(h -> h > 0).boxed().toList());
  }

  private static double value(RichnessEstimator estimator, FrequencyCounts counts) {
    return estimator.estimate(counts).orElseThrow().value();
  }

  /** The mean of a figure over the samples with one individual left out, each as likely. */
  private static double withoutOne(long[] hits, ToDoubleFunction<long[]> figure) {
    double sum = 0;
    for (int i = 0; i < hits.length; i++) {
      if (hits[i] > 0) {
        long[] left = hits.clone();
        left[i]--;
        sum += hits[i] * figure.applyAsDouble(left);
      }
    }

    return sum / Arrays.stream(hits).sum();
  }

  private static double seen(long[] hits) {
    return Arrays.stream(hits).filter(h -> h > 0).count();
  }

  /** Quenouille's jackknife, of the number of classes. */
  @Test
  void theJackknivesAreThoseOfLeavingIndividualsOut() {
    for (int i = 0; i < SAMPLES; i++) {
      long[] hits = hits(i);
      double n = Arrays.stream(hits).sum();
      double all = seen(hits);
      double one = withoutOne(hits, EstimatorDefinitionsTest::seen);
      double two = withoutOne(hits, h -> withoutOne(h, EstimatorDefinitionsTest::seen));
      double first = n * all - (n - 1) * one;
      double second = (n * n * all - 2 * (n - 1) * (n - 1) * one + (n - 2) * (n - 2) * two) / 2;
      String name = Arrays.toString(hits);
      assertThat(value(new Jackknife1(), counts(hits))).as(name).isCloseTo(first, within(1e-9));
      assertThat(value(new Jackknife2(), counts(hits)))
          .as(name)
          .isCloseTo(Math.max(all, second), within(1e-9));
    }
  }

  @Test
  void theCurveOfASampleIsTheMeanOfTheCurvesOfItsParts() {
    for (int i = 0; i < SAMPLES; i++) {
      long[] hits = hits(i);
      for (long m = 1; m < Arrays.stream(hits).sum(); m++) {
        long size = m;
        assertThat(AccumulationCurve.at(counts(hits), m).classes())
            .as("%s at %d", Arrays.toString(hits), m)
            .isCloseTo(
                withoutOne(hits, h -> AccumulationCurve.at(counts(h), size).classes()),
                within(1e-12));
      }
    }
  }

  /** A figure of one sample, and its mean over all samples of n from these shares. */
  private static double expected(double[] shares, int n, ToDoubleFunction<FrequencyCounts> figure) {
    return expected(shares, new long[shares.length], 0, n, 1, figure);
  }

  private static double expected(
      double[] shares,
      long[] hits,
      int first,
      int left,
      double weight,
      ToDoubleFunction<FrequencyCounts> figure) {
    if (first == shares.length - 1) {
      hits[first] = left;
      double p = weight * Math.pow(shares[first], left);
      return p * figure.applyAsDouble(counts(hits));
    }

    double sum = 0;
    double p = weight;
    for (int h = 0; h <= left; h++) {
      hits[first] = h;
      sum += expected(shares, hits, first + 1, left - h, p, figure);
      // C(left, h) shares^h.
      p *= shares[first] * (left - h) / (h + 1);
    }
    return sum;
  }

  @Test
  void figuresThatAreUnbiasedHaveTheMeanOfThePopulation() {
    double[] shares = {0.5, 0.2, 0.15, 0.1, 0.05};
    int n = 7;
    assertThat(expected(shares, n, c -> 1)).isCloseTo(1, within(1e-12));
    for (int m = 1; m <= n; m++) {
      int size = m;
      double classes = Arrays.stream(shares).map(p -> 1 - Math.pow(1 - p, size)).sum();
      assertThat(expected(shares, n, c -> AccumulationCurve.at(c, size).classes()))
          .as("m = %d", m)
          .isCloseTo(classes, within(1e-12));
    }

    // Turing: f1/n is as large on average as the share unseen after n - 1 individuals.
    double unseen = Arrays.stream(shares).map(p -> p * Math.pow(1 - p, n - 1)).sum();
    assertThat(expected(shares, n, c -> SampleCoverage.goodTuring(c).orElseThrow()))
        .isCloseTo(1 - unseen, within(1e-12));
    double simpson = Arrays.stream(shares).map(p -> p * p).sum();
    assertThat(
            expected(
                shares,
                n,
                c -> {
                  var order2 = HillNumbers.asymptotic(c, 2);
                  return order2.isPresent() ? 1 / order2.getAsDouble() : 0;
                }))
        .isCloseTo(simpson, within(1e-12));
  }

  /** Chao 1984: on average no more than there are, whatever the shares, where n is not tiny. */
  @Test
  void chao1IsALowerBoundOnAverage() {
    for (double[] shares :
        List.of(
            new double[] {0.2, 0.2, 0.2, 0.2, 0.2},
            new double[] {0.5, 0.2, 0.15, 0.1, 0.05},
            new double[] {0.9, 0.04, 0.03, 0.02, 0.01})) {
      for (int n = 2; n <= 14; n += 3) {
        double mean = expected(shares, n, c -> value(new Chao1(), c));
        double seen = expected(shares, n, FrequencyCounts::classes);
        assertThat(mean).as("%s, n = %d", Arrays.toString(shares), n).isBetween(seen, 5.0);
      }
    }
  }

  /**
   * Classes of equal shares are Poisson: with lambda = 2, f_k = M lambda^k / k!, as whole numbers
   * for M = 45. Then M are unseen.
   */
  @Test
  void equalSharesAreEstimatedRight() {
    Map<Long, Long> poisson = Map.of(1L, 90L, 2L, 90L, 3L, 60L, 4L, 30L, 5L, 12L, 6L, 4L);
    FrequencyCounts counts = FrequencyCounts.ofClassesByHits(poisson);
    double there = counts.classes() + 45;
    assertThat(value(new Chao1Classic(), counts)).isEqualTo(there);
    assertThat(value(new Chao1(), counts)).isCloseTo(there, within(1.0));
    assertThat(value(new IChao1(), counts)).isCloseTo(there, within(1.0));
    assertThat(value(new Ace(), counts)).isCloseTo(there, within(3.0));
    assertThat(Chao1SingletonRobust.singletons(counts)).isEqualTo(90);
    assertThat(HillNumbers.asymptotic(counts, 0).getAsDouble()).isCloseTo(there, within(1.0));
    // Twice as many singletons as there should be: the robust estimate does not move.
    FrequencyCounts noisy =
        FrequencyCounts.ofClassesByHits(
            Map.of(1L, 180L, 2L, 90L, 3L, 60L, 4L, 30L, 5L, 12L, 6L, 4L));
    assertThat(value(new Chao1SingletonRobust(), noisy))
        .isEqualTo(value(new Chao1SingletonRobust(), counts));
    assertThat(value(new Chao1(), noisy)).isGreaterThan(there + 200);
  }

  /** P(K = k) of S = 3 classes seen in n = 9, from factorials, summed far into its tail. */
  @Test
  void thePosteriorOfBoenderAndRinnooyKanIsThatOfItsPrior() {
    int s = 3;
    int n = 9;
    FrequencyCounts counts = counts(4, 3, 2);
    double all = 0;
    double mean = 0;
    double share = 0;
    List<Double> terms = new ArrayList<>();
    for (int k = s; k < 40_000; k++) {
      // C(k, S) / C(k + n - 1, n).
      double term = 1;
      for (int i = 0; i < s; i++) {
        term *= (k - i) / (double) (s - i);
      }
      for (int i = 0; i < n; i++) {
        term *= (n - i) / (double) (k + n - 1 - i);
      }

      terms.add(term);
      all += term;
      mean += k * term;
      // Given K, the shares are Dirichlet(1 + hits): the mean of the unseen ones' is (k-S)/(n+k).
      share += (k - s) / (double) (n + k) * term;
    }

    mean /= all;
    assertThat(value(new BoenderRinnooyKan(), counts)).isCloseTo(mean, within(1e-6));
    assertThat(BoenderRinnooyKan.unseenVolume(counts).orElseThrow())
        .isCloseTo(share / all, within(1e-9));
    assertThat(BoenderRinnooyKan.allFound(counts).orElseThrow())
        .isCloseTo(terms.get(0) / all, within(1e-9));
    RichnessEstimate estimate = new BoenderRinnooyKan().estimate(counts).orElseThrow();
    assertThat(below(terms, all, estimate.low() - s)).isLessThan(0.025);
    assertThat(below(terms, all, estimate.low() - s + 1)).isGreaterThanOrEqualTo(0.025);
    assertThat(below(terms, all, estimate.high() - s)).isLessThan(0.975);
    assertThat(below(terms, all, estimate.high() - s + 1)).isGreaterThanOrEqualTo(0.975);
  }

  private static double below(List<Double> terms, double all, double end) {
    return terms.stream().limit((long) end).mapToDouble(t -> t).sum() / all;
  }

  /** Two populations alike, with no class in common, have twice the classes. */
  @Test
  void twoSamplesAlikeOfClassesApartHaveTwiceTheDiversity() {
    for (int i = 0; i < SAMPLES; i++) {
      long[] hits = hits(i);
      FrequencyCounts once = counts(hits);
      List<Long> both = new ArrayList<>(Arrays.stream(hits).boxed().toList());
      Arrays.stream(hits).forEach(both::add);
      FrequencyCounts twice = FrequencyCounts.ofHits(both);
      for (int order = 0; order <= 2; order++) {
        assertThat(HillNumbers.observed(twice, order).orElseThrow())
            .isCloseTo(2 * HillNumbers.observed(once, order).orElseThrow(), within(1e-9));
      }

      assertThat(SampleCoverage.goodTuring(twice)).isEqualTo(SampleCoverage.goodTuring(once));
      if (once.seen(2) > 0) {
        assertThat(value(new Chao1Classic(), twice))
            .isCloseTo(2 * value(new Chao1Classic(), once), within(1e-9));
      }
    }
  }

  /** Classes dealt out to parts, as a count of many endpoints does, and their f_k added. */
  @Test
  void theCountsOfPartsAddUpToThoseOfTheWhole() {
    for (int i = 0; i < SAMPLES; i++) {
      long[] hits = hits(i);
      Map<Long, Long> sum = new java.util.TreeMap<>();
      for (int part = 0; part < 3; part++) {
        List<Long> own = new ArrayList<>();
        for (int c = part; c < hits.length; c += 3) {
          own.add(hits[c]);
        }
        FrequencyCounts.ofHits(own).classesByHits().forEach((k, f) -> sum.merge(k, f, Long::sum));
      }

      FrequencyCounts merged = FrequencyCounts.ofClassesByHits(sum);
      assertThat(merged).hasToString(counts(hits).toString());
      assertThat(RichnessEstimators.estimates(merged))
          .isEqualTo(RichnessEstimators.estimates(counts(hits)));
    }
  }

  /** Every individual seen twice more: nothing is a singleton, nothing is thought unseen. */
  @Test
  void coverageFallsWithEverySingletonAndRisesWithEveryRepeat() {
    for (int i = 0; i < SAMPLES; i++) {
      long[] hits = hits(i);
      long[] more = Arrays.copyOf(hits, hits.length + 1);
      more[hits.length] = 1;
      long[] repeated = hits.clone();
      repeated[0] += 1;
      double before = SampleCoverage.chao(counts(hits)).orElseThrow();
      String name = Arrays.toString(hits);
      assertThat(SampleCoverage.chao(counts(more)).orElseThrow())
          .as(name)
          .isLessThanOrEqualTo(before);
      assertThat(SampleCoverage.goodTuring(counts(repeated)).orElseThrow())
          .as(name)
          .isGreaterThanOrEqualTo(SampleCoverage.goodTuring(counts(hits)).orElseThrow());
      assertThat(before).isBetween(0.0, 1.0);
    }
  }
}
