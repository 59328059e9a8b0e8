package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.CensusSummary;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.StudyFixtures;

class CensusReportTest {
  private static final Provenance.Code CODE = new Provenance.Code("1", "abc");

  private static String text(long overlapping, List<String> notes) {
    return CensusReport.text(
        new CensusSummary(
            1,
            "made-up",
            StudyFixtures.HASH,
            CODE,
            List.of(
                new CensusSummary.MergedRun("r0", "12", CODE, 0, 1000, 1000, 0, 0, 0),
                new CensusSummary.MergedRun("again", "34", CODE, 900, 200, 100, 100, 3, 10)),
            1100,
            overlapping,
            StudyFixtures.summary("", 7),
            notes));
  }

  @Test
  void theRunsReadWell() {
    assertThat(text(100, List.of("run again repeats 100 of the restarts")))
        .startsWith(
            """
            the study so far: 1100 restarts of 2 runs, 100 of them in more than one

            run      first restart  restarts  counted  repeated  other bits  exit code
              r0                 0      1000     1000         0           0          0
              again            900       200      100       100           3         10

            notes on the runs
              - run again repeats 100 of the restarts

            Minima Census: study made-up

            """)
        .contains("distinct minima");
  }

  @Test
  void withoutOverlapAndNotesThereAreNone() {
    assertThat(text(0, List.of()))
        .startsWith("the study so far: 1100 restarts of 2 runs\n\nrun ")
        .doesNotContain("notes on the runs");
  }
}
