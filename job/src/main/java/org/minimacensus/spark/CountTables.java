package org.minimacensus.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.RunSummary;
import scala.Tuple2;

/**
 * The tables of what a ledger counted: its minima, its valleys at infinity, and a row for each
 * endpoint that names the one that it is on. Rows are in files of 100,000 by their places in the
 * table.
 */
final class CountTables {
  private static final long ROWS_PER_FILE = 100_000;

  private final TableWriter tables;
  private final PartLedger ledger;

  /** Makes the published row of an endpoint. */
  @FunctionalInterface
  interface PublishedRow extends Serializable {
    /**
     * @param cells of the row that it was read from
     * @param minimum, valley ids; null when it is on none
     */
    Row of(Object[] cells, Long minimum, Long valley);
  }

  /**
   * @param ledger that counted every objective
   */
  CountTables(TableWriter tables, PartLedger ledger) {
    this.tables = tables;
    this.ledger = ledger;
  }

  /**
   * Writes a row for each endpoint.
   *
   * @param schema of the published rows
   * @param endpoints of the ledger by rank
   */
  void writeEndpoints(
      String name, StructType schema, JavaPairRDD<Long, Row> endpoints, PublishedRow published)
      throws IOException {
    if (ledger.endpointCount() == 0) {
      tables.writeEmpty(name, schema);
      return;
    }

    JavaPairRDD<SortPlace, Object> ids =
        ledger.hits().mapToPair(hit -> new Tuple2<>(place(hit._1(), 0), hit._2().minimum()));
    JavaPairRDD<SortPlace, Object> valleyIds =
        ledger
            .counted()
            .valleyHits()
            .mapToPair(hit -> new Tuple2<>(place(hit._1(), 0), new ValleyId(hit._2())));
    JavaPairRDD<SortPlace, Object> rows =
        endpoints.mapToPair(row -> new Tuple2<>(place(row._1(), 1), RunTables.values(row._2())));
    tables.write(
        name,
        schema,
        inFiles(ids.union(valleyIds).union(rows), ledger.endpointCount(), ROWS_PER_FILE)
            .mapPartitions(sorted -> withIds(sorted, published)));
  }

  /** An endpoint is on a minimum, in a valley, or neither. */
  private record ValleyId(long id) implements Serializable {}

  /** An id comes before the row that it belongs to. */
  private static Iterator<Tuple2<Long, Row>> withIds(
      Iterator<Tuple2<SortPlace, Object>> sorted, PublishedRow published) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return sorted.hasNext();
      }

      @Override
      public Tuple2<Long, Row> next() {
        Tuple2<SortPlace, Object> item = sorted.next();
        Long minimum = null;
        Long valley = null;
        if (item._2() instanceof Long known) {
          minimum = known;
          item = sorted.next();
        } else if (item._2() instanceof ValleyId known) {
          valley = known.id();
          item = sorted.next();
        }

        return new Tuple2<>(
            item._1().domain(), published.of((Object[]) item._2(), minimum, valley));
      }
    };
  }

  /**
   * Writes the table of minima.
   *
   * @param summary of the count
   * @param proofs of its minima
   */
  void writeMinima(RunSummary summary, Proofs proofs) throws IOException {
    List<Double> best = summary.objectives().stream().map(o -> o.bestLoss()).toList();
    write(
        RunTables.MINIMA,
        ledger.counted().minimaCount(),
        ledger.counted().minimaCount() == 0 ? null : ledger.counted().minima(best, proofs));
  }

  /** Writes the table of valleys at infinity. */
  void writeValleys() throws IOException {
    write(
        RunTables.VALLEYS,
        ledger.counted().valleyCount(),
        ledger.counted().valleyCount() == 0 ? null : ledger.counted().valleys());
  }

  /**
   * @param rows by their places; null when there are none
   */
  private void write(Table<?> table, long count, JavaPairRDD<Long, Row> rows) throws IOException {
    if (rows == null) {
      tables.writeEmpty(table.name(), table.schema());
      return;
    }

    JavaPairRDD<SortPlace, Object> placed =
        rows.mapToPair(row -> new Tuple2<>(place(row._1(), 0), RunTables.values(row._2())));
    tables.write(table.name(), table.schema(), plain(inFiles(placed, count, ROWS_PER_FILE)));
  }

  /**
   * @param kind order among what belongs to one rank
   */
  private static SortPlace place(long rank, long kind) {
    return new SortPlace(rank / ROWS_PER_FILE, rank, kind);
  }

  /** Rows in the order of their places, those of a file in one partition. */
  static JavaRDD<Tuple2<SortPlace, Object>> inFiles(
      JavaPairRDD<SortPlace, Object> rows, long count, long perFile) {
    int numbered = Math.toIntExact((count + perFile - 1) / perFile);
    // Numbers are spread by a hash: room for two files more seldom in one partition.
    return rows.repartitionAndSortWithinPartitions(
            new DomainPartitioner(numbered == 1 ? 1 : 2 * numbered))
        .map(row -> row);
  }

  /** By the number of its file each row as it is. */
  static JavaRDD<Tuple2<Long, Row>> plain(JavaRDD<Tuple2<SortPlace, Object>> sorted) {
    return sorted.map(
        row -> new Tuple2<>(row._1().domain(), RowFactory.create((Object[]) row._2())));
  }
}
