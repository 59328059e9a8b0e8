package org.minimacensus.spark;

import java.util.BitSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valley;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.PathFinder;

/** Counts the distinct minima among endpoints that are spread over executors. */
@FunctionalInterface
interface MinimaCounter {
  /**
   * @param minima all of them, in any order; those of one component each for itself
   * @param rows their number
   * @param minimumOf from restart to id, for the restarts that ended on a minimum
   * @param subOptimal the ids of minima above the reference
   * @param valleys at infinity, all of them, in any order
   * @param valleyOf from restart to id, for the restarts that ended in a valley
   * @param release gives up what Spark keeps for this count
   */
  record Count(
      ObjectiveCount summary,
      JavaRDD<Minimum> minima,
      long rows,
      JavaPairRDD<Long, Long> minimumOf,
      BitSet subOptimal,
      JavaRDD<Valley> valleys,
      JavaPairRDD<Long, Long> valleyOf,
      Runnable release) {}

  /**
   * @param objective name
   * @param endpoints those on minima and at infinity, each restart once, with what a census asks
   *     for
   * @param most there are no more endpoints than this
   * @param reference a value that the objective is known to take; minima above it are sub-optimal
   * @param paths joins minima of one loss
   * @return a count that depends on the set of endpoints alone
   */
  Count count(
      String objective, JavaRDD<Endpoint> endpoints, long most, double reference, PathFinder paths);
}
