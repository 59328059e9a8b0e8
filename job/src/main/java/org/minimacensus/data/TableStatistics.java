package org.minimacensus.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Moments and digests of the blocks of a training set, gathered in any order and anywhere. Not
 * thread-safe.
 */
public final class TableStatistics {
  private final int blockRows;
  private final int blocks;
  private final TreeMap<Integer, byte[]> digests = new TreeMap<>();
  private final BlockTree<Moments> moments;

  /**
   * @param rows n of the whole training set
   * @param width numbers of a row
   */
  public TableStatistics(long rows, int width) {
    this.blockRows = RowBlock.rowsOfWidth(width);
    this.blocks = RowBlock.count(rows, width);
    this.moments = new BlockTree<>(blocks, Moments::then);
  }

  /** What some blocks gave; travels between machines. */
  public static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;
    private final TreeMap<Integer, byte[]> digests;
    private final ArrayList<BlockTree.Node<Moments>> moments;

    private Part(TreeMap<Integer, byte[]> digests, List<BlockTree.Node<Moments>> moments) {
      this.digests = digests;
      this.moments = new ArrayList<>(moments);
    }
  }

  /** Adds a whole block: all rows of the training set from firstRow on up to the next block. */
  public void add(RowBlock block) {
    int index = Math.toIntExact(block.firstRow() / blockRows);
    digests.put(index, DataDigest.of(block));
    moments.add(index, Moments.of(block));
  }

  /** Adds what was gathered elsewhere. */
  public void add(Part part) {
    digests.putAll(part.digests);
    part.moments.forEach(moments::add);
  }

  /** What has been gathered. */
  public Part part() {
    return new Part(digests, moments.nodes());
  }

  /** The moments of all rows. */
  Moments moments() {
    return moments.root();
  }

  /** Digest of all rows. */
  String sha256(List<String> classNames, int... widths) {
    if (digests.size() != blocks) {
      throw new IllegalStateException("expected " + blocks + " blocks, found " + digests.size());
    }

    return DataDigest.sha256(classNames, widths, digests.values());
  }
}
