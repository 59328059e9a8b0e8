package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.numeric.Roundoff;

/**
 * The lowest loss that a limit can have at all, where all hidden units are steps: inputs on the
 * same sides of all of them share their outputs, so that the limit's loss is at least the sum over
 * such groups of the least loss with one output each; a pinned input is a group of its own.
 *
 * <p>Where the loss of a row is convex in the outputs (before or after an increasing function is
 * applied to them that is not flat there) a limit point is on this floor exactly if what the rows
 * of every group pull adds up to 0. It is a global minimum of the limit then, and so are all points
 * of the flat set through it. Near infinity, rows that are alone in their group are at their least
 * loss already and cannot lower it; of the others to first order what counts is their pull, which
 * is the same on the whole flat set. So first corrections that are positive with these pulls make
 * it a local minimum at infinity although the limit is degenerate (docs/mathematics.md).
 */
final class LimitFloor {
  /** A group is in balance when its pulls add up to no more than this many of its errors. */
  private static final double BALANCE = 8;

  /** Pulls of the flat set are known to this many sums of pulls and errors of their group. */
  private static final double SPREAD = 4;

  /** Outputs where what is applied to them is flatter than this pull less than their losses do. */
  private static final double FLAT = 1e-6;

  private LimitFloor() {}

  /**
   * The pulls that first corrections may count with; empty unless the point is on the floor.
   *
   * @param point of the limit chart, with errors of 0 for its parameters
   */
  static Optional<List<InputPull>> pulls(CompositeChart chart, LimitPoint point) {
    boolean steps =
        chart.objective().architecture().hidden().get(0) == 0
            && !chart.objective().architecture().direct()
            && chart.kept() == 0
            && chart.objective().loss().convexWhereIncreasing()
            && chart.terms().stream().allMatch(t -> t instanceof SaturatingUnit);
    List<InputPull> pulls = steps ? point.pulls() : List.of();
    if (pulls.isEmpty() || !(point.leastOutputSlope() >= FLAT)) {
      return Optional.empty();
    }

    List<int[]> sides = chart.terms().stream().map(t -> ((SaturatingUnit) t).sides()).toList();
    Map<List<Integer>, List<Integer>> groups = new HashMap<>();
    for (int i = 0; i < pulls.size(); i++) {
      List<Integer> key = new ArrayList<>();
      boolean pinned = false;
      for (int[] side : sides) {
        key.add(side[i]);
        pinned |= side[i] == 0;
      }

      key.add(pinned ? i : -1);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }

    InputPull[] balanced = new InputPull[pulls.size()];
    for (List<Integer> group : groups.values()) {
      if (!balance(group, pulls, balanced)) {
        return Optional.empty();
      }
    }

    return Optional.of(Arrays.asList(balanced));
  }

  private static boolean balance(List<Integer> group, List<InputPull> pulls, InputPull[] balanced) {
    int outputs = pulls.get(0).pull().length;
    double[] spread = new double[outputs];
    for (int k = 0; k < outputs; k++) {
      double sum = 0;
      double error = 0;
      for (int i : group) {
        sum += pulls.get(i).pull()[k];
        error += pulls.get(i).error()[k] + Roundoff.EPSILON * Math.abs(pulls.get(i).pull()[k]);
      }

      if (!(Math.abs(sum) <= BALANCE * error)) {
        return false;
      }

      spread[k] = SPREAD * (Math.abs(sum) + error);
    }

    for (int i : group) {
      InputPull pull = pulls.get(i);
      balanced[i] =
          group.size() == 1
              ? new InputPull(pull.input(), new double[outputs], new double[outputs])
              : new InputPull(pull.input(), pull.pull(), spread.clone());
    }

    return true;
  }
}
