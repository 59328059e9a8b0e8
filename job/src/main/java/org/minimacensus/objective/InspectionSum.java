package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.OrderedSum;
import org.minimacensus.objective.ShardInspection.HiddenUnits;
import org.minimacensus.objective.ShardInspection.InputGroups;

/**
 * Puts the inspections of all shards together, the same bits in whatever order they arrive: sums of
 * doubles follow the shards' order. Not thread-safe.
 */
public final class InspectionSum {
  private final Objective objective;
  private final OrderedSum bounds;

  /** By shard; their sums wait for the shards before them. */
  private final InputGroups[] groups;

  private final boolean[] saturated;
  private final long[] curvedRows;
  private final double[] nearest;
  private final double[] largest;
  private long rows;
  private double largestOutput;
  private long saturatedOutputs;
  private double contribution;
  private long misclassified;
  private double minimumMargin = Double.POSITIVE_INFINITY;
  private long pullingRows;

  /**
   * @param shards number of shards S of the training set
   */
  public InspectionSum(Objective objective, int shards) {
    ParameterLayout layout = objective.architecture().layout();
    int hidden = 0;

    for (int l = 0; l < layout.layers() - 1; l++) {
      hidden += layout.units(l);
    }

    this.objective = objective;
    bounds = new OrderedSum(shards, objective.dimension());
    groups = new InputGroups[shards];
    saturated = new boolean[hidden];
    Arrays.fill(saturated, true);
    curvedRows = new long[hidden];
    nearest = new double[hidden];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    largest = new double[hidden];
  }

  /** Adds a shard; each once, in any order. */
  public void add(ShardInspection of) {
    bounds.add(of.shard(), of.gradientRounding().clone());
    groups[of.shard()] = of.groups();
    rows += of.rows();
    largestOutput = Math.max(largestOutput, of.largestOutput());
    saturatedOutputs += of.saturatedOutputs();
    contribution = Math.max(contribution, of.contribution());
    misclassified = of.misclassified() < 0 ? -1 : misclassified + of.misclassified();
    minimumMargin = Math.min(minimumMargin, of.minimumMargin());
    pullingRows += of.pullingRows();
    HiddenUnits units = of.units();

    for (int u = 0; u < saturated.length; u++) {
      saturated[u] &= units.saturated()[u];
      curvedRows[u] += units.curvedRows()[u];
      nearest[u] = Math.min(nearest[u], units.nearest()[u]);
      largest[u] = Math.max(largest[u], units.largest()[u]);
    }
  }

  /** Whether every shard has been added. */
  public boolean complete() {
    return bounds.complete();
  }

  /**
   * The inspection; every shard must have been added.
   *
   * @param point that was inspected
   * @param at value and gradient there
   * @param base value of {@link Objective#base} at the same theta, with {@code at} for plain
   *     objectives
   */
  public Inspection result(Point point, Answer at, Answer base) {
    objective.require(point);
    double count = objective.reduction() == Reduction.MEAN ? rows : 1;
    double[] rounding = bounds.result().clone();
    GradientErrors.finish(objective, point, at.gradient().values(), count, rounding);
    return new Inspection(
        at.value(),
        base.value(),
        largestOutput,
        saturatedOutputs,
        rounding,
        contribution,
        groupResidual() / count,
        misclassified,
        saturatedAndUsed(point),
        curvedRows,
        pullingRows,
        kinkDistance(),
        minimumMargin);
  }

  private double groupResidual() {
    int outputs = objective.architecture().outputs();
    int count = 0;

    for (InputGroups of : groups) {
      count = of.numbers().length == 0 ? count : Math.max(count, last(of.numbers()) + 1);
    }

    double[] sums = new double[count * outputs];
    double residual = 0;

    for (InputGroups of : groups) {
      residual = Math.max(residual, of.alone());

      for (int g = 0; g < of.numbers().length; g++) {
        for (int k = 0; k < outputs; k++) {
          sums[of.numbers()[g] * outputs + k] += of.sums()[g * outputs + k];
        }
      }
    }

    for (double sum : sums) {
      residual = Math.max(residual, Math.abs(sum));
    }

    return residual;
  }

  private static int last(int[] ascending) {
    return ascending[ascending.length - 1];
  }

  /** A saturated unit that feeds nothing changes nothing. */
  private boolean[] saturatedAndUsed(Point point) {
    ParameterLayout layout = objective.architecture().layout();
    boolean[] used = saturated.clone();
    int u = 0;

    for (int l = 0; l < layout.layers() - 1; l++) {
      for (int unit = 0; unit < layout.units(l); unit++) {
        boolean feeds = false;

        for (int v = 0; v < layout.units(l + 1); v++) {
          feeds |= point.values()[layout.weight(l + 1, v, unit)] != 0;
        }

        used[u++] &= feeds;
      }
    }

    return used;
  }

  private double kinkDistance() {
    double distance = Double.POSITIVE_INFINITY;

    if (objective.architecture().activation().kinked()) {
      for (int u = 0; u < nearest.length; u++) {
        distance = Math.min(distance, nearest[u] / (1 + largest[u]));
      }
    }

    return distance;
  }
}
