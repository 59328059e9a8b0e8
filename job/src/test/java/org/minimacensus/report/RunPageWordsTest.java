package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minimacensus.report.RunPageFixtures.objective;
import static org.minimacensus.report.RunPageFixtures.provenance;
import static org.minimacensus.report.RunPageFixtures.summary;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.PathsSummary;
import org.minimacensus.study.Plateau;
import org.minimacensus.study.ProofSummary;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.Distinct;
import org.minimacensus.study.RunSummary.Estimate;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.UnseenSummary;
import org.minimacensus.study.compare.ComparisonSummary;

/** No more is said than what is known. */
class RunPageWordsTest {
  private static final Provenance.Code CODE = new Provenance.Code("0.1", "0123456789abcdef");

  /** The objective of 44 minima with other knowledge of them. */
  private static ObjectiveSummary known(
      Distinct distinct,
      Long proved,
      String global,
      long bad,
      List<Estimate> estimates,
      UnseenSummary unseen,
      PathsSummary paths) {
    ObjectiveSummary o = objective("plain", 44);
    return new ObjectiveSummary(
        o.name(),
        o.parameters(),
        o.restarts(),
        o.endpoints(),
        o.details(),
        distinct,
        proved,
        proved == null ? null : proved / 2,
        o.bestLoss(),
        global,
        o.lowerBound(),
        bad,
        bad == 0 ? 88 : o.globalHits(),
        bad == 0 ? 0 : o.subOptimalHits(),
        o.minima(),
        o.valleys(),
        estimates,
        o.coverage(),
        o.coverageChao(),
        0.75,
        o.coverageAtInfinity(),
        unseen,
        paths,
        proved == null
            ? null
            : new ProofSummary(44, proved, Map.of("singular", 44 - proved), o.bestLoss(), 0),
        o.stoppedBy());
  }

  private static Distinct distinct(Long parameters, Long connected) {
    return new Distinct(8L, 44L, parameters, connected, 0L);
  }

  private static UnseenSummary unseen(String of, long hits, double observed) {
    return new UnseenSummary(
        of,
        hits,
        0,
        0,
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        0.95,
        Double.NaN,
        Double.NaN,
        List.of(new UnseenSummary.Hill(0, observed, observed)),
        List.of());
  }

  private static String page(ObjectiveSummary o) {
    return RunPage.of(
        summary("x", List.of(o), List.of()), provenance("y"), ReportFixtures.noPictures());
  }

  @Test
  void whatIsGlobalIsCalledSoOnlyWhereItIsProved() {
    UnseenSummary u = unseen("minima", 88, 44);
    assertThat(page(known(distinct(44L, 44L), null, "proved", 0, List.of(), u, null)))
        .contains("the lower bound over all functions of the inputs: they are global.")
        .contains("is proved to be the least: it is the lower bound")
        .contains("How many are unseen is not estimated")
        .contains("no estimator is defined for these hits.");
    assertThat(page(known(distinct(44L, 44L), null, "best-known", 0, List.of(), u, null)))
        .contains("of which it is not known whether it is the least.")
        .doesNotContain("they are global");
    assertThat(page(known(distinct(44L, 44L), null, "proved", 43, List.of(), u, null)))
        .contains("which is proved to be the least: 86 of 1000", "on a global minimum.");
  }

  @Test
  void theIdentityIsNamed() {
    UnseenSummary u = unseen("minima", 88, 44);
    PathsSummary left = new PathsSummary(false, 9, 3, 1, Map.of(), Map.of(), 1, 1);
    assertThat(page(known(distinct(44L, 40L), null, "best-known", 1, List.of(), u, left)))
        .contains("At most 40 distinct minima were found")
        .contains("not all paths were tried.", "<td>at most 40</td>", "there may be fewer");
    assertThat(page(known(distinct(41L, null), null, "best-known", 1, List.of(), u, null)))
        .contains("41 distinct minima were found", "paths between minima were not looked for.");
    assertThat(page(known(distinct(null, null), null, "best-known", 1, List.of(), u, null)))
        .contains("44 distinct minima were found", "by functions: minima of equal predictions");
  }

  @Test
  void provedMinimaAreCounted() {
    UnseenSummary u = unseen("minima", 88, 44);
    assertThat(page(known(distinct(44L, 44L), 29L, "best-known", 1, List.of(), u, null)))
        .contains("At least 29 distinct strict minima exist, 14 of them proved to be bad")
        .contains("interval arithmetic proves of 29 boxes of parameters that each holds")
        .contains("Not proved of 44 that were tried: 15 with a singular Hessian")
        .contains("./submit.sh verify-certificates OUT/study=");
    assertThat(page(known(distinct(44L, 44L), 1L, "best-known", 1, List.of(), u, null)))
        .contains("At least 1 distinct strict minimum exists, none of them proved to be bad")
        .contains("proves of one box of parameters that it holds");
    assertThat(page(known(distinct(44L, 44L), 0L, "best-known", 1, List.of(), u, null)))
        .contains("None of them is proved by interval arithmetic");
  }

