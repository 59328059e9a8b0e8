package org.minimacensus.spark;

import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.census.CensusTotals;
import org.minimacensus.census.Minimum;

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
  private final Runnable release;

  DistributedCount(
      String objective,
      CensusTotals totals,
      JavaRDD<Minimum> minima,
      JavaPairRDD<Long, Long> minimumOf,
      Runnable release) {
    this.objective = objective;
    this.totals = totals;
    this.minima = minima;
    this.minimumOf = minimumOf;
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

  @Override
  public void close() {
    release.run();
  }
}
