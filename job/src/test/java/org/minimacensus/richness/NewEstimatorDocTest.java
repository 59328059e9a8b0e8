package org.minimacensus.richness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.ExtendingPage;
import org.minimacensus.numeric.RandomStream;

/** The estimator of docs/extending.md under the laws of its family. */
class NewEstimatorDocTest {
  private static RichnessEstimator estimator;

  @BeforeAll
  static void compile(@TempDir Path folder) {
    estimator =
        (RichnessEstimator) ExtendingPage.make("GoodTuring", RichnessEstimator.class, folder);
  }

  private static RichnessEstimate of(List<Long> hits) {
    return estimator.estimate(FrequencyCounts.ofHits(hits)).orElseThrow();
  }

  /** Ten classes, of which four were seen once, by twenty hits: 10 / (1 - 4/20). */
  @Test
  void itIsItsFormulaWithAnIntervalAroundIt() {
    RichnessEstimate e = of(List.of(1L, 1L, 1L, 1L, 2L, 2L, 2L, 3L, 3L, 4L));
    assertThat(e.value()).isCloseTo(12.5, within(1e-14));
    assertThat(e.level()).isEqualTo(0.95);
    assertThat(e.low()).isBetween(10.0, 12.5);
    assertThat(e.high()).isGreaterThan(12.5).isFinite();
  }

  @Test
  void itIsNotDefinedWhereNothingWasSeenTwice() {
    assertThat(estimator.estimate(FrequencyCounts.ofHits(List.of()))).isEmpty();
    assertThat(estimator.estimate(FrequencyCounts.ofHits(List.of(1L, 1L)))).isEmpty();
  }

  @Test
  void theLawsOfAllEstimatorsHoldOfIt() {
    for (int sample = 0; sample < 400; sample++) {
      RandomStream random = RandomStream.of(7, "new-estimator", sample);
      List<Long> hits = new ArrayList<>(List.of(2L));
      for (int i = random.nextInt(40); i > 0; i--) {
        hits.add(1L + random.nextInt(12));
      }

      RichnessEstimate e = of(hits);
      assertThat(e.value()).isGreaterThanOrEqualTo(hits.size());
      if (!Double.isNaN(e.level()) && e.value() > hits.size()) {
        assertThat(e.low()).isBetween((double) hits.size(), e.value());
        assertThat(e.high()).isGreaterThanOrEqualTo(e.value());
      }

      Collections.reverse(hits);
      assertThat(of(hits)).isEqualTo(e);
      hits.add(1L);
      assertThat(of(hits).value()).isGreaterThanOrEqualTo(e.value() + 1);
    }

    List<Long> known = Collections.nCopies(25, 100_000L);
    assertThat(of(known).value()).isEqualTo(25);
    assertThat(of(known).low()).isEqualTo(25);
  }

  /** Samples of 50 equally frequent classes, for which the estimator is made. */
  @Test
  void nineteenInTwentyIntervalsHoldTheNumberOfEqualClasses() {
    int holding = 0;
    int samples = 400;
    for (int sample = 0; sample < samples; sample++) {
      RandomStream random = RandomStream.of(8, "equal-classes", sample);
      long[] hits = new long[50];
      for (int i = 0; i < 100; i++) {
        hits[random.nextInt(hits.length)]++;
      }

      List<Long> seen = new ArrayList<>();
      for (long h : hits) {
        if (h > 0) {
          seen.add(h);
        }
      }

      RichnessEstimate e = of(seen);
      holding += e.low() <= 50 && 50 <= e.high() ? 1 : 0;
    }

    assertThat(holding).isBetween(samples * 9 / 10, samples * 99 / 100);
  }
}
