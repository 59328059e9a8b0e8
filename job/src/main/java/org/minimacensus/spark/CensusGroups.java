package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusTally;
import org.minimacensus.census.Cluster;
import org.minimacensus.census.Criterion;
import org.minimacensus.census.Grouping;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.census.StrictMinima;
import org.minimacensus.certify.Endpoint;
import scala.Tuple2;

/** From the endpoints of a census to its minima in their order. */
final class CensusGroups implements Serializable {
  private static final long serialVersionUID = 1L;
  private final Broadcast<CensusRules> rules;
  private final boolean merging;
  private final double largestError;
  private final long withoutLimit;
  private final String objective;
  private final int partitions;

  CensusGroups(Broadcast<CensusRules> rules, CensusFacts facts, String objective, int partitions) {
    this.rules = rules;
    this.merging = facts.merging();
    this.largestError = facts.largestError;
    this.withoutLimit = facts.withoutLimit;
    this.objective = objective;
    this.partitions = partitions;
  }

  /**
   * Degenerate groups at the parameters of strict ones.
   *
   * @param into from label to label; null when there can be none
   * @param count how many
   * @param undecided comparisons given up on the way
   * @param held what is persisted
   */
  record Merges(JavaPairRDD<Long, Long> into, long count, long undecided, List<JavaRDD<?>> held) {}

  /**
   * A look-up.
   *
   * @param into label of the strict group; -1 when none was found
   */
  private record LookUp(long label, long into, long undecided) implements Serializable {}

  /** Groups of endpoints that are one minimum each, still without the merges. */
  JavaRDD<CensusFound> found(JavaRDD<CensusRow> rows) {
    return grouped(
        rows.filter(CensusRow::minimum).mapToPair(row -> new Tuple2<>(row.byLoss(), row.item())));
  }

  /** Groups of endpoints that are one valley at infinity each. */
  JavaRDD<CensusFound> valleys(JavaRDD<CensusRow> rows) {
    return grouped(
        rows.filter(row -> row.open() && row.item() != null)
            .mapToPair(row -> new Tuple2<>(row.byLoss(row.attained() ? 1 : 0), row.item())));
  }

  private JavaRDD<CensusFound> grouped(JavaPairRDD<SortPlace, CensusItem> byLoss) {
    JavaPairRDD<SortPlace, CensusItem> byKey =
        CensusChains.divide(byLoss, partitions)
            .mapToPair(
                pair -> {
                  CensusItem item = pair._2().in(pair._1());
                  return new Tuple2<>(item.byKey(), item);
                });
    return CensusChains.divide(byKey, partitions)
        .mapToPair(pair -> new Tuple2<>(pair._2().byLoss(pair._1()), pair._2()))
        .repartitionAndSortWithinPartitions(new DomainPartitioner(partitions))
        .mapPartitions(
            sorted -> {
              PartialCensus part = rules.value().part();
              return new DomainIterator<>(sorted, (division, items) -> grouped(part, items));
            });
  }

  private Iterator<CensusFound> grouped(PartialCensus part, Iterator<CensusItem> items) {
    CensusItem first = items.next();
    Criterion criterion = first.criterion();
    Endpoint lowest = first.endpoint(objective);
    Iterator<Endpoint> all =
        new Preceded<>(lowest, new Mapped<>(items, item -> item.endpoint(objective)));
    Grouping grouping = part.group(criterion, all, largestError);
    List<CensusFound> found = new ArrayList<>(grouping.clusters().size());
    for (Cluster cluster : grouping.clusters()) {
      found.add(
          new CensusFound(
              part,
              criterion,
              cluster,
              first.division(),
              merging && criterion != Criterion.LIMITS));
    }
    found.get(0).withDoubts(grouping.nearPairs(), grouping.undecided());
    return found.iterator();
  }

  /** Which groups of degenerate minima are strict ones. */
  Merges merges(JavaRDD<CensusFound> found) {
    if (!merging) {
      return new Merges(null, 0, 0, List.of());
    }

    JavaPairRDD<SortPlace, CensusFound> byKey =
        found.mapToPair(group -> new Tuple2<>(group.byKey(), group.withoutRestarts()));
    JavaRDD<LookUp> lookUps =
        CensusChains.divide(byKey, partitions)
            .mapToPair(pair -> new Tuple2<>(pair._2().inTurn(pair._1()), pair._2()))
            .repartitionAndSortWithinPartitions(new DomainPartitioner(partitions))
            .mapPartitions(
                sorted -> {
                  PartialCensus part = rules.value().part();
                  return new DomainIterator<>(sorted, (division, groups) -> lookedUp(part, groups));
                })
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    long undecided = lookUps.map(LookUp::undecided).fold(0L, Long::sum);
    JavaRDD<LookUp> successes = lookUps.filter(lookUp -> lookUp.into >= 0);
    return new Merges(
        successes.mapToPair(lookUp -> new Tuple2<>(lookUp.label, lookUp.into)),
        successes.count(),
        undecided,
        List.of(lookUps));
  }

  private Iterator<LookUp> lookedUp(PartialCensus part, Iterator<CensusFound> groups) {
    List<Cluster> strict = new ArrayList<>();
    StrictMinima minima = null;
    List<LookUp> found = new ArrayList<>();
    while (groups.hasNext()) {
      CensusFound group = groups.next();
      if (group.byParameters()) {
        strict.add(group.cluster(objective));
        continue;
      }

      if (strict.isEmpty()) {
        continue;
      }

      minima = minima == null ? part.strictMinima(strict) : minima;
      long before = part.undecided();
      Optional<Cluster> same = minima.find(group.representative(objective));
      long into = same.map(Cluster::label).orElse(-1L);
      long undecided = part.undecided() - before;
      if (into >= 0 || undecided > 0) {
        found.add(new LookUp(group.label(), into, undecided));
      }
    }

    return found.iterator();
  }

  /** The minima by ascending id. */
  JavaRDD<CensusMinimum> ordered(JavaRDD<CensusFound> found, Merges merges) {
    JavaRDD<CensusMinimum> minima = found.map(CensusMinimum::of);
    if (merges.count > 0) {
      minima =
          found
              .mapToPair(group -> new Tuple2<>(group.label(), CensusMinimum.of(group)))
              .leftOuterJoin(merges.into, partitions)
              .mapToPair(pair -> new Tuple2<>(pair._2()._2().orElse(pair._1()), pair._2()._1()))
              .reduceByKey(CensusMinimum::merged, partitions)
              .values();
    }

    return minima
        .mapPartitionsToPair(
            some -> {
              PartialCensus part = rules.value().part();
              return new Mapped<>(
                  some,
                  minimum ->
                      new Tuple2<>(
                          MinimumPlace.of(part, minimum.representative(objective)), minimum));
            })
        .sortByKey(true, partitions)
        .values();
  }

  /** What the comparisons said of themselves. */
  CensusTally.Doubts doubts(JavaRDD<CensusFound> found, Merges merges) {
    long near = found.map(CensusFound::nearPairs).fold(0L, Long::sum);
    long undecided = found.map(CensusFound::undecided).fold(0L, Long::sum);
    return new CensusTally.Doubts(near, undecided + merges.undecided, merges.count, withoutLimit);
  }
}
