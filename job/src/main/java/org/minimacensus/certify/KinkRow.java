package org.minimacensus.certify;

import org.minimacensus.model.Activation;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.KernelProvider;

/**
 * One input's way through a relu or leaky-relu network on which some units are pinned to 0: these
 * give 0, with the slope of a chosen side, and all others are linear as they are at the point. So
 * pre-activations are polynomials in theta, whose derivatives are taken here. Not thread-safe.
 */
final class KinkRow {
  private final Architecture network;
  private final ParameterLayout layout;
  private final int size;
  private final double[] input;
  private final double left;
  private final boolean[][] pinned;
  private final boolean[][] right;
  private final double[][] values;
  private final double[][] slopes;
  private double[] theta;

  /**
   * @param size of the vectors of parameters, theta first
   */
  KinkRow(Architecture network, int size, double[] input) {
    this.network = network;
    this.layout = network.layout();
    this.size = size;
    this.input = input;
    this.left = slopeLeft(network.activation());
    int hidden = layout.hiddenLayers();
    pinned = new boolean[hidden][];
    right = new boolean[hidden][];
    values = new double[hidden][];
    slopes = new double[hidden][];
    for (int l = 0; l < hidden; l++) {
      pinned[l] = new boolean[layout.units(l)];
      right[l] = new boolean[layout.units(l)];
      values[l] = new double[layout.units(l)];
      slopes[l] = new double[layout.units(l)];
    }
  }

  /** To the last bit, which 1 less the jump is not. */
  private static double slopeLeft(Activation activation) {
    double[] value = new double[1];
    activation.evaluate(KernelProvider.kernels(), new double[] {-1}, value, null, null, 0, 1, 0);
    return -value[0];
  }

  /** Pins a unit; false where it was. */
  boolean pin(int layer, int unit) {
    boolean was = pinned[layer][unit];
    pinned[layer][unit] = true;
    return !was;
  }

  /** Chooses the slope of a pinned unit; to the left where nothing is chosen. */
  void side(int layer, int unit, boolean toTheRight) {
    if (pinned[layer][unit]) {
      right[layer][unit] = toTheRight;
      slopes[layer][unit] = toTheRight ? 1 : left;
    }
  }

  /** Whether the slope of a pinned unit is that to the right. */
  boolean toTheRight(int layer, int unit) {
    return right[layer][unit];
  }

  /** Whether a unit of a layer behind this one is pinned as well. */
  boolean pinnedBehind(int layer) {
    for (int l = layer + 1; l < pinned.length; l++) {
      if (pinnedAt(l)) {
        return true;
      }
    }

    return false;
  }

  /** Whether every unit of a layer is 0 here, off or pinned. */
  private boolean hollow(int layer) {
    for (double value : values[layer]) {
      if (value != 0) {
        return false;
      }
    }

    return true;
  }

  /**
   * The last layer before one in which all units are 0, which leaves the biases behind it to enter:
   * the same for all inputs with such a layer. -1 where there is none.
   */
  int lastHollow(int before) {
    for (int l = before - 1; l >= 0; l--) {
      if (hollow(l)) {
        return l;
      }
    }

    return -1;
  }

  /** Whether a unit of the layer is pinned. */
  boolean pinnedAt(int layer) {
    for (boolean p : pinned[layer]) {
      if (p) {
        return true;
      }
    }

    return false;
  }

  /** Whether nothing enters a unit, and it has no bias: it is 0 whatever its weights are. */
  boolean atRest(int layer) {
    return layer > 0 && hollow(layer - 1) && !layout.hasBias(layer);
  }

  /** Whether a unit at rest is moved when pinned units before it are. */
  boolean moved(int layer) {
    return atRest(layer) && (pinnedAt(layer - 1));
  }

  /** Whether units of more than one layer are pinned. */
  boolean nested() {
    for (int l = 0; l < pinned.length; l++) {
      if (pinnedAt(l)) {
        return pinnedBehind(l);
      }
    }

    return false;
  }

  /** The parameters from here on, not copied: {@link #forward} reads them layer by layer. */
  void at(double[] parameters) {
    theta = parameters;
  }

  /** All layers at these parameters. */
  KinkRow forwardAt(double[] parameters) {
    at(parameters);
    for (int l = 0; l < values.length; l++) {
      forward(l);
    }

    return this;
  }

  /** Computes a hidden layer from the one before it. */
  void forward(int layer) {
    for (int j = 0; j < values[layer].length; j++) {
      if (pinned[layer][j]) {
        values[layer][j] = 0;
        slopes[layer][j] = right[layer][j] ? 1 : left;
      } else {
        double z = preActivation(layer, j);
        slopes[layer][j] = z > 0 ? 1 : left;
        values[layer][j] = z > 0 ? z : left * z;
      }
    }
  }

  /**
   * Takes for every pinned unit the slope that rounding gives it in the passes that make gradients.
   */
  void takeSides(double[] parameters) {
    KinkRow free = new KinkRow(network, size, input).forwardAt(parameters);
    for (int l = 0; l < pinned.length; l++) {
      for (int j = 0; j < pinned[l].length; j++) {
        side(l, j, free.slopes[l][j] == 1);
      }
    }
  }

  /** From what enters the layer, with the same bits as of {@code numeric.Kernels}. */
  double preActivation(int layer, int unit) {
    double z = layout.hasBias(layer) ? theta[layout.bias(layer, unit)] : 0;
    for (int i = 0; i < layout.inputs(layer); i++) {
      z = Math.fma(theta[layout.weight(layer, unit, i)], entering(layer, i), z);
    }

    return z;
  }

