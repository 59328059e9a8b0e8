package org.minimacensus.richness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

/** What holds of every estimator, or of those named, on random samples. */
class EstimatorLawsTest {
  private static final int SAMPLES = 400;

  /** Hits of up to 40 classes of very unequal shares; singletons are frequent. */
  private static List<Long> hits(int sample) {
    RandomStream random = RandomStream.of(7, "estimator-laws", sample);
    List<Long> hits = new ArrayList<>();
    int classes = 1 + random.nextInt(40);
    int most = 1 + random.nextInt(12);
    for (int i = 0; i < classes; i++) {
      double u = random.nextDouble();
      hits.add(u < 0.1 ? 11L + random.nextInt(200) : 1L + random.nextInt(most));
    }

    return hits;
  }

  private static Map<String, RichnessEstimate> estimates(List<Long> hits) {
    Map<String, RichnessEstimate> byName = new HashMap<>();
    RichnessEstimators.estimates(FrequencyCounts.ofHits(hits))
        .forEach(e -> byName.put(e.name(), e));
    return byName;
  }

  private static List<Long> with(List<Long> hits, long more) {
    List<Long> all = new ArrayList<>(hits);
    all.add(more);
    return all;
  }

  @Test
  void everyEstimatorIsRegisteredUnderItsName() {
    assertThat(RichnessEstimators.names())
        .containsExactly(
            "chao1",
            "chao1-classic",
            "chao1-singleton-robust",
            "ichao1",
            "ace",
            "jackknife1",
            "jackknife2",
            "boender-rinnooy-kan")
        .allSatisfy(
            name -> {
              assertThat(name).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(RichnessEstimators.named(name).name()).isEqualTo(name);
            });
  }

  @Test
  void theOrderOfHitsChangesNothing() {
    for (int i = 0; i < SAMPLES; i++) {
      List<Long> hits = hits(i);
      Map<String, RichnessEstimate> before = estimates(hits);
      Collections.reverse(hits);
      Collections.swap(hits, 0, hits.size() / 2);
      assertThat(estimates(hits)).isEqualTo(before);
    }
  }

  @Test
  void classesSeenManyTimesAreAllThereAre() {
    List<Long> hits = LongStream.rangeClosed(1, 25).map(i -> 200_000 + i * i).boxed().toList();
    Map<String, RichnessEstimate> estimates = estimates(hits);
    assertThat(estimates).hasSize(RichnessEstimators.names().size());
    estimates.forEach(
        (name, e) -> {
          double tolerance = name.equals("boender-rinnooy-kan") ? 1e-3 : 0;
          assertThat(e.value()).as(name).isCloseTo(25, within(tolerance));
          assertThat(e.low()).as(name).isEqualTo(25);
          assertThat(e.high()).as(name).isCloseTo(25, within(1e-9));
        });
  }

  @Test
  void estimatesAreNotBelowWhatWasSeenAndLieInTheirIntervals() {
    int intervals = 0;
    for (int i = 0; i < SAMPLES; i++) {
      FrequencyCounts counts = FrequencyCounts.ofHits(hits(i));
      for (RichnessEstimate e : RichnessEstimators.estimates(counts)) {
        boolean robust = e.name().equals("chao1-singleton-robust");
        double sure = counts.classes() - (robust ? counts.seen(1) : 0);
        assertThat(e.value()).as(e.name() + " of " + counts).isGreaterThanOrEqualTo(sure);
        if (!Double.isNaN(e.level())) {
          intervals++;
          assertThat(e.low()).as(e.name() + " of " + counts).isBetween(sure, e.high());
          assertThat(e.high()).as(e.name() + " of " + counts).isFinite();
          // A posterior's mean may lie outside, and nothing unseen is centred above the observed.
          if (!e.name().equals("boender-rinnooy-kan") && e.value() > sure) {
            assertThat(e.value()).as(e.name() + " of " + counts).isBetween(e.low(), e.high());
          }
        }
      }
    }

    assertThat(intervals).isGreaterThan(6 * SAMPLES);
  }

  @Test
  void oneMoreHitOnAClassSeenOftenLeavesTheRareOnes() {
    for (int i = 0; i < SAMPLES; i++) {
      List<Long> hits = hits(i);
      Map<String, RichnessEstimate> before = estimates(with(hits, 30));
      Map<String, RichnessEstimate> after = estimates(with(hits, 31));
      assertThat(after.keySet()).isEqualTo(before.keySet());
      // These know f_1 to f_10 only, the next n as well: by a factor within 1/n of 1.
      for (String name : List.of("chao1", "chao1-classic", "ace")) {
        assertThat(Optional.ofNullable(after.get(name)).map(RichnessEstimate::value))
            .isEqualTo(Optional.ofNullable(before.get(name)).map(RichnessEstimate::value));
      }

      for (String name : List.of("jackknife1", "jackknife2", "ichao1", "chao1-singleton-robust")) {
        if (before.containsKey(name)) {
          double old = before.get(name).value();
          assertThat(after.get(name).value()).as(name).isCloseTo(old, within(0.2 * old));
        }
      }

      assertThat(after.get("jackknife1").value())
          .isGreaterThanOrEqualTo(before.get("jackknife1").value());
      if (before.containsKey("boender-rinnooy-kan")) {
        assertThat(after.get("boender-rinnooy-kan").value())
            .isLessThan(before.get("boender-rinnooy-kan").value());
      }
    }
  }

