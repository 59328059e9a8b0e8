package org.minimacensus.study.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusSettings;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.BentStudy;
import org.minimacensus.study.CensusCounter;
import org.minimacensus.study.StudySpec;

/**
 * Searches with an activation whose derivative is off by 1e-6, through the job's own optimiser,
 * certifier and census.
 */
class PlantedDerivativeTest {
  private static final long RESTARTS = 60;
  private static final StudySpec.CensusSpec CENSUS = BentStudy.PLAN.spec().census();

  private static CensusResult census(List<Endpoint> endpoints) {
    return new CensusCounter(CENSUS)
        .rules(BentStudy.PLAIN, BentStudy.PLAN.data().facts())
        .census()
        .count(endpoints);
  }

  private static Endpoint keyed(Endpoint e, long key) {
    return e.toBuilder().restart(key).build();
  }

  private static List<EndpointFact> facts(List<Endpoint> endpoints, Map<Long, Integer> minimumOf) {
    return endpoints.stream()
        .map(
            e -> {
              Integer id = minimumOf.get(e.restart());
              return EndpointFact.of(e, id == null ? null : (long) id);
            })
        .toList();
  }

  private static ObjectivePair pair(List<Endpoint> baseline, List<Endpoint> candidate) {
    List<Endpoint> all = new ArrayList<>();
    baseline.forEach(e -> all.add(keyed(e, PooledCensus.baselineKey(e.restart()))));
    candidate.forEach(e -> all.add(keyed(e, PooledCensus.candidateKey(e.restart()))));
    CountCheck none = CountCheck.of(Map.of(), Map.of());
    return ObjectivePair.of(
        "plain",
        new CensusSettings(CENSUS.valueTolerance(), CENSUS.parameterTolerance()),
        facts(baseline, census(baseline).minimumOf()),
        facts(candidate, census(candidate).minimumOf()),
        PooledCensus.of(census(all)),
        none,
        none,
        BitsCheck.NONE);
  }

  private static ComparisonSummary compared(long first, double off) {
    List<Endpoint> baseline = BentStudy.endpoints(0, 0, RESTARTS);
    List<Endpoint> candidate = BentStudy.endpoints(off, first, RESTARTS);
    DrawnRun run = DrawnRun.of(Population.all().get("zipf"), 1, first, RESTARTS);
    DrawnRun before = DrawnRun.of(Population.all().get("zipf"), 1, 0, RESTARTS);
    return new RunComparison(before, run, CompareSettings.DEFAULT, CENSUS.valueTolerance())
        .compare(List.of(pair(baseline, candidate)), DrawnRun.CODE);
  }

  private static List<String> kinds(ComparisonSummary comparison) {
    return comparison.findings().stream().map(ComparisonSummary.Finding::kind).distinct().toList();
  }

  @Test
  void aDerivativeOffByAMillionthIsFoundAmongOtherStarts() {
    assertThat(compared(RESTARTS, 0).verdict()).isEqualTo("same");
    ComparisonSummary bent = compared(RESTARTS, 1e-6);
    assertThat(bent.exitCode()).as("%s", bent.objectives()).isEqualTo(21);
    // The minima moved by more than the tolerance of the census.
    assertThat(kinds(bent)).contains("basin", "new-minima", "lost-minima");
  }

  @Test
  void andAmongTheSameStarts() {
    ComparisonSummary same = compared(0, 0);
    assertThat(same.verdict()).isEqualTo("same");
    assertThat(same.objectives().get(0).tests()).isZero();
    ComparisonSummary bent = compared(0, 1e-6);
    assertThat(bent.exitCode()).as("%s", bent.objectives()).isEqualTo(21);
  }

  @Test
  void evenATenthOfThatContradictsTheCertificates() {
    for (long first : new long[] {0, RESTARTS}) {
      ComparisonSummary bent = compared(first, 1e-7);
      assertThat(bent.exitCode()).isEqualTo(21);
      assertThat(kinds(bent)).contains("certified-loss").doesNotContain("basin");
    }
  }
}
