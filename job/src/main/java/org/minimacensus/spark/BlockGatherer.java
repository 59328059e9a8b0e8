package org.minimacensus.spark;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.minimacensus.data.RowBlock;
import org.minimacensus.data.TableStatistics;

/** Puts the rows of a partition's blocks together, within a task, and gathers their statistics. */
final class BlockGatherer {
  private final RowLayout layout;
  private final int partition;
  private final int width;
  private final TableStatistics statistics;
  private final Map<Long, Filling> filling = new HashMap<>();

  BlockGatherer(RowLayout layout, int partition, int width) {
    this.layout = layout;
    this.partition = partition;
    this.width = width;
    this.statistics = new TableStatistics(layout.cut().rows(), width);
  }

  /** The statistics of all blocks of the partition. */
  TableStatistics.Part gather(Iterator<RowBlock> rows) {
    rows.forEachRemaining(this::add);
    return statistics.part();
  }

  private void add(RowBlock part) {
    long block = part.firstRow() / layout.blockRows();
    long first = block * layout.blockRows();

    if (layout.partitionOf(first) != partition) {
      return;
    }

    Filling filled = filling.computeIfAbsent(block, b -> new Filling(first));
    System.arraycopy(
        part.values(),
        0,
        filled.values,
        (int) (part.firstRow() - first) * width,
        part.values().length);
    filled.missing -= part.rows();

    if (filled.missing == 0) {
      filling.remove(block);
      statistics.add(new RowBlock(first, filled.values.length / width, filled.values));
    }
  }

  /** A block whose rows are arriving. */
  private final class Filling {
    private final double[] values;
    private int missing;

    Filling(long first) {
      missing = (int) Math.min(layout.blockRows(), layout.cut().rows() - first);
      values = new double[missing * width];
    }
  }
}
