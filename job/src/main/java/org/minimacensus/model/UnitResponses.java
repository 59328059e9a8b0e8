package org.minimacensus.model;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;

/**
 * Rows of the exact Hessian of a network, one unit after the other, on the tile that a {@link
 * NetworkPass} of order 2 has passed forward and backward.
 *
 * <p>A parameter of unit u in layer l changes nothing below l and, in l, the pre-activation of u
 * alone, by what enters the unit there (1 for the bias). So all that a direction along it does is
 * what a change of that pre-activation by 1 does, times the input, row by row: the passes of the
 * R-operator (Pearlmutter 1994) run once per unit, and what is left per parameter are products with
 * the inputs, a few parameters at a time. Of each pair of parameters only the one in the lower
 * layer (in one layer: of the lower unit; in one unit: of the lower input, the bias last) is a row.
 * What is left out is the mirror image.
 */
public final class UnitResponses {
  private static final double[] NONE = {};

  /** Parameters whose rows are summed together, so that few units still fill register tiles. */
  private static final int GROUP = 4;

  private final NetworkPass pass;
  private final ParameterLayout layout;
  private final Kernels kernels;
  private int layer;
  private int unit;

  /** Rows of units, GROUP parameters each; lane sums of their products, and these reduced. */
  private double[] scaled = NONE;

  private double[] lanes = NONE;
  private double[] sums = NONE;

  public UnitResponses(NetworkPass pass) {
    this.pass = pass;
    this.layout = pass.layout;
    this.kernels = pass.kernels;
  }

  /** Parameters of each unit of a layer. */
  public int parameters(int ofLayer) {
    return layout.parameters(ofLayer);
  }

  /** Index in theta of a parameter of a unit: its weights by input, then the bias. */
  public int index(int ofLayer, int ofUnit, int parameter) {
    return layout.parameter(ofLayer, ofUnit, parameter);
  }

  /** Computes {@link NetworkPass#outputTangents} for a change of a unit's pre-activation by 1. */
  public void respond(double[] theta, int ofLayer, int ofUnit) {
    layer = ofLayer;
    unit = ofUnit;
    int last = pass.layers - 1;
    int ld = pass.ld;
    int rows = pass.rows;
    int row = (pass.base[layer] + unit) * ld;

    if (layer == last) {
      for (int k = 0; k < layout.units(last); k++) {
        Arrays.fill(pass.dz, pass.at(last) + k * ld, pass.at(last) + k * ld + rows, 0);
      }
    }

    Arrays.fill(pass.dz, row, row + rows, 1);
    int changed = layer == last ? layout.units(last) : 1;
    pass.slope(layer, pass.dz, pass.dh, layer == last ? 0 : unit, changed);

    for (int l = layer + 1; l <= last; l++) {
      boolean fromUnit = l == layer + 1;
      kernels.multiply(
          theta,
          layout.weight(l, 0, fromUnit ? unit : 0),
          layout.inputs(l),
          1,
          null,
          0,
          false,
          pass.dh,
          fromUnit ? row : pass.at(l - 1),
          pass.dz,
          pass.at(l),
          layout.units(l),
          fromUnit ? 1 : layout.units(l - 1),
          ld,
          rows);
      pass.slope(l, pass.dz, pass.dh, 0, layout.units(l));
    }
  }

  /**
   * Computes how the derivatives by all pre-activations respond, of the units that count.
   *
   * @param rc how the derivatives of the loss by the outputs respond, K x rows
   */
  public void backward(double[] theta, double[] rc) {
    int last = pass.layers - 1;
    pass.copyRows(rc, 0, pass.tangentBack, pass.at(last), layout.units(last));

    for (int l = last; l >= layer; l--) {
      int from = l == layer ? unit : 0;
      int count = layout.units(l) - from;

      if (l < last) {
        kernels.multiply(
            theta,
            layout.weight(l + 1, 0, from),
            1,
            layout.inputs(l + 1),
            null,
            0,
            false,
            pass.tangentDelta,
            pass.at(l + 1),
            pass.tangentBack,
            (pass.base[l] + from) * pass.ld,
            count,
            layout.units(l + 1),
            pass.ld,
            pass.rows);
      }

      pass.slope(l, pass.tangentBack, pass.tangentDelta, from, count);
      pass.bend(l, from, l == layer ? 1 : count);
    }
  }

  /**
   * Adds the rows of all parameters of the unit to a square matrix; entries that belong to the
   * mirror image are left alone.
   *
   * @param order of the matrix, whose first rows and columns are theta's
   */
  public void addRows(double[] x, int xOffset, double[] matrix, int offset, int order) {
    int all = parameters(layer);

    for (int first = 0; first < all; first += GROUP) {
      int count = Math.min(GROUP, all - first);

      for (int l = pass.layers - 1; l >= layer; l--) {
        addOwn(l, first, count, x, xOffset, matrix, offset, order);

        if (l > layer) {
          addChanged(l, first, count, x, xOffset, matrix, offset, order);
        }
      }
    }
  }

