package org.minimacensus.objective;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.ShardInspection.HiddenUnits;
import org.minimacensus.objective.ShardInspection.InputGroups;

/**
 * What the inspections of some shards say together, but for the sums over their rounding bounds:
 * the same in whatever order shards are merged. Travels between machines. Not thread-safe.
 */
public final class InspectionFacts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of shards that have such groups; the sums of equal inputs follow the shards' order. */
  private final TreeMap<Integer, InputGroups> groups = new TreeMap<>();

  private final boolean[] saturated;
  private final long[] curvedRows;
  private final double[] nearest;
  private final double[] largest;
  private final NearKinks kinks;
  private final UnitSides sides;
  private double alone;
  private long single;
  private long rows;
  private double largestOutput;
  private long saturatedOutputs;
  private double contribution;
  private long misclassified;
  private double minimumMargin;
  private long pullingRows;

  /** By row; null when there are too many. */
  private TreeMap<Long, RowPull> listed;

  /** The facts of one shard. */
  public InspectionFacts(ShardInspection of) {
    HiddenUnits units = of.units();
    saturated = units.saturated().clone();
    curvedRows = new long[saturated.length];
    nearest = units.nearest().clone();
    largest = units.largest().clone();
    sides = units.sides().copy();

    for (int u = 0; u < curvedRows.length; u++) {
      curvedRows[u] = units.curvedRows()[u];
    }

    if (of.groups().numbers().length > 0) {
      groups.put(of.shard(), of.groups());
    }

    kinks = of.kinks().copy();
    alone = of.groups().alone();
    single = of.groups().single();
    rows = of.rows();
    largestOutput = of.largestOutput();
    saturatedOutputs = of.saturatedOutputs();
    contribution = of.contribution();
    misclassified = of.misclassified();
    minimumMargin = of.minimumMargin();
    pullingRows = of.pullingRows();
    listed = of.listed() == null ? null : new TreeMap<>();

    if (listed != null) {
      of.listed().forEach(row -> listed.put(row.row(), row));
    }
  }

  /** Takes over what other shards say at the same point. */
  public void merge(InspectionFacts of) {
    groups.putAll(of.groups);
    alone = Math.max(alone, of.alone);
    single += of.single;
    sides.merge(of.sides);
    rows += of.rows;
    largestOutput = Math.max(largestOutput, of.largestOutput);
    saturatedOutputs += of.saturatedOutputs;
    contribution = Math.max(contribution, of.contribution);
    misclassified = of.misclassified < 0 ? -1 : misclassified + of.misclassified;
    minimumMargin = Math.min(minimumMargin, of.minimumMargin);
    pullingRows += of.pullingRows;
    kinks.merge(of.kinks);

    if (listed != null && of.listed != null) {
      listed.putAll(of.listed);
      listed = listed.size() > RowListing.MOST_ROWS ? null : listed;
    } else {
      listed = null;
    }

    for (int u = 0; u < saturated.length; u++) {
      saturated[u] &= of.saturated[u];
      curvedRows[u] += of.curvedRows[u];
      nearest[u] = Math.min(nearest[u], of.nearest[u]);
      largest[u] = Math.max(largest[u], of.largest[u]);
    }
  }

  /**
   * The inspection; the facts of every shard must have been merged.
   *
   * @param point that was inspected
   * @param at value and gradient there
   * @param base value of {@link Objective#base} at the same theta, with {@code at} for plain
   *     objectives
   * @param rounding {@link ShardInspection#gradientRounding} added over all shards along the tree
   *     of {@code numeric.OrderedSum}; overwritten
   */
  public Inspection inspection(
      Objective objective, Point point, Answer at, Answer base, double[] rounding) {
    objective.require(point);
    double count = objective.reduction() == Reduction.MEAN ? rows : 1;
    GradientErrors.finish(objective, point, at.gradient().values(), count, rounding);
    double[] groupSums = groupSums(objective.architecture().outputs());
    return new Inspection(
        at.value(),
        base.value(),
        largestOutput,
        saturatedOutputs,
        rounding,
        contribution,
        groupResidual(groupSums) / count,
        misclassified,
        saturatedAndUsed(objective, point),
        curvedRows,
        pullingRows,
        kinkDistance(objective),
        minimumMargin,
        kinks.kinks(objective.architecture().layout(), largest, groupSums, count),
        sides,
        single + repeatedInputs(),
        listed == null
            ? List.of()
            : listed.values().stream().map(row -> row.reduced(count)).toList());
  }

  private double[] groupSums(int outputs) {
    double[] sums = new double[repeatedInputs() * outputs];

    for (Map.Entry<Integer, InputGroups> entry : groups.entrySet()) {
      InputGroups of = entry.getValue();

      for (int g = 0; g < of.numbers().length; g++) {
        for (int k = 0; k < outputs; k++) {
          sums[of.numbers()[g] * outputs + k] += of.sums()[g * outputs + k];
        }
      }
    }

    return sums;
  }

  private double groupResidual(double[] sums) {
    double residual = alone;

    for (double sum : sums) {
      residual = Math.max(residual, Math.abs(sum));
    }

    return residual;
  }

  /** Number of inputs that occur more than once. */
  private int repeatedInputs() {
    int count = 0;

    for (InputGroups of : groups.values()) {
      count = Math.max(count, of.numbers()[of.numbers().length - 1] + 1);
    }

    return count;
  }

  /** A saturated unit that feeds nothing changes nothing. */
  private boolean[] saturatedAndUsed(Objective objective, Point point) {
    ParameterLayout layout = objective.architecture().layout();
    boolean[] used = saturated.clone();
    int u = 0;

    for (int l = 0; l < layout.hiddenLayers(); l++) {
      for (int unit = 0; unit < layout.units(l); unit++) {
        // A unit may feed a special neuron alone.
        boolean feeds = objective.insideNetwork();

        for (int v = 0; v < layout.units(l + 1); v++) {
          feeds |= point.values()[layout.weight(l + 1, v, unit)] != 0;
        }

        used[u++] &= feeds;
      }
    }

    return used;
  }

  private double kinkDistance(Objective objective) {
    double distance = Double.POSITIVE_INFINITY;

    if (objective.architecture().activation().kinked()) {
      for (int u = 0; u < nearest.length; u++) {
        distance = Math.min(distance, nearest[u] / (1 + largest[u]));
      }
    }

    return distance;
  }
}
