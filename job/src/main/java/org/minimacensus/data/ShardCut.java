package org.minimacensus.data;

import java.io.Serializable;

/**
 * How n rows are cut into shards: consecutive slices, as equal as possible and the longer ones
 * first.
 *
 * @param rows n
 * @param shards S, at most n
 */
public record ShardCut(long rows, int shards) implements Serializable {
  /** Fewer rows than this per shard would spend the time on the sums of shards. */
  private static final int ROWS_PER_SHARD = 256;

  /** min(wanted, ceil(n / 256)) shards, a function of n and wanted alone. */
  public static ShardCut of(long rows, int wanted) {
    return new ShardCut(rows, (int) Math.min(wanted, (rows + ROWS_PER_SHARD - 1) / ROWS_PER_SHARD));
  }

  /** First row of a shard; n for the one behind the last. */
  public long first(int shard) {
    return shard * (rows / shards) + Math.min(shard, rows % shards);
  }

  /** Number of rows of a shard. */
  public int rows(int shard) {
    return Math.toIntExact(first(shard + 1) - first(shard));
  }

  /** The shard of a row. */
  public int shardOf(long row) {
    long longer = rows % shards;
    long length = rows / shards;
    long inLonger = longer * (length + 1);
    return (int) (row < inLonger ? row / (length + 1) : longer + (row - inLonger) / length);
  }
}
