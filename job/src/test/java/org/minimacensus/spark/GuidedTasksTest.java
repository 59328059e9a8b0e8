package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.study.RestartSet;

class GuidedTasksTest {
  private static List<RestartSet> tasks(int slots, double seconds, long restarts) {
    return new GuidedTasks(slots, seconds, 1).divide(RestartSet.range(7, restarts));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 1",
    "1, 0, 2",
    "2, 0, 1000",
    "3, 1e-3, 999",
    "4000, 0.01, 100",
    "64, 1e3, 65",
    "2, 1e-9, 1000000",
    "4000, 10, 1000000",
    "1, 5, 100000"
  })
  void everyRestartIsInOneTaskInOrder(int slots, double seconds, long restarts) {
    List<RestartSet> tasks = tasks(slots, seconds, restarts);

    assertThat(tasks).noneMatch(RestartSet::isEmpty);
    assertThat(tasks.stream().mapToLong(RestartSet::size).sum()).isEqualTo(restarts);
    assertThat(RestartSet.union(tasks)).isEqualTo(RestartSet.range(7, restarts));
    long next = 7;
    for (RestartSet task : tasks) {
      assertThat(task.iterator().nextLong()).isEqualTo(next);
      next += task.size();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "2, 0.01", "100, 1e-4", "4000, 0.001"})
  void tasksNeverGrow(int slots, double seconds) {
    List<RestartSet> tasks = tasks(slots, seconds, 1_000_000);

    for (int i = 1; i < tasks.size(); i++) {
      assertThat(tasks.get(i).size()).isLessThanOrEqualTo(tasks.get(i - 1).size());
    }
  }

  /** Seconds of tasks but for the very last, which takes what is left. */
  private static double[] seconds(double each, List<RestartSet> tasks) {
    return tasks.stream().limit(tasks.size() - 1).mapToDouble(t -> each * t.size()).toArray();
  }

  @Test
  void longStudiesHaveTasksOfFortySecondsByTheEstimate() {
    // An hour on 4 slots.
    double[] seconds = seconds(0.01, tasks(4, 0.01, 1_440_000));

    assertThat(Arrays.stream(seconds)).allMatch(s -> Math.abs(s - 40) < 0.01);
  }

  @Test
  void tasksOfShorterStudiesShrinkFromAnEighthToASixtyFourthOfTheStudy() {
    // A minute on 2 slots.
    double[] seconds = seconds(0.01, tasks(2, 0.01, 12_000));

    assertThat(seconds[0]).isCloseTo(60.0 / 8, within(0.02));
    assertThat(seconds[seconds.length - 1]).isCloseTo(60.0 / 64, within(0.02));
    assertThat(seconds).hasSizeBetween(20, 32);
  }

  @Test
  void theDriverStartsTasksAsFastAsTheyEnd() {
    // 250 seconds on 8,000 slots: it takes 8 s to start one on each.
    double[] seconds = seconds(0.1, tasks(8_000, 0.1, 20_000_000));

    assertThat(Arrays.stream(seconds).min()).hasValueCloseTo(8.0, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-3, 1000000000", "2, 10, 100000000", "64, 1, 100000000", "4000, 1, 100000000"})
  void tasksAreNotCountless(int slots, double seconds, long restarts) {
    long fewest = restarts / 50_000;

    assertThat(tasks(slots, seconds, restarts))
        .hasSizeLessThanOrEqualTo((int) Math.max(5_000 + 32L * slots, 2 * fewest + 32L * slots));
  }

  @Test
  void glancesOfATaskAreBounded() {
    assertThat(tasks(1, 1e-9, 10_000_000)).allMatch(t -> t.size() <= 50_000);
  }

  /** A slot takes the next task when it is done: seconds from the first idle slot to the end. */
  private static double[] ends(int slots, double[] cost, List<RestartSet> tasks) {
    double[] free = new double[slots];
    for (RestartSet task : tasks) {
      Arrays.sort(free);
      for (long restart : task) {
        free[0] += cost[(int) restart - 7];
      }
    }

    Arrays.sort(free);
    return free;
  }

  @ParameterizedTest
  @CsvSource({"2, 60", "2, 600", "8, 60", "32, 300"})
  void theTailIsBelowATwentiethWhateverTheEstimateIsWorth(int slots, double study) {
    int restarts = (int) (slots * study / 0.02);
    double[] cost = costs(restarts);
    for (double wrong : new double[] {0.1, 1, 10}) {
      double[] ends = ends(slots, cost, tasks(slots, 0.02 * wrong, restarts));

      double end = ends[slots - 1];
      double idle = Arrays.stream(ends).map(e -> end - e).sum();
      assertThat(idle / slots / end).as("estimate %s times the truth", wrong).isLessThan(0.05);
    }
  }

  /** 20 ms on average, some a hundred times as long as most. */
  private static double[] costs(int restarts) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(20180522);
    double[] cost = new double[restarts];
    double sum = 0;
    for (int i = 0; i < restarts; i++) {
      cost[i] = Math.min(100, 1 / Math.max(1e-9, random.nextDouble()));
      sum += cost[i];
    }

    double mean = sum / restarts;
    return Arrays.stream(cost).map(c -> 0.02 * c / mean).toArray();
  }

  @Test
  void longRestartsThatGainByRunningTogetherShareATask() {
    List<RestartSet> tasks = new GuidedTasks(2, 100, 8).divide(RestartSet.range(0, 1_000));
    List<RestartSet> alone = new GuidedTasks(2, 100, 1).divide(RestartSet.range(0, 1_000));

    assertThat(tasks.get(0).size()).isGreaterThanOrEqualTo(8);
    assertThat(tasks.size()).isLessThan(alone.size());
  }

  @Test
  void senselessNumbersAreRefused() {
    assertThatThrownBy(() -> new GuidedTasks(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0, 1.0 and 1");
    assertThatThrownBy(() -> new GuidedTasks(1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 restart together");
    assertThatThrownBy(() -> new GuidedTasks(1, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
