package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyJson;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Premise;

class ConsoleReportTest {
  @Test
  void aSummaryReadsWell() {
    assertThat(ConsoleReport.text(StudyFixtures.summary("r0", 7), "/out/study=made-up/run=r0"))
        .isEqualTo(
            """
            Minima Census: study made-up, run r0

            data     2 rows, 1 feature, 1 output, regression (data/made-up.csv)
            network  mlp 1-1-1, tanh, hidden biases; 3 parameters
            loss     squared, mean over rows, weight decay 0.25

                                             plain  output-neuron
            parameters                           3              6
            restarts                             7              7
              on the best known loss     3   42.9%      3   42.9%
              on a bad minimum           2   28.6%      2   28.6%
              on a saddle                0    0.0%      0    0.0%
              at infinity                2   28.6%      2   28.6%
              unconverged                0    0.0%      0    0.0%
              failed                     0    0.0%      0    0.0%
            distinct minima
              by loss                            2              2
              by function                        2              2
              by parameters                      -              -
              connected                          -              -
              of them bad                        1              1
              in all (chao1)            2.5 [2, 8]     2.5 [2, 8]
            valleys at infinity                  1              1
            coverage of minima               90.0%          90.0%
              of strict ones                100.0%         100.0%
              of valleys                     75.0%          75.0%
            best loss                 0.3333333333   0.3333333333
              lower bound                        0              0
              global                    best-known     best-known

            in detail             plain  output-neuron
              at-infinity: spike      2              2

            lowest minima of plain
              id  minima          loss       gap  hits  share  class           smallest eigenvalue  zero modes
              0        1  0.3333333333         0     3  42.9%  strict-minimum             3.33e-01           0
              1        1  0.4333333333  1.00e-01     2  28.6%  strict-minimum             4.71e-01           0

            lowest minima of output-neuron
              id  minima          loss       gap  hits  share  class           smallest eigenvalue  zero modes
              0        1  0.3333333333         0     3  42.9%  strict-minimum             3.33e-01           0
              1        1  0.4333333333  1.00e-01     2  28.6%  strict-minimum             4.71e-01           0

            where the same starts ended: rows under plain, columns under output-neuron
                           best known loss  bad minimum
              bad minimum                2            0
              at infinity                0           11

            the network alone, same starts: output-neuron against plain
              - loss lower in 2, equal in 7, higher in 4 of 13
              - best known loss reached by 5 = 38.5% [17.7%, 64.5%] under plain and by 3 = 23.1% [8.2%, 50.3%]
                under output-neuron; McNemar's exact p = 0.69

            notes
              - a note

            all 7 restarts ended (12.3 s, 81.0 per second)
            results: /out/study=made-up/run=r0
            """);
  }

  @Test
  void onlyAProvedFloorMakesAMinimumGlobal() throws IOException {
    RunSummary known = StudyFixtures.summary("r0", 7);
    String json = StudyJson.write(known).replace("\"best-known\"", "\"proved\"");
    RunSummary proved = StudyJson.read(json, RunSummary.class);

    assertThat(ConsoleReport.text(known, "/out"))
        .contains("on the best known loss  ", "   best known loss  bad minimum\n")
        .doesNotContain("global minimum");
    assertThat(ConsoleReport.text(proved, "/out"))
        .contains("on a global minimum  ", "   global minimum  bad minimum\n")
        .doesNotContain("on the best known loss");
  }

  private static ClaimVerdict verdict(String verdict, String failing) {
    return new ClaimVerdict(
        "liang-2018",
        "any-labels",
        "plain",
        "a statement",
        "a number",
        true,
        List.of(Premise.of("that holds", true, ""), Premise.of(failing, false, "")),
        verdict,
        7,
        3,
        0.25,
        null,
        "because");
  }

  @Test
  void longPremisesAreBrokenAndThatNothingIsDecidedIsSaid() {
    String premise =
        "no parameters of the network reach the infimum over all functions of the inputs";
    ClaimVerdict vacuous = verdict("vacuous", premise);
    RunSummary summary = StudyFixtures.summary("r0", 7);
    String other = "no claim is confirmed or refuted here";

    assertThat(ConsoleReport.text(StudyFixtures.withVerdicts(summary, List.of(vacuous)), "/out"))
        .contains(
            """
              liang-2018/any-labels  vacuous          7           3  no parameters of the network reach the
                                                                     infimum over all functions of the inputs
            """,
            other);
    assertThat(
            ConsoleReport.text(
                StudyFixtures.withVerdicts(
                    summary, List.of(vacuous, verdict("confirmed", premise))),
                "/out"))
        .contains("confirmed")
        .doesNotContain(other);
  }

  @Test
  void linesEndWithoutSpacesAndFitTheScreen() {
    assertThat(ConsoleReport.text(StudyFixtures.summary("r0", 7), "/out").lines())
        .allSatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(line.stripTrailing())
                    .hasSizeLessThanOrEqualTo(100)
                    .matches("[\\x20-\\x7e]*"));
  }

  @Test
  void degenerateMinimaOfOneLossAreOneLine() {
    RunSummary summary = StudyFixtures.summary("r0", 7);
    RunSummary.ObjectiveSummary plain = summary.objectives().get(0);
    List<RunSummary.MinimumSummary> flat =
        IntStream.range(0, 9)
            .mapToObj(
                i ->
                    new RunSummary.MinimumSummary(
                        i,
                        i < 7 ? 0 : i,
                        i < 7 ? 0 : i,
                        2,
                        "degenerate-minimum",
                        0,
                        9 + i % 2,
                        null,
                        null,
                        false,
                        1,
                        null,
                        null))
            .toList();

    assertThat(ConsoleReport.text(StudyFixtures.withMinima(summary, plain, flat), "/out"))
        .contains(
            """
              id  minima  loss       gap  hits   share  class               smallest eigenvalue  zero modes
              0        7     0         0    14  200.0%  degenerate-minimum                    0     9 to 10
              7        1     7  7.00e+00     2   28.6%  degenerate-minimum                    0          10
              8        1     8  8.00e+00     2   28.6%  degenerate-minimum                    0           9
            """);
  }

  @Test
  void aRunWithoutRestartsHasAReportToo() {
    assertThat(ConsoleReport.text(StudyFixtures.summary("r0", 0), "/out"))
        .contains("no restart ended on a minimum of plain");
  }
}
