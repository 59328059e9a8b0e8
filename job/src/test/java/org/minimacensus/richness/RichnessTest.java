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
  }

  @Test
  void anEstimateMayComeWithoutAnInterval() {
    RichnessEstimate estimate = RichnessEstimate.withoutInterval("x", 7);
    assertThat(estimate.hasInterval()).isFalse();
    assertThat(estimate.low()).isNaN();
    assertThat(chao1(1, 1, 2).hasInterval()).isTrue();
    assertThatThrownBy(() -> new RichnessEstimate("x", Double.NaN, 1, 2, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found x NaN");
  }

  @Test
  void countsOfClassesAreTheHitsTheyStandFor() {
    FrequencyCounts hits = FrequencyCounts.ofHits(java.util.List.of(1L, 1L, 4L));
    FrequencyCounts classes = FrequencyCounts.ofClassesByHits(java.util.Map.of(4L, 1L, 1L, 2L));
    assertThat(classes).hasToString(hits.toString());
    assertThatThrownBy(() -> FrequencyCounts.ofClassesByHits(java.util.Map.of(0L, 1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be >= 1, were k = 0, f_k = 1");
  }
}
