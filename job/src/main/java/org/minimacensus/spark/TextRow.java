package org.minimacensus.spark;

import java.io.Serializable;

/**
 * The numbers of one row of a text file.
 *
 * @see SparkDataReader
 */
final class TextRow implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int[] DENSE = {};
  private final double[] features;
  private final int[] indexes;
  private final double[] targets;
  private final String label;

  private TextRow(double[] features, int[] indexes, double[] targets, String label) {
    this.features = features;
    this.indexes = indexes;
    this.targets = targets;
    this.label = label;
  }

  /**
   * @param label class label; empty for regression, whose targets are numbers
   */
  static TextRow dense(double[] features, double[] targets, String label) {
    return new TextRow(features, DENSE, targets, label);
  }

  /**
   * @param indexes columns of the features from 0, ascending; the others are zero
   */
  static TextRow sparse(double[] features, int[] indexes, double[] targets, String label) {
    return new TextRow(features, indexes, targets, label);
  }

  /** Features of a dense row. */
  double[] features() {
    return features;
  }

  /** Features of a sparse row spread over a number of columns. */
  double[] spread(int columns) {
    double[] out = new double[columns];
    for (int i = 0; i < indexes.length; i++) {
      out[indexes[i]] = features[i];
    }
    return out;
  }

  /** Number of columns that a sparse row needs. */
  int columnsNeeded() {
    return indexes.length == 0 ? 0 : indexes[indexes.length - 1] + 1;
  }

  double[] targets() {
    return targets;
  }

  String label() {
    return label;
  }
}
