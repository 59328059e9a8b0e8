package org.minimacensus.spark;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import scala.Tuple2;

/** Counts the distinct minima of one objective where its endpoints are. */
public final class DistributedCensus {
  private final JavaSparkContext spark;
  private final CensusRules rules;
  private final int partitions;

  /**
   * @param rules as for the local census
   * @param partitions into which endpoints are sorted; no result depends on it
   */
  public DistributedCensus(SparkContext spark, CensusRules rules, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be >= 1, were " + partitions);
    }

    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.rules = rules;
    this.partitions = partitions;
  }

  /**
   * Counts, with the same result as {@link org.minimacensus.census.Census#count(List, double)}.
   *
   * @param endpoints of one objective, any classes, each restart at most once; read once. Of
   *     endpoints that are no minima, objective, restart, class, kind at infinity and limit loss
   *     are looked at; of minima what {@link org.minimacensus.census.SlimEndpoint} keeps
   * @param reference loss above which a minimum is sub-optimal; the best minimum found takes its
   *     place if lower; infinite when there is none
   */
  public DistributedCount count(JavaRDD<Endpoint> endpoints, double reference) {
    CensusResult local = rules.census().count(endpoints.collect(), reference);
    long bad = local.minima().stream().filter(Minimum::subOptimal).count();
    long badHits =
        local.minima().stream().filter(Minimum::subOptimal).mapToLong(Minimum::hits).sum();
    return new DistributedCount(
        local.objective(),
        new CensusTotals(
            local.minima().size(),
            local.distinct(),
            local.unjoined(),
            bad,
            badHits,
            local.frequencies(),
            local.strictFrequencies(),
            local.notes()),
        spark.parallelize(local.minima(), partitions),
        spark
            .parallelize(List.copyOf(local.minimumOf().entrySet()), partitions)
            .mapToPair(e -> new Tuple2<>(e.getKey(), e.getValue().longValue())),
        () -> {});
  }
}
