package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusTally;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.richness.FrequencyCounts;
import scala.Tuple2;

/**
 * Counts the distinct minima of one objective where its endpoints are, with the result of the local
 * census ({@link org.minimacensus.census.Census}) on the same endpoints: it depends on the set of
 * endpoints and neither on their order nor on how they are partitioned.
 *
 * <p>Endpoints are sorted by loss and divided where no tolerance reaches across, then, within a
 * division, sorted by the invariant key of their parameters or functions and divided again ({@link
 * CensusChains}). What is left hangs together and is counted as one stream, in the order of the
 * local census. Degenerate verdicts on the parameters of strict minima, distinct functions and the
 * order of ids follow in the same way. The driver holds one number per partition, and columns of
 * numbers of one partition at a time.
 */
public final class DistributedCensus {
  private static final StorageLevel KEPT = StorageLevel.MEMORY_AND_DISK_SER();

  private final JavaSparkContext spark;
  private final CensusRules rules;
  private final int partitions;

  /**
   * @param rules as for the local census
   * @param partitions into which endpoints are sorted; no result depends on it. A task holds the
   *     distinct minima of the largest division, besides the sorting space of its partition
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
   * Counts.
   *
   * @param endpoints of one objective, any classes, each restart at most once; read once. Of
   *     endpoints that are no minima, objective, restart, class, kind at infinity and limit loss
   *     are looked at; of minima what {@link org.minimacensus.census.SlimEndpoint} keeps
   * @param reference loss above which a minimum is sub-optimal; the best minimum found takes its
   *     place if lower; infinite when there is none
   */
  public DistributedCount count(JavaRDD<Endpoint> endpoints, double reference) {
    CensusRules.checkReference(reference);
    Broadcast<CensusRules> shared = spark.broadcast(rules);
    JavaRDD<CensusRow> rows =
        endpoints
            .mapPartitions(
                (Iterator<Endpoint> some) -> {
                  PartialCensus part = shared.value().part();
                  return new Mapped<>(some, endpoint -> new CensusRow(part, endpoint));
                })
            .persist(KEPT);
    List<JavaRDD<?>> held = new ArrayList<>(List.of(rows));
    try {
      return count(rows, shared, reference, held);
    } catch (RuntimeException e) {
      held.forEach(rdd -> rdd.unpersist(false));
      throw e;
    }
  }

  private DistributedCount count(
      JavaRDD<CensusRow> rows,
      Broadcast<CensusRules> shared,
      double reference,
      List<JavaRDD<?>> held) {
    CensusFacts facts = rows.aggregate(new CensusFacts(), CensusFacts::add, CensusFacts::add);
    String objective = facts.objectives.isEmpty() ? "" : facts.objectives.first();
    if (facts.objectives.size() > 1) {
      throw CensusRules.mixed(objective, facts.objectives.last());
    }

    checkRestarts(rows, objective);
    CensusGroups groups = new CensusGroups(shared, facts, objective, partitions);
    JavaRDD<CensusFound> found = groups.found(rows).persist(KEPT);
    held.add(found);
    CensusGroups.Merges merges = groups.merges(found);
    held.addAll(merges.held());
    JavaRDD<CensusMinimum> ordered = groups.ordered(found, merges).persist(KEPT);
    held.add(ordered);
    JavaRDD<CensusFound> open = groups.valleys(rows).persist(KEPT);
    held.add(open);
    FrequencyCounts valleyHits =
        FrequencyCounts.ofClassesByHits(open.map(CensusFound::hits).countByValue());
    CensusTally.Doubts doubts = groups.doubts(found, merges);
    rows.unpersist(false);

    double lowest = Math.min(facts.lowest, reference);
    CensusTotals totals =
        new CensusColumns(shared, objective, facts.largestError, partitions)
            .totals(ordered, lowest, valleyHits, doubts);
    JavaPairRDD<CensusMinimum, Long> numbered = ordered.zipWithIndex();
    return new DistributedCount(
        objective,
        totals,
        minima(numbered, shared, objective, facts.lowest, lowest),
        minimumOf(found, numbered),
        numbered(open, objective),
        () -> {
          held.forEach(rdd -> rdd.unpersist(false));
          shared.unpersist(false);
        });
  }

  private void checkRestarts(JavaRDD<CensusRow> rows, String objective) {
    List<Long> repeated =
        rows.mapToPair(row -> new Tuple2<>(row.restart(), true))
            .repartitionAndSortWithinPartitions(new HashPartitioner(partitions))
            .mapPartitions(DistributedCensus::firstRepeated)
            .collect();
    if (!repeated.isEmpty()) {
      throw CensusRules.repeated(repeated.stream().min(Long::compare).get(), objective);
    }
  }

  private static Iterator<Long> firstRepeated(Iterator<Tuple2<Long, Boolean>> restarts) {
    Long last = null;
    while (restarts.hasNext()) {
      Long restart = restarts.next()._1();
      if (restart.equals(last)) {
        return List.of(restart).iterator();
      }

      last = restart;
    }

    return List.<Long>of().iterator();
  }

  /** Valleys by ascending limit, then by the restart that founded them. */
  private JavaPairRDD<CensusFound, Long> numbered(JavaRDD<CensusFound> open, String objective) {
    return open.mapToPair(
            valley ->
                new Tuple2<>(
                    new SortPlace(0, valley.representative(objective).loss(), valley.label()),
                    valley))
        .sortByKey(true, partitions)
        .values()
        .zipWithIndex();
  }

  private static JavaRDD<Minimum> minima(
      JavaPairRDD<CensusMinimum, Long> numbered,
      Broadcast<CensusRules> shared,
      String objective,
      double lowestFound,
      double reference) {
    // The best representative: of all minima the first.
    List<CensusMinimum> first = numbered.keys().take(1);
    double best = first.isEmpty() ? lowestFound : first.get(0).representative(objective).loss();
    return numbered.mapPartitions(
        some -> {
          PartialCensus part = shared.value().part();
          return new Mapped<>(
              some,
              pair ->
                  part.minimum(
                      Math.toIntExact(pair._2()),
                      pair._1().representative(objective),
                      pair._1().hits(),
                      best,
                      reference));
        });
  }

  /** Each label of a group comes with the id first, then its restarts. */
  private JavaPairRDD<Long, Long> minimumOf(
      JavaRDD<CensusFound> found, JavaPairRDD<CensusMinimum, Long> numbered) {
    JavaPairRDD<SortPlace, Long> ids =
        numbered.flatMapToPair(
            pair -> {
              List<Tuple2<SortPlace, Long>> labels = new ArrayList<>();
              for (long label : pair._1().labels()) {
                labels.add(new Tuple2<>(new SortPlace(label, 0, 0), pair._2()));
              }
              return labels.iterator();
            });
    JavaPairRDD<SortPlace, Long> restarts =
        found.flatMapToPair(
            group ->
                new Mapped<>(
                    Arrays.stream(group.restarts()).iterator(),
                    restart -> new Tuple2<>(new SortPlace(group.label(), 1, restart), restart)));
    return ids.union(restarts)
        .repartitionAndSortWithinPartitions(new DomainPartitioner(partitions))
        .mapPartitions(
            sorted ->
                (Iterator<Tuple2<Long, Long>>)
                    new DomainIterator<Long, Tuple2<Long, Long>>(
                        sorted,
                        (label, values) -> {
                          long id = values.next();
                          return new Mapped<>(values, restart -> new Tuple2<>(restart, id));
                        }))
        .mapToPair(pair -> pair);
  }
}
