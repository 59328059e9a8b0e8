package org.minimacensus.objective;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/**
 * What single rows of a training set in memory say at a point: outputs and the slopes of the loss.
 * Scratch is reused; for one thread.
 */
public final class RowPass {
  /** Two limits of one loss that agree on this many inputs are taken for one. */
  public static final int SAMPLE = 512;

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final Objective objective;
  private final Dataset rows;
  private final TilePass tile;
  private final GradientErrors errors;

  /**
   * @param kernels decides speed alone, not bits
   */
  public RowPass(Objective objective, Dataset rows, Kernels kernels) {
    this.objective = objective;
    this.rows = rows;
    this.tile = new TilePass(objective, kernels);
    this.errors = new GradientErrors(tile, rows.shards().size());
  }

  /**
   * Rows floor(i n / {@link #SAMPLE}) of a training set, or all where they are not more. The sample
   * of {@link TrainingFacts#sample} is that of the whole training set.
   */
  public static Dataset sample(Dataset dataset) {
    long n = dataset.rows();
    if (n <= SAMPLE) {
      return dataset;
    }

    DataDescription description = dataset.description();
    double[][] x = new double[SAMPLE][dataset.features()];
    double[][] y = new double[SAMPLE][description.outputs()];
    int i = 0;
    for (DataShard shard : dataset.shards()) {
      while (i < SAMPLE && i * n / SAMPLE < shard.firstRow() + shard.rows()) {
        int row = Math.toIntExact(i * n / SAMPLE - shard.firstRow());
        for (int j = 0; j < x[i].length; j++) {
          x[i][j] = shard.features().apply(row, j);
        }

        for (int k = 0; k < y[i].length; k++) {
          y[i][k] = shard.targets().apply(row, k);
        }

        i++;
      }
    }

    return TrainingFacts.sampleOf(description, x, y);
  }

  /** As {@link Evaluator#sampleOutputs} says, of all rows here. */
  public double[] outputs(Point point) {
    objective.require(point);
    int outputs = tile.outputs;
    double[] values = new double[Math.toIntExact(rows.rows()) * outputs];
    int at = 0;
    for (DataShard shard : rows.shards()) {
      objective.require(shard);
      int step = ShardEvaluator.tileRows(shard);
      for (int row = 0; row < shard.rows(); row += step) {
        tile.forward(point, shard, row, Math.min(step, shard.paddedRows() - row), 0);
        double[] s = tile.added == null ? tile.network.outputs() : tile.s;
        int first = tile.added == null ? tile.network.outputOffset() : 0;
        for (int r = 0; r < tile.real; r++) {
          for (int k = 0; k < outputs; k++) {
            values[at + k] = s[first + k * tile.ld + r];
          }

          centre(objective.loss(), values, at, tile.outputs);
          at += outputs;
        }
      }
    }

    return values;
  }

  /**
   * Outputs of a row, as far as the loss depends on them: those of some count up to a common
   * number.
   */
  static void centre(Loss loss, double[] values, int from, int outputs) {
    if (!loss.properties().shiftInvariant()) {
      return;
    }

    double mean = Arrays.stream(values, from, from + outputs).sum() / outputs;
    for (int k = 0; k < outputs; k++) {
      values[from + k] -= mean;
    }
  }

  /** The slopes at the distinct inputs of all rows here, which are the whole training set. */
  public InputSlopes slopes(Point point) {
    objective.require(point);
    double count = objective.reduction() == Reduction.MEAN ? rows.rows() : 1;
    int most = Math.toIntExact(rows.rows());
    double[][] inputs = new double[most][];
    double[][] sums = new double[most][];
    double[][] bounds = new double[most][];
    Map<Integer, Integer> places = new HashMap<>();
    int distinct = 0;
    for (DataShard shard : rows.shards()) {
      objective.require(shard);
      int step = ShardEvaluator.tileRows(shard);
      for (int row = 0; row < shard.rows(); row += step) {
        tile.forward(point, shard, row, Math.min(step, shard.paddedRows() - row), 2);
        double[] ofC = errors.ofSlopes();
        for (int r = 0; r < tile.real; r++) {
          int group = shard.inputGroups().length == 0 ? -1 : shard.inputGroups()[row + r];
          int next = distinct;
          int place = group < 0 ? next : places.computeIfAbsent(group, g -> next);
          if (place == distinct) {
            distinct++;
            inputs[place] = input(r);
            sums[place] = new double[tile.outputs];
            bounds[place] = new double[tile.outputs];
          }

          for (int k = 0; k < tile.outputs; k++) {
            double c = tile.c[k * tile.ld + r] / count;
            sums[place][k] += c;
            bounds[place][k] +=
                ofC[k * tile.ld + r] / count + 2 * U * (Math.abs(c) + Math.abs(sums[place][k]));
          }
        }
      }
    }

    return new InputSlopes(
        Arrays.copyOf(inputs, distinct),
        Arrays.copyOf(sums, distinct),
        Arrays.copyOf(bounds, distinct));
  }

  private double[] input(int row) {
    double[] x = new double[rows.features()];
    for (int j = 0; j < x.length; j++) {
      x[j] = tile.x[tile.offset + j * tile.ld + row];
    }

    return x;
  }
}
