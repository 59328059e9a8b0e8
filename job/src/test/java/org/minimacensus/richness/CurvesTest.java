package org.minimacensus.richness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Accumulation curves, Hill numbers and bounds of the coverage. */
class CurvesTest {
  private static final FrequencyCounts SOME =
      FrequencyCounts.ofHits(List.of(1L, 1L, 1L, 1L, 2L, 2L, 3L, 4L, 8L, 17L));

  @Test
  void aCurveStartsAtOneGoesThroughTheSampleAndRisesEverMoreSlowly() {
    long n = SOME.individuals();
    assertThat(AccumulationCurve.at(SOME, 1).classes()).isCloseTo(1, within(1e-12));
    assertThat(AccumulationCurve.at(SOME, n).classes()).isEqualTo(10);
    double before = 0;
    double step = 1 + 1e-9;
    for (long m = 1; m <= 2 * n; m++) {
      AccumulationCurve.Point point = AccumulationCurve.at(SOME, m);
      assertThat(point.low()).isLessThanOrEqualTo(point.classes());
      assertThat(point.high()).isGreaterThanOrEqualTo(point.classes());
      assertThat(point.classes() - before).isBetween(0.0, step);
      step = point.classes() - before + 1e-9;
      before = point.classes();
    }
  }

  @Test
  void aCurveHasTwentyPointsUpToTwiceTheSample() {
    List<AccumulationCurve.Point> points = AccumulationCurve.points(SOME);
    assertThat(points)
        .extracting(AccumulationCurve.Point::individuals)
        .hasSize(20)
        .doesNotHaveDuplicates();
    assertThat(points.get(9).individuals()).isEqualTo(40);
    assertThat(points.get(19).individuals()).isEqualTo(80);
    assertThat(AccumulationCurve.points(FrequencyCounts.ofHits(List.of(2L, 1L))))
        .extracting(AccumulationCurve.Point::individuals)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(AccumulationCurve.points(FrequencyCounts.ofHits(List.of()))).isEmpty();
  }

  @Test
  void aSampleThatLooksCompleteIsExtrapolatedWithoutAnInterval() {
    AccumulationCurve.Point point =
        AccumulationCurve.at(FrequencyCounts.ofHits(List.of(1L, 4L, 9L)), 20);
    assertThat(point.classes()).isEqualTo(3);
    assertThat(List.of(point.low(), point.high(), point.level())).containsOnly(Double.NaN);
  }

  @Test
  void aCurveIsRefusedBeyondTwiceTheSample() {
    assertThatThrownBy(() -> AccumulationCurve.at(SOME, 81))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of individuals must be in 1..80 (2 n), was 81");
    assertThatThrownBy(() -> AccumulationCurve.at(SOME, 0)).hasMessageContaining("was 0");
  }

  @Test
  void equalClassesAreAsDiverseAsTheyAreMany() {
    FrequencyCounts equal = FrequencyCounts.ofHits(List.of(50L, 50L, 50L, 50L));
    for (int order = 0; order <= 2; order++) {
      assertThat(HillNumbers.observed(equal, order).getAsDouble()).isCloseTo(4, within(1e-12));
      assertThat(HillNumbers.asymptotic(equal, order).getAsDouble()).isCloseTo(4, within(0.1));
    }
  }

  @Test
  void hillNumbersFallWithTheOrderAndRiseWithTheUnseen() {
    for (int order = 0; order <= 2; order++) {
      double observed = HillNumbers.observed(SOME, order).getAsDouble();
      assertThat(HillNumbers.asymptotic(SOME, order).getAsDouble()).isGreaterThan(observed);
      if (order > 0) {
        assertThat(observed).isLessThan(HillNumbers.observed(SOME, order - 1).getAsDouble());
      }
    }
  }

  @Test
  void hillNumbersOfNothingAndOfOtherOrdersAreNotDefined() {
    assertThat(HillNumbers.observed(FrequencyCounts.ofHits(List.of()), 1)).isEmpty();
    assertThat(HillNumbers.asymptotic(FrequencyCounts.ofHits(List.of()), 1)).isEmpty();
    assertThat(HillNumbers.asymptotic(FrequencyCounts.ofHits(List.of(1L, 1L)), 2)).isEmpty();
    assertThatThrownBy(() -> HillNumbers.observed(SOME, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the order must be 0, 1 or 2, was 3");
    assertThatThrownBy(() -> HillNumbers.observed(SOME, -1)).hasMessageContaining("was -1");
    assertThatThrownBy(() -> HillNumbers.asymptotic(SOME, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 3");
  }

  @Test
  void harmonicNumbersAreSums() {
    for (int k : new int[] {0, 1, 2, 31, 32, 33, 34, 100, 5000}) {
      double sum = DoubleStream.iterate(k, i -> i >= 1, i -> i - 1).map(i -> 1 / i).sum();
      assertThat(HillNumbers.harmonic(k)).as("H(%d)", k).isCloseTo(sum, within(2e-14 * (1 + sum)));
    }
  }

  @Test
  void theBoundOfTheCoverageIsBelowItsEstimateAndComesCloser() {
    double before = -1;
    for (long n : new long[] {10, 100, 1000, 100_000}) {
      FrequencyCounts counts = FrequencyCounts.ofHits(List.of(1L, n - 1));
      double bound = SampleCoverage.bound(counts).getAsDouble();
      double estimate = SampleCoverage.goodTuring(counts).getAsDouble();
      double reach = (1 + Math.sqrt(2)) * Math.sqrt(Math.log(40) / n);
      assertThat(bound).isCloseTo(Math.max(0, estimate - reach), within(1e-12));
      assertThat(bound).isGreaterThanOrEqualTo(before);
      before = bound;
    }

    assertThat(before).isGreaterThan(0.98);
    assertThat(SampleCoverage.bound(FrequencyCounts.ofHits(List.of()))).isEmpty();
  }

  @Test
  void theIntervalOfTheCoverageNeedsSingletonsAndOthers() {
    assertThat(SampleCoverage.interval(FrequencyCounts.ofHits(List.of()))).isEmpty();
    assertThat(SampleCoverage.interval(FrequencyCounts.ofHits(List.of(1L, 1L)))).isEmpty();
    assertThat(SampleCoverage.interval(FrequencyCounts.ofHits(List.of(2L, 5L)))).isEmpty();
    // n = 40, f1 = 4, f2 = 2: (4 * 36 + 2 * 40 * 2) / 64000 = 0.00475.
    SampleCoverage.Interval interval = SampleCoverage.interval(SOME).orElseThrow();
    double half = 1.959963984540054 * Math.sqrt(0.00475);
    assertThat(interval.low()).isCloseTo(0.9 - half, within(1e-12));
    assertThat(interval.high()).isEqualTo(1);
    assertThat(0.9 + half).isGreaterThan(1);
  }
}
