package org.minimacensus.study.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.study.compare.ComparisonSummary.Finding;

/** What a wrong version of the job would change is found, whether restarts are the same or not. */
class PlantedChangesTest {
  private static final Population QUICKSTART = Population.all().get("quickstart-plain");
  private static final Population ZIPF = Population.all().get("zipf");
  private static final CompareSettings SETTINGS = CompareSettings.DEFAULT;

  private static DrawnRun night(Population population, long first) {
    return DrawnRun.of(population, 42, first, 1000);
  }

  private static List<String> kinds(ComparisonSummary comparison) {
    return comparison.findings().stream().map(Finding::kind).distinct().toList();
  }

  private static ObjectivePair.Ended changed(
      ObjectivePair.Ended e, EndpointClass c, double rise, int evaluations) {
    EndpointFact f = e.fact();
    boolean stays = f.endpointClass() == c;
    EndpointFact other =
        new EndpointFact(
            f.restart(),
            c,
            stays ? f.detail() : "",
            f.loss() + rise,
            f.lossError(),
            f.gradientNorm(),
            f.evaluations() + evaluations,
            stays ? f.minimum() : null);
    return new ObjectivePair.Ended(other, stays ? e.basin() : -1);
  }

  private static UnaryOperator<ObjectivePair.Ended> unconverged(double share) {
    return e ->
        RandomStream.of(1, "unconverged", e.restart()).nextDouble() < share
            ? changed(e, EndpointClass.UNCONVERGED, 0, 0)
            : e;
  }

  @Test
  void undisturbedNightsAreTheSame() {
    ComparisonSummary other = night(ZIPF, 1000).against(night(ZIPF, 0), SETTINGS);
    assertThat(other.verdict()).isEqualTo("same");
    assertThat(other.exitCode()).isZero();
    assertThat(other.objectives().get(0).independentCandidate()).isEqualTo(1000);
    ComparisonSummary again = night(ZIPF, 0).against(night(ZIPF, 0), SETTINGS);
    assertThat(again.verdict()).isEqualTo("same");
    assertThat(again.objectives().get(0).independentCandidate()).isZero();
    assertThat(again.objectives().get(0).tests()).isZero();
  }

  @Test
  void lossesAboveTheirCertificatesAreFound() {
    // A gradient off by 1e-6 stops the search where the loss is about 1e-12 above the minimum.
    UnaryOperator<ObjectivePair.Ended> risen = e -> changed(e, e.fact().endpointClass(), 1e-12, 0);
    for (long first : new long[] {0, 1000}) {
      ComparisonSummary c =
          night(QUICKSTART, first).with(risen).against(night(QUICKSTART, 0), SETTINGS);
      assertThat(c.exitCode()).as("from %d", first).isEqualTo(21);
      assertThat(kinds(c)).containsExactly("certified-loss");
      assertThat(c.findings().get(0).direction()).isEqualTo("worse");
      assertThat(c.objectives().get(0).candidate().contradicted()).isGreaterThan(300);
    }
  }

  @Test
  void restartsThatDoNotConvergeAreFound() {
    for (long first : new long[] {0, 1000}) {
      ComparisonSummary c =
          night(QUICKSTART, first).with(unconverged(0.1)).against(night(QUICKSTART, 0), SETTINGS);
      assertThat(c.exitCode()).as("from %d", first).isEqualTo(21);
      assertThat(c.findings())
          .anySatisfy(
              f -> {
                assertThat(f.kind()).isEqualTo("class");
                assertThat(f.subject()).isEqualTo("unconverged");
                assertThat(f.direction()).isEqualTo("worse");
              });
    }
  }

