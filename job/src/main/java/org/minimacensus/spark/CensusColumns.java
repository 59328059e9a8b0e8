package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusTally;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.Cluster;
import org.minimacensus.census.Criterion;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import scala.Tuple2;

/** Sums up the minima of a census: columns of numbers pass through the driver, in order. */
final class CensusColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers of a minimum: loss, its error, strict or not, hits, sub-optimal or not. */
  private static final int WIDTH = 5;

  private final Broadcast<CensusRules> rules;
  /** What representatives are counted for: the domains of the lines of their keys. */
  private static final long ALL = 0;

  private static final long FLAT = 1;

  /** Of a flat minimum whose zero modes are explained, on the line of the flat ones. */
  private static final long EXPLAINED = 2;

  private static final long FAMILY = 3;

  /** Families that are smaller networks. */
  private static final long SUPERFLUOUS = 4;

  /** Comparisons of families given up. */
  private static final long UNDECIDED = 5;

  private final String objective;
  private final double largestError;
  private final int partitions;

  CensusColumns(
      Broadcast<CensusRules> rules, String objective, double largestError, int partitions) {
    this.rules = rules;
    this.largestError = largestError;
    this.objective = objective;
    this.partitions = partitions;
  }

  /**
   * @param ordered the minima by ascending id
   * @param reference loss above which they are sub-optimal
   * @param valleys distinct ones at infinity
   */
  CensusTotals totals(
      JavaRDD<CensusMinimum> ordered, double reference, long valleys, CensusTally.Doubts doubts) {
    CensusTally tally = new CensusTally(rules.value());
    Iterator<double[]> columns =
        ordered.mapPartitions(some -> column(some, reference)).toLocalIterator();
    while (columns.hasNext()) {
      double[] column = columns.next();
      for (int i = 0; i < column.length; i += WIDTH) {
        tally.add(
            column[i], column[i + 1], column[i + 2] > 0, (long) column[i + 3], column[i + 4] > 0);
      }
    }

    boolean flat = CensusTally.parametersCounted(rules.value().symmetry(), doubts.undecided());
    Map<Long, Long> counts = classes(ordered, flat);
    return tally.totals(
        counts.getOrDefault(ALL, 0L),
        new CensusTally.Flat(
            counts.getOrDefault(FAMILY, 0L),
            counts.getOrDefault(SUPERFLUOUS, 0L),
            counts.getOrDefault(FLAT, 0L),
            counts.getOrDefault(UNDECIDED, 0L)),
        valleys,
        doubts);
  }

  private Iterator<double[]> column(Iterator<CensusMinimum> minima, double reference) {
    PartialCensus part = rules.value().part();
    Buffer buffer = new Buffer();
    while (minima.hasNext()) {
      CensusMinimum minimum = minima.next();
      Endpoint representative = minimum.representative(objective);
      buffer.add(representative.loss());
      buffer.add(representative.lossError());
      buffer.add(representative.endpointClass() == EndpointClass.STRICT_MINIMUM ? 1 : 0);
      buffer.add(minimum.hits());
      buffer.add(part.subOptimal(representative, reference) ? 1 : 0);
    }

    return buffer.column();
  }

  /** Pairs of a domain and a position, each different pair once, for sorted places. */
  static Iterator<double[]> limits(Iterator<Tuple2<SortPlace, Boolean>> sorted) {
    Buffer buffer = new Buffer();
    SortPlace last = null;
    while (sorted.hasNext()) {
      SortPlace place = sorted.next()._1();
      if (last == null || last.domain() != place.domain() || last.from() != place.from()) {
        buffer.add(place.domain());
        buffer.add(place.from());
      }
      last = place;
    }

    return buffer.column();
  }

  /**
   * Distinct outputs on the training inputs: of all minima, and of the degenerate ones without those
   * of a family; families of degenerate minima.
   */
  private Map<Long, Long> classes(JavaRDD<CensusMinimum> minima, boolean flat) {
    JavaPairRDD<SortPlace, CensusItem> byKey =
        minima.mapPartitionsToPair(
            some -> {
              PartialCensus part = rules.value().part();
              return new Flattened<>(
                  some, minimum -> keyed(part, minimum.representative(objective), flat));
            });
    return CensusChains.divide(byKey, partitions)
        .mapToPair(pair -> new Tuple2<>(pair._2().byLoss(pair._1()), pair._2()))
        .repartitionAndSortWithinPartitions(new DomainPartitioner(partitions))
        .mapPartitionsToPair(
            sorted -> {
              PartialCensus part = rules.value().part();
              return new DomainIterator<>(sorted, (division, items) -> counted(part, items));
            })
        .reduceByKey(Long::sum, 1)
        .collectAsMap();
  }

  private static Iterator<Tuple2<SortPlace, CensusItem>> keyed(
      PartialCensus part, Endpoint representative, boolean flat) {
    CensusItem item = new CensusItem(part, Criterion.TRAINING_OUTPUTS, representative);
    List<Tuple2<SortPlace, CensusItem>> items = new ArrayList<>(3);
    items.add(new Tuple2<>(item.byKeyAlone(ALL), item.in(ALL)));
    if (flat && representative.endpointClass() == EndpointClass.DEGENERATE_MINIMUM) {
      boolean explained = part.explained(representative);
      items.add(new Tuple2<>(item.byKeyAlone(FLAT), item.in(explained ? EXPLAINED : FLAT)));
      if (explained) {
        CensusItem family = new CensusItem(part, Criterion.FAMILIES, representative);
        items.add(new Tuple2<>(family.byKeyAlone(FAMILY), family.in(FAMILY)));
      }
    }

    return items.iterator();
  }

  private Iterator<Tuple2<Long, Long>> counted(PartialCensus part, Iterator<CensusItem> items) {
    CensusItem first = items.next();
    Set<Long> explained = new HashSet<>();
    Iterator<Endpoint> all =
        new Mapped<>(
            new Preceded<>(first, items),
            item -> {
              Endpoint endpoint = item.endpoint(objective);
              if (item.division() == EXPLAINED) {
                explained.add(endpoint.restart());
              }
              return endpoint;
            });
    if (first.division() == FAMILY) {
      CensusTally.Flat flat =
          part.families(part.group(Criterion.FAMILIES, all, largestError));
      return List.of(
              new Tuple2<>(FAMILY, flat.families()),
              new Tuple2<>(SUPERFLUOUS, flat.superfluous()),
              new Tuple2<>(UNDECIDED, flat.undecided()))
          .iterator();
    }

    // Losses do not matter here, and so do their errors.
    List<Cluster> clusters = part.group(Criterion.TRAINING_OUTPUTS, all, 0).clusters();
    return first.division() == ALL
        ? List.of(new Tuple2<>(ALL, (long) clusters.size())).iterator()
        : List.of(new Tuple2<>(FLAT, PartialCensus.without(clusters, explained))).iterator();
  }

  /** Numbers in an array that grows. */
  private static final class Buffer {
    private double[] values = new double[64];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    Iterator<double[]> column() {
      return List.of(Arrays.copyOf(values, size)).iterator();
    }
  }
}
