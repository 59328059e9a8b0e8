package org.minimacensus.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a {@link Dataset} of a table: checks it against the task, codes classes, standardises,
 * describes, cuts into shards.
 */
public final class TrainingSet {
  private static final int CLASSES_SHOWN = 10;

  private TrainingSet() {}

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
    ClassCoding coding = task == Task.REGRESSION ? null : coding(table, task);
    List<String> classNames = coding == null ? List.of() : coding.names();
    double[][] read =
        coding == null
            ? table.targets()
            : IntStream.range(0, table.rows())
                .mapToObj(i -> new double[] {coding.index(i)})
                .toArray(double[][]::new);
    boolean standardize = scaling == Scaling.STANDARDIZE;
    if (coding == null && standardize) {
      refuseConstantTargets(table);
    }
    double[][] targets =
        task == Task.REGRESSION ? copy(read) : coded(read, task, classNames.size());
    double[][] features = copy(table.features());
    List<Standardization> ofFeatures = standardize ? standardize(features) : List.of();
    List<Standardization> ofTargets =
        standardize && task == Task.REGRESSION ? standardize(targets) : List.of();
    List<String> all = new ArrayList<>(observations);
    all.addAll(Observations.of(table, read, task, standardize));
    int outputs = targets[0].length;
    DataDescription description =
        new DataDescription(
            table.rows(),
            outputs,
            task,
            table.featureNames(),
            table.targetNames(),
            classNames,
            means(ofFeatures, table.featureNames().size()),
            deviations(ofFeatures, table.featureNames().size()),
            means(ofTargets, outputs),
            deviations(ofTargets, outputs),
            DataDigest.sha256(classNames, table.features(), read),
            all);
    return DatasetBuilder.dataset(features, targets, description, shards);
  }

  /** Column k of a matrix of rows. */
  static double[] column(double[][] rows, int k) {
    return Stream.of(rows).mapToDouble(row -> row[k]).toArray();
  }

  private static ClassCoding coding(DataTable table, Task task) {
    ClassCoding coding = ClassCoding.of(table.labels());
    int classes = coding.names().size();
    boolean fits = task == Task.BINARY ? classes == 2 : classes >= 2;
    if (!fits) {
      List<String> shown = coding.names().subList(0, Math.min(classes, CLASSES_SHOWN));
      throw new InvalidDataException(
          table.source()
              + ": target "
              + table.targetNames().get(0)
              + ": data.task = "
              + (task == Task.BINARY
                  ? "binary expects exactly 2 classes"
                  : "multiclass expects at least 2 classes")
              + ", found "
              + classes
              + ": "
              + String.join(", ", shown)
              + (classes > CLASSES_SHOWN ? ", ..." : ""));
    }
    return coding;
  }

  private static void refuseConstantTargets(DataTable table) {
    for (int k = 0; k < table.targetNames().size(); k++) {
      double[] column = column(table.targets(), k);
      if (Standardization.isConstant(column)) {
        throw new InvalidDataException(
            table.source()
                + ": target "
                + table.targetNames().get(k)
                + ": a target to be standardised must not be constant, found "
                + DecimalText.plain(column[0])
                + " in all "
                + table.rows()
                + " rows; choose another target or set data.standardize = false");
      }
    }
  }

  /** -1 and +1 in one column, or one-hot in one column per class. */
  private static double[][] coded(double[][] indexes, Task task, int classes) {
    double[][] out = new double[indexes.length][task == Task.BINARY ? 1 : classes];
    for (int i = 0; i < out.length; i++) {
      int index = (int) indexes[i][0];
      if (task == Task.BINARY) {
        out[i][0] = index == 0 ? -1 : 1;
      } else {
        out[i][index] = 1;
      }
    }
    return out;
  }

  private static List<Standardization> standardize(double[][] rows) {
    List<Standardization> columns = new ArrayList<>();
    for (int k = 0; k < rows[0].length; k++) {
      Standardization column = Standardization.of(column(rows, k));
      for (int i = 0; i < rows.length; i++) {
        rows[i][k] = column.values()[i];
      }
      columns.add(column);
    }
    return columns;
  }

  private static double[][] copy(double[][] rows) {
    return Stream.of(rows).map(double[]::clone).toArray(double[][]::new);
  }

  private static List<Double> means(List<Standardization> columns, int width) {
    return columns.isEmpty()
        ? Collections.nCopies(width, 0.0)
        : columns.stream().map(Standardization::mean).toList();
  }

  private static List<Double> deviations(List<Standardization> columns, int width) {
    return columns.isEmpty()
        ? Collections.nCopies(width, 1.0)
        : columns.stream().map(Standardization::deviation).toList();
  }
}