  /** What the responses of the units of a layer give with the inputs of the layer. */
  private void addOwn(
      int l,
      int first,
      int count,
      double[] x,
      int xOffset,
      double[] matrix,
      int offset,
      int order) {
    int from = l == layer ? unit : 0;
    int units = layout.units(l) - from;
    scaleRows(pass.tangentDelta, (pass.base[l] + from) * pass.ld, units, first, count, x, xOffset);
    int fanIn = pass.fanIn(l);
    double[] below = l == 0 ? x : pass.h;
    int belowOffset = l == 0 ? xOffset : pass.at(l - 1);
    sumProducts(units * count, below, belowOffset, fanIn);
    addInputs(l, from, units, first, count, 0, fanIn, matrix, offset, order);

    if (pass.directAt(l)) {
      sumProducts(units * count, x, xOffset, pass.inputs);
      addInputs(l, from, units, first, count, fanIn, pass.inputs, matrix, offset, order);
    }

    if (layout.hasBias(l)) {
      clear(units * count);
      kernels.rowSums(scaled, 0, units * count, lanes, 0, pass.ld, pass.rows);
      Kernels.reduceLanes(lanes, sums, units * count);

      for (int u = 0; u < units; u++) {
        for (int g = 0; g < count; g++) {
          add(matrix, offset, order, first + g, layout.bias(l, from + u), u * count + g);
        }
      }
    }
  }

  /** What the derivatives by the pre-activations of a layer give with inputs that respond. */
  private void addChanged(
      int l,
      int first,
      int count,
      double[] x,
      int xOffset,
      double[] matrix,
      int offset,
      int order) {
    boolean fromUnit = l == layer + 1;
    int from = fromUnit ? unit : 0;
    int changed = fromUnit ? 1 : layout.units(l - 1);
    scaleRows(pass.dh, (pass.base[l - 1] + from) * pass.ld, changed, first, count, x, xOffset);
    int units = layout.units(l);
    sumProducts(changed * count, pass.delta, pass.at(l), units);

    for (int m = 0; m < changed; m++) {
      for (int g = 0; g < count; g++) {
        for (int k = 0; k < units; k++) {
          int column = layout.weight(l, k, from + m);
          add(matrix, offset, order, first + g, column, (m * count + g) * units + k);
        }
      }
    }
  }

  /** Lane sums of inputs [firstInput, firstInput + inputs) of a layer into the matrix. */
  private void addInputs(
      int l,
      int from,
      int units,
      int first,
      int count,
      int firstInput,
      int inputs,
      double[] matrix,
      int offset,
      int order) {
    for (int u = 0; u < units; u++) {
      boolean self = l == layer && u == 0;

      int column = layout.weight(l, from + u, firstInput);

      for (int g = 0; g < count; g++) {
        int row = offset + index(layer, unit, first + g) * order + column;
        int sum = (u * count + g) * inputs;

        // In one unit only inputs from the parameter's own on; of its bias none.
        for (int j = self ? Math.max(0, first + g - firstInput) : 0; j < inputs; j++) {
          matrix[row + j] += sums[sum + j];
        }
      }
    }
  }

  private void add(double[] matrix, int offset, int order, int parameter, int column, int sum) {
    matrix[offset + index(layer, unit, parameter) * order + column] += sums[sum];
  }

  /** Row u of {@code from} times input first + g of the unit, at row u * count + g of scaled. */
  private void scaleRows(
      double[] from, int fromOffset, int units, int first, int count, double[] x, int xOffset) {
    int ld = pass.ld;

    if (scaled.length < units * count * ld) {
      scaled = new double[units * GROUP * ld];
    }

    for (int g = 0; g < count; g++) {
      scale(from, fromOffset, units, first + g, x, xOffset, scaled, g * ld, count * ld);
    }
  }

  /**
   * out = from times what enters the unit of {@link #respond} at a parameter, row by row.
   *
   * @param from units x rows
   * @param stride of units in {@code out}
   */
  public void scale(
      double[] from,
      int fromOffset,
      int units,
      int parameter,
      double[] x,
      int xOffset,
      double[] out,
      int outOffset,
      int stride) {
    int ld = pass.ld;
    int rows = pass.rows;
    int fanIn = pass.fanIn(layer);
    boolean bias = parameter == layout.inputs(layer);
    boolean external = layer == 0 || parameter >= fanIn;
    double[] input = external ? x : pass.h;
    int at =
        layer == 0
            ? xOffset + parameter * ld
            : external ? xOffset + (parameter - fanIn) * ld : pass.at(layer - 1) + parameter * ld;

    for (int u = 0; u < units; u++) {
      int source = fromOffset + u * ld;
      int target = outOffset + u * stride;

      if (bias) {
        System.arraycopy(from, source, out, target, rows);
      } else {
        kernels.product(from, source, input, at, out, target, rows);
      }
    }
  }

  private void sumProducts(int units, double[] b, int bOffset, int columns) {
    clear(units * columns);
    kernels.multiplyTransposed(
        scaled, 0, units, b, bOffset, columns, lanes, 0, columns, pass.ld, pass.rows);
    Kernels.reduceLanes(lanes, sums, units * columns);
  }

  private void clear(int count) {
    if (sums.length < count) {
      sums = new double[count];
      lanes = new double[count * Kernels.LANES];
    } else {
      Arrays.fill(lanes, 0, count * Kernels.LANES, 0);
    }
  }
}
