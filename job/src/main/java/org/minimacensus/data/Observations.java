package org.minimacensus.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Facts about a training set that are reported and not refused, because premises of theorems depend
 * on them.
 */
final class Observations {
  private static final int NAMES_SHOWN = 10;

  private Observations() {}

  /**
   * Plain sentences with counts.
   *
   * @param features n x d as read
   * @param targets n x K as read, class indexes for classification
   */
  static List<String> of(DataTable table, double[][] targets, Task task, boolean standardized) {
    List<String> found = new ArrayList<>();
    if (table.rows() == 1) {
      found.add("the training set has a single row");
    }
    repeatedInputs(table.features(), targets, found);
    List<String> constant = constantColumns(table.features(), table.featureNames());
    if (!constant.isEmpty()) {
      found.add(
          counted(constant.size(), "feature is", "features are")
              + " constant"
              + (standardized ? " and standardised to 0" : "")
              + ": "
              + shown(constant));
    }
    List<String> constantTargets =
        task == Task.REGRESSION ? constantColumns(targets, table.targetNames()) : List.of();
    if (!constantTargets.isEmpty()) {
      found.add(
          counted(constantTargets.size(), "regression target is", "regression targets are")
              + " constant: "
              + shown(constantTargets));
    }
    return found;
  }

  private static void repeatedInputs(double[][] features, double[][] targets, List<String> found) {
    Map<Row, Set<Row>> targetsOf = new HashMap<>();
    Map<Row, Integer> rowsOf = new HashMap<>();
    long duplicates = 0;
    for (int i = 0; i < features.length; i++) {
      Row input = new Row(features[i]);
      rowsOf.merge(input, 1, Integer::sum);
      if (!targetsOf.computeIfAbsent(input, k -> new HashSet<>(2)).add(new Row(targets[i]))) {
        duplicates++;
      }
    }
    if (duplicates > 0) {
      found.add(
          counted(duplicates, "row repeats", "rows repeat")
              + " an earlier row (features and target equal)");
    }
    long groups = targetsOf.values().stream().filter(t -> t.size() > 1).count();
    if (groups > 0) {
      long rows =
          targetsOf.entrySet().stream()
              .filter(e -> e.getValue().size() > 1)
              .mapToLong(e -> rowsOf.get(e.getKey()))
              .sum();
      found.add(
          counted(groups, "input occurs", "inputs occur")
              + " with different targets ("
              + rows
              + " rows): no function fits them all");
    }
  }

  private static List<String> constantColumns(double[][] rows, List<String> names) {
    List<String> constant = new ArrayList<>();
    for (int k = 0; k < names.size() && rows.length > 1; k++) {
      if (Standardization.isConstant(TrainingSet.column(rows, k))) {
        constant.add(names.get(k));
      }
    }
    return constant;
  }

  private static String counted(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  private static String shown(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)))
        + (names.size() > NAMES_SHOWN ? ", ..." : "");
  }

  /** Numbers of a row, equal by value: -0.0 is 0.0. */
  private static final class Row {
    private final double[] values;

    Row(double[] values) {
      this.values = Arrays.stream(values).map(x -> x + 0.0).toArray();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Row row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }
}
