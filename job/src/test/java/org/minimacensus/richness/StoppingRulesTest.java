package org.minimacensus.richness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoppingRulesTest {
  private static StoppingRule coverage(double target, double confidence) {
    return StoppingRules.of("coverage", target, confidence).orElseThrow();
  }

  private static StoppingRule bayes(double target) {
    return StoppingRules.of("bayes", target, 0.95).orElseThrow();
  }

  /** So many minima, hit equally often as far as that goes. */
  private static FrequencyCounts hits(long restarts, int minima) {
    long each = restarts / minima;
    List<Long> hits = new ArrayList<>(Collections.nCopies(minima, each));
    hits.set(0, restarts - each * (minima - 1));
    return FrequencyCounts.ofHits(hits);
  }

  @Test
  void everyNameOfTheConfIsARuleOrNone() {
    assertThat(StoppingRules.NAMES).containsExactly("count", "coverage", "bayes");
    for (String name : StoppingRules.NAMES) {
      assertThat(StoppingRules.of(name, 0.9, 0.9).map(StoppingRule::name).orElse("count"))
          .isEqualTo(name);
    }

    assertThatThrownBy(() -> StoppingRules.of("time", 0.9, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 'time'");
  }

  @Test
  void looksAreAtThePowersOfTwoAndHalfWayBetweenThem() {
    assertThat(LookPoints.upTo(bayes(0.9), 600))
        .containsExactly(32L, 48L, 64L, 96L, 128L, 192L, 256L, 384L, 512L);
    assertThat(LookPoints.upTo(bayes(0.9), 96)).endsWith(64L, 96L);
    assertThat(LookPoints.upTo(bayes(0.9), 95)).endsWith(48L, 64L);
    assertThat(LookPoints.upTo(bayes(0.9), 31)).isEmpty();
    assertThat(LookPoints.upTo(bayes(0.9), Long.MAX_VALUE)).endsWith(3L << 60, 1L << 62);
  }

  @Test
  void aLargerBudgetAddsLooksAndChangesNone() {
    StoppingRule rule = coverage(0.95, 0.9);
    List<Long> few = LookPoints.upTo(rule, 500);
    assertThat(LookPoints.upTo(rule, 5000)).startsWith(few.toArray(Long[]::new));
  }

  @Test
  void theFirstLookIsWhereNothingNewInTheSecondHalfIsEnough() {
    for (double target : new double[] {0.5, 0.9, 0.99, 0.9999}) {
      for (double confidence : new double[] {0.5, 0.95, 0.999}) {
        StoppingRule rule = coverage(target, confidence);
        long first = rule.firstLook();
        assertThat(rule.judge(found(first, 0), 1).holds()).isTrue();
        if (first > LookPoints.FIRST) {
          // 48 comes after 32, 64 after 48.
          long before = Long.bitCount(first) == 1 ? first / 4 * 3 : first / 3 * 2;
          assertThat(rule.judge(found(before, 0), 1).holds()).as("%s", before).isFalse();
        }
      }
    }

    assertThat(coverage(0.99, 0.95).firstLook()).isEqualTo(768);
    assertThat(bayes(0.99).firstLook()).isEqualTo(32);
    assertThat(coverage(Math.nextDown(1.0), 0.95).firstLook()).isEqualTo(1L << 56);
  }

  /** Three minima, so many of them late. */
  private static StoppingRule.Found found(long restarts, long late) {
    return new StoppingRule.Found(restarts, hits(restarts, 3), late);
  }

  @Test
  void allLooksTogetherTakeTheErrorOnce() {
    StoppingRule rule = coverage(0.9, 0.95);
    double sum = 0;
    for (int look = 1; look <= 10_000; look++) {
      sum += rule.judge(found(100, 0), look).error();
    }

    assertThat(sum).isBetween(0.05 * 0.9998, 0.05);
  }

  @Test
  void theBoundIsTheUpperLimitOfTheMinimaFoundLate() {
    // 1 - (0.025)^(1/500), and 0.0143 from tables of Clopper and Pearson for 2 of 500 at 97.5 %.
    assertThat(coverage(0.99, 0.95).judge(found(1000, 0), 1).bound())
        .isCloseTo(1 - Math.pow(0.025, 1.0 / 500), within(1e-12));
    assertThat(coverage(0.99, 0.95).judge(found(1000, 2), 1).bound())
        .isCloseTo(0.01437, within(1e-5));
    assertThat(coverage(0.99, 0.95).judge(found(1001, 0), 1).bound())
        .as("the odd one is late")
        .isCloseTo(1 - Math.pow(0.025, 1.0 / 501), within(1e-12));
  }

  @Test
  void theBoundIsNotBelowGoodAndTuringsEstimate() {
    // Thirty minima of the first half that were not met again.
    FrequencyCounts hits = FrequencyCounts.ofClassesByHits(Map.of(1L, 30L, 70L, 1L));
    StoppingRule.Judgement j = coverage(0.8, 0.9).judge(new StoppingRule.Found(100, hits, 0), 1);
    assertThat(j.estimate()).isEqualTo(0.3);
    assertThat(j.bound()).isEqualTo(0.3);
    assertThat(j.holds()).isFalse();
  }

  @Test
  void restartsThatEndOnNoMinimumCountAsRestarts() {
    FrequencyCounts none = FrequencyCounts.ofHits(List.of());
    StoppingRule.Judgement j = coverage(0.99, 0.95).judge(new StoppingRule.Found(768, none, 0), 1);
    assertThat(j.holds()).as("no minimum has one per cent of the starts").isTrue();
    assertThat(bayes(0.99).judge(new StoppingRule.Found(97, none, 0), 1).holds()).isFalse();
    assertThat(bayes(0.99).judge(new StoppingRule.Found(98, none, 0), 1).holds()).isTrue();
    assertThat(bayes(0.99).judge(new StoppingRule.Found(98, none, 0), 1).estimate())
        .as("Laplace's rule of succession")
        .isEqualTo(0.01);
  }

  /** Boender and Rinnooy Kan (1987): n > 2 w^2 + 3 w + 2. */
  @Test
  void lessThanHalfAMinimumMoreIsExpectedFromTheirNumberOn() {
    for (int w = 1; w <= 40; w++) {
      long n = 2L * w * w + 3L * w + 2;
      assertThat(bayes(1e-9).judge(new StoppingRule.Found(n, hits(n, w), 0), 1).holds())
          .as("%d of %d", w, n)
          .isFalse();
      StoppingRule.Judgement next =
          bayes(1e-9).judge(new StoppingRule.Found(n + 1, hits(n + 1, w), 0), 1);
      assertThat(next.holds()).as("%d of %d", w, n + 1).isTrue();
      assertThat(next.expectedMinima()).isBetween((double) w, w + 0.5);
    }
  }

  @Test
  void whereRestartsEndedElsewhereThePosteriorIsOfTheHits() {
    FrequencyCounts two = FrequencyCounts.ofHits(List.of(20L, 20L));
    StoppingRule.Judgement all = bayes(0.9).judge(new StoppingRule.Found(40, two, 0), 1);
    StoppingRule.Judgement some = bayes(0.9).judge(new StoppingRule.Found(60, two, 0), 1);
    assertThat(some.expectedMinima()).isEqualTo(all.expectedMinima()).isEqualTo(2 * 39 / 36.0);
    assertThat(all.estimate()).isEqualTo(2 * 3 / (40.0 * 39));
    assertThat(some.estimate()).isCloseTo(41.0 / 62 * all.estimate(), within(1e-15));
    // One hit leaves the number open, however many restarts ended elsewhere.
    FrequencyCounts one = FrequencyCounts.ofHits(List.of(1L));
    assertThat(bayes(0.5).judge(new StoppingRule.Found(1_000_000, one, 0), 1).holds()).isFalse();
  }

  @Test
  void bothOfTheirRulesHaveToHold() {
    StoppingRule.Found found = new StoppingRule.Found(100, hits(100, 5), 0);
    double unseen = 5 * 6 / (100.0 * 99);
    assertThat(bayes(1 - 1.01 * unseen).judge(found, 1).holds()).isTrue();
    assertThat(bayes(1 - 0.99 * unseen).judge(found, 1).holds()).isFalse();
    StoppingRule.Found many = new StoppingRule.Found(100, hits(100, 10), 0);
    assertThat(bayes(0.5).judge(many, 1).estimate()).isLessThan(0.5);
    assertThat(bayes(0.5).judge(many, 1).holds()).as("more than half a minimum").isFalse();
  }

  @Test
  void whereThePosteriorIsNotDefinedItDoesNotHold() {
    FrequencyCounts all = FrequencyCounts.ofHits(Collections.nCopies(32, 1L));
    StoppingRule.Judgement j = bayes(0.01).judge(new StoppingRule.Found(32, all, 16), 1);
    assertThat(j.estimate()).isNaN();
    assertThat(j.expectedMinima()).isNaN();
    assertThat(j.holds()).isFalse();
  }

  @Test
  void moreHitsThanRestartsAndMoreLateMinimaThanMinimaAreRefused() {
    FrequencyCounts two = FrequencyCounts.ofHits(List.of(3L, 4L));
    for (long[] wrong : new long[][] {{6, 0}, {7, 3}, {7, -1}, {0, 0}}) {
      assertThatThrownBy(() -> new StoppingRule.Found(wrong[0], two, wrong[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found " + wrong[0] + " restarts")
          .hasMessageContaining(wrong[1] + " late");
    }
  }
}