  private double entering(int layer, int i) {
    if (layer == 0) {
      return input[i];
    }

    int units = values[layer - 1].length;
    return i < units ? values[layer - 1][i] : input[i - units];
  }

  /** What a unit's incoming weights see, a 1 for the bias last. */
  double[] entering(int layer) {
    int n = layout.inputs(layer);
    double[] row = new double[n + (layout.hasBias(layer) ? 1 : 0)];
    for (int i = 0; i < n; i++) {
      row[i] = entering(layer, i);
    }

    if (layout.hasBias(layer)) {
      row[n] = 1;
    }

    return row;
  }

  /** The gradient of one pre-activation by the parameters. */
  double[] gradient(int layer, int unit) {
    return gradient(layer, unit, false);
  }

  /** Sums of the sizes of the terms of {@link #gradient}. */
  double[] gradientSizes(int layer, int unit) {
    return gradient(layer, unit, true);
  }

  private double[] gradient(int layer, int unit, boolean absolute) {
    double[] adjoint = new double[layout.units(layer)];
    adjoint[unit] = 1;
    double[] gradient = new double[size];
    for (int l = layer; l >= 0; l--) {
      for (int j = 0; j < adjoint.length; j++) {
        if (adjoint[j] != 0) {
          addOuter(l, j, adjoint[j], absolute, gradient);
        }
      }

      adjoint = l == 0 ? adjoint : before(l, adjoint, absolute);
    }

    return gradient;
  }

  private void addOuter(int layer, int unit, double factor, boolean absolute, double[] to) {
    for (int i = 0; i < layout.inputs(layer); i++) {
      double term = factor * entering(layer, i);
      to[layout.weight(layer, unit, i)] += absolute ? Math.abs(term) : term;
    }

    if (layout.hasBias(layer)) {
      to[layout.bias(layer, unit)] += factor;
    }
  }

  /** Derivatives by the pre-activations of the layer before. */
  private double[] before(int layer, double[] adjoint, boolean absolute) {
    double[] back = received(layer, adjoint, absolute);
    // The sum of a residual network is linear.
    for (int i = 0; i < back.length && layer <= slopes.length; i++) {
      back[i] *= slopes[layer - 1][i];
    }

    return back;
  }

  /** Derivatives by the values of the layer before, or sums of the sizes of their terms. */
  private double[] received(int layer, double[] adjoint, boolean absolute) {
    double[] back = new double[layout.units(layer - 1)];
    for (int i = 0; i < back.length; i++) {
      for (int j = 0; j < adjoint.length; j++) {
        double term = theta[layout.weight(layer, j, i)] * adjoint[j];
        back[i] += absolute ? Math.abs(term) : term;
      }
    }

    return back;
  }

  /**
   * The derivative of sum_k pull_k f_k by the value of a hidden unit.
   *
   * @param pull per output
   */
  double worth(int layer, int unit, double[] pull) {
    return worths(layer, pull, false)[unit];
  }

  /** Sum of the sizes of the terms of {@link #worth}. */
  double worthSize(int layer, int unit, double[] pull) {
    return worths(layer, pull, true)[unit];
  }

  private double[] worths(int layer, double[] pull, boolean absolute) {
    double[] adjoint = pull;
    for (int l = layout.layers() - 1; l > layer + 1; l--) {
      adjoint = before(l, adjoint, absolute);
    }

    return received(layer + 1, adjoint, absolute);
  }

  /**
   * Adds the second derivative of sum_j weights_j z_j along a direction, z_j the pre-activations of
   * a layer.
   */
  void addCurvature(int layer, double[] weights, double[] direction, double[] to) {
    double[][] change = tangents(layer, direction);
    double[] adjoint = weights;
    double[] moved = new double[weights.length];
    for (int l = layer; l >= 0; l--) {
      for (int j = 0; j < adjoint.length; j++) {
        if (moved[j] != 0) {
          addOuter(l, j, moved[j], false, to);
        }

        for (int i = 0; l > 0 && i < change[l - 1].length; i++) {
          to[layout.weight(l, j, i)] += adjoint[j] * change[l - 1][i];
        }
      }

      if (l > 0) {
        double[] next = before(l, moved, false);
        for (int i = 0; i < next.length; i++) {
          for (int j = 0; j < adjoint.length; j++) {
            next[i] += slopes[l - 1][i] * direction[layout.weight(l, j, i)] * adjoint[j];
          }
        }

        adjoint = before(l, adjoint, false);
        moved = next;
      }
    }
  }

  /** Changes of the values of the layers before one along a direction. */
  private double[][] tangents(int layer, double[] direction) {
    double[][] change = new double[layer][];
    for (int l = 0; l < layer; l++) {
      change[l] = new double[values[l].length];
      for (int j = 0; j < change[l].length; j++) {
        double dz = layout.hasBias(l) ? direction[layout.bias(l, j)] : 0;
        for (int i = 0; i < layout.inputs(l); i++) {
          dz += direction[layout.weight(l, j, i)] * entering(l, i);
        }

        for (int i = 0; l > 0 && i < change[l - 1].length; i++) {
          dz += theta[layout.weight(l, j, i)] * change[l - 1][i];
        }

        change[l][j] = slopes[l][j] * dz;
      }
    }

    return change;
  }
}
