package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.census.CensusSettings;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.compare.BitsCheck;
import org.minimacensus.study.compare.CountCheck;
import org.minimacensus.study.compare.EndpointFact;
import org.minimacensus.study.compare.ObjectivePair;
import org.minimacensus.study.compare.PooledCensus;

/**
 * The endpoints of two published runs, counted together and each for itself as a run is: few on the
 * driver, many on executors. What tests ask of an endpoint is held on the driver: about 100 bytes,
 * and 150 more while its objective is counted.
 */
public final class RunPair {
  private static final PathFinder NO_PATHS = PathFinder.none("compare looks for no paths");

  private final SparkContext spark;
  private final StudyPlan plan;
  private final ParquetRun baseline;
  private final ParquetRun candidate;
  private final PartFiles baselineParts;
  private final PartFiles candidateParts;
  private final MinimaCounter counter;

  private RunPair(SparkContext spark, StudyPlan plan, ParquetRun baseline, ParquetRun candidate) {
    this.spark = spark;
    this.plan = plan;
    this.baseline = baseline;
    this.candidate = candidate;
    List<String> objectives = plan.job().objectives();
    this.baselineParts = baseline.parts(spark, objectives);
    this.candidateParts = candidate.parts(spark, objectives);
    this.counter = CensusCounters.of(plan);
  }

  /**
   * @param plan study of the candidate; the baseline has the same objectives and rules of the
   *     census
   */
  static RunPair of(SparkContext spark, StudyPlan plan, ParquetRun baseline, ParquetRun candidate) {
    return new RunPair(spark, plan, baseline, candidate);
  }

  /** One objective. */
  public ObjectivePair of(String objective) {
    List<EndpointFact> first = baseline.facts(objective);
    List<EndpointFact> second = candidate.facts(objective);
    JobDescription.set(spark, "counting " + objective + " of both runs");
    JavaRDD<Endpoint> one =
        baselineParts
            .counted(objective)
            .map(row -> keyed(EndpointRows.counted(row), PooledCensus::baselineKey));
    JavaRDD<Endpoint> other =
        candidateParts
            .counted(objective)
            .map(row -> keyed(EndpointRows.counted(row), PooledCensus::candidateKey));
    long most = first.size() + (long) second.size();
    double reference = reference(objective);
    MinimaCounter.Count both =
        counter.count(objective, one.union(other), most, reference, NO_PATHS);
    PooledCensus pooled = pooled(both);
    both.release().run();
    return ObjectivePair.of(
        objective,
        new CensusSettings(
            plan.spec().census().valueTolerance(), plan.spec().census().parameterTolerance()),
        first,
        second,
        pooled,
        check(objective, first, baselineParts, reference),
        check(objective, second, candidateParts, reference),
        bits(objective, first, second));
  }

  private static Endpoint keyed(Endpoint endpoint, LongUnaryOperator key) {
    return endpoint.toBuilder().restart(key.applyAsLong(endpoint.restart())).build();
  }

  /** The best loss of both runs, which decides what is sub-optimal. */
  private double reference(String objective) {
    return Math.min(best(baseline.summary(), objective), best(candidate.summary(), objective));
  }

  private static double best(RunSummary summary, String objective) {
    return summary.objectives().stream()
        .filter(o -> o.name().equals(objective) && !Double.isNaN(o.bestLoss()))
        .mapToDouble(RunSummary.ObjectiveSummary::bestLoss)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static PooledCensus pooled(MinimaCounter.Count count) {
    List<PooledCensus.PooledMinimum> minima =
        new ArrayList<>(count.minima().map(PooledCensus.PooledMinimum::of).collect());
    minima.sort(java.util.Comparator.comparingInt(PooledCensus.PooledMinimum::id));
    return new PooledCensus(
        minima, map(count.minimumOf()), count.valleys().collect(), map(count.valleyOf()));
  }

  private static Map<Long, Long> map(JavaPairRDD<Long, Long> pairs) {
    Map<Long, Long> map = new HashMap<>();
    pairs.collect().forEach(pair -> map.put(pair._1(), pair._2()));
    return map;
  }

  private CountCheck check(
      String objective, List<EndpointFact> facts, PartFiles parts, double reference) {
    JobDescription.set(spark, "counting " + objective + " again");
    MinimaCounter.Count count =
        counter.count(
            objective,
            parts.counted(objective).map(EndpointRows::counted),
            facts.size(),
            reference,
            NO_PATHS);
    Map<Long, Long> found = map(count.minimumOf());
    count.release().run();
    Map<Long, Long> stored = new HashMap<>();
    facts.stream()
        .filter(f -> f.minimum() != null)
        .forEach(f -> stored.put(f.restart(), f.minimum()));
    return CountCheck.of(stored, found);
  }

  /** Of two runs of one study, where one index is one start. */
  private BitsCheck bits(String objective, List<EndpointFact> first, List<EndpointFact> second) {
    if (!baseline.summary().studyHash().equals(candidate.summary().studyHash())) {
      return BitsCheck.NONE;
    }

    Set<Long> common = new HashSet<>();
    first.forEach(f -> common.add(f.restart()));
    common.retainAll(second.stream().map(EndpointFact::restart).toList());
    if (common.isEmpty()) {
      return BitsCheck.NONE;
    }

    JobDescription.set(spark, "comparing restarts of " + objective + " bit by bit");
    return bits(objective, baselineParts, candidateParts, common.size());
  }

  /**
   * @param common restarts that both have
   */
  static BitsCheck bits(String objective, PartFiles baseline, PartFiles candidate, long common) {
    Map<Long, String> columns =
        EndpointComparison.firstColumns(baseline.endpoints(), candidate.endpoints(), objective);
    Map<String, Long> counts = new TreeMap<>();
    columns.values().forEach(column -> counts.merge(column, 1L, Long::sum));
    List<String> examples =
        columns.entrySet().stream()
            .limit(BitsCheck.EXAMPLES)
            .map(e -> "restart " + e.getKey() + " differs first in " + e.getValue())
            .toList();
    return new BitsCheck(common, columns.size(), counts, examples);
  }
}
