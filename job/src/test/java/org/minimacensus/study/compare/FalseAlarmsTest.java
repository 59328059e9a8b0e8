package org.minimacensus.study.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.minimacensus.richness.StoppingRule;
import org.minimacensus.richness.StoppingRules;

/** Runs that differ only by their starts raise no more alarms than was promised. */
class FalseAlarmsTest {
  private static final int PAIRS = 200;

  /** Sizes of baseline and candidate. */
  private static final long[][] SIZES = {{600, 600}, {200, 1000}, {1000, 200}, {100, 100}};

  /** Pairs that a stopping rule ended. */
  private static final int STOPPED = 400;

  private static final CompareSettings FIVE_PERCENT =
      new CompareSettings(0.05, Double.POSITIVE_INFINITY, false);

  private static final CompareSettings GENEROUS =
      new CompareSettings(0.2, Double.POSITIVE_INFINITY, false);

  private static ComparisonSummary compared(
      Population population, long pair, CompareSettings settings) {
    long[] sizes = SIZES[(int) (pair % SIZES.length)];
    DrawnRun baseline = DrawnRun.of(population, pair, 0, sizes[0]);
    DrawnRun candidate = DrawnRun.of(population, pair, 1_000_000, sizes[1]);
    return candidate.against(baseline, settings);
  }

  @Test
  void alarmsOfPairsThatDifferOnlyBySeedKeepToTheLevel() {
    List<Population> populations = new ArrayList<>(Population.all().values());
    int alarms = 0;
    int generous = 0;
    int differences = 0;
    Map<String, Integer> kinds = new TreeMap<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      Population population = populations.get(pair % populations.size());
      alarms += compared(population, pair, CompareSettings.DEFAULT).exitCode() == 21 ? 1 : 0;
      ComparisonSummary loose = compared(population, pair, GENEROUS);
      generous += loose.exitCode() == 21 ? 1 : 0;
      differences += loose.findings().isEmpty() ? 0 : 1;
      loose.findings().forEach(f -> kinds.merge(f.kind(), 1, Integer::sum));
    }

    // Binomial(200, 0.01) exceeds 7 with a probability of 0.001, Binomial(200, 0.2) exceeds 58.
    assertThat(alarms).as("of 1 percent").isLessThanOrEqualTo(7);
    assertThat(generous).as("of 20 percent").isLessThanOrEqualTo(58);
    assertThat(differences).as("of 20 percent, for better or worse").isBetween(5, 58);
    assertThat(kinds.size()).as("%s", kinds).isGreaterThan(2);
  }

  /** A run that a rule ended has a size that depends on what it found. */
  @Test
  void alarmsOfPairsThatAStoppingRuleEndedKeepToTheLevel() {
    StoppingRule rule = StoppingRules.of("coverage", 0.9, 0.95).orElseThrow();
    List<Population> populations =
        List.of(
            Population.all().get("auer-d4"),
            Population.oneAndSmall(49, 0.98),
            Population.oneAndSmall(10, 0.1),
            Population.oneAndSmall(100, 0.05));
    int ofFive = 0;
    int ofTwenty = 0;
    int otherSizes = 0;
    for (int pair = 0; pair < STOPPED; pair++) {
      Population population = populations.get(pair % populations.size());
      DrawnRun baseline = DrawnRun.endedBy(rule, population, pair, 0, 2048);
      DrawnRun candidate = DrawnRun.endedBy(rule, population, pair, 1_000_000, 2048);
      assertThat(List.of(baseline.stoppedBy(), candidate.stoppedBy())).containsOnly("coverage");
      otherSizes += baseline.planned() == candidate.planned() ? 0 : 1;
      ofFive += candidate.against(baseline, FIVE_PERCENT).exitCode() == 21 ? 1 : 0;
      ofTwenty += candidate.against(baseline, GENEROUS).exitCode() == 21 ? 1 : 0;
    }

    // Binomial(400, 0.05) exceeds 34 with a probability of 0.001, Binomial(400, 0.2) exceeds 105.
    assertThat(ofFive).as("of 5 percent").isLessThanOrEqualTo(34);
    assertThat(ofTwenty).as("of 20 percent").isBetween(10, 105);
    assertThat(otherSizes).as("pairs of which one ended before the other").isGreaterThan(150);
  }

  @Test
  void whatAStoppingRuleEndedIsNoted() {
    StoppingRule rule = StoppingRules.of("coverage", 0.9, 0.95).orElseThrow();
    Population population = Population.all().get("auer-d4");
    DrawnRun whole = DrawnRun.of(population, 1, 0, 200);
    DrawnRun ended = DrawnRun.endedBy(rule, population, 1, 1_000_000, 2048);
    DrawnRun spent = DrawnRun.endedBy(rule, population, 1, 2_000_000, 64);
    assertThat(ended.against(whole, CompareSettings.DEFAULT).notes())
        .containsExactly(
            "the stopping rule coverage ended the candidate: its size depends on what it found,"
                + " while tests take sizes as given; false alarms are within the level by"
                + " simulation, not by proof");
    assertThat(spent.against(ended, CompareSettings.DEFAULT).notes())
        .hasSize(1)
        .allMatch(note -> note.startsWith("the stopping rule coverage ended the baseline: "));
    assertThat(spent.stoppedBy()).isEqualTo("budget");
    assertThat(spent.against(whole, CompareSettings.DEFAULT).notes()).isEmpty();
  }
}
