package org.minimacensus.data;

import java.io.Serializable;

/**
 * Consecutive rows of a training set as read, row-major: the features, then the targets, which for
 * classes are the index of the class. The values are not copied.
 *
 * @param firstRow index of the first row in the training set
 * @param rows number of rows, at least 1
 * @param values rows x width
 */
public record RowBlock(long firstRow, int rows, double[] values) implements Serializable {
  private static final int MOST_ROWS = 4096;
  private static final int MOST_VALUES = 1 << 20;

  public RowBlock {
    if (rows < 1 || values.length % rows != 0) {
      throw new IllegalArgumentException(
          "a block needs rows of equal length, found " + values.length + " values in " + rows);
    }
  }

  /**
   * Rows of the blocks in which digests and moments of a training set are formed, whatever its
   * shards and files: 4096, and for rows of more than 256 numbers the largest power of two whose
   * block holds at most 2^20 numbers. Block i holds the rows from i times this number on.
   */
  public static int rowsOfWidth(int width) {
    return Math.min(MOST_ROWS, Integer.highestOneBit(Math.max(1, MOST_VALUES / width)));
  }

  /** Number of blocks of a training set. */
  public static int count(long rows, int width) {
    int size = rowsOfWidth(width);
    return Math.toIntExact((rows + size - 1) / size);
  }

  /** Numbers of a row. */
  public int width() {
    return values.length / rows;
  }
}
