package org.minimacensus.study.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.LookPoints;
import org.minimacensus.richness.StoppingRule;
import org.minimacensus.richness.StoppingRules;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoredRun;

/**
 * A run whose restarts are drawn from a population, under one objective.
 *
 * @param stored by restart the minimum that the run stores
 */
record DrawnRun(
    String name,
    String hash,
    String commit,
    Population population,
    List<ObjectivePair.Ended> ended,
    Map<Long, Long> stored,
    long planned,
    int exitCode,
    String stoppedBy,
    double restartsPerSecond)
    implements StoredRun {
  static final String OBJECTIVE = "plain";
  private static final String HASH = "ab".repeat(32);
  static final Provenance.Code CODE = new Provenance.Code("1", "none");

  static DrawnRun of(Population population, long seed, long first, long count) {
    return of(population, population.draw(seed, first, count), first, 0, StoppingRules.COUNT);
  }

  /** A run that a stopping rule ends, or its budget. */
  static DrawnRun endedBy(
      StoppingRule rule, Population population, long seed, long first, long budget) {
    List<ObjectivePair.Ended> drawn = population.draw(seed, first, budget);
    Map<Integer, Long> hits = new HashMap<>();
    List<Integer> firsts = new ArrayList<>();
    int ended = 0;
    int look = 0;
    for (long point : LookPoints.upTo(rule, budget)) {
      for (; ended < point; ended++) {
        int basin = drawn.get(ended).basin();
        boolean minimum = basin >= 0 && population.basins().get(basin).minimum();
        if (minimum && hits.merge(basin, 1L, Long::sum) == 1) {
          firsts.add(ended);
        }
      }

      long late = firsts.stream().filter(f -> f >= point / 2).count();
      FrequencyCounts counts = FrequencyCounts.ofHits(hits.values());
      look++;
      if (rule.judge(new StoppingRule.Found(point, counts, late), look).holds()) {
        return of(population, drawn.subList(0, ended), first, 0, rule.name());
      }
    }

    return of(population, drawn, first, ExitCodes.BUDGET_SPENT, "budget");
  }

  private static DrawnRun of(
      Population population,
      List<ObjectivePair.Ended> ended,
      long first,
      int code,
      String stoppedBy) {
    return new DrawnRun(
        "r" + first,
        HASH,
        "c" + first,
        population,
        ended,
        stored(ended),
        ended.size(),
        code,
        stoppedBy,
        10);
  }

  private static Map<Long, Long> stored(List<ObjectivePair.Ended> ended) {
    Map<Long, Long> stored = new HashMap<>();
    ended.stream()
        .filter(e -> e.fact().minimum() != null)
        .forEach(e -> stored.put(e.restart(), e.fact().minimum()));
    return stored;
  }

  /** The same run with other endpoints. */
  DrawnRun with(UnaryOperator<ObjectivePair.Ended> change) {
    List<ObjectivePair.Ended> changed = ended.stream().map(change).toList();
    return new DrawnRun(
        name, hash, commit, population, changed, stored(changed), planned, exitCode, stoppedBy, 10);
  }

  /** The same run of which only some restarts are there. */
  DrawnRun first(long restarts, int code) {
    List<ObjectivePair.Ended> some = ended.subList(0, (int) restarts);
    return new DrawnRun(
        name, hash, commit, population, some, stored(some), planned, code, stoppedBy, 10);
  }

  /** The same run with another table of minima. */
  DrawnRun storing(Map<Long, Long> minima) {
    return new DrawnRun(
        name,
        hash,
        commit,
        population,
        ended,
        minima,
        planned,
        exitCode,
        stoppedBy,
        restartsPerSecond);
  }

  DrawnRun by(String otherCommit) {
    return new DrawnRun(
        name,
        hash,
        otherCommit,
        population,
        ended,
        stored,
        planned,
        exitCode,
        stoppedBy,
        restartsPerSecond);
  }

  DrawnRun at(double perSecond) {
    return new DrawnRun(
        name, hash, commit, population, ended, stored, planned, exitCode, stoppedBy, perSecond);
  }

  ComparisonSummary against(DrawnRun baseline, CompareSettings settings) {
    return against(baseline, settings, BitsCheck.NONE);
  }

  ComparisonSummary against(DrawnRun baseline, CompareSettings settings, BitsCheck bits) {
    ObjectivePair pair =
        new ObjectivePair(
            OBJECTIVE,
            population.basins(),
            baseline.ended,
            ended,
            CountCheck.of(baseline.stored, stored(baseline.ended)),
            CountCheck.of(stored, stored(ended)),
            bits);
    return new RunComparison(baseline, this, settings, 1e-9).compare(List.of(pair), CODE);
  }

  @Override
  public String folder() {
    return "out/" + name;
  }

  @Override
  public String manifestSha256() {
    return "cd".repeat(32);
  }

  @Override
  public RunSummary summary() {
    RunSummary.ObjectiveSummary objective =
        new RunSummary.ObjectiveSummary(
            OBJECTIVE,
            3,
            ended.size(),
            Map.of(),
            Map.of(),
            null,
            null,
            null,
            0,
            "",
            0,
            0,
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            0,
            0,
            null,
            null,
            null,
            stoppedBy);
    return new RunSummary(
        1,
        "drawn",
        hash,
        name,
        exitCode,
        "",
        0,
        planned,
        null,
        null,
        null,
        List.of(objective),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        new RunSummary.Throughput(1, restartsPerSecond, 1),
        null,
        null,
        List.of());
  }

  @Override
  public Provenance provenance() {
    return new Provenance(
        1,
        "drawn",
        hash,
        name,
        7,
        "",
        null,
        "",
        new Provenance.Code("1", commit),
        new Provenance.Machine("", "", "", "cpu", 1, "", "", "", ""),
        new Provenance.Timings("", "", 0, 0, 0));
  }
}
