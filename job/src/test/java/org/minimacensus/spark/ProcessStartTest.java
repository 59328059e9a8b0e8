package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.StudyJson;

/** Which process a number means, by made-up times. */
class ProcessStartTest {
  private static final String NOON = "2026-12-01T12:00:00Z";
  private static final String AFTER_A_STEP = "2026-12-01T13:30:00Z";

  @Test
  void aClockThatIsSetMakesNoOtherProcess() {
    assertThat(new ProcessStart(NOON, 4711L).mayBe(new ProcessStart(AFTER_A_STEP, 4711L))).isTrue();
  }

  @Test
  void otherTicksAreAnotherProcessWhateverTheClockSays() {
    assertThat(new ProcessStart(NOON, 4711L).mayBe(new ProcessStart(NOON, 4712L))).isFalse();
    assertThat(new ProcessStart("", 4711L).mayBe(new ProcessStart("", 4712L))).isFalse();
  }

  @Test
  void withoutTicksTheClockTellsButNotToTheSecond() {
    ProcessStart earlier = new ProcessStart(NOON, null);
    for (Long ticks : new Long[] {null, 4711L}) {
      assertThat(earlier.mayBe(new ProcessStart(NOON, ticks))).isTrue();
      assertThat(earlier.mayBe(new ProcessStart("2026-12-01T12:00:59.5Z", ticks))).isTrue();
      assertThat(earlier.mayBe(new ProcessStart("2026-12-01T11:59:00.5Z", ticks))).isTrue();
      assertThat(earlier.mayBe(new ProcessStart(AFTER_A_STEP, ticks))).isFalse();
      assertThat(earlier.mayBe(new ProcessStart("2026-12-01T11:58:59Z", ticks))).isFalse();
    }
  }

  @Test
  void whatCannotBeToldMayBeTheOwner() {
    ProcessStart known = new ProcessStart(NOON, 4711L);
    for (String instant : new String[] {null, "", "noon"}) {
      assertThat(new ProcessStart(instant, null).mayBe(known)).isTrue();
      assertThat(known.mayBe(new ProcessStart(instant, null))).isTrue();
    }
  }

  /** The number is the 22nd; before it a name that looks like fields. */
  @Test
  void ticksAreFoundBehindAnyName() {
    String behind = " S 1 2 3 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 292741 3133440 378\n";
    for (String name : new String[] {"java", "a) S 9 (b", "two words", ""}) {
      assertThat(ProcessStart.ticks("1474 (" + name + ")" + behind)).isEqualTo(292741);
    }

    for (String other : new String[] {"", "1474 (java) S 1 2", behind.replace("292741", "-1")}) {
      assertThat(ProcessStart.ticks(other)).isNull();
    }
  }

  @Test
  void whatEarlierVersionsWroteIsUnderstood() throws IOException {
    String text =
        """
        {
          "study_hash" : "0123",
          "run" : "run=r0",
          "host" : "node1",
          "pid" : 4711,
          "started" : "%s",
          "machine" : "",
          "first_restart" : 0,
          "restarts" : 10
        }
        """;
    ProcessHandle process = ProcessHandle.current();
    String now = ProcessStart.of(process).instant();
    StagingOwner owner = StudyJson.read(text.formatted(now), StagingOwner.class);
    assertThat(owner.startedTicks()).isNull();
    assertThat(owner.isOf(process)).isTrue();
    StagingOwner other = StudyJson.read(text.formatted("2001-01-01T00:00:00Z"), StagingOwner.class);
    assertThat(other.isOf(process)).isFalse();
  }

  @Test
  void linuxTellsTicks() throws IOException {
    Path stat = Path.of("/proc/self/stat");
    assumeTrue(Files.isReadable(stat), "no Linux");
    ProcessStart now = ProcessStart.of(ProcessHandle.current());
    assertThat(now.ticks()).isPositive().isEqualTo(ProcessStart.ticks(Files.readString(stat)));
    StagingOwner owner =
        new StagingOwner("", "", "", 1, "2001-01-01T00:00:00Z", now.ticks(), "", 0L, 1L);
    assertThat(owner.isOf(ProcessHandle.current())).as("the clock was set").isTrue();
  }
}
