package org.minimacensus.spark;

import java.util.BitSet;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.Components;
import org.minimacensus.census.FlatLevels;
import org.minimacensus.census.FlatMinimum;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Objective;
import org.minimacensus.study.CensusCounter;
import org.minimacensus.study.GradientNorms;
import org.minimacensus.study.MergedMinima;
import org.minimacensus.study.MinimaJoiner;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.StudyPlan;

/** Counts few endpoints on the driver and many on executors, with the same result. */
final class CensusCounters {
  private static final long FEW = 20_000;
  private static final long PER_PARTITION = 20_000;

  private CensusCounters() {}

  static MinimaCounter of(StudyPlan plan) {
    return of(plan, FEW);
  }

  /**
   * @param few as many endpoints are counted on the driver at most
   */
  static MinimaCounter of(StudyPlan plan, long few) {
    CensusCounter census = new CensusCounter(plan.spec().census());
    return (name, endpoints, most, reference, paths) -> {
      Objective objective = plan.objectives().get(plan.job().objectives().indexOf(name));
      CensusRules rules = census.rules(objective, plan.data().facts());
      MinimaJoiner joiner = MinimaJoiner.of(plan, objective, rules, paths);
      return most <= few
          ? new CollectingCounter(
                  (o, all, r) -> rules.census().count(all, r),
                  (o, minima, finder) -> joiner.join(minima))
              .count(name, endpoints, most, reference, paths)
          : distributed(rules, joiner, endpoints, most, reference);
    };
  }

  static MinimaCounter.Count distributed(
      CensusRules rules,
      MinimaJoiner joiner,
      JavaRDD<Endpoint> endpoints,
      long most,
      double reference) {
    long partitions = Math.max(endpoints.context().defaultParallelism(), most / PER_PARTITION);
    DistributedCount count =
        new DistributedCensus(endpoints.context(), rules, Math.toIntExact(partitions))
            .count(endpoints, reference);
    BitSet subOptimal =
        count.minima().aggregate(new BitSet(), CensusCounters::add, CensusCounters::or);
    Components components = components(joiner, count);
    JavaRDD<Minimum> merged =
        count
            .minima()
            .mapPartitions(
                some ->
                    new Flattened<>(
                        some, minimum -> components.merged(minimum).stream().iterator()));
    MergedMinima sums =
        merged.aggregate(
            new MergedMinima(worstFrom(endpoints, count)), MergedMinima::add, MergedMinima::merge);
    return new MinimaCounter.Count(
        ObjectiveCount.of(
            count.totals(),
            components,
            sums,
            merged.take(ObjectiveCount.LISTED),
            count.valleys().take(ObjectiveCount.LISTED)),
        count.minima(),
        count.totals().minima(),
        count.minimumOf(),
        subOptimal,
        count.valleys(),
        count.valleyOf(),
        count::close);
  }

  /** What decides which minima share a loss passes through the driver, in order. */
  private static Components components(MinimaJoiner joiner, DistributedCount count) {
    FlatLevels levels = joiner.levels();
    count
        .minima()
        .map(CensusCounters::level)
        .toLocalIterator()
        .forEachRemaining(m -> levels.add(m[0], m[1], m[2] > 0, m[3] > 0));
    return joiner.join(
        levels,
        ids ->
            count.minima().filter(minimum -> ids.get(minimum.id())).map(FlatMinimum::of).collect());
  }

  /** Loss, its error, strict or not, sub-optimal or not. */
  private static double[] level(Minimum m) {
    return new double[] {
      m.loss(),
      m.representative().lossError(),
      m.endpointClass() == EndpointClass.STRICT_MINIMUM ? 1 : 0,
      m.subOptimal() ? 1 : 0
    };
  }

  /** {@link GradientNorms#worstTenth} of the endpoints on minima; needed for singletons alone. */
  private static int worstFrom(JavaRDD<Endpoint> endpoints, DistributedCount count) {
    GradientNorms norms =
        count.totals().frequencies().seen(1) == 0
            ? new GradientNorms()
            : endpoints
                .filter(e -> e.endpointClass().isMinimum())
                .map(Endpoint::gradientNorm)
                .aggregate(new GradientNorms(), GradientNorms::add, GradientNorms::merge);
    return norms.worstTenth();
  }

  private static BitSet add(BitSet ids, Minimum minimum) {
    if (minimum.subOptimal()) {
      ids.set(minimum.id());
    }

    return ids;
  }

  private static BitSet or(BitSet ids, BitSet others) {
    ids.or(others);
    return ids;
  }
}
