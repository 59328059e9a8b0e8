package org.minimacensus.model;

import org.minimacensus.numeric.Kernels;

/**
 * Forward, backward and tangent passes of a network over row tiles, with the scratch they share.
 * One instance per thread; nothing is allocated once the largest tile was seen.
 *
 * <p>Tiles are laid out as {@link Kernels} says: unit (or feature) u of row r at {@code offset + u
 * * ld + r}. The calls for one tile are {@link #forward}, then {@link #backward} (needs order 1),
 * then {@link #tangent} and {@link #backwardTangent} as often as wanted (need order 2). Gradients
 * are added as lane sums: entry j of theta at {@code lanes[(laneOffset + j) * Kernels.LANES]}.
 *
 * <p>The products of the Hessian with a vector are those of Pearlmutter, Fast exact multiplication
 * by the Hessian, Neural Computation 6 (1994): the forward and the backward pass differentiated
 * along the direction.
 */
public final class NetworkPass {
  private static final double[] NONE = {};
  private static final Activation LINEAR = new Identity();
  final ParameterLayout layout;
  final Kernels kernels;
  final int inputs;
  final int layers;
  final boolean linearOutput;

  /** Index of the first unit of a layer among all units. */
  final int[] base;

  private final Activation hidden;
  private final Activation output;
  private final boolean direct;

  /** The layer to which the inputs are added, whose units are linear; -1 for a perceptron. */
  final int sum;

  /** Pre-activations and activations of all units, and sigma', sigma'' there. */
  double[] z = NONE;

  double[] h = NONE;
  double[] first = NONE;
  double[] second = NONE;

  /** Derivatives of the loss by activations and by pre-activations. */
  double[] back = NONE;

  double[] delta = NONE;

  /** Their derivatives along the direction, and those of z and h. */
  double[] dz = NONE;

  double[] dh = NONE;
  double[] tangentBack = NONE;
  double[] tangentDelta = NONE;

  int ld;
  int rows;
  int order;

  /** Null in a network of its own. */
  final SpecialNeuronsPass special;

  private int capacity;
  private int tangentCapacity;

  public NetworkPass(Architecture architecture, Kernels kernels) {
    this(architecture, kernels, null);
  }

  /**
   * A network with one exponential neuron per hidden layer.
   *
   * @param special where their parameters stand behind theta; null for a network of its own
   */
  public NetworkPass(Architecture architecture, Kernels kernels, SpecialLayout special) {
    this.layout = architecture.layout();
    this.kernels = kernels;
    this.inputs = architecture.inputs();
    this.layers = architecture.layers();
    this.hidden = architecture.activation();
    this.output = architecture.outputActivation();
    this.linearOutput = output instanceof Identity;
    this.direct = architecture.direct() && layers > 1;
    this.sum = architecture.residual() ? layers - 2 : -1;
    base = new int[layers + 1];

    for (int l = 0; l < layers; l++) {
      base[l + 1] = base[l] + layout.units(l);
    }

    this.special = special == null ? null : new SpecialNeuronsPass(this, special);
  }

