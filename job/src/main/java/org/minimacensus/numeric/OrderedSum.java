package org.minimacensus.numeric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the arrays of shards 0, ..., S-1 along one fixed binary tree, whatever the order in which
 * they arrive.
 *
 * <p>Addition of doubles is not associative; a sum in order of arrival differs from run to run.
 * Here level 0 holds the shards, node i of a level is the sum of nodes 2i and 2i+1 of the level
 * below (the last node of an odd level passes up unchanged), and siblings are merged as soon as
 * both are there. So the bits depend on the shards alone, and shards that arrive in order need
 * memory for log2 S arrays. Not thread-safe.
 */
public final class OrderedSum {
  private final int shards;
  private final int length;
  private final int[] nodes;

  /** Nodes that wait for their sibling, by level and index. */
  private final Map<Long, double[]> waiting = new HashMap<>();

  private int missing;

  /**
   * @param shards S >= 1
   * @param length of every array
   */
  public OrderedSum(int shards, int length) {
    if (shards < 1 || length < 0) {
      throw new IllegalArgumentException(
          "shards must be >= 1 and length >= 0, were " + shards + " and " + length);
    }

    this.shards = shards;
    this.length = length;
    this.missing = shards;
    int levels = 33 - Integer.numberOfLeadingZeros(shards - 1);
    nodes = new int[shards == 1 ? 1 : levels];
    nodes[0] = shards;

    for (int level = 1; level < nodes.length; level++) {
      nodes[level] = (nodes[level - 1] + 1) / 2;
    }
  }

  /**
   * A node of the tree that was summed elsewhere; travels between machines. The values are not
   * copied.
   */
  public static final class Partial implements Serializable {
    private static final long serialVersionUID = 1;
    private final int level;
    private final int index;
    private final double[] values;

    private Partial(int level, int index, double[] values) {
      this.level = level;
      this.index = index;
      this.values = values;
    }

    /** Level of the tree, 0 for a shard. */
    public int level() {
      return level;
    }

    /** Index within the level. */
    public int index() {
      return index;
    }

    /** The sum of the shards below this node; not a copy. */
    public double[] values() {
      return values;
    }
  }

  /**
   * The sum over all shards in the shape of the tree; element s of the list belongs to shard s, no
   * array is changed.
   */
  public static double[] of(List<double[]> partials) {
    if (partials.isEmpty()) {
      throw new IllegalArgumentException(
          "partials must hold the array of at least one shard, was empty");
    }

    OrderedSum sum = new OrderedSum(partials.size(), partials.get(0).length);

    for (int s = 0; s < partials.size(); s++) {
      sum.add(s, partials.get(s).clone());
    }

    return sum.result();
  }

  /**
   * Adds the array of one shard. The array belongs to this sum from here on and may be overwritten.
   */
  public void add(int shard, double[] values) {
    insert(0, shard, values);
  }

  /** Adds a node that another sum over the same number of shards gave by {@link #partials}. */
  public void add(Partial partial) {
    insert(partial.level(), partial.index(), partial.values());
  }

  private void insert(int level, int index, double[] values) {
    if (level >= nodes.length || index < 0 || index >= nodes[level]) {
      throw new IllegalArgumentException(
          "node "
              + index
              + " of level "
              + level
              + " does not exist in a sum over "
              + shards
              + " shards");
    }

    if (values.length != length) {
      throw new IllegalArgumentException(
          "the array of node "
              + index
              + " of level "
              + level
              + " has "
              + values.length
              + " elements, this sum has "
              + length);
    }

    int covered = Math.min(shards, (index + 1) << level) - (index << level);

    if (covered > missing || covers(level, index)) {
      throw new IllegalArgumentException(
          "shards "
              + (index << level)
              + " to "
              + ((index << level) + covered - 1)
              + " were added twice");
    }

    missing -= covered;
    climb(level, index, values);
  }

  private void climb(int level, int index, double[] values) {
    int at = level;
    int i = index;
    double[] sum = values;

    while (at < nodes.length - 1) {
      boolean alone = (i ^ 1) >= nodes[at];

      if (!alone) {
        double[] sibling = waiting.remove(key(at, i ^ 1));

        if (sibling == null) {
          break;
        }

        sum = i % 2 == 0 ? addTo(sum, sibling) : addTo(sibling, sum);
      }

      at++;
      i /= 2;
    }

    waiting.put(key(at, i), sum);
  }

  /** Whether something at, above or below the node is there already. */
  private boolean covers(int level, int index) {
    for (long key : waiting.keySet()) {
      int otherLevel = (int) (key >>> 32);
      int otherIndex = (int) key;
      int common = Math.max(level, otherLevel);

      if (index >> (common - level) == otherIndex >> (common - otherLevel)) {
        return true;
      }
    }

    return false;
  }

  private static double[] addTo(double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }

    return left;
  }

  private static long key(int level, int index) {
    return (long) level << 32 | index;
  }

  /** Whether every shard has been added. */
  public boolean complete() {
    return missing == 0;
  }

  /**
   * What has been added so far, as the fewest nodes of the tree, in order of level and index; to be
   * added to the sum of someone else. The arrays are not copied.
   */
  public List<Partial> partials() {
    List<Partial> all = new ArrayList<>();
    waiting.keySet().stream()
        .sorted()
        .forEach(
            key -> all.add(new Partial((int) (key >>> 32), (int) (long) key, waiting.get(key))));
    return all;
  }

  /** The sum over all shards; not a copy. */
  public double[] result() {
    if (!complete()) {
      throw new IllegalStateException(missing + " of " + shards + " shards have not been added");
    }

    return waiting.get(key(nodes.length - 1, 0));
  }
}
