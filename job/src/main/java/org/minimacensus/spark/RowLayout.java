package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.data.RowBlock;
import org.minimacensus.data.ShardCut;
import scala.Tuple2;

/**
 * Where rows go: partition p of P holds the shards from p S / P on, hence consecutive rows. A block
 * (the unit of digests and moments) belongs to the partition of its first row, which gets its other
 * rows too when they lie behind the partition's end.
 *
 * @param blockRows rows of a block
 */
record RowLayout(ShardCut cut, int partitions, int blockRows) implements Serializable {
  /** First shard of a partition; S for the one behind the last. */
  int firstShard(int partition) {
    return (int) ((long) partition * cut.shards() / partitions);
  }

  /** First row of a partition. */
  long firstRow(int partition) {
    return cut.first(firstShard(partition));
  }

  /** The partition of a row. */
  int partitionOf(long row) {
    return (int) (((cut.shardOf(row) + 1L) * partitions - 1) / cut.shards());
  }

  /** Rows cut at the ends of partitions and blocks, each part with the partition that needs it. */
  List<Tuple2<Integer, RowBlock>> cut(RowBlock rows) {
    List<Tuple2<Integer, RowBlock>> parts = new ArrayList<>();
    long end = rows.firstRow() + rows.rows();
    int width = rows.width();

    for (long first = rows.firstRow(); first < end; ) {
      int partition = partitionOf(first);
      long blockStart = first / blockRows * blockRows;
      long last = Math.min(end, Math.min(firstRow(partition + 1), blockStart + blockRows));
      int from = (int) (first - rows.firstRow()) * width;
      int to = (int) (last - rows.firstRow()) * width;
      RowBlock part =
          last - first == rows.rows()
              ? rows
              : new RowBlock(
                  first, (int) (last - first), Arrays.copyOfRange(rows.values(), from, to));
      int owner = partitionOf(blockStart);
      parts.add(new Tuple2<>(partition, part));

      if (owner != partition) {
        parts.add(new Tuple2<>(owner, part));
      }

      first = last;
    }

    return parts;
  }
}
