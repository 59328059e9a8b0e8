package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.RowBlock;
import org.minimacensus.data.RowCoding;
import org.minimacensus.data.ShardBuilder;

/** Makes the shards of a partition of its rows, within a task. */
final class ShardAssembler {
  private final RowLayout layout;
  private final RowCoding coding;
  private final int partition;
  private final int firstShard;
  private final List<ShardBuilder> shards = new ArrayList<>();

  ShardAssembler(RowLayout layout, RowCoding coding, int partition) {
    this.layout = layout;
    this.coding = coding;
    this.partition = partition;
    this.firstShard = layout.firstShard(partition);

    for (int s = firstShard; s < layout.firstShard(partition + 1); s++) {
      shards.add(new ShardBuilder(layout.cut(), s, coding.features(), coding.outputs()));
    }
  }

  /**
   * The shards.
   *
   * @param rows of this partition, in any order; rows of others are passed over
   * @param groups numbers of groups of equal inputs
   */
  Iterator<DataShard> shards(Iterator<RowBlock> rows, Iterator<EqualInputRows.Numbered> groups) {
    double[] row = new double[coding.features() + coding.outputs()];

    while (rows.hasNext()) {
      RowBlock block = rows.next();

      for (int r = 0; r < block.rows() && layout.partitionOf(block.firstRow()) == partition; r++) {
        coding.code(block, r, row);
        shardOf(block.firstRow() + r).row(block.firstRow() + r, row);
      }
    }

    while (groups.hasNext()) {
      EqualInputRows.Numbered numbered = groups.next();

      for (int i = 0; i < numbered.rows().length; i++) {
        shardOf(numbered.rows()[i]).group(numbered.rows()[i], numbered.groups()[i]);
      }
    }

    return shards.stream().map(ShardBuilder::build).iterator();
  }

  private ShardBuilder shardOf(long row) {
    return shards.get(layout.cut().shardOf(row) - firstShard);
  }
}
