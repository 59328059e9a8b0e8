package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.model.RoundingPass;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/**
 * Bounds on the rounding errors of a computed gradient, tile by tile: errors of the outputs become
 * errors of dl/ds through the output Hessian and go back through the network (see {@link
 * RoundingPass}).
 */
final class GradientErrors {
  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final TilePass tile;
  private final RoundingPass rounding;
  private final int shards;
  private double[] ofOutput;

  /**
   * @param shards number of shards S of the training set: sums of shards are added log2 S times
   */
  GradientErrors(TilePass tile, int shards) {
    this.tile = tile;
    this.rounding = new RoundingPass(tile.network);
    this.shards = shards;
  }

  /**
   * Adds what the tile that was passed forward and backward may contribute.
   *
   * @param tiles of the shard
   * @return bounds on the errors of dl/ds, K x rows
   */
  double[] add(int tiles, double[] bounds) {
    double[] ofC = ofSlopes();
    double steps =
        tile.rows / Kernels.LANES + tiles + 3 + 32 - Integer.numberOfLeadingZeros(shards);
    rounding.backward(tile.theta, tile.x, tile.offset, tile.origins, ofC, tile.real, steps, bounds);

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

    if (tile.scaled) {
      // No neuron needs this place.
      bounds[tile.p] += ofLosses(ofC, steps);
    }

    return ofC;
  }

  /** A bound on the error of the sum of the tile's losses. */
  private double ofLosses(double[] ofC, double steps) {
    double sum = 0;

    for (int r = 0; r < tile.real; r++) {
      sum += (8 + steps) * U * Math.abs(tile.value[r]);

      for (int k = 0; k < tile.outputs; k++) {
        int i = k * tile.ld + r;
        double output = tile.network.outputs()[tile.network.outputOffset() + i];
        double target = tile.y[tile.offset + i];
        double error = ofOutput[i] + 2 * U * (Math.abs(output) + Math.abs(target));
        // To first order the slope, which is known to ofC.
        sum += (Math.abs(tile.c[i]) + ofC[i]) * error;
      }
    }

    return sum;
  }

  /** Bounds on the errors of c in the tile that was passed forward, K x rows. */
  double[] ofSlopes() {
    ofOutput = new double[tile.outputs * tile.ld];
    rounding.forward(tile.theta, tile.x, tile.offset, tile.origins);
    rounding.addOutputErrors(tile.theta, ofOutput);

    if (tile.added != null) {
      tile.added.addOutputErrors(tile.theta, tile.p, tile.origins, tile.x, tile.offset, ofOutput);
    }

    return ofLossSlopes(ofOutput);
  }

  private double[] ofLossSlopes(double[] ofOutput) {
    int ld = tile.ld;
    double[] ofC = new double[tile.outputs * ld];
    double[] unit = new double[tile.outputs * ld];
    double[] column = new double[tile.outputs * ld];
    double[] s = tile.added == null ? tile.network.outputs() : tile.s;
    int sOffset = tile.added == null ? tile.network.outputOffset() : 0;

    for (int j = 0; j < tile.outputs; j++) {
      Arrays.fill(unit, 0);
      Arrays.fill(unit, j * ld, (j + 1) * ld, 1);
      tile.curve(unit, 0, column);

      for (int r = 0; r < tile.real; r++) {
        int i = j * ld + r;
        double error =
            ofOutput[i] + 2 * U * (Math.abs(s[sOffset + i]) + Math.abs(tile.y[tile.offset + i]));

        for (int k = 0; k < tile.outputs; k++) {
          ofC[k * ld + r] += Math.abs(column[k * ld + r]) * error;
        }
      }
    }

    for (int i = 0; i < ofC.length; i++) {
      ofC[i] += 8 * U * Math.abs(tile.c[i]);
    }

    return ofC;
  }

  /**
   * Turns bounds summed over the training set into those of the objective's gradient.
   *
   * @param count n or 1, by which the data term is divided
   */
  static void finish(
      Objective objective, Point point, double[] gradient, double count, double[] bounds) {
    int p = objective.thetaDimension();
    double[] regulariser = new double[bounds.length];
    int ofRegulariser = objective.augmentation().map(Augmentation::regulariserRoundings).orElse(0);
    boolean scaled = objective.augmentation().flatMap(Augmentation::lossFactor).isPresent();
    // A factor is known to 3 roundings and multiplies once.
    int roundings = scaled ? 6 : 2;
    objective
        .augmentation()
        .ifPresent(
            a ->
                a.addRegulariserGradient(
                    point.values(),
                    p,
                    regulariser,
                    objective.architecture().inputs(),
                    objective.architecture().outputs()));

    objective
        .augmentation()
        .flatMap(Augmentation::lossFactor)
        .ifPresent(factor -> scale(factor, point, p, bounds));

    for (int i = 0; i < bounds.length; i++) {
      double decay = i < p ? Math.abs(objective.l2() * point.values()[i]) : 0;
      bounds[i] =
          bounds[i] / count
              + roundings * U * (Math.abs(gradient[i]) + decay)
              + ofRegulariser * U * Math.abs(regulariser[i]);
    }
  }

  /** From bounds of the data term, and of its gradient by theta, to those of the scaled one. */
  private static void scale(LossFactor factor, Point point, int p, double[] bounds) {
    double scale = factor.value(point.values(), p);
    double[] slopes = factor.gradient(point.values(), p);
    double ofData = bounds[p];

    for (int i = 0; i < p; i++) {
      bounds[i] *= scale;
    }

    for (int i = 0; i < slopes.length; i++) {
      bounds[p + i] = Math.abs(slopes[i]) * ofData;
    }
  }
}
