package org.minimacensus.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusTally;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.Criterion;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.richness.FrequencyCounts;
import scala.Tuple2;

/** Sums up the minima of a census: columns of numbers pass through the driver, in order. */
final class CensusColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers of a minimum: loss, its error, strict or not, hits, sub-optimal or not. */
  private static final int WIDTH = 5;

  private final Broadcast<CensusRules> rules;
  private final String objective;
  private final int partitions;

  CensusColumns(Broadcast<CensusRules> rules, String objective, int partitions) {
    this.rules = rules;
    this.objective = objective;
    this.partitions = partitions;
  }

  /**
   * @param ordered the minima by ascending id
   * @param reference loss above which they are sub-optimal
   * @param valleys how often those at infinity were hit
   */
  CensusTotals totals(
      JavaRDD<CensusMinimum> ordered,
      double reference,
      FrequencyCounts valleys,
      CensusTally.Doubts doubts) {
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
    Map<Long, Long> functions = functions(ordered, flat);
    return tally.totals(
        functions.getOrDefault(0L, 0L), functions.getOrDefault(1L, 0L), valleys, doubts);
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

  /** Distinct outputs on the training inputs: of all minima by 0, of degenerate ones by 1. */
  private Map<Long, Long> functions(JavaRDD<CensusMinimum> minima, boolean flat) {
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
    Tuple2<SortPlace, CensusItem> all = new Tuple2<>(item.byKeyAlone(0), item);
    return flat && representative.endpointClass() == EndpointClass.DEGENERATE_MINIMUM
        ? List.of(all, new Tuple2<>(item.byKeyAlone(1), item.in(1))).iterator()
        : List.of(all).iterator();
  }

  private Iterator<Tuple2<Long, Long>> counted(PartialCensus part, Iterator<CensusItem> items) {
    CensusItem first = items.next();
    Iterator<Endpoint> all =
        new Preceded<>(
            first.endpoint(objective), new Mapped<>(items, item -> item.endpoint(objective)));
    // Losses do not matter here, and so do their errors.
    long count = part.group(Criterion.TRAINING_OUTPUTS, all, 0).clusters().size();
    return List.of(new Tuple2<>(first.division(), count)).iterator();
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
