package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.Components;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.PathFinder;
import scala.Tuple2;

/** Counts on the driver, which is faster for few endpoints. */
final class CollectingCounter implements MinimaCounter {
  /** Counts the endpoints of the objective of a name. */
  @FunctionalInterface
  interface Local {
    CensusResult count(String objective, List<Endpoint> endpoints, double reference);
  }

  /** Joins the minima of the objective of a name. */
  @FunctionalInterface
  interface Joins {
    Components join(String objective, List<Minimum> minima, PathFinder paths);
  }

  private final Local local;
  private final Joins joins;

  CollectingCounter(Local local, Joins joins) {
    this.local = local;
    this.joins = joins;
  }

  @Override
  public Count count(
      String objective,
      JavaRDD<Endpoint> endpoints,
      long most,
      double reference,
      PathFinder paths) {
    List<Endpoint> all = endpoints.collect();
    CensusResult census = local.count(objective, all, reference);
    Components components = joins.join(objective, census.minima(), paths);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(endpoints.context());
    List<Tuple2<Long, Long>> minimumOf = new ArrayList<>();
    census.minimumOf().forEach((restart, id) -> minimumOf.add(new Tuple2<>(restart, (long) id)));
    List<Tuple2<Long, Long>> valleyOf = new ArrayList<>();
    census
        .valleys()
        .valleyOf()
        .forEach((restart, id) -> valleyOf.add(new Tuple2<>(restart, (long) id)));
    BitSet subOptimal = new BitSet();
    census.minima().stream().filter(Minimum::subOptimal).forEach(m -> subOptimal.set(m.id()));
    return new Count(
        ObjectiveCount.of(census, components, all),
        spark.parallelize(census.minima()),
        census.minima().size(),
        spark.parallelizePairs(minimumOf),
        subOptimal,
        spark.parallelize(census.valleys().valleys()),
        spark.parallelizePairs(valleyOf),
        () -> {});
  }
}
