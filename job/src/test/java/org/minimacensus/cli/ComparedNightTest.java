package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.compare.ComparisonSummary;

/** When a night that was compared is compared anew. */
class ComparedNightTest {
  /** A comparison with r0 as it is stored. */
  private static ComparisonSummary stored(double level, double maxSlowdown, boolean exact)
      throws IOException {
    ComparisonSummary.Side side =
        new ComparisonSummary.Side("r0", "", "", "", null, 7, "", 0, "", 0, 10, 10, 0);
    ComparisonSummary comparison =
        new ComparisonSummary(
            1,
            "made-up",
            null,
            level,
            maxSlowdown,
            exact,
            side,
            side,
            "same",
            0,
            "",
            List.of(),
            List.of(),
            null,
            List.of());
    return StudyJson.read(StudyJson.write(comparison), ComparisonSummary.class);
  }

  private static ComparedNight.Asked asked(String baseline) {
    return new ComparedNight.Asked("2026-01-02", baseline, new CompareOptions());
  }

  @Test
  void aComparisonAnswersWhatWasAskedForInTheSameWay() throws IOException {
    ComparisonSummary usual = stored(0.01, Double.POSITIVE_INFINITY, false);
    assertThat(asked("").isAnsweredBy(usual)).isTrue();
    assertThat(asked("r0").isAnsweredBy(usual)).isTrue();
    assertThat(asked("r1").isAnsweredBy(usual)).isFalse();
    assertThat(asked("").isAnsweredBy(stored(0.02, Double.POSITIVE_INFINITY, false))).isFalse();
    assertThat(asked("").isAnsweredBy(stored(0.01, 2, false))).isFalse();
    assertThat(asked("").isAnsweredBy(stored(0.01, Double.POSITIVE_INFINITY, true))).isFalse();
  }
}
