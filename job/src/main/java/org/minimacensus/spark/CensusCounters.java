package org.minimacensus.spark;

import java.util.BitSet;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.CensusCounter;
import org.minimacensus.study.DoubtfulSingletons;
import org.minimacensus.study.GradientNorms;
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
    return (objective, endpoints, most, reference) -> {
      int index = plan.job().objectives().indexOf(objective);
      CensusRules rules = census.rules(plan.objectives().get(index), plan.data().facts());
      return most <= few
          ? new CollectingCounter((o, all, r) -> rules.census().count(all, r))
              .count(objective, endpoints, most, reference)
          : distributed(rules, endpoints, most, reference);
    };
  }

  static MinimaCounter.Count distributed(
      CensusRules rules, JavaRDD<Endpoint> endpoints, long most, double reference) {
    long partitions = Math.max(endpoints.context().defaultParallelism(), most / PER_PARTITION);
    DistributedCount count =
        new DistributedCensus(endpoints.context(), rules, Math.toIntExact(partitions))
            .count(endpoints, reference);
    BitSet subOptimal =
        count.minima().aggregate(new BitSet(), CensusCounters::add, CensusCounters::or);
    return new MinimaCounter.Count(
        ObjectiveCount.of(
            count.totals(),
            doubtful(endpoints, count),
            count.first(ObjectiveCount.LISTED),
            count.valleys().take(ObjectiveCount.LISTED)),
        count.minima(),
        count.minimumOf(),
        subOptimal,
        count.valleys(),
        count.valleyOf(),
        count::close);
  }

  /** {@link DoubtfulSingletons#of} of the same endpoints: a pass over them, and one over minima. */
  private static DoubtfulSingletons doubtful(JavaRDD<Endpoint> endpoints, DistributedCount count) {
    if (count.totals().frequencies().seen(1) == 0) {
      return DoubtfulSingletons.NONE;
    }

    int worstFrom =
        endpoints
            .filter(e -> e.endpointClass().isMinimum())
            .map(Endpoint::gradientNorm)
            .aggregate(new GradientNorms(), GradientNorms::add, GradientNorms::merge)
            .worstTenth();
    return count
        .minima()
        .map(minimum -> DoubtfulSingletons.of(minimum, worstFrom))
        .fold(DoubtfulSingletons.NONE, DoubtfulSingletons::plus);
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
