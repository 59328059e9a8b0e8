package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TaskTimesTest {
  /** Two slots: 0..4 s and 4..6 s on one, 1..5 s and 5..9 s on the other. */
  private static final long[] STARTED = {100_000, 101_000, 104_000, 105_000};

  private static final long[] ENDED = {104_000, 105_000, 106_000, 109_000};

  @Test
  void lengthsAreThoseOfTheTasks() {
    TaskTimes times = TaskTimes.of(STARTED, ENDED, 2, 10, 12);

    assertThat(times.tasks()).isEqualTo(4);
    assertThat(times.shortestSeconds()).isEqualTo(2);
    assertThat(times.medianSeconds()).isEqualTo(4);
    assertThat(times.longestSeconds()).isEqualTo(4);
    assertThat(times.taskSeconds()).isEqualTo(14);
  }

  @Test
  void theTailIsWhatSlotsIdleAfterTheirLastTask() {
    // One slot idles from second 6 to 9.
    assertThat(TaskTimes.of(STARTED, ENDED, 2, 10, 12).tailShare())
        .isCloseTo(3.0 / 20, within(1e-12));
  }

  @Test
  void aSlotWithoutAnyTaskIdlesFromTheLastStartOn() {
    // The fifth slot could not have had a task: all four had begun at second 5.
    assertThat(TaskTimes.of(STARTED, ENDED, 5, 10, 12).tailShare())
        .isCloseTo((3 + 4 + 5 + 4) / 50.0, within(1e-12));
  }

  @Test
  void whatIsNotSearchIsOverhead() {
    assertThat(TaskTimes.of(STARTED, ENDED, 2, 10, 12).overheadShare())
        .isCloseTo(1 - 12 / 20.0, within(1e-12));
  }

  @Test
  void oneSlotHasNoTail() {
    assertThat(TaskTimes.of(new long[] {0, 5}, new long[] {5, 9}, 1, 9, 9).tailShare()).isZero();
  }

  @Test
  void noTasksHaveNoTimes() {
    assertThatThrownBy(() -> TaskTimes.of(new long[0], new long[0], 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 starts, 0 ends, 2 slots");
  }
}