  /** 5 strict minima of 44 were found, and 7.5 are estimated of these. */
  @Test
  void unseenMinimaAreOfThoseThatTheEstimateIsOf() {
    Estimate strict = new Estimate("chao1-strict", 7.5, 5.5, 12.25, 0.95);
    UnseenSummary u = unseen("strict-minima", 20, 5);
    assertThat(page(known(distinct(44L, null), null, "best-known", 1, List.of(strict), u, null)))
        .contains("Estimated unseen: about 2.5 more, 95% interval 0 to 8")
        .contains("(chao1-strict: 7.5 [5, 13] in all, of strict minima alone, of which 5 were")
        .contains("of the restarts that end on a strict minimum, an estimated 75.0%")
        .contains("its interval is not defined", "No minimum was hit once only.");
    UnseenSummary none = unseen("strict-minima", 0, 0);
    assertThat(page(known(distinct(44L, null), null, "best-known", 1, List.of(), none, null)))
        .contains("no restart ended on a minimum that is counted for it (of strict minima)")
        .contains("Coverage is not defined");
  }

  private static RecountSummary.Point point(double decades, long minima) {
    return new RecountSummary.Point(
        decades,
        1e-9 * Math.pow(10, decades),
        1e-6,
        minima,
        new Distinct(2L, minima, null, null, 1L),
        1,
        "strict-minima",
        5,
        2,
        1,
        0,
        0.6,
        List.of(new Estimate("chao1-strict", 2.5, 2, 7.25, 0.95)),
        List.of());
  }

  @Test
  void aRecountHasItsPlateauAndItsTable() {
    RunSummary run = summary("x", List.of(objective("plain", 2)), List.of());
    RecountSummary recount =
        new RecountSummary(
            1,
            "x",
            "ab",
            "r0",
            "cd",
            CODE,
            new RecountSummary.Tolerances(1e-9, 1e-6),
            new RecountSummary.Tolerances(1e-8, 1e-6),
            run,
            List.of(
                new RecountSummary.Sweep(
                    "plain",
                    List.of(point(-0.5, 7), point(0, 2), point(0.5, 2)),
                    List.of(new Plateau("minima", 2, 1e-9, 1e-8, 1e-6, 1e-6, 0.5)))));
    assertThat(RunPage.of(run, provenance("y"), RunPageFixtures.with(recount, List.of())))
        .contains("The number of minima is 2 over 0.5 decades of tolerance")
        .contains("of the tolerances 1e-09 of losses and 1e-06 of parameters; the run has 1e-08")
        .contains("<tr><th scope=\"row\">1e-09 *</th><td>1e-06</td><td>yes</td><td>2</td>")
        .contains("<td>2 s</td><td>2.5 [2, 8]</td><td>60.0% s</td>")
        .doesNotContain("recount counts over");
  }

  private static ComparisonSummary.Side side(String run) {
    return new ComparisonSummary.Side(
        run, "out/run=" + run, "ab", "cd", CODE, 7, "2026-01-02", 0, "", 0, 200, 200, 0);
  }

  @Test
  void aComparisonHasItsVerdictAndFindings() {
    ComparisonSummary comparison =
        new ComparisonSummary(
            1,
            "x",
            CODE,
            0.01,
            Double.NaN,
            false,
            side("r7"),
            side("r0"),
            "regressed",
            21,
            "regressed: more is unconverged",
            List.of(
                new ComparisonSummary.Finding(
                    "plain", "class", "unconverged", "worse", 3.3e-6, "9 < 20 & more"),
                new ComparisonSummary.Finding("", "bits", "", "other", 0, "other bits")),
            List.of(),
            new ComparisonSummary.Pace(1, 2, 2, "a", "b"),
            List.of("a note"));
    RunSummary run = summary("x", List.of(objective("plain", 2)), List.of());
    assertThat(RunPage.of(run, provenance("y"), RunPageFixtures.with(null, List.of(comparison))))
        .contains("Against run r7", "regressed</span> Regressed: more is unconverged.")
        .contains("at most 1.0% of comparisons")
        .contains("<td>plain</td><td>9 &lt; 20 &amp; more</td><td>3.3e-06</td>")
        .contains("<td>the runs</td><td>other bits</td><td>not by chance</td>");
  }
}