  /** The special neurons; null in a network of its own. */
  public SpecialNeuronsPass special() {
    return special;
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** Units of all layers, the outputs last. */
  public int units() {
    return base[layers];
  }

  /** The array of the outputs f after {@link #forward}; not to be changed. */
  public double[] outputs() {
    return linearOutput ? z : h;
  }

  /** Where output 0 of row 0 stands in {@link #outputs}. */
  public int outputOffset() {
    return at(layers - 1);
  }

  /**
   * The array of pre-activations of all units after {@link #forward}, unit u of {@link #units} at
   * {@code u * ld}; not to be changed.
   */
  public double[] preActivations() {
    return z;
  }

  /** sigma'' at {@link #preActivations}, same layout; of the last forward pass of order 2. */
  public double[] secondDerivatives() {
    return second;
  }

  /** The derivatives of the outputs after {@link #tangent}; not to be changed. */
  public double[] outputTangents() {
    return linearOutput ? dz : dh;
  }

  /**
   * Computes the outputs of a tile.
   *
   * @param x features, d x rows
   * @param tileOrder 0: outputs only; 1: what {@link #backward} needs; 2: what the tangents need
   */
  public void forward(
      double[] theta, double[] x, int xOffset, int tileLd, int tileRows, int tileOrder) {
    ld = tileLd;
    rows = tileRows;
    order = tileOrder;
    reserve();

    for (int l = 0; l < layers; l++) {
      combine(theta, l, l == 0 ? x : h, l == 0 ? xOffset : at(l - 1), z, x, xOffset);

      if (special != null && l < layers - 1) {
        special.forward(theta, l, x, xOffset);
      }

      if (l == sum) {
        addInputs(x, xOffset);
        activate(LINEAR, l);
      } else if (l < layers - 1) {
        activate(hidden, l);
      } else if (!linearOutput) {
        activate(output, l);
      }
    }
  }

  /**
   * Adds the gradient of the tile to the lanes.
   *
   * @param c derivatives of the loss by the outputs, K x rows, output k of row r at {@code k * ld +
   *     r}
   */
  public void backward(
      double[] theta, double[] x, int xOffset, double[] c, double[] lanes, int laneOffset) {
    double[] received = order < 2 ? delta : back;
    copyRows(c, 0, received, at(layers - 1), layout.units(layers - 1));

    for (int l = layers - 1; l >= 0; l--) {
      if (l < layers - 1 && received == delta && special == null && layout.units(l + 1) == 1) {
        outer(theta, l);
      } else {
        if (l < layers - 1) {
          multiplyBack(theta, l + 1, delta, received, false);
        }

        if (special != null && l < layers - 1) {
          special.backward(theta, l, c, received, x, xOffset, lanes, laneOffset);
        }

        slope(l, received, delta, 0, layout.units(l));
      }

      addWeights(l, 0, delta, x, xOffset, lanes, laneOffset);
    }
  }

  /** delta_l = (W_(l+1)^T delta_(l+1)) * sigma' below a layer of one unit, in one go. */
  private void outer(double[] theta, int l) {
    kernels.multiplyOuter(
        theta,
        layout.weightOffset(l + 1),
        1,
        delta,
        at(l + 1),
        first,
        at(l),
        delta,
        at(l),
        layout.units(l),
        ld,
        rows);
  }

  /** Computes the derivatives of all units along the direction v of theta. */
  public void tangent(double[] theta, double[] v, double[] x, int xOffset) {
    for (int l = 0; l < layers; l++) {
      combine(v, l, l == 0 ? x : h, l == 0 ? xOffset : at(l - 1), dz, x, xOffset);

      if (l > 0) {
        kernels.multiply(
            theta,
            layout.weightOffset(l),
            layout.inputs(l),
            1,
            null,
            0,
            true,
            dh,
            at(l - 1),
            dz,
            at(l),
            layout.units(l),
            layout.units(l - 1),
            ld,
            rows);
      }

      if (special != null && l < layers - 1) {
        special.tangent(theta, v, l, x, xOffset);
      }

      slope(l, dz, dh, 0, layout.units(l));
    }
  }

  /**
   * Adds the derivative of the gradient along the direction of {@link #tangent} to the lanes.
   *
   * @param rc derivatives of c along the direction, laid out as c in {@link #backward}
   */
  public void backwardTangent(
      double[] theta,
      double[] v,
      double[] x,
      int xOffset,
      double[] rc,
      double[] lanes,
      int laneOffset) {
    copyRows(rc, 0, tangentBack, at(layers - 1), layout.units(layers - 1));

    for (int l = layers - 1; l >= 0; l--) {
      if (l < layers - 1) {
        multiplyBack(theta, l + 1, tangentDelta, tangentBack, false);
        multiplyBack(v, l + 1, delta, tangentBack, true);
      }

      if (special != null && l < layers - 1) {
        special.backwardTangent(theta, v, l, rc, x, xOffset, lanes, laneOffset);
      }

      slope(l, tangentBack, tangentDelta, 0, layout.units(l));
      bend(l, 0, layout.units(l));
      addWeights(l, 0, tangentDelta, x, xOffset, lanes, laneOffset);

      if (l > 0) {
        kernels.multiplyTransposed(
            delta,
            at(l),
            layout.units(l),
            dh,
            at(l - 1),
            layout.units(l - 1),
            lanes,
            laneOffset + layout.weightOffset(l),
            layout.inputs(l),
            ld,
            rows);
      }
    }
  }

  int at(int layer) {
    return base[layer] * ld;
  }

  /** Units of the layer below, which feed a layer; the direct inputs not counted. */
  int fanIn(int layer) {
    return layer == 0 ? inputs : layout.units(layer - 1);
  }

  boolean directAt(int layer) {
    return direct && layer == layers - 1;
  }

  /** to_l = W_l below + b_l, with the weights of theta or of a direction. */
  private void combine(
      double[] weights,
      int l,
      double[] below,
      int belowOffset,
      double[] to,
      double[] x,
      int xOffset) {
    double[] bias = layout.hasBias(l) ? weights : null;
    kernels.multiply(
        weights,
        layout.weightOffset(l),
        layout.inputs(l),
        1,
        bias,
        layout.biasOffset(l),
        false,
        below,
        belowOffset,
        to,
        at(l),
        layout.units(l),
        fanIn(l),
        ld,
        rows);

    if (directAt(l)) {
      kernels.multiply(
          weights,
          layout.weightOffset(l) + fanIn(l),
          layout.inputs(l),
          1,
          null,
          0,
          true,
          x,
          xOffset,
          to,
          at(l),
          layout.units(l),
          inputs,
          ld,
          rows);
    }
  }

  /** to_(l-1) = W_l^T from_l. */
  private void multiplyBack(
      double[] weights, int l, double[] from, double[] to, boolean accumulate) {
    kernels.multiply(
        weights,
        layout.weightOffset(l),
        1,
        layout.inputs(l),
        null,
        0,
        accumulate,
        from,
        at(l),
        to,
        at(l - 1),
        layout.units(l - 1),
        layout.units(l),
        ld,
        rows);
  }

  /**
   * Adds d_l in_l^T and the sums of d_l to the lanes, for the units of layer l from {@code unit}
   * on.
   */
  void addWeights(
      int l, int unit, double[] d, double[] x, int xOffset, double[] lanes, int laneOffset) {
    int count = layout.units(l) - unit;
    int dOffset = (base[l] + unit) * ld;
    int weights = laneOffset + layout.weight(l, unit, 0);
    kernels.multiplyTransposed(
        d,
        dOffset,
        count,
        l == 0 ? x : h,
        l == 0 ? xOffset : at(l - 1),
        fanIn(l),
        lanes,
        weights,
        layout.inputs(l),
        ld,
        rows);

    if (directAt(l)) {
      kernels.multiplyTransposed(
          d,
          dOffset,
          count,
          x,
          xOffset,
          inputs,
          lanes,
          weights + fanIn(l),
          layout.inputs(l),
          ld,
          rows);
    }

    if (layout.hasBias(l)) {
      kernels.rowSums(d, dOffset, count, lanes, laneOffset + layout.bias(l, unit), ld, rows);
    }
  }

  /** to = from * sigma' for the units [unit, unit + count) of a layer. */
  void slope(int l, double[] from, double[] to, int unit, int count) {
    if (linearOutput && l == layers - 1) {
      if (from != to) {
        copyRows(from, (base[l] + unit) * ld, to, (base[l] + unit) * ld, count);
      }

      return;
    }

    for (int u = unit; u < unit + count; u++) {
      int o = (base[l] + u) * ld;

      for (int i = o; i < o + rows; i++) {
        to[i] = from[i] * first[i];
      }
    }
  }

  /** tangentDelta += sigma'' dz back for the units [unit, unit + count) of a layer. */
  void bend(int l, int unit, int count) {
    if (linearOutput && l == layers - 1) {
      return;
    }

    for (int u = unit; u < unit + count; u++) {
      int o = (base[l] + u) * ld;

      for (int i = o; i < o + rows; i++) {
        tangentDelta[i] = Math.fma(second[i] * dz[i], back[i], tangentDelta[i]);
      }
    }
  }

  /** The inputs are added to the units of layer {@link #sum}, one to each. */
  private void addInputs(double[] x, int xOffset) {
    for (int u = 0; u < inputs; u++) {
      int to = at(sum) + u * ld;
      int from = xOffset + u * ld;

      for (int r = 0; r < rows; r++) {
        z[to + r] += x[from + r];
      }
    }
  }

  void copyRows(double[] from, int fromOffset, double[] to, int toOffset, int count) {
    for (int u = 0; u < count; u++) {
      System.arraycopy(from, fromOffset + u * ld, to, toOffset + u * ld, rows);
    }
  }

  private void activate(Activation activation, int l) {
    int units = layout.units(l);

    if (rows == ld) {
      activation.evaluate(kernels, z, h, first, second, at(l), units * ld, order);
      return;
    }

    for (int u = 0; u < units; u++) {
      activation.evaluate(kernels, z, h, first, second, at(l) + u * ld, rows, order);
    }
  }

  private void reserve() {
    int size = units() * ld;

    if (size > capacity) {
      capacity = size;
      z = new double[size];
      h = new double[size];
      first = new double[size];
      delta = new double[size];
    }

    if (order > 1 && size > tangentCapacity) {
      tangentCapacity = size;
      second = new double[size];
      back = new double[size];
      dz = new double[size];
      dh = new double[size];
      tangentBack = new double[size];
      tangentDelta = new double[size];
    }
  }
}