  @Test
  void aNewSingletonRaisesEveryEstimateThatBelievesIt() {
    for (int i = 0; i < SAMPLES; i++) {
      Map<String, RichnessEstimate> before = estimates(hits(i));
      Map<String, RichnessEstimate> after = estimates(with(hits(i), 1));
      for (String name : List.of("chao1", "chao1-classic", "jackknife1", "ichao1")) {
        assertThat(after.get(name).value())
            .as(name)
            .isGreaterThanOrEqualTo(before.get(name).value() + 1);
      }

      if (before.containsKey("boender-rinnooy-kan") && after.containsKey("boender-rinnooy-kan")) {
        assertThat(after.get("boender-rinnooy-kan").value())
            .isGreaterThan(before.get("boender-rinnooy-kan").value());
      }
    }
  }

  @Test
  void falseSingletonsBeyondTheEstimatedOnesMoveTheRobustEstimateNoMore() {
    List<Long> hits = new ArrayList<>(List.of(2L, 2L, 2L, 3L, 3L, 4L, 4L, 9L, 30L));
    double true1 = 4.0 * 9 / (3 * 2) - 3.0 * 2 / (2 * 2);
    for (int singletons = 1; singletons < 40; singletons++) {
      hits.add(1L);
      FrequencyCounts counts = FrequencyCounts.ofHits(hits);
      assertThat(Chao1SingletonRobust.singletons(counts))
          .isCloseTo(Math.min(singletons, true1), within(1e-12));
      double n = 59 + Math.min(singletons, true1);
      double f1 = Math.min(singletons, true1);
      assertThat(new Chao1SingletonRobust().estimate(counts).orElseThrow().value())
          .isCloseTo(9 + f1 + (n - 1) / n * f1 * f1 / 6, within(1e-9));
    }
  }

  @Test
  void estimatorsWithoutAnAnswerSaySo() {
    assertThat(estimates(List.of(1L, 1L, 1L))).doesNotContainKeys("ace", "chao1-singleton-robust");
    assertThat(estimates(List.of(1L))).doesNotContainKey("jackknife2");
    assertThat(estimates(List.of(2L, 1L, 1L))).doesNotContainKey("boender-rinnooy-kan");
    assertThat(estimates(List.of(3L, 1L, 1L))).doesNotContainKey("boender-rinnooy-kan");
    assertThat(estimates(List.of(4L, 1L, 1L)).get("boender-rinnooy-kan").value()).isEqualTo(15);
    assertThat(estimates(List.of(12L, 1L))).doesNotContainKey("ace");
    assertThat(estimates(List.of(12L)).get("ace").value()).isEqualTo(1);
    RichnessEstimate allFalse = estimates(List.of(70L, 50L, 1L, 1L)).get("chao1-singleton-robust");
    assertThat(allFalse.value()).isEqualTo(2);
    assertThat(allFalse.level()).isNaN();
  }

  @Test
  void thePosteriorIsDefinedFromTwoRepeatedHitsOn() {
    FrequencyCounts one = FrequencyCounts.ofHits(List.of(2L, 1L, 1L));
    FrequencyCounts two = FrequencyCounts.ofHits(List.of(3L, 1L, 1L));
    assertThat(BoenderRinnooyKan.unseenVolume(one)).isEmpty();
    assertThat(BoenderRinnooyKan.allFound(one)).isEmpty();
    assertThat(BoenderRinnooyKan.unseenVolume(two)).hasValue(12.0 / 20);
    assertThat(BoenderRinnooyKan.allFound(two).getAsDouble())
        .isCloseTo(3.0 * 2 * 1 / (5 * 6 * 7), within(1e-12));
  }

  @Test
  void aWidePosteriorHasNoIntervalAndAFarOneHas() {
    // 3,000 singletons and three more hits: the mean is 9e6, the 97.5 % point beyond the terms.
    Map<Long, Long> wide = Map.of(1L, 2_999L, 4L, 1L);
    RichnessEstimate estimate =
        new BoenderRinnooyKan().estimate(FrequencyCounts.ofClassesByHits(wide)).orElseThrow();
    assertThat(estimate.level()).isNaN();
    assertThat(estimate.value()).isCloseTo(3000.0 * 3002, within(1.0));

    // exp(-14,000) of the posterior at K = S: far below the smallest double.
    Map<Long, Long> far = Map.of(1L, 20_000L, 3L, 50_000L, 8L, 50_000L);
    FrequencyCounts counts = FrequencyCounts.ofClassesByHits(far);
    RichnessEstimate narrow = new BoenderRinnooyKan().estimate(counts).orElseThrow();
    // Var K = S (S+1) (n-1) (n-2) / ((n - S - 2)^2 (n - S - 3)), of a beta negative binomial.
    double n = counts.individuals();
    double s = counts.classes();
    double d = n - s - 2;
    double deviation = Math.sqrt(s * (s + 1) * (n - 1) * (n - 2) / (d * d * (d - 1)));
    assertThat(BoenderRinnooyKan.allFound(counts)).hasValue(0);
    assertThat(narrow.low()).isCloseTo(narrow.value() - 1.96 * deviation, within(5.0));
    assertThat(narrow.high()).isCloseTo(narrow.value() + 1.96 * deviation, within(5.0));
  }
}
