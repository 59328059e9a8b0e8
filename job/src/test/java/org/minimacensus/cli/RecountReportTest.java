package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.Plateau;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyFixtures;

class RecountReportTest {
  private static RecountSummary.Point point(double decades, long minima, String of) {
    double factor = Math.pow(10, decades);
    return new RecountSummary.Point(
        decades,
        1e-9 * factor,
        1e-6 * factor,
        minima,
        new RunSummary.Distinct(2L, minima, null, null, 1L),
        1,
        of,
        5,
        2,
        1,
        0,
        0.6,
        List.of(new RunSummary.Estimate("chao1", 2.5, 2, 7.25, 0.95)),
        List.of());
  }

  private static RecountSummary recount(
      double tolerance, List<RecountSummary.Point> points, List<Plateau> plateaus) {
    return new RecountSummary(
        1,
        "made-up",
        StudyFixtures.HASH,
        "r0",
        "12".repeat(32),
        new Provenance.Code("1", "abc"),
        new RecountSummary.Tolerances(tolerance, 1e-6),
        new RecountSummary.Tolerances(1e-9, 1e-6),
        StudyFixtures.summary("r0", 7),
        List.of(new RecountSummary.Sweep("plain", points, plateaus)));
  }

  private static String sweep(RecountSummary recount) {
    String text = RecountReport.text(recount);
    return text.substring(text.indexOf("counts of plain"));
  }

  @Test
  void theSweepReadsWell() {
    List<RecountSummary.Point> points =
        List.of(
            point(-0.5, 7, "minima"),
            point(0, 2, "minima"),
            point(0.5, 2, "minima"),
            point(1, 1, "minima"));
    Plateau plateau = new Plateau("minima", 2, 1e-9, 3.2e-9, 1e-6, 3.2e-6, 0.5);

    assertThat(sweep(recount(1e-9, points, List.of(plateau))))
        .isEqualTo(
            """
            counts of plain by tolerance (| plateau, * this count, ... the same counts)
                    value  parameter  minima  losses  functions  parameters  at infinity  hit once       chao1  coverage
                  3.2e-10    3.2e-07       7       2          7           -            1         2  2.5 [2, 8]     60.0%
              |*    1e-09      1e-06       2       2          2           -            1         2  2.5 [2, 8]     60.0%
              |   3.2e-09    3.2e-06       2       2          2           -            1         2  2.5 [2, 8]     60.0%
                    1e-08      1e-05       1       2          1           -            1         2  2.5 [2, 8]     60.0%
              minima: 2 over 0.5 decades, value 1e-09 to 3.2e-09, parameter 1e-06 to 3.2e-06

            """);
  }

  @Test
  void whatLiesBetweenTheSameCountsIsOneLine() {
    List<RecountSummary.Point> points =
        IntStream.rangeClosed(-6, 3)
            .mapToObj(i -> point(i / 2.0, i == 3 ? 1 : i == 2 ? 7 : 2, "minima"))
            .toList();

    assertThat(sweep(recount(1e-9, points, List.of())).lines().limit(9).map(String::strip))
        .extracting(line -> Stream.of(line.split(" +")).limit(3).collect(Collectors.joining(" ")))
        .containsExactly(
            "counts of plain",
            "value parameter minima",
            "1e-12 1e-09 2",
            "...",
            "3.2e-10 3.2e-07 2",
            "* 1e-09 1e-06",
            "3.2e-09 3.2e-06 2",
            "1e-08 1e-05 7",
            "3.2e-08 3.2e-05 1");
  }

  @Test
  void columnsThatNoPointHasAreLeftOut() {
    RecountSummary.Point p = point(0, 2, "minima");
    RecountSummary.Point joined =
        new RecountSummary.Point(
            p.decades(),
            p.valueTolerance(),
            p.parameterTolerance(),
            p.minima(),
            new RunSummary.Distinct(2L, 2L, 2L, 1L, 0L),
            p.subOptimal(),
            p.of(),
            p.hits(),
            p.hitOnce(),
            p.hitOnceDoubtful(),
            p.hitTwice(),
            p.coverage(),
            p.estimates(),
            p.notes());
    assertThat(sweep(recount(1e-9, List.of(joined), List.of())))
        .contains("parameters  connected  hit once")
        .doesNotContain("at infinity");
  }

  @Test
  void itSaysUnderWhichTolerancesItCounted() {
    assertThat(RecountReport.text(recount(1e-9, List.of(point(0, 2, "minima")), List.of())))
        .startsWith(
            "counted again under value tolerance 1e-09, parameter tolerance 1e-06, as in the"
                + " run\n\nMinima Census: study made-up, run r0\n")
        .contains("distinct minima", "  no plateau: no two neighbours");
    assertThat(RecountReport.text(recount(2.5e-5, List.of(), List.of())))
        .startsWith(
            "counted again under value tolerance 2.5e-05, parameter tolerance 1e-06; in the run:"
                + " value tolerance 1e-09, parameter tolerance 1e-06\n");
  }

  @Test
  void strictMinimaAreMarked() {
    List<RecountSummary.Point> points = new ArrayList<>();
    points.add(point(-1, 2, "strict-minima"));
    assertThat(sweep(recount(1e-9, points, List.of())))
        .contains(" 2 s ", "marked s: of strict minima only", "are above a tenth");
  }
}
