package org.minimacensus.objective;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.RowGroups;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.RoundingPass;
import org.minimacensus.numeric.Kernels;

/**
 * Collects an {@link Inspection} in one pass over the training set. Slower than an evaluation; it
 * runs per endpoint, not per step.
 */
final class Inspector {
  /** Unit roundoff of double. */
  private static final double U = 0x1p-53;

  private final Objective objective;
  private final Dataset dataset;
  private final RowGroups groups;
  private final ShardEvaluator shards;
  private final TilePass tile;
  private final RoundingPass rounding;
  private final LocalEvaluator base;
  private final double count;
  private final int n;
  private final int outputs;

  // Of the point at hand.
  private double[] f;
  private double[] c;
  private double[] bounds;
  private double contribution;
  private boolean[] saturated;
  private int[] curvedRows;
  private int pullingRows;
  private double[] nearest;
  private double[] largest;

  Inspector(Objective objective, Dataset dataset, Kernels kernels) {
    this.objective = objective;
    this.dataset = dataset;
    this.groups = RowGroups.of(dataset);
    this.shards = new ShardEvaluator(objective, kernels);
    this.tile = shards.tile();
    this.rounding = new RoundingPass(tile.network);
    this.base =
        objective.augmentation().isEmpty()
            ? null
            : new LocalEvaluator(objective.base(), dataset, kernels);
    this.n = Math.toIntExact(dataset.rows());
    this.count = objective.reduction() == Reduction.MEAN ? n : 1;
    this.outputs = dataset.outputs();
  }

  /**
   * @param at value and gradient at the point
   */
  Inspection inspect(Point point, Answer at) {
    begin();
    double[] lanes = new double[tile.dimension * Kernels.LANES];

    for (DataShard shard : dataset.shards()) {
      int step = ShardEvaluator.tileRows(shard);

      for (int row = 0; row < shard.rows(); row += step) {
        tile.forward(point, shard, row, Math.min(step, shard.paddedRows() - row), 2);
        tile.backward(lanes, 0);
        int first = Math.toIntExact(shard.firstRow()) + row;
        collectRows(first);
        collectUnits();
        collectBounds(shard.paddedRows() / step + 1);
      }
    }

    finishBounds(point, at.gradient().values());
    boolean classes = dataset.description().task() != Task.REGRESSION;
    double[] margins = classes ? margins() : new double[0];
    return new Inspection(
        at.value(),
        base == null
            ? at.value()
            : base.evaluate(Question.value(Point.of(objective.theta(point)))).value(),
        new DenseMatrix(n, outputs, f),
        new DenseMatrix(n, outputs, c),
        bounds,
        contribution,
        groupResidual(),
        classes ? Arrays.stream(margins).filter(m -> !(m > 0)).count() : -1,
        saturatedAndUsed(point),
        curvedRows,
        pullingRows,
        kinkDistance(),
        Arrays.stream(margins).reduce(Math::min).orElse(Double.NaN));
  }

  private void begin() {
    int hidden = tile.network.units() - outputs;
    f = new double[n * outputs];
    c = new double[n * outputs];
    bounds = new double[tile.dimension];
    contribution = 0;
    saturated = new boolean[hidden];
    Arrays.fill(saturated, true);
    curvedRows = new int[hidden];
    pullingRows = 0;
    nearest = new double[hidden];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    largest = new double[hidden];
  }

