package org.minimacensus.spark;

import org.apache.spark.Partitioner;

/** Keeps a domain of {@link SortPlace}s in one partition. */
final class DomainPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;
  private final int partitions;

  DomainPartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    long domain = ((SortPlace) key).domain();
    // Domains are numbered by partition and place; the multiplication mixes both into high bits.
    long mixed = domain * 0x9E3779B97F4A7C15L;
    return (int) Math.floorMod(mixed >>> 32, (long) partitions);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DomainPartitioner that && that.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
