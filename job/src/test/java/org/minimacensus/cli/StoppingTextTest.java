package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoppingFixtures;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudySpec;

class StoppingTextTest {
  private static final RunSummary RUN = StudyFixtures.summary("r0", 64);

  private static StudySpec.StoppingSpec spec(String rule, double target) {
    return new StudySpec.StoppingSpec(rule, target, 0.8, 0);
  }

  private static String plan(String rule, long count) {
    StudySpec.StoppingSpec spec = spec(rule, 0.9);
    return StoppingText.plan(spec.asked().orElseThrow(), spec, count);
  }

  private static String other(RunSummary run, String rule, double target, long count) {
    return StoppingText.other(
        run,
        new StudySpec.RestartsSpec(
            count, null, new StudySpec.OptionalFirst(false, 0), spec(rule, target)));
  }

  @Test
  void aPlanTellsWhatTheRuleAsksForAndWhen() {
    assertThat(plan("coverage", 300))
        .isEqualTo(
            "coverage: ends when at most 10% of restarts end on a minimum not found, with 80%"
                + " confidence, for every objective; looks at 48, 64, 96, 128, 192, 256 restarts");
    assertThat(plan("bayes", 1000))
        .isEqualTo(
            "bayes: ends when at most 10% of restarts are expected to end on a minimum not found,"
                + " and less than half a minimum more is expected, for every objective; looks at"
                + " 32, 48, 64, 96, 128, 192, 256, 384, ..., 768 restarts");
    assertThat(plan("coverage", 47))
        .endsWith(
            "; it can hold from 48 restarts on, so that all 47 run and the exit code is 10: raise"
                + " restarts.count");
  }

  @Test
  void theLooksAreATable() {
    assertThat(StoppingText.looks(StoppingFixtures.stopping(false)))
        .isEqualTo(
            """
            stopping rule coverage        plain  output-neuron
              unseen volume asked for    <= 10%         <= 10%
              at 48 restarts           <= 15.3%       <= 9.15%
              at 64 restarts           <= 15.3%       <= 10.1%

            """);
    assertThat(StoppingText.looks(null)).isEmpty();
  }

  @Test
  void theConsoleHasThem() {
    RunSummary stopped = StudyFixtures.withStopping(RUN, StoppingFixtures.stopping(true));
    assertThat(ConsoleReport.text(stopped, "x")).contains("\nstopping rule coverage  ");
    assertThat(ConsoleReport.text(RUN, "x")).doesNotContain("stopping");
  }

  @Test
  void aRunThatWasThereTellsHowItDiffersFromWhatIsAskedFor() {
    RunSummary stopped = StudyFixtures.withStopping(RUN, StoppingFixtures.stopping(true));
    assertThat(other(RUN, "count", 0.9, 64)).isEmpty();
    assertThat(other(RUN, "count", 0.9, 65)).isEqualTo("it has 64 restarts, the conf asks for 65");
    assertThat(other(RUN, "coverage", 0.9, 300))
        .isEqualTo("it has 64 restarts, the conf asks for the rule coverage and at most 300");
    assertThat(other(stopped, "coverage", 0.9, 300)).isEmpty();
    assertThat(other(stopped, "coverage", 0.9, 1000)).as("it held before").isEmpty();
    assertThat(other(stopped, "coverage", 0.95, 300))
        .isEqualTo(
            "it ended by coverage with target 0.9 and confidence 0.8, the conf asks for coverage"
                + " with target 0.95 and confidence 0.8");
    assertThat(other(stopped, "bayes", 0.9, 300))
        .contains("the conf asks for bayes with target 0.9");
    assertThat(other(stopped, "count", 0.9, 300))
        .isEqualTo("it has 64 restarts, the conf asks for 300");
  }
}
