package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.Kernels;

/**
 * Collects a {@link ShardInspection} in one pass over a shard. Slower than an evaluation; it runs
 * per endpoint, not per step. The bits depend on the arguments alone. Scratch is reused; for one
 * thread.
 */
public final class ShardInspector {
  private final Objective objective;
  private final Task task;
  private final TilePass tile;
  private final GradientErrors errors;
  private final double[] lanes;
  private final double[] limits;
  private final int outputs;
  private final boolean listsRows;

  // Of the shard and point at hand.
  private double[] bounds;
  private double largestOutput;
  private int saturatedOutputs;
  private double contribution;
  private int misclassified;
  private double minimumMargin;
  private int pullingRows;
  private boolean[] saturated;
  private int[] curvedRows;

  /** By unit and row of the tile. */
  private boolean[][] atRest;

  private double[] nearest;
  private double[] largest;
  private NearKinks kinks;
  private int[] numbers;
  private double[] sums;
  private double alone;
  private int single;
  private UnitSides sides;
  private List<RowPull> listed;

  /**
   * @param task of the training set, decides what a margin is
   * @param shards number of shards S of the whole training set, for the rounding of sums over them
   * @param kernels decides speed alone, not bits
   */
  public ShardInspector(Objective objective, Task task, int shards, Kernels kernels) {
    this.objective = objective;
    this.task = task;
    this.tile = new TilePass(objective, kernels);
    this.errors = new GradientErrors(tile, shards);
    this.lanes = new double[tile.dimension * Kernels.LANES];
    this.limits = objective.architecture().outputActivation().limits();
    this.outputs = tile.outputs;
    this.listsRows = objective.augmentation().map(Augmentation::listsRows).orElse(false);
  }

  /** What the shard adds to the inspection of the point. */
  public ShardInspection inspect(DataShard shard, Point point) {
    objective.require(point);
    objective.require(shard);
    begin(shard);
    int step = ShardEvaluator.tileRows(shard);

    for (int row = 0; row < shard.rows(); row += step) {
      tile.forward(point, shard, row, Math.min(step, shard.paddedRows() - row), 2);
      tile.backward(lanes, 0);
      collectOutputs();
      findUnitsAtRest();
      collectUnits();
      collectKinks(shard, row);
      collectGroups(shard.inputGroups(), row);
      double[] slopeErrors = errors.add(shard.paddedRows() / step + 1, bounds);
      collectRows(shard.firstRow() + row, slopeErrors);
    }

    boolean classes = task != Task.REGRESSION;
    return new ShardInspection(
        shard.id(),
        shard.rows(),
        bounds,
        largestOutput,
        saturatedOutputs,
        contribution,
        classes ? misclassified : -1,
        classes ? minimumMargin : Double.NaN,
        pullingRows,
        new ShardInspection.HiddenUnits(saturated, curvedRows, nearest, largest, sides),
        new ShardInspection.InputGroups(numbers, sums, alone, single),
        kinks,
        listed);
  }

  private void begin(DataShard shard) {
    int hidden = objective.architecture().hiddenUnits();
    bounds = new double[tile.dimension];
    largestOutput = 0;
    saturatedOutputs = 0;
    contribution = 0;
    misclassified = 0;
    minimumMargin = Double.POSITIVE_INFINITY;
    pullingRows = 0;
    saturated = new boolean[hidden];
    Arrays.fill(saturated, true);
    curvedRows = new int[hidden];
    nearest = new double[hidden];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    largest = new double[hidden];
    kinks = new NearKinks(NearKinks.noted(objective) ? hidden : 0);
    numbers = Arrays.stream(shard.inputGroups()).filter(g -> g >= 0).sorted().distinct().toArray();
    sums = new double[numbers.length * outputs];
    alone = 0;
    single = 0;
    sides = UnitSides.ofNoRows(hidden);
    listed = shard.rows() > RowListing.MOST_ROWS && listsRows ? null : new ArrayList<>();
  }

  private void collectOutputs() {
    tile.forwardAlone();
    double[] f = tile.alone.outputs();
    int first = tile.alone.outputOffset();

    for (int r = 0; r < tile.real; r++) {
      boolean atLimit = false;

      for (int k = 0; k < outputs; k++) {
        double output = f[first + k * tile.ld + r];
        largestOutput = Math.max(largestOutput, Math.abs(output));

        for (double limit : limits) {
          atLimit |= Math.abs(output - limit) < ShardInspection.AT_LIMIT;
        }
      }

      saturatedOutputs += atLimit ? 1 : 0;

      if (task != Task.REGRESSION) {
        double margin = margin(f, first + r, tile.offset + r);
        misclassified += margin > 0 ? 0 : 1;
        minimumMargin = Math.min(minimumMargin, margin);
      }
    }

    if (tile.added != null) {
      contribution = Math.max(contribution, tile.added.contribution(tile.theta, tile.p, tile.real));
    }
  }

