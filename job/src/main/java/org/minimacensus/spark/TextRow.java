package org.minimacensus.spark;

/**
 * The numbers of one row of a text file.
 *
 * @see SparkDataReader
 */
final class TextRow {
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

  /** The features that are given: all of a dense row. */
  double[] features() {
    return features;
  }

  /** Whether columns that are not given are zero. */
  boolean isSparse() {
    return indexes != DENSE;
  }

  /** Columns of the features of a sparse row; not a copy. */
  int[] indexes() {
    return indexes;
  }

  double[] targets() {
    return targets;
  }

  String label() {
    return label;
  }
}
