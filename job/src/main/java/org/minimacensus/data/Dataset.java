package org.minimacensus.data;

import java.io.Serializable;
import java.util.List;

/** The whole training set in memory: its shards in order, and what is known of it. */
public final class Dataset implements Serializable {
  private static final long serialVersionUID = 1L;
  private final List<DataShard> shards;
  private final DataDescription description;

  public Dataset(List<DataShard> shards, DataDescription description) {
    this.shards = List.copyOf(shards);
    this.description = description;
  }

  public List<DataShard> shards() {
    return shards;
  }

  public DataDescription description() {
    return description;
  }

  /** Number of rows n. */
  public long rows() {
    return description.rows();
  }

  /** Number of features d. */
  public int features() {
    return description.featureNames().size();
  }

  /** Number of outputs K. */
  public int outputs() {
    return description.outputs();
  }
}
