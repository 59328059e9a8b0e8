package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary.Estimate;
import org.minimacensus.study.compare.BitsCheck;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.ComparisonSummary.Figures;
import org.minimacensus.study.compare.ComparisonSummary.Finding;
import org.minimacensus.study.compare.ComparisonSummary.ObjectiveComparison;
import org.minimacensus.study.compare.ComparisonSummary.OneSided;
import org.minimacensus.study.compare.ComparisonSummary.Pace;
import org.minimacensus.study.compare.ComparisonSummary.Side;
import org.minimacensus.study.compare.ComparisonSummary.Tested;
import org.minimacensus.study.compare.ComparisonSummary.Unshared;
import org.minimacensus.study.compare.CountCheck;

class CompareReportTest {
  private static final Provenance.Code CODE = new Provenance.Code("0.1", "0123456789abcdef");

  private static Side side(String run, long first) {
    return new Side(
        run,
        "out/run=" + run,
        "ab",
        "cd",
        CODE,
        7,
        "2026-01-02T03:00:00Z",
        0,
        "",
        first,
        200,
        200,
        0);
  }

  private static Figures figures(long unconverged) {
    return new Figures(
        200,
        Map.of("unconverged", unconverged),
        12,
        180,
        new Estimate("chao1", 14.5, 12.2, 25.1, 0.95),
        0.985,
        0.125,
        1e-15,
        90,
        0,
        61.25,
        new CountCheck(12, 12, 0, 0, 0, ""));
  }

  private static ComparisonSummary comparison(BitsCheck bits, List<Finding> findings) {
    Unshared none = new Unshared(0, 0, 0.015, List.of());
    Unshared lost =
        new Unshared(
            1, 9, 0.015, List.of(new OneSided("minimum 4 (loss 0.305)", 0.305, 9, 0.00195)));
    ObjectiveComparison plain =
        new ObjectiveComparison(
            "plain",
            figures(2),
            figures(30),
            200,
            200,
            bits,
            bits.restarts() == 0 ? Map.of() : Map.of("strict-minimum->saddle", 3L),
            3,
            20,
            11,
            List.of(
                new Tested("class", "unconverged", "fisher", 2, 30, 1.5e-7, 3.3e-6, "worse", true)),
            none,
            lost);
    return new ComparisonSummary(
        1,
        "sine",
        CODE,
        0.01,
        Double.POSITIVE_INFINITY,
        false,
        side("r0", 0),
        side("r200", 200),
        findings.isEmpty() ? "same" : "regressed",
        findings.isEmpty() ? 0 : 21,
        findings.isEmpty() ? "no difference" : "regressed: 1 difference",
        findings,
        List.of(plain),
        new Pace(12.5, 11, 0.88, "a", "b"),
        List.of("a note"));
  }

  @Test
  void bothRunsStandSideBySideAndTheVerdictLast() {
    Finding worse = new Finding("plain", "class", "unconverged", "worse", 3.3e-6, "too many");
    String text = CompareReport.text(comparison(BitsCheck.NONE, List.of(worse)));

    assertThat(text)
        .contains(
            "                                 baseline             candidate\n"
                + "run                                    r0                  r200\n"
                + "code                      0.1 (012345678)       0.1 (012345678)\n")
        .contains("restarts per second                  12.5                  11.0\n")
        .contains("  unconverged                    2    1.0%     30   15.0%\n")
        .contains("  in all (chao1)             14.5 [12, 26]  14.5 [12, 26]\n")
        .contains("  lost in the candidate: 1 minimum, 9 restarts; share that the other run leaves")
        .contains("minimum 4 (loss 0.305)")
        .contains("  20 tests, of which 11 could show a difference; smallest p-values\n")
        .contains("   *  class unconverged  fisher")
        .doesNotContain("new in the candidate")
        .doesNotContain("same starts")
        .endsWith(
            "notes\n"
                + "  - a note\n\n"
                + "  worse: plain: too many (corrected p = 3.3e-06)\n"
                + "regressed: 1 difference; false alarms by chance: at most 1% of comparisons\n");
  }

  @Test
  void theSameStartsAreToldExactly() {
    BitsCheck bits =
        new BitsCheck(200, 5, Map.of("theta", 5L), List.of("restart 3 differs first in theta"));
    assertThat(CompareReport.text(comparison(bits, List.of())))
        .contains(
            "  same starts: 200, with other bits 5, on another minimum or valley 3\n"
                + "    strict-minimum -> saddle: 3\n"
                + "    restart 3 differs first in theta\n")
        .endsWith("no difference; false alarms by chance: at most 1% of comparisons\n");
  }
}
