package org.minimacensus.data;

import java.io.Serializable;
import java.util.List;

/**
 * What is known of a training set besides its numbers.
 *
 * @param classNames class names in sorted order (empty for regression)
 * @param featureMeans, featureDeviations the standardisation that was applied (0 and 1 when none);
 *     lists of length d
 * @param targetMeans, targetDeviations the same for regression targets; lists of length K
 * @param sha256 digest of the numbers as read (before standardisation), lower-case hex
 * @param observations facts that the theorems care about and that are reported, not refused:
 *     duplicate rows, conflicting labels, constant columns ...; plain sentences
 * @param repeats how often inputs repeat; null: not counted
 */
public record DataDescription(
    long rows,
    int outputs,
    Task task,
    List<String> featureNames,
    List<String> targetNames,
    List<String> classNames,
    List<Double> featureMeans,
    List<Double> featureDeviations,
    List<Double> targetMeans,
    List<Double> targetDeviations,
    String sha256,
    List<String> observations,
    EqualInputs.Counts repeats)
    implements Serializable {
  public DataDescription {
    featureNames = List.copyOf(featureNames);
    targetNames = List.copyOf(targetNames);
    classNames = List.copyOf(classNames);
    featureMeans = List.copyOf(featureMeans);
    featureDeviations = List.copyOf(featureDeviations);
    targetMeans = List.copyOf(targetMeans);
    targetDeviations = List.copyOf(targetDeviations);
    observations = List.copyOf(observations);
  }

  /** Of rows whose repeats were not counted. */
  public DataDescription(
      long rows,
      int outputs,
      Task task,
      List<String> featureNames,
      List<String> targetNames,
      List<String> classNames,
      List<Double> featureMeans,
      List<Double> featureDeviations,
      List<Double> targetMeans,
      List<Double> targetDeviations,
      String sha256,
      List<String> observations) {
    this(
        rows,
        outputs,
        task,
        featureNames,
        targetNames,
        classNames,
        featureMeans,
        featureDeviations,
        targetMeans,
        targetDeviations,
        sha256,
        observations,
        null);
  }
}