  @Test
  void fewRestartsThatMovedAmongTheSameStartsAreTold() {
    UnaryOperator<ObjectivePair.Ended> three =
        e -> e.restart() < 3 ? changed(e, EndpointClass.SADDLE, 0, 0) : e;
    ComparisonSummary c = night(QUICKSTART, 0).with(three).against(night(QUICKSTART, 0), SETTINGS);
    assertThat(c.verdict()).isEqualTo("same");
    assertThat(c.objectives().get(0).moves().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(3);
    assertThat(c.objectives().get(0).moved()).isBetween(1L, 3L);
  }

  @Test
  void oneMinimumLessAndMoreWorkAreFound() {
    UnaryOperator<ObjectivePair.Ended> away =
        e -> e.basin() == 1 ? new ObjectivePair.Ended(e.fact(), 0) : e;
    ComparisonSummary lost = night(ZIPF, 1000).with(away).against(night(ZIPF, 0), SETTINGS);
    assertThat(kinds(lost)).contains("basin");
    assertThat(lost.objectives().get(0).lostMinima().listed().get(0).basin())
        .isEqualTo("minimum 1");
    assertThat(lost.objectives().get(0).lostMinima().listed().get(0).missedByChance())
        .isLessThan(1e-10);

    ComparisonSummary slow =
        night(QUICKSTART, 1000)
            .with(e -> changed(e, e.fact().endpointClass(), 0, 60))
            .against(night(QUICKSTART, 0), SETTINGS);
    assertThat(kinds(slow)).containsExactly("evaluations");
    assertThat(slow.findings().get(0).direction()).isEqualTo("worse");
    ComparisonSummary fast =
        night(QUICKSTART, 1000)
            .against(
                night(QUICKSTART, 0).with(e -> changed(e, e.fact().endpointClass(), 0, 60)),
                SETTINGS);
    assertThat(fast.verdict()).isEqualTo("changed");
    assertThat(fast.exitCode()).isZero();
  }

  @Test
  void minimaThatNoLongerMatchAreFoundHoweverRare() {
    Population rare = Population.all().get("all-rare");
    // Every minimum of the candidate lies elsewhere: none of them is one of the baseline's.
    int half = rare.basins().size() / 2;
    DrawnRun baseline = night(rare, 0).with(e -> moved(e, e.basin() % half));
    assertThat(
            night(rare, 1000)
                .with(e -> moved(e, e.basin() % half))
                .against(baseline, SETTINGS)
                .exitCode())
        .isZero();
    ComparisonSummary c =
        night(rare, 1000).with(e -> moved(e, half + e.basin() % half)).against(baseline, SETTINGS);
    assertThat(c.exitCode()).isEqualTo(21);
    assertThat(kinds(c)).contains("new-minima", "lost-minima").doesNotContain("basin");
  }

  private static ObjectivePair.Ended moved(ObjectivePair.Ended e, int basin) {
    return e.basin() < 0 ? e : new ObjectivePair.Ended(e.fact(), basin);
  }

  @Test
  void lostRestartsAreFound() {
    DrawnRun baseline = night(QUICKSTART, 0);
    ComparisonSummary silent = night(QUICKSTART, 1000).first(990, 0).against(baseline, SETTINGS);
    assertThat(silent.exitCode()).isEqualTo(21);
    assertThat(silent.findings().get(0).text())
        .isEqualTo(
            "10 of 1000 planned restarts are not there (exit code 0); the baseline has all of its"
                + " 1000");
    ComparisonSummary early = night(QUICKSTART, 1000).first(800, 10).against(baseline, SETTINGS);
    assertThat(early.findings().get(0).text()).contains("200 of 1000", "(exit code 10)");
    ComparisonSummary both =
        night(QUICKSTART, 1000).first(800, 10).against(baseline.first(900, 10), SETTINGS);
    assertThat(both.exitCode()).isZero();
    assertThat(both.notes()).anyMatch(n -> n.contains("ended early"));
  }

  @Test
  void aWrongMergeIsFound() {
    DrawnRun candidate = night(QUICKSTART, 1000);
    Map<Long, Long> merged = new HashMap<>(candidate.stored());
    merged.replaceAll((restart, minimum) -> minimum == 5 ? 4L : minimum);
    for (ComparisonSummary c :
        List.of(
            candidate.storing(merged).against(night(QUICKSTART, 0), SETTINGS),
            night(QUICKSTART, 0).against(candidate.storing(merged), SETTINGS))) {
      assertThat(c.exitCode()).isEqualTo(21);
      assertThat(kinds(c)).containsExactly("count");
      assertThat(c.findings().get(0).text()).contains("its minimum 4 is 2 distinct minima");
    }
  }

  @Test
  void otherBitsAreARegressionOfOneCommitOrWhenAskedFor() {
    DrawnRun run = night(QUICKSTART, 0);
    BitsCheck bits =
        new BitsCheck(1000, 1, Map.of("theta", 1L), List.of("restart 3 differs first in theta"));
    assertThat(run.against(run, SETTINGS, bits).exitCode()).isEqualTo(21);
    ComparisonSummary other = run.by("other").against(run, SETTINGS, bits);
    assertThat(other.verdict()).isEqualTo("changed");
    assertThat(other.exitCode()).isZero();
    CompareSettings exact = new CompareSettings(0.01, Double.POSITIVE_INFINITY, true);
    assertThat(run.by("other").against(run, exact, bits).exitCode()).isEqualTo(21);
    assertThat(run.by("unknown").against(run.by("unknown"), SETTINGS, bits).exitCode()).isZero();
  }

  @Test
  void throughputDecidesOnlyWhereABoundIsSet() {
    DrawnRun slow = night(QUICKSTART, 1000).at(4);
    assertThat(slow.against(night(QUICKSTART, 0), SETTINGS).exitCode()).isZero();
    CompareSettings twice = new CompareSettings(0.01, 2, false);
    ComparisonSummary c = slow.against(night(QUICKSTART, 0), twice);
    assertThat(kinds(c)).containsExactly("throughput");
    assertThat(slow.at(5.1).against(night(QUICKSTART, 0), twice).exitCode()).isZero();
  }

  @Test
  void partlyTheSameStartsArePairsAndIndependentOnes() {
    DrawnRun baseline = DrawnRun.of(QUICKSTART, 42, 0, 600);
    ComparisonSummary longer = DrawnRun.of(QUICKSTART, 42, 0, 1000).against(baseline, SETTINGS);
    assertThat(longer.objectives().get(0).independentBaseline()).isEqualTo(600);
    assertThat(longer.objectives().get(0).independentCandidate()).isEqualTo(400);
    ComparisonSummary shorter = baseline.against(DrawnRun.of(QUICKSTART, 42, 0, 1000), SETTINGS);
    assertThat(shorter.objectives().get(0).independentBaseline()).isEqualTo(400);
    assertThat(shorter.objectives().get(0).independentCandidate()).isEqualTo(600);
    assertThat(longer.exitCode() + shorter.exitCode()).isZero();
  }
}
