package org.minimacensus.spark;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Row;
import org.minimacensus.census.Components;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.RestartSet;
import scala.Tuple2;

/**
 * The rows of what a ledger counted: its minima and its valleys at infinity.
 *
 * @param objectives in their order
 * @param counts of each of them
 * @param restarts that were counted
 */
record CountedRows(
    List<String> objectives, Map<String, MinimaCounter.Count> counts, RestartSet restarts) {
  /**
   * The rows of the published table by their places in it.
   *
   * @param bestLosses of the objectives, in their order
   * @param proofs of the minima
   */
  JavaPairRDD<Long, Row> minima(List<Double> bestLosses, Proofs proofs) {
    JavaPairRDD<Long, Row> rows = null;
    long offset = 0;
    for (int o = 0; o < objectives.size(); o++) {
      MinimaCounter.Count count = counts.get(objectives.get(o));
      String name = objectives.get(o);
      Set<Long> proved = new HashSet<>(proofs.ids(name));
      JavaPairRDD<Long, Row> own = minima(count, name, bestLosses.get(o), proved, offset);
      rows = rows == null ? own : rows.union(own);
      offset += count.rows();
    }

    return rows;
  }

  private static JavaPairRDD<Long, Row> minima(
      MinimaCounter.Count count, String objective, double bestLoss, Set<Long> proved, long offset) {
    Components components = count.summary().components();
    return count
        .minima()
        .mapToPair(
            m ->
                new Tuple2<>(
                    offset + m.id(),
                    RunTables.MINIMA.row(
                        new RunTables.MinimumRow(
                            objective, m, components, bestLoss, proved.contains((long) m.id())))));
  }

  /** Which endpoint, by rank, is in which valley at infinity. */
  JavaPairRDD<Long, Long> valleyHits() {
    JavaPairRDD<Long, Long> all = null;
    RestartSet mine = restarts;
    for (int o = 0; o < objectives.size(); o++) {
      long offset = o * restarts.size();
      JavaPairRDD<Long, Long> own =
          counts
              .get(objectives.get(o))
              .valleyOf()
              .mapToPair(hit -> new Tuple2<>(offset + mine.indexOf(hit._1()), hit._2()));
      all = all == null ? own : all.union(own);
    }

    return all;
  }

  /** The rows of the published table of valleys by their places in it. */
  JavaPairRDD<Long, Row> valleys() {
    JavaPairRDD<Long, Row> rows = null;
    long before = 0;
    for (String objective : objectives) {
      long offset = before;
      MinimaCounter.Count count = counts.get(objective);
      JavaPairRDD<Long, Row> own =
          count
              .valleys()
              .mapToPair(
                  v ->
                      new Tuple2<>(
                          offset + v.id(),
                          RunTables.VALLEYS.row(new RunTables.ValleyRow(objective, v))));
      rows = rows == null ? own : rows.union(own);
      before += count.summary().distinct().atInfinity();
    }

    return rows;
  }

  long valleyCount() {
    return counts.values().stream().mapToLong(c -> c.summary().distinct().atInfinity()).sum();
  }

  long minimaCount() {
    return counts.values().stream().mapToLong(c -> c.rows()).sum();
  }
}
