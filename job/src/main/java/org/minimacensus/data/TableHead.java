package org.minimacensus.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of a table before its numbers, and what is made of it.
 *
 * @param source where the rows come from, for messages
 * @param classNames in sorted order; empty for regression
 * @param rows n, at least 1
 */
public record TableHead(
    String source,
    List<String> featureNames,
    List<String> targetNames,
    List<String> classNames,
    long rows,
    Task task,
    Scaling scaling)
    implements Serializable {
  public TableHead {
    featureNames = List.copyOf(featureNames);
    targetNames = List.copyOf(targetNames);
    classNames = List.copyOf(classNames);
  }

  /** Number of features d. */
  public int features() {
    return featureNames.size();
  }

  /** Number of outputs K of the network. */
  public int outputs() {
    return task == Task.MULTICLASS ? classNames.size() : targetNames.size();
  }

  /** Numbers of a row as read: features, then targets or the index of the class. */
  public int width() {
    return features() + targetNames.size();
  }

  /**
   * How rows as read become what the network sees.
   *
   * @throws InvalidDataException when a regression target is constant and is to be standardised
   */
  public RowCoding coding(TableStatistics statistics) {
    Moments moments = statistics.moments();
    boolean standardize = scaling == Scaling.STANDARDIZE;

    if (standardize && task == Task.REGRESSION) {
      refuseConstantTargets(moments);
    }

    List<Standardization> columns = new ArrayList<>();

    for (int k = 0; k < width(); k++) {
      boolean scaled = standardize && (k < features() || task == Task.REGRESSION);
      columns.add(scaled ? Standardization.of(moments, k) : Standardization.NONE);
    }

    return new RowCoding(task, features(), outputs(), columns);
  }

  /**
   * The description of the training set.
   *
   * @param seen what the reader has seen and wants reported, first in the list
   */
  public DataDescription describe(
      TableStatistics statistics, RowCoding coding, EqualInputs.Counts repeats, List<String> seen) {
    List<String> observations = new ArrayList<>(seen);
    observations.addAll(Observations.of(this, statistics.moments(), repeats));
    List<Standardization> ofFeatures = coding.columns().subList(0, features());
    List<Standardization> ofTargets =
        task == Task.REGRESSION
            ? coding.columns().subList(features(), width())
            : IntStream.range(0, outputs()).mapToObj(k -> Standardization.NONE).toList();
    return new DataDescription(
        rows,
        outputs(),
        task,
        featureNames,
        targetNames,
        classNames,
        ofFeatures.stream().map(Standardization::mean).toList(),
        ofFeatures.stream().map(Standardization::deviation).toList(),
        ofTargets.stream().map(Standardization::mean).toList(),
        ofTargets.stream().map(Standardization::deviation).toList(),
        statistics.sha256(classNames, features(), targetNames.size()),
        observations,
        repeats);
  }

  private void refuseConstantTargets(Moments moments) {
    for (int k = 0; k < targetNames.size(); k++) {
      if (moments.isConstant(features() + k)) {
        throw new InvalidDataException(
            source
                + ": target "
                + targetNames.get(k)
                + ": a target to be standardised must not be constant, found "
                + DecimalText.plain(moments.lowest(features() + k))
                + " in all "
                + rows
                + " rows; choose another target or set data.standardize = false");
      }
    }
  }
}
