package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/**
 * The rows of each restart together, one for each objective in the order of the study: drops rows
 * that were recorded more than once.
 */
final class RestartGroups implements Iterator<List<Row>> {
  private final Iterator<Row> rows;
  private final int objectives;
  private Row next;

  /**
   * @param rows of a part of the restarts, sorted by restart and rank
   * @param objectives their number
   */
  RestartGroups(Iterator<Row> rows, int objectives) {
    this.rows = rows;
    this.objectives = objectives;
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public List<Row> next() {
    if (next == null) {
      throw new NoSuchElementException("there are no more restarts");
    }

    List<Row> group = new ArrayList<>();
    long restart = next.getAs("restart");
    long lastRank = -1;
    while (next != null && next.<Long>getAs("restart") == restart) {
      long rank = next.getAs(PartLedger.RANK);
      if (rank != lastRank) {
        group.add(next);
        lastRank = rank;
      }

      next = rows.hasNext() ? rows.next() : null;
    }

    if (group.size() != objectives) {
      throw new IllegalStateException(
          "restart "
              + restart
              + " should be stored with "
              + objectives
              + " objectives, found "
              + group.size()
              + ": part files were removed or changed; remove the .staging folder of the run");
    }

    return group;
  }
}
