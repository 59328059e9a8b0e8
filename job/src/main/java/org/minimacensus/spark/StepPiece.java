package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.OrderedSum;
import org.minimacensus.objective.ChartReach;
import org.minimacensus.objective.InspectionFacts;

/**
 * What some shards add to a piece of a step: to a range of its sums, and to the items whose sums
 * begin there.
 */
final class StepPiece implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What belongs to one item besides its sums; null what no shard has said. */
  private static final class Besides implements Serializable {
    private static final long serialVersionUID = 1L;
    private ChartReach reach;
    private InspectionFacts facts;
  }

  private final int index;
  private final int shards;
  private final int length;
  private final int firstItem;
  private final Besides[] besides;
  private final ArrayList<OrderedSum.Partial> partials;

  private StepPiece(
      int index,
      int shards,
      int length,
      int firstItem,
      Besides[] besides,
      List<OrderedSum.Partial> partials) {
    this.index = index;
    this.shards = shards;
    this.length = length;
    this.firstItem = firstItem;
    this.besides = besides;
    this.partials = new ArrayList<>(partials);
  }

  /** Which piece of the step. */
  int index() {
    return index;
  }

  /** Adds pieces of one index, of different shards, in any order. Not thread-safe. */
  static final class Sum {
    private final int index;
    private final int shards;
    private final int length;
    private final int firstItem;
    private final OrderedSum sum;
    private final Besides[] besides;

    private Sum(int index, int shards, int length, int firstItem, int items) {
      this.index = index;
      this.shards = shards;
      this.length = length;
      this.firstItem = firstItem;
      sum = new OrderedSum(shards, length);
      besides = new Besides[items];
    }

    /**
     * An empty sum.
     *
     * @param firstItem, items the items whose sums begin in the piece
     */
    static Sum of(int index, int shards, int length, int firstItem, int items) {
      return new Sum(index, shards, length, firstItem, items);
    }

    /** An empty sum for pieces like this one. */
    static Sum like(StepPiece piece) {
      return of(piece.index, piece.shards, piece.length, piece.firstItem, piece.besides.length);
    }

    /**
     * Adds the piece's range of the sums of a shard; the array belongs to this sum from here on.
     */
    void add(int shard, double[] sums) {
      sum.add(shard, sums);
    }

    /** Adds what a shard reached with an item of this piece. */
    void add(int item, ChartReach reach) {
      Besides of = besides(item - firstItem);
      if (of.reach == null) {
        of.reach = reach;
      } else {
        of.reach.merge(reach);
      }
    }

    /** Adds what the inspections of some shards say of an item of this piece. */
    void add(int item, InspectionFacts facts) {
      Besides of = besides(item - firstItem);
      if (of.facts == null) {
        of.facts = facts;
      } else {
        of.facts.merge(facts);
      }
    }

    private Besides besides(int i) {
      if (besides[i] == null) {
        besides[i] = new Besides();
      }

      return besides[i];
    }

    /** Adds a piece that was summed elsewhere; it is not to be used afterwards. */
    void add(StepPiece piece) {
      piece.partials.forEach(sum::add);
      for (int i = 0; i < besides.length; i++) {
        Besides other = piece.besides[i];
        if (other != null && other.reach != null) {
          add(firstItem + i, other.reach);
        }

        if (other != null && other.facts != null) {
          add(firstItem + i, other.facts);
        }
      }
    }

    /** What was added so far; this sum is not to be used afterwards. */
    StepPiece piece() {
      return new StepPiece(index, shards, length, firstItem, besides, sum.partials());
    }

    /** The sums over all shards; every shard must have been added. */
    double[] total() {
      return sum.result();
    }

    /** What was reached with an item; null when it has no added neurons. */
    ChartReach reach(int item) {
      return besides[item - firstItem] == null ? null : besides[item - firstItem].reach;
    }

    /** What the inspections of an item say; null when it was not inspected. */
    InspectionFacts facts(int item) {
      return besides[item - firstItem] == null ? null : besides[item - firstItem].facts;
    }
  }
}
