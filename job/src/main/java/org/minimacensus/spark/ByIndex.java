package org.minimacensus.spark;

import org.apache.spark.Partitioner;

/** Keys are the indexes of partitions. */
final class ByIndex extends Partitioner {
  private static final long serialVersionUID = 1L;
  private final int partitions;

  ByIndex(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByIndex that && that.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
