package org.minimacensus.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Facts about a training set that are reported and not refused, because premises of theorems depend
 * on them.
 */
final class Observations {
  private static final int NAMES_SHOWN = 10;

  private Observations() {}

  /** Plain sentences with counts. */
  static List<String> of(TableHead head, Moments moments, EqualInputs.Counts repeats) {
    List<String> found = new ArrayList<>();
    if (head.rows() == 1) {
      found.add("the training set has a single row");
    }
    repeatedInputs(repeats, found);
    List<String> constant = constantColumns(head, moments, 0, head.featureNames());
    if (!constant.isEmpty()) {
      found.add(
          counted(constant.size(), "feature is", "features are")
              + " constant"
              + (head.scaling() == Scaling.STANDARDIZE ? " and standardised to 0" : "")
              + ": "
              + shown(constant));
    }
    List<String> constantTargets =
        head.task() == Task.REGRESSION
            ? constantColumns(head, moments, head.features(), head.targetNames())
            : List.of();
    if (!constantTargets.isEmpty()) {
      found.add(
          counted(constantTargets.size(), "regression target is", "regression targets are")
              + " constant: "
              + shown(constantTargets));
    }
    return found;
  }

  private static void repeatedInputs(EqualInputs.Counts repeats, List<String> found) {
    if (repeats.repeatedRows() > 0) {
      found.add(
          counted(repeats.repeatedRows(), "row repeats", "rows repeat")
              + " an earlier row (features and target equal)");
    }
    if (repeats.conflicts() > 0) {
      found.add(
          counted(repeats.conflicts(), "input occurs", "inputs occur")
              + " with different targets ("
              + repeats.conflictingRows()
              + " rows): no function fits them all");
    }
  }

  private static List<String> constantColumns(
      TableHead head, Moments moments, int first, List<String> names) {
    List<String> constant = new ArrayList<>();
    for (int k = 0; k < names.size() && head.rows() > 1; k++) {
      if (moments.isConstant(first + k)) {
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
}