  /** y f, or the true output minus the largest other. */
  private double margin(double[] f, int ofOutputs, int ofTargets) {
    if (task == Task.BINARY) {
      return tile.y[ofTargets] * f[ofOutputs];
    }

    double own = Double.NaN;
    double other = Double.NEGATIVE_INFINITY;

    for (int k = 0; k < outputs; k++) {
      double output = f[ofOutputs + k * tile.ld];

      if (tile.y[ofTargets + k * tile.ld] == 1) {
        own = output;
      } else {
        other = Math.max(other, output);
      }
    }

    return own - other;
  }

  private void collectUnits() {
    Activation activation = objective.architecture().activation();
    double[] z = tile.network.preActivations();
    double[] second = tile.network.secondDerivatives();

    for (int r = 0; r < tile.real; r++) {
      pullingRows += pulls(r) ? 1 : 0;
    }

    boolean[] fixed = atOrigin();

    for (int u = 0; u < saturated.length; u++) {
      for (int r = 0; r < tile.real; r++) {
        int i = u * tile.ld + r;
        saturated[u] &= activation.saturated(z[i]);
        curvedRows[u] += pulls(r) && !Inspection.straight(z[i], second[i]) ? 1 : 0;
        nearest[u] = Math.min(nearest[u], atRest[u][r] ? nearest[u] : Math.abs(z[i]));
        largest[u] = Math.max(largest[u], Math.abs(z[i]));

        if (!fixed[r]) {
          sides.see(u, z[i]);
        }
      }
    }
  }

  /**
   * @param first row of the tile in the shard
   */
  private void collectKinks(DataShard shard, int first) {
    if (!NearKinks.noted(objective)) {
      return;
    }

    int[] groups = shard.inputGroups();

    for (int u = 0; u < saturated.length; u++) {
      for (int r = 0; r < tile.real; r++) {
        double z = tile.network.preActivations()[u * tile.ld + r];

        if (!atRest[u][r] && kinks.wants(u, z)) {
          int group = groups.length == 0 ? -1 : groups[first + r];
          double[] input = column(tile.x, tile.offset + r, objective.architecture().inputs());
          kinks.note(u, group, shard.firstRow() + first + r, input, z, column(tile.c, r, outputs));
        }
      }
    }
  }

  private double[] column(double[] of, int from, int count) {
    double[] values = new double[count];

    for (int j = 0; j < count; j++) {
      values[j] = of[from + j * tile.ld];
    }

    return values;
  }

  /**
   * Units that are 0 on a row whatever their weights are: without hidden biases, where nothing
   * enters, as the input is 0 or all units before are at rest themselves or, as of relu, off.
   */
  private void findUnitsAtRest() {
    Activation activation = objective.architecture().activation();
    ParameterLayout layout = objective.architecture().layout();
    boolean ends = activation.kink() == 1;
    boolean[] rest = atOrigin();
    atRest = new boolean[saturated.length][];
    int first = 0;

    for (int l = 0; l < layout.hiddenLayers(); l++) {
      boolean[] next = new boolean[tile.real];
      Arrays.fill(next, !objective.architecture().bias());

      for (int u = first; u < first + layout.units(l); u++) {
        atRest[u] = rest;

        for (int r = 0; r < tile.real; r++) {
          next[r] &= rest[r] || ends && tile.network.preActivations()[u * tile.ld + r] < 0;
        }
      }

      first += layout.units(l);
      rest = next;
    }
  }

  /** The tile's rows of input 0 in a network without hidden biases: no weights move their units. */
  private boolean[] atOrigin() {
    boolean[] fixed = new boolean[tile.real];
    Arrays.fill(fixed, !objective.architecture().bias());

    for (int r = 0; r < tile.real; r++) {
      for (int j = 0; j < objective.architecture().inputs(); j++) {
        fixed[r] &= tile.x[tile.offset + j * tile.ld + r] == 0;
      }
    }

    return fixed;
  }

  /**
   * Whether the loss of row r of the tile has a slope at its output (a hinge has none beyond its
   * margin).
   */
  private boolean pulls(int r) {
    for (int k = 0; k < outputs; k++) {
      if (tile.c[k * tile.ld + r] != 0) {
        return true;
      }
    }

    return false;
  }

  /**
   * @param first row of the tile in the shard
   */
  private void collectGroups(int[] groups, int first) {
    for (int r = 0; r < tile.real; r++) {
      int group = groups.length == 0 ? -1 : groups[first + r];
      int at = group < 0 ? -1 : Arrays.binarySearch(numbers, group) * outputs;
      single += group < 0 ? 1 : 0;

      for (int k = 0; k < outputs; k++) {
        double c = tile.c[k * tile.ld + r];

        if (group < 0) {
          alone = Math.max(alone, Math.abs(c));
        } else {
          sums[at + k] += c;
        }
      }
    }
  }

  /**
   * @param first number of the tile's first row
   * @param errors bounds on the errors of dl/ds, K x rows
   */
  private void collectRows(long first, double[] errors) {
    if (!listsRows || listed == null) {
      return;
    }

    for (int r = 0; r < tile.real; r++) {
      listed.add(
          new RowPull(
              first + r,
              column(tile.x, tile.offset + r, objective.architecture().inputs()),
              column(tile.c, r, outputs),
              column(errors, r, outputs)));
    }
  }
}
