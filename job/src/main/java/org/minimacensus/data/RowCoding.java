package org.minimacensus.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Makes of rows as read the rows that the network sees: scaled, classes as targets. */
public final class RowCoding implements Serializable {
  private static final long serialVersionUID = 1L;
  private final Task task;
  private final int features;
  private final int outputs;
  private final ArrayList<Standardization> columns;

  RowCoding(Task task, int features, int outputs, List<Standardization> columns) {
    this.task = task;
    this.features = features;
    this.outputs = outputs;
    this.columns = new ArrayList<>(columns);
  }

  /** Number of features d. */
  public int features() {
    return features;
  }

  /** Number of outputs K. */
  public int outputs() {
    return outputs;
  }

  /** Of the features, then of the targets as read. */
  List<Standardization> columns() {
    return columns;
  }

  /**
   * Codes row r of a block.
   *
   * @param row takes the features and then the targets as the network sees them, length d + K;
   *     binary classes are -1 and +1, several classes one-hot
   */
  public void code(RowBlock block, int r, double[] row) {
    int at = r * block.width();

    for (int j = 0; j < features; j++) {
      row[j] = columns.get(j).apply(block.values()[at + j]);
    }

    switch (task) {
      case BINARY -> row[features] = block.values()[at + features] == 0 ? -1 : 1;
      case MULTICLASS -> {
        for (int k = 0; k < outputs; k++) {
          row[features + k] = block.values()[at + features] == k ? 1 : 0;
        }
      }
      case REGRESSION -> {
        for (int k = 0; k < outputs; k++) {
          row[features + k] = columns.get(features + k).apply(block.values()[at + features + k]);
        }
      }
    }
  }
}
