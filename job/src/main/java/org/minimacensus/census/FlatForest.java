package org.minimacensus.census;

import java.util.Arrays;

/** Which minima of one loss, by their places in it, are joined; each set by its lowest member. */
final class FlatForest {
  private final int[] parent;

  FlatForest(int minima) {
    this.parent = new int[minima];
    Arrays.setAll(parent, i -> i);
  }

  int size() {
    return parent.length;
  }

  /** The lowest minimum of a component. */
  int root(int i) {
    int root = i;
    while (parent[root] != root) {
      root = parent[root];
    }

    for (int at = i; parent[at] != root; ) {
      int next = parent[at];
      parent[at] = root;
      at = next;
    }

    return root;
  }

  boolean apart(int one, int other) {
    return root(one) != root(other);
  }

  /**
   * Joins two components.
   *
   * @return the one of their lowest minima that is the lowest no more
   */
  int join(int one, int other) {
    int high = Math.max(root(one), root(other));
    parent[high] = Math.min(root(one), root(other));
    return high;
  }
}
