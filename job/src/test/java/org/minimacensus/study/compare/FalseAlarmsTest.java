package org.minimacensus.study.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Runs that differ only by their starts raise no more alarms than was promised. */
class FalseAlarmsTest {
  private static final int PAIRS = 200;

  /** Sizes of baseline and candidate. */
  private static final long[][] SIZES = {{600, 600}, {200, 1000}, {1000, 200}, {100, 100}};

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
}
