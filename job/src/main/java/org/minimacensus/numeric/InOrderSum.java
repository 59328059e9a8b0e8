package org.minimacensus.numeric;

import java.util.Arrays;

/**
 * The bits of {@link OrderedSum} for arrays that come in the order of the shards, in buffers that
 * are used again from sum to sum. Not thread-safe.
 */
public final class InOrderSum {
  private static final double[] NONE = {};

  /** Levels of the tree: shards are counted by an int. */
  private static final int LEVELS = 32;

  /** Of each level the node that waits for its sibling, when that bit of the count is set. */
  private final double[][] waiting = new double[LEVELS][];

  private double[] next = NONE;
  private int length;
  private int added;

  public InOrderSum() {
    Arrays.fill(waiting, NONE);
  }

  /** Begins a sum of arrays of some length. */
  public void begin(int ofLength) {
    length = ofLength;
    added = 0;
  }

  /** An array of zeros, perhaps too long, to be filled with the sums of the next shard. */
  public double[] next() {
    if (next.length < length) {
      next = new double[length];
    } else {
      Arrays.fill(next, 0, length, 0);
    }

    return next;
  }

  /** Adds what stands in {@link #next}. */
  public void add() {
    double[] sum = next;
    int level = 0;

    for (int index = added; index % 2 == 1; index /= 2) {
      sum = merge(level, sum);
      level++;
    }

    if (waiting[level].length < length) {
      waiting[level] = new double[length];
    }

    System.arraycopy(sum, 0, waiting[level], 0, length);
    added++;
  }

  /**
   * The sum over all shards, of which there was at least one; perhaps too long, and overwritten by
   * the next sum.
   */
  public double[] result() {
    double[] sum = null;

    for (int level = 0; level < LEVELS; level++) {
      if ((added >>> level & 1) == 1) {
        // A last node without a sibling passes up unchanged.
        sum = sum == null ? waiting[level] : merge(level, sum);
      }
    }

    if (sum == null) {
      throw new IllegalStateException("no shard has been added");
    }

    return sum;
  }

  /** The node that waits at a level, with its sibling to the right added. */
  private double[] merge(int level, double[] right) {
    double[] left = waiting[level];

    for (int i = 0; i < length; i++) {
      left[i] += right[i];
    }

    return left;
  }
}
