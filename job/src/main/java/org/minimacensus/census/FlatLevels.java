package org.minimacensus.census;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The degenerate minima that share their loss with another one, from the minima by ascending id:
 * only those can be joined. A strict minimum is alone, as the loss rises all around it. Minima of
 * which one is sub-optimal and the other is not are of different loss.
 */
public final class FlatLevels {
  private final double tolerance;
  private final LossLevels levels;
  private final List<List<Integer>> shared = new ArrayList<>();
  private List<Integer> level = new ArrayList<>();
  private double first;
  private boolean above;
  private int next;

  public FlatLevels(CensusSettings settings) {
    this.tolerance = settings.valueTolerance();
    this.levels = new LossLevels(tolerance);
  }

  /**
   * Takes the next minimum.
   *
   * @param lossError error bound of its loss; NaN when there is none
   * @param strict whether it is a strict minimum
   * @param subOptimal whether it is above the reference
   */
  public void add(double loss, double lossError, boolean strict, boolean subOptimal) {
    boolean begins = levels.begins(loss, lossError);
    if (!strict) {
      boolean apart =
          begins
              || level.isEmpty()
              || subOptimal != above
              || loss - first > tolerance * (1 + Math.abs(first));
      if (apart) {
        end();
        first = loss;
        above = subOptimal;
      }
      level.add(next);
    } else if (begins) {
      end();
    }
    next++;
  }

  private void end() {
    if (level.size() > 1) {
      shared.add(level);
    }
    level = new ArrayList<>();
  }

  /** Minima of one loss by id, each list in ascending order; nothing can be added after this. */
  public List<List<Integer>> shared() {
    end();
    return List.copyOf(shared);
  }

  /** Number of minima so far. */
  public int minima() {
    return next;
  }

  /** The ids in some levels. */
  public static BitSet ids(List<List<Integer>> levels) {
    BitSet ids = new BitSet();
    levels.forEach(level -> level.forEach(ids::set));
    return ids;
  }
}
