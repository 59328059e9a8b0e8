package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunWordsTest {
  private static final StoppingSummary RULE =
      new StoppingSummary("coverage", 0.9, 0.95, 24, 12, false, List.of());

  private static String spent(StoppingSummary stopping) {
    RunSummary run = StudyFixtures.withExitCode(StudyFixtures.summary("r0", 24), 10);
    return RunWords.exitCode(StudyFixtures.withStopping(run, stopping));
  }

  @Test
  void timeThatWasSpentSpeaksOfARuleOnlyWhereThereIsOne() {
    assertThat(spent(null)).isEqualTo("the time was spent before all restarts had ended");
    assertThat(spent(RULE)).isEqualTo("the time was spent before the stopping rule held");
  }

  @Test
  void everyCodeOfAStoredRunHasItsMeaning() {
    RunSummary run = StudyFixtures.summary("r0", 24);
    assertThat(List.of(0, 20, 130, 143))
        .extracting(code -> RunWords.exitCode(StudyFixtures.withExitCode(run, code)))
        .doesNotHaveDuplicates()
        .allSatisfy(words -> assertThat(words).doesNotContain("documentation"));
  }
}
