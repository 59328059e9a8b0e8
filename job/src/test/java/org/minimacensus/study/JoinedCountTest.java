package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.Components;
import org.minimacensus.census.PathLimits;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.objective.Objective;

/** What a count says, by how far paths were looked for. */
class JoinedCountTest {
  private static final StudyPlan PLAN = TwoPointStudy.plan(20, true);
  private static final Objective PLAIN = PLAN.objectives().get(0);
  private static final CensusRules RULES =
      new CensusCounter(PLAN.spec().census()).rules(PLAIN, PLAN.data().facts());
  private static final List<Endpoint> ENDPOINTS = endpoints();
  private static final CensusResult CENSUS = RULES.census().count(ENDPOINTS);

  private static List<Endpoint> endpoints() {
    MemoryRecorders recorders = new MemoryRecorders();
    new LocalRestartExecutor(TwoPointStudy.dataset(), () -> 0)
        .run(PLAN.job(), RestartSet.range(0, 20), 0, recorders, g -> {});
    return recorders.results(PLAN.job().objectives()).stream()
        .map(r -> r.endpoint())
        .filter(e -> e.objective().equals("plain"))
        .toList();
  }

  private static ObjectiveCount count(PathFinder finder) {
    Components components = MinimaJoiner.of(PLAN, PLAIN, RULES, finder).join(CENSUS.minima());
    return ObjectiveCount.of(CENSUS, components, ENDPOINTS);
  }

  private static PathFinder paths() {
    return PathFinder.local(EvaluatorFactory.local(TwoPointStudy.dataset()));
  }

  @Test
  void componentsAreTheMinimaOfEstimatesWhenAllPathsWereTried() {
    ObjectiveCount count = count(paths());
    long strict = count.strictFrequencies().classes();
    assertThat(count.joined()).isTrue();
    assertThat(count.minima()).isEqualTo(2 + strict).isLessThan(CENSUS.minima().size());
    assertThat(count.distinct().connected()).hasValue(count.minima());
    assertThat(count.estimated()).isEqualTo(count.frequencies());
    assertThat(count.estimated().individuals()).isEqualTo(CENSUS.minimumOf().size());
  }

  @Test
  void estimatesAreOfStrictMinimaAsLongAsSomePathsWereNotTried() {
    ObjectiveCount count = count(paths().within(PathLimits.evaluations(1)));
    long joined = count.components().totals().orElseThrow().components();
    assertThat(count.joined()).isFalse();
    assertThat(count.components().complete()).isFalse();
    assertThat(joined).isBetween(3L, (long) CENSUS.minima().size());
    assertThat(count.distinct().connected()).hasValue(count.minima());
    assertThat(count.estimated()).isEqualTo(count.strictFrequencies());
    assertThat(count.notes())
        .anyMatch(n -> n.startsWith("not all paths were tried, as the evaluations for paths"));
  }

  @Test
  void whereNoPathsAreLookedForTheCountSaysWhy() {
    ObjectiveCount count = count(PathFinder.none("a recount looks for none"));
    assertThat(count.joined()).isFalse();
    assertThat(count.minima()).isEqualTo(CENSUS.minima().size());
    assertThat(count.distinct().connected()).isEmpty();
    assertThat(count.estimated()).isEqualTo(count.strictFrequencies());
    assertThat(count.notes())
        .contains("distinct.connected is not computed: a recount looks for none")
        .anyMatch(n -> n.contains("which were not joined"));
  }
}
