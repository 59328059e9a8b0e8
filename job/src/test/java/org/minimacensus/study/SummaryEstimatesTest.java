package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.minimacensus.census.ConnectedMinima;
import org.minimacensus.census.DistinctCounts;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.RichnessEstimators;

/** How estimates and coverage come into a summary. */
class SummaryEstimatesTest {
  private static final StudyPlan PLAN = SineStudy.plan(1);
  private static final FrequencyCounts ALL = hits(1, 1, 1, 2, 2, 3, 4, 9, 30);
  private static final FrequencyCounts STRICT = hits(1, 1, 2, 4, 9, 30);
  private static final DoubtfulSingletons DOUBTFUL = new DoubtfulSingletons(2, 1);

  private static FrequencyCounts hits(long... hits) {
    List<Long> all = new ArrayList<>();
    for (long h : hits) {
      all.add(h);
    }

    return FrequencyCounts.ofHits(all);
  }

  /**
   * @param unjoined degenerate minima that may be points of one flat set
   */
  private static RunSummary.ObjectiveSummary summary(
      FrequencyCounts all, FrequencyCounts strict, long unjoined) {
    DoubtfulSingletons doubtful = all.classes() == 0 ? DoubtfulSingletons.NONE : DOUBTFUL;
    OptionalLong no = OptionalLong.empty();
    ObjectiveCount count =
        new ObjectiveCount(
            all.classes(),
            List.of(),
            ConnectedMinima.none(all.classes(), ""),
            0,
            0,
            new DistinctCounts(0, 0, no, no, 0),
            all,
            strict,
            doubtful,
            unjoined,
            List.of(),
            List.of(),
            FrequencyCounts.ofHits(List.of(1L, 1L, 2L)));
    return new SummaryBuilder(
            PLAN,
            new StudyRunner.Request("r0", 0, 1),
            RestartExecutor.End.COMPLETE,
            new Tally(PLAN.objectives().size()),
            PLAN.objectives().stream().map(o -> count).toList())
        .build(Map.of(), Map.of(), List.of())
        .objectives()
        .get(0);
  }

  private static double value(RunSummary.ObjectiveSummary o, String name) {
    return o.estimates().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void everyEstimatorIsThereWithAndWithoutTheWorstCertified() {
    RunSummary.ObjectiveSummary o = summary(ALL, STRICT, 0);
    List<String> names = new ArrayList<>(RichnessEstimators.names());
    RichnessEstimators.names().forEach(name -> names.add(name + "-without-worst-tenth"));
    assertThat(o.estimates()).extracting(RunSummary.Estimate::name).isEqualTo(names);
    assertThat(o.coverageAtInfinity()).as("two of four hits on valleys seen once").isEqualTo(0.5);
    // 9 and 3 * 2 / (2 * 3) unseen; 7 and 1 * 0 unseen.
    assertThat(value(o, "chao1")).isEqualTo(10);
    assertThat(value(o, "chao1-without-worst-tenth")).isEqualTo(7);
  }

  @Test
  void flatSetsThatAreNotJoinedLeaveTheStrictMinima() {
    RunSummary.ObjectiveSummary o = summary(ALL, STRICT, 2);
    assertThat(o.estimates())
        .extracting(RunSummary.Estimate::name)
        .hasSize(2 * RichnessEstimators.names().size())
        .allMatch(name -> name.matches(".*-strict(-without-worst-tenth)?"));
    assertThat(value(o, "chao1-strict")).isEqualTo(6.5);
    assertThat(value(o, "chao1-strict-without-worst-tenth")).isEqualTo(5);
    assertThat(o.coverage()).isNaN();
    assertThat(o.coverageChao()).isNaN();
    assertThat(o.coverageStrict()).isEqualTo(1 - 2.0 / 47);
    assertThat(o.unseen().of()).isEqualTo("strict-minima");
    assertThat(o.unseen().hits()).isEqualTo(47);
  }

  @Test
  void theUnseenAreDescribedByTheSameHits() {
    UnseenSummary unseen = summary(ALL, STRICT, 0).unseen();
    assertThat(unseen.of()).isEqualTo("minima");
    assertThat(unseen.hits()).isEqualTo(53);
    assertThat(unseen.hitOnce()).isEqualTo(3);
    assertThat(unseen.hitTwice()).isEqualTo(2);
    assertThat(unseen.hitOnceDoubtful()).isEqualTo(2);
    assertThat(unseen.coverageLow()).isLessThan(1 - 3.0 / 53);
    assertThat(unseen.coverageHigh()).isGreaterThan(1 - 3.0 / 53);
    assertThat(unseen.coverageBound()).isBetween(0.0, unseen.coverageLow());
    assertThat(unseen.unseenVolume()).isCloseTo(9 * 10 / (53.0 * 52), within(1e-12));
    assertThat(unseen.allFound()).isBetween(0.01, 0.99);
    assertThat(unseen.hill()).extracting(UnseenSummary.Hill::observed).first().isEqualTo(9.0);
    assertThat(unseen.accumulation()).hasSize(20);
    assertThat(unseen.accumulation().get(9).minima()).isBetween(8.9, 9.1);
    assertThat(unseen.accumulation().get(19).restarts()).isEqualTo(106);
  }

  @Test
  void whatIsNotDefinedIsNull() throws IOException {
    RunSummary.ObjectiveSummary none = summary(hits(), hits(), 0);
    assertThat(none.unseen().accumulation()).isEmpty();
    assertThat(StudyJson.write(none.unseen()))
        .contains("\"coverage_low\" : null", "\"coverage_bound\" : null", "\"all_found\" : null")
        .contains("\"accumulation\" : [ ]");

    UnseenSummary all = UnseenSummary.of(ALL, 2, "minima");
    assertThat(StudyJson.read(StudyJson.write(all), UnseenSummary.class)).isEqualTo(all);
  }
}