  private void collectRows(int first) {
    double[] of = tile.network.outputs();

    for (int k = 0; k < outputs; k++) {
      System.arraycopy(of, tile.network.outputOffset() + k * tile.ld, f, k * n + first, tile.real);

      for (int r = 0; r < tile.real; r++) {
        c[k * n + first + r] = tile.c[k * tile.ld + r] / count;
      }
    }

    if (tile.added != null) {
      contribution = Math.max(contribution, tile.added.contribution(tile.theta, tile.p, tile.real));
    }
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
        nearest[u] = Math.min(nearest[u], fixed[r] ? nearest[u] : Math.abs(z[i]));
        largest[u] = Math.max(largest[u], Math.abs(z[i]));
      }
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
   * Errors of the outputs become errors of c through the output Hessian, and go back through the
   * network.
   */
  private void collectBounds(int tiles) {
    int ld = tile.ld;
    double[] ofOutput = new double[outputs * ld];
    rounding.forward(tile.theta, tile.x, tile.offset);
    rounding.addOutputErrors(ofOutput);

    if (tile.added != null) {
      tile.added.addOutputErrors(tile.theta, tile.p, tile.origins, tile.x, tile.offset, ofOutput);
    }

    double[] ofC = new double[outputs * ld];
    double[] unit = new double[outputs * ld];
    double[] column = new double[outputs * ld];
    double[] s = tile.added == null ? tile.network.outputs() : tile.s;
    int sOffset = tile.added == null ? tile.network.outputOffset() : 0;

    for (int j = 0; j < outputs; j++) {
      Arrays.fill(unit, 0);
      Arrays.fill(unit, j * ld, (j + 1) * ld, 1);
      tile.curve(unit, 0, column);

      for (int r = 0; r < tile.real; r++) {
        int i = j * ld + r;
        double error =
            ofOutput[i] + 2 * U * (Math.abs(s[sOffset + i]) + Math.abs(tile.y[tile.offset + i]));

        for (int k = 0; k < outputs; k++) {
          ofC[k * ld + r] += Math.abs(column[k * ld + r]) * error;
        }
      }
    }

    for (int i = 0; i < ofC.length; i++) {
      ofC[i] += 8 * U * Math.abs(tile.c[i]);
    }

    double steps =
        tile.rows / Kernels.LANES
            + tiles
            + 3
            + 32
            - Integer.numberOfLeadingZeros(dataset.shards().size());
    rounding.backward(tile.theta, tile.x, tile.offset, ofC, tile.real, steps, bounds);

    if (tile.added != null) {
      tile.added.addGradientErrors(
          tile.theta,
          tile.p,
          tile.origins,
          tile.x,
          tile.offset,
          tile.c,
          ofC,
          tile.real,
          steps,
          bounds);
    }
  }

  private void finishBounds(Point point, double[] gradient) {
    double[] regulariser = new double[tile.dimension];
    objective
        .augmentation()
        .ifPresent(
            a ->
                a.addRegulariserGradient(
                    point.values(),
                    tile.p,
                    regulariser,
                    objective.architecture().inputs(),
                    outputs));

    for (int i = 0; i < bounds.length; i++) {
      double decay = i < tile.p ? Math.abs(objective.l2() * point.values()[i]) : 0;
      bounds[i] =
          bounds[i] / count
              + 2 * U * (Math.abs(gradient[i]) + decay)
              + 8 * U * Math.abs(regulariser[i]);
    }
  }

  private double groupResidual() {
    double[] sums = new double[groups.count()];
    double residual = 0;

    for (int k = 0; k < outputs; k++) {
      Arrays.fill(sums, 0);

      for (int i = 0; i < n; i++) {
        sums[groups.of(i)] += c[k * n + i];
      }

      for (double sum : sums) {
        residual = Math.max(residual, Math.abs(sum));
      }
    }

    return residual;
  }

  /** Per row y f, or the true output minus the largest other. */
  private double[] margins() {
    double[] margins = new double[n];
    int i = 0;

    for (DataShard shard : dataset.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        margins[i] =
            dataset.description().task() == Task.BINARY
                ? shard.targets().apply(r, 0) * f[i]
                : lead(shard, r, i);
        i++;
      }
    }

    return margins;
  }

  private double lead(DataShard shard, int r, int i) {
    double own = Double.NaN;
    double other = Double.NEGATIVE_INFINITY;

    for (int k = 0; k < outputs; k++) {
      if (shard.targets().apply(r, k) == 1) {
        own = f[k * n + i];
      } else {
        other = Math.max(other, f[k * n + i]);
      }
    }

    return own - other;
  }

  /** A saturated unit that feeds nothing changes nothing. */
  private boolean[] saturatedAndUsed(Point point) {
    ParameterLayout layout = objective.architecture().layout();
    int u = 0;

    for (int l = 0; l < layout.layers() - 1; l++) {
      for (int unit = 0; unit < layout.units(l); unit++) {
        boolean used = false;

        for (int v = 0; v < layout.units(l + 1); v++) {
          used |= point.values()[layout.weight(l + 1, v, unit)] != 0;
        }

        saturated[u++] &= used;
      }
    }

    return saturated;
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
