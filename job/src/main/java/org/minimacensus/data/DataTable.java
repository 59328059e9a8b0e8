package org.minimacensus.data;

import java.util.List;

/**
 * A training set as read: numbers row by row in the order of the files, before class coding and
 * standardisation. Its arrays are not copied; whoever hands them over leaves them alone.
 */
public final class DataTable {
  private final String source;
  private final List<String> featureNames;
  private final List<String> targetNames;
  private final double[][] features;
  private final double[][] targets;
  private final List<String> labels;

  private DataTable(
      String source,
      List<String> featureNames,
      List<String> targetNames,
      double[][] features,
      double[][] targets,
      List<String> labels) {
    if (features.length == 0 || featureNames.isEmpty() || targetNames.isEmpty()) {
      throw new IllegalArgumentException(
          "a table needs rows, features and targets, found "
              + features.length
              + ", "
              + featureNames.size()
              + ", "
              + targetNames.size());
    }
    this.source = source;
    this.featureNames = List.copyOf(featureNames);
    this.targetNames = List.copyOf(targetNames);
    this.features = features;
    this.targets = targets;
    this.labels = List.copyOf(labels);
  }

  /**
   * Rows with numbers as targets.
   *
   * @param source where the rows come from, for messages
   * @param features n x d
   * @param targets n x K
   */
  public static DataTable ofNumbers(
      String source,
      List<String> featureNames,
      List<String> targetNames,
      double[][] features,
      double[][] targets) {
    return new DataTable(source, featureNames, targetNames, features, targets, List.of());
  }

  /** Rows with one class label each. */
  public static DataTable ofLabels(
      String source,
      List<String> featureNames,
      String targetName,
      double[][] features,
      List<String> labels) {
    return new DataTable(
        source, featureNames, List.of(targetName), features, new double[0][], labels);
  }

  public String source() {
    return source;
  }

  public List<String> featureNames() {
    return featureNames;
  }

  public List<String> targetNames() {
    return targetNames;
  }

  public int rows() {
    return features.length;
  }

  /** n x d. */
  double[][] features() {
    return features;
  }

  /** n x K; empty for class labels. */
  double[][] targets() {
    return targets;
  }

  /** One a row; empty for numbers. */
  List<String> labels() {
    return labels;
  }
}
