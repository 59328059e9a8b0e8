package org.minimacensus.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valley;
import org.minimacensus.census.Valleys;
import scala.Tuple2;

/**
 * The census of one objective, left where it was counted: the distributed form of {@link
 * org.minimacensus.census.CensusResult}. What it holds on executors (memory, spilling to disk) is
 * given up by {@link #close}; the RDDs are not to be used after that.
 */
public final class DistributedCount implements AutoCloseable {
  private final String objective;
  private final CensusTotals totals;
  private final JavaRDD<Minimum> minima;
  private final JavaPairRDD<Long, Long> minimumOf;
  private final JavaPairRDD<CensusFound, Long> valleys;
  private final Runnable release;

  DistributedCount(
      String objective,
      CensusTotals totals,
      JavaRDD<Minimum> minima,
      JavaPairRDD<Long, Long> minimumOf,
      JavaPairRDD<CensusFound, Long> valleys,
      Runnable release) {
    this.objective = objective;
    this.totals = totals;
    this.minima = minima;
    this.minimumOf = minimumOf;
    this.valleys = valleys;
    this.release = release;
  }

  /** Name of the objective; empty when there was no endpoint. */
  public String objective() {
    return objective;
  }

  public CensusTotals totals() {
    return totals;
  }

  /**
   * The minima by ascending id, through the partitions too. Their representatives hold what {@link
   * org.minimacensus.census.SlimEndpoint} keeps.
   */
  public JavaRDD<Minimum> minima() {
    return minima;
  }

  /** The first minima by id, at most so many, on the driver. */
  public List<Minimum> first(int count) {
    return minima.take(count);
  }

  /** From restart to id of its minimum, for the restarts that ended on a minimum; in no order. */
  public JavaPairRDD<Long, Long> minimumOf() {
    return minimumOf;
  }

  /** The valleys at infinity by ascending id. */
  public JavaRDD<Valley> valleys() {
    String name = objective;
    return valleys.map(
        pair -> Valleys.valley(pair._2(), pair._1().representative(name), pair._1().hits()));
  }

  /** From restart to id of its valley, for the restarts that ended in one; in no order. */
  public JavaPairRDD<Long, Long> valleyOf() {
    return valleys.flatMapToPair(
        pair ->
            new Mapped<>(
                Arrays.stream(pair._1().restarts()).iterator(),
                restart -> new Tuple2<>(restart, pair._2())));
  }

  @Override
  public void close() {
    release.run();
  }
}
