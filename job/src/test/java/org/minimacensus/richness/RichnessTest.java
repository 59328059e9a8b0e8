package org.minimacensus.richness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RichnessTest {
  private static FrequencyCounts hits(long... hits) {
    return FrequencyCounts.ofHits(Arrays.stream(hits).boxed().toList());
  }

  private static RichnessEstimate chao1(long... hits) {
    return RichnessEstimators.named("chao1").estimate(hits(hits)).orElseThrow();
  }

  @Test
  void frequenciesAreCountedFromHits() {
    FrequencyCounts counts = hits(1, 3, 1, 2, 1, 3);
    assertThat(counts.individuals()).isEqualTo(11);
    assertThat(counts.classes()).isEqualTo(6);
    assertThat(counts.seen(1)).isEqualTo(3);
    assertThat(counts.seen(2)).isEqualTo(1);
    assertThat(counts.seen(4)).isZero();
    assertThat(counts.classesByHits()).containsOnlyKeys(1L, 2L, 3L);
  }

  @Test
  void singletonsCanBeLeftOut() {
    FrequencyCounts counts = hits(1, 1, 1, 2, 5);
    assertThat(counts.withFewerSingletons(0)).hasToString(counts.toString());
    assertThat(counts.withFewerSingletons(2)).hasToString(hits(1, 2, 5).toString());
    assertThat(counts.withFewerSingletons(3)).hasToString(hits(2, 5).toString());
    assertThatThrownBy(() -> counts.withFewerSingletons(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the singletons to leave out must be in 0..3 (f_1), were 4");
    assertThatThrownBy(() -> counts.withFewerSingletons(-1)).hasMessageContaining("were -1");
  }

  @Test
  void countsAreShownByHits() {
    assertThat(hits(1, 1, 1, 2, 5)).hasToString("n = 10, S = 5, f = {1=3, 2=1, 5=1}");
  }

  @Test
  void nothingSeenHasNoEstimateAndNoCoverage() {
    assertThat(RichnessEstimators.estimates(hits())).isEmpty();
    assertThat(SampleCoverage.goodTuring(hits())).isEmpty();
    assertThat(SampleCoverage.chao(hits())).isEmpty();
  }

  @Test
  void aSingleIndividualCoversNothing() {
    assertThat(SampleCoverage.goodTuring(hits(1))).hasValue(0);
    assertThat(SampleCoverage.chao(hits(1))).hasValue(0);
    RichnessEstimate estimate = chao1(1);
    assertThat(estimate.value()).isEqualTo(1);
    assertThat(estimate.low()).isEqualTo(1);
    assertThat(estimate.high()).isGreaterThanOrEqualTo(1).isFinite();
  }

  @Test
  void chao1EqualsObservedWhenNoSingletons() {
    assertThat(chao1(2, 2, 5).value()).isEqualTo(3);
    assertThat(chao1(7, 9).value()).isEqualTo(2);
    assertThat(SampleCoverage.chao(hits(2, 2, 5))).hasValue(1);
    // The form without doubletons has the denominator (n-1)(f1-1) + 2, 0 here.
    assertThat(SampleCoverage.chao(hits(3))).hasValue(1);
  }

  @Test
  void oneSingletonWithDoubletonsHasTheIntervalOfNothingUnseen() {
    // f1 (f1 - 1) = 0, so that the log-normal form would divide by zero.
    RichnessEstimate estimate = chao1(1, 2, 2, 6);
    assertThat(estimate.value()).isEqualTo(4);
    assertThat(estimate.low()).isEqualTo(4);
    assertThat(estimate.high()).isBetween(4.0, 7.0);
  }

  @Test
  void intervalHoldsTheEstimateAndNeverFallsBelowTheObserved() {
    for (int singletons = 0; singletons < 40; singletons++) {
      for (int doubletons = 0; doubletons < 10; doubletons++) {
        long[] hits = new long[singletons + doubletons + 1];
        Arrays.fill(hits, 0, singletons, 1);
        Arrays.fill(hits, singletons, singletons + doubletons, 2);
        hits[hits.length - 1] = 30;
        RichnessEstimate estimate = chao1(hits);
        assertThat(estimate.low()).isBetween((double) hits.length, estimate.value() + 1e-9);
        assertThat(estimate.high()).isGreaterThanOrEqualTo(estimate.value() - 1e-9).isFinite();
      }
    }
  }

  @Test
  void hitsBelowOneAreRefused() {
    assertThatThrownBy(() -> hits(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be >= 1, were 0");
  }

  @Test
  void unknownEstimatorIsRefusedWithTheKnownNames() {
    assertThatThrownBy(() -> RichnessEstimators.named("chao9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'chao9'")
        .hasMessageContaining("chao1");
  }

  @Test
  void anEstimateWithoutANumberIsRefused() {
    assertThatThrownBy(() -> new RichnessEstimate("x", 1, Double.NaN, 2, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low <= high");
    assertThatThrownBy(() -> new RichnessEstimate("x", Double.NaN, 1, 2, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found x NaN");
  }

  @Test
  void anIntervalIsWholeAndOfALevelBetweenNoneAndSure() {
    double nan = Double.NaN;
    double[][] refused = {
      {nan, 2, 0.95},
      {1, nan, 0.95},
      {1, 2, nan},
      {nan, nan, 0.95},
      {nan, 2, nan},
      {1, nan, nan},
      {2, 1, 0.95},
      {1, 2, 0},
      {1, 2, 1},
      {1, 2, -0.5},
      {1, 2, 1.5}
    };
    for (double[] r : refused) {
      assertThatThrownBy(() -> new RichnessEstimate("x", 1, r[0], r[1], r[2]))
          .as(Arrays.toString(r))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new RichnessEstimate("x", 1, 1, 1, 0.95).level()).isNotNaN();
  }

  @Test
  void withoutAPositiveVarianceThereIsNoInterval() {
    for (double variance : new double[] {0, -1, Double.NaN}) {
      RichnessEstimate estimate = Intervals.logNormal("x", 3, 4, variance);
      assertThat(estimate.value()).isEqualTo(4);
      assertThat(estimate.level()).as("%s", variance).isNaN();
    }
    assertThat(Intervals.logNormal("x", 3, 4, 1e-300).level()).isNotNaN();
  }

  @Test
  void anEstimateMayComeWithoutAnInterval() {
    RichnessEstimate estimate = RichnessEstimate.withoutInterval("x", 7);
    assertThat(estimate.level()).isNaN();
    assertThat(estimate.low()).isNaN();
    assertThat(chao1(1, 1, 2).level()).isNotNaN();
  }

  @Test
  void countsOfClassesAreTheHitsTheyStandFor() {
    FrequencyCounts hits = FrequencyCounts.ofHits(java.util.List.of(1L, 1L, 4L));
    FrequencyCounts classes = FrequencyCounts.ofClassesByHits(java.util.Map.of(4L, 1L, 1L, 2L));
    assertThat(classes).hasToString(hits.toString());
    assertThatThrownBy(() -> FrequencyCounts.ofClassesByHits(java.util.Map.of(0L, 1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be >= 1, were k = 0, f_k = 1");
    assertThatThrownBy(() -> FrequencyCounts.ofClassesByHits(java.util.Map.of(3L, 0L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be >= 1, were k = 3, f_k = 0");
  }
}
