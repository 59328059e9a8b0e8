package org.minimacensus.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Joins what is known of blocks 0, ..., B-1 along one fixed binary tree, whatever the order in
 * which they arrive; the shape is that of {@link org.minimacensus.numeric.OrderedSum}. Not
 * thread-safe.
 */
final class BlockTree<T> {
  private final int blocks;
  private final BinaryOperator<T> join;
  private final Map<Long, T> waiting = new HashMap<>();

  /**
   * @param blocks B, at least 1
   * @param join of a left and a right neighbour
   */
  BlockTree(int blocks, BinaryOperator<T> join) {
    this.blocks = blocks;
    this.join = join;
  }

  /** A node of the tree: blocks [index 2^level, (index + 1) 2^level). */
  record Node<T>(int level, int index, T value) implements Serializable {}

  /** Adds a block. */
  void add(int block, T value) {
    add(new Node<>(0, block, value));
  }

  /** Adds a node that another tree of the same shape gave. */
  void add(Node<T> node) {
    int level = node.level();
    int i = node.index();
    T value = node.value();

    while (nodes(level) > 1) {
      boolean alone = (i ^ 1) >= nodes(level);

      if (!alone) {
        T sibling = waiting.remove(key(level, i ^ 1));

        if (sibling == null) {
          break;
        }

        value = i % 2 == 0 ? join.apply(value, sibling) : join.apply(sibling, value);
      }

      level++;
      i /= 2;
    }

    waiting.put(key(level, i), value);
  }

  /** What has been added, as the fewest nodes. */
  List<Node<T>> nodes() {
    List<Node<T>> nodes = new ArrayList<>();
    waiting.forEach(
        (key, value) -> nodes.add(new Node<>((int) (key >>> 32), (int) (long) key, value)));
    return nodes;
  }

  /** The whole. */
  T root() {
    int top = 0;

    while (nodes(top) > 1) {
      top++;
    }

    T root = waiting.get(key(top, 0));

    if (root == null) {
      throw new IllegalStateException("not all of " + blocks + " blocks have been added");
    }

    return root;
  }

  private int nodes(int level) {
    return (int) ((blocks + (1L << level) - 1) >> level);
  }

  private static long key(int level, int index) {
    return (long) level << 32 | index;
  }
}
