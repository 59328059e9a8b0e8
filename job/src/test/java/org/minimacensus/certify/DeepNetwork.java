package org.minimacensus.certify;

import java.util.List;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;

/** Squared loss 1/2 sum (f - y)^2 of a relu network of any depth, computed anew row by row. */
final class DeepNetwork {
  final Architecture network;
  final double[][] x;
  final double[] y;
  private final ParameterLayout layout;
  private final double slope;
  private final double decay;

  DeepNetwork(Architecture network, double[][] x, double[] y, double decay) {
    this.network = network;
    this.x = x;
    this.y = y;
    this.layout = network.layout();
    this.slope = 1 - network.activation().kink();
    this.decay = decay;
  }

  /** Inputs and targets at random. */
  static DeepNetwork random(int seed, Architecture network, int rows, double decay) {
    RandomStream stream = RandomStream.of(seed, "deep network", rows);
    double[][] x = new double[rows][network.inputs()];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = stream.nextGaussian();
      }

      y[i] = stream.nextGaussian();
    }

    return new DeepNetwork(network, x, y, decay);
  }

  Problem problem() {
    double[][] targets = new double[y.length][];
    for (int i = 0; i < y.length; i++) {
      targets[i] = new double[] {y[i]};
    }

    return new Problem(x, targets, Task.REGRESSION, network, "squared", decay);
  }

  double loss(double[] theta) {
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      double f = preActivations(theta, i)[layout.layers() - 1][0];
      loss += (f - y[i]) * (f - y[i]) / 2;
    }

    for (double t : theta) {
      loss += decay * t * t / 2;
    }

    return loss;
  }

  /** By layer and unit, the output last. */
  double[][] preActivations(double[] theta, int row) {
    double[][] z = new double[layout.layers()][];
    double[] entering = x[row];
    for (int l = 0; l < z.length; l++) {
      z[l] = new double[layout.units(l)];
      double[] value = new double[z[l].length];
      for (int j = 0; j < z[l].length; j++) {
        z[l][j] = layout.hasBias(l) ? theta[layout.biasOffset(l) + j] : 0;
        for (int k = 0; k < layout.inputs(l); k++) {
          double in = k < entering.length ? entering[k] : x[row][k - entering.length];
          z[l][j] += theta[layout.weight(l, j, k)] * in;
        }

        value[j] = z[l][j] > 0 ? z[l][j] : slope * z[l][j];
      }

      entering = value;
    }

    return z;
  }

  double[] gaussian(RandomStream stream) {
    double[] theta = new double[layout.dimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = stream.nextGaussian();
    }

    return theta;
  }

  /** The lowest of many networks around one, less its loss, relative; radii 1e-7 to 1e-3. */
  double deepestAround(double[] theta, int trials) {
    RandomStream stream = RandomStream.of(11, "around", 0);
    double centre = loss(theta);
    double deepest = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < trials; trial++) {
      double radius = Math.pow(10, -3 - trial % 5);
      double[] moved = theta.clone();
      for (int i = 0; i < moved.length; i++) {
        // Few coordinates at a time now and then: kinks hide what lies along them.
        moved[i] += trial % 3 == 0 || stream.nextInt(3) == 0 ? radius * stream.nextGaussian() : 0;
      }

      deepest = Math.min(deepest, loss(moved) - centre);
    }

    return deepest / (1 + centre);
  }

  /**
   * How far below a network's loss a walk by random steps comes that takes every step down, begun
   * beside it; steps grow and shrink with their success (an evolution strategy with one parent).
   */
  double descentBeside(double[] theta, double radius, int steps) {
    RandomStream stream = RandomStream.of(12, "walk", 0);
    double[] at = theta.clone();
    for (int i = 0; i < at.length; i++) {
      at[i] += radius * stream.nextGaussian();
    }

    double loss = loss(at);
    double size = radius;
    for (int k = 0; k < steps; k++) {
      double[] next = at.clone();
      for (int i = 0; i < next.length; i++) {
        next[i] += size * stream.nextGaussian();
      }

      double there = loss(next);
      if (there < loss) {
        at = next;
        loss = there;
        size *= 1.5;
      } else {
        size *= 0.9;
      }

      size = Math.min(radius, Math.max(size, 1e-12));
    }

    return loss(theta) - loss;
  }

  /** Hidden units by layer. */
  static Architecture layers(
      String activation, boolean bias, boolean direct, int inputs, Integer... hidden) {
    return new Architecture(
        inputs,
        List.of(hidden),
        1,
        Activations.named(activation, 0.1),
        Activations.named("identity", 0),
        bias,
        true,
        direct);
  }
}
