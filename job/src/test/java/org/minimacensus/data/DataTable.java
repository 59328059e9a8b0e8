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

  /**
   * The training set of a table.
   *
   * @param shards number of fixed slices wanted; fewer when they would be short
   * @param observations what the reader has seen and wants reported, first in the list
   * @throws InvalidDataException when the classes do not fit the task, or a regression target is
   *     constant and is to be standardised
   */
  public static Dataset prepare(
      DataTable table, Task task, Scaling scaling, int shards, List<String> observations) {
    ClassCoding classes = ClassCoding.of(table.labels());
    if (task != Task.REGRESSION) {
      classes.refuseUnlessFit(task, table.source(), table.targetNames().get(0));
    }
    TableHead head =
        new TableHead(
            table.source(),
            table.featureNames(),
            table.targetNames(),
            classes.names(),
            table.rows(),
            task,
            scaling);
    double[][] read = new double[table.rows()][head.width()];
    for (int i = 0; i < read.length; i++) {
      System.arraycopy(table.features()[i], 0, read[i], 0, head.features());
      if (task == Task.REGRESSION) {
        System.arraycopy(
            table.targets()[i], 0, read[i], head.features(), head.targetNames().size());
      } else {
        read[i][head.features()] = classes.index(table.labels().get(i));
      }
    }
    return TrainingSet.prepare(head, read, shards, observations);
  }
}
