package org.minimacensus.model;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;

/**
 * Rows of the exact Hessian of a network, one parameter after the other, on the tile that a {@link
 * NetworkPass} of order 2 has passed forward and backward.
 *
 * <p>A direction along one parameter of unit u in layer l changes nothing below l and, in l, the
 * pre-activation of u alone. So the tangent starts there, and the backward pass ends there: of each
 * pair of parameters only the one in the lower layer (in one layer: of the lower unit; in one unit:
 * of the lower input, the bias last) is taken as direction. What is left out is the mirror image.
 */
public final class UnitTangents {
  private final NetworkPass pass;
  private final ParameterLayout layout;
  private final Kernels kernels;
  private int layer;
  private int unit;
  private int input;

  public UnitTangents(NetworkPass pass) {
    this.pass = pass;
    this.layout = pass.layout;
    this.kernels = pass.kernels;
  }

  /** Computes {@link NetworkPass#outputTangents} along parameter {@code index} of theta. */
  public void tangent(double[] theta, double[] x, int xOffset, int index) {
    locate(index);
    int last = pass.layers - 1;
    int ld = pass.ld;
    int rows = pass.rows;
    int row = (pass.base[layer] + unit) * ld;

    if (layer == last) {
      for (int k = 0; k < layout.units(last); k++) {
        Arrays.fill(pass.dz, pass.at(last) + k * ld, pass.at(last) + k * ld + rows, 0);
      }
    }

    seed(x, xOffset, row);
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
   * Adds the derivatives of the gradient along the parameter to the lanes; only entries of {@link
   * #addRow} are meant to be read.
   */
  public void backward(
      double[] theta, double[] x, int xOffset, double[] rc, double[] lanes, int laneOffset) {
    int last = pass.layers - 1;
    int ld = pass.ld;
    int rows = pass.rows;
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
            (pass.base[l] + from) * ld,
            count,
            layout.units(l + 1),
            ld,
            rows);
      }

      pass.slope(l, pass.tangentBack, pass.tangentDelta, from, count);
      pass.bend(l, from, l == layer ? 1 : count);
      pass.addWeights(l, from, pass.tangentDelta, x, xOffset, lanes, laneOffset);

      if (l > layer) {
        boolean toUnit = l == layer + 1;
        kernels.multiplyTransposed(
            pass.delta,
            pass.at(l),
            layout.units(l),
            pass.dh,
            toUnit ? (pass.base[layer] + unit) * ld : pass.at(l - 1),
            toUnit ? 1 : layout.units(l - 1),
            lanes,
            laneOffset + layout.weight(l, 0, toUnit ? unit : 0),
            layout.inputs(l),
            ld,
            rows);
      }
    }
  }

  /**
   * Sets the lanes to zero that the next {@link #backward} along {@code index} adds to, and all
   * from the end of theta to {@code end}.
   */
  public void clear(int index, double[] lanes, int laneOffset, int end) {
    locate(index);
    int from = laneOffset + layout.weight(layer, unit, 0);
    Arrays.fill(lanes, from * Kernels.LANES, (laneOffset + end) * Kernels.LANES, 0);
  }

  /**
   * Adds the sums of the lanes to one row of a square matrix; entries that belong to the mirror
   * image are left alone.
   *
   * @param end parameters of theta and of what follows it in the lanes and in the row
   */
  public void addRow(double[] lanes, int laneOffset, double[] row, int rowOffset, int end) {
    boolean alongBias = input == layout.inputs(layer);
    int weightsEnd = layout.weightOffset(layer) + layout.units(layer) * layout.inputs(layer);
    addRange(
        lanes,
        laneOffset,
        row,
        rowOffset,
        alongBias ? layout.weight(layer, unit + 1, 0) : layout.weight(layer, unit, input),
        weightsEnd);
    int next = weightsEnd;

    if (layout.hasBias(layer)) {
      next = layout.biasOffset(layer) + layout.units(layer);
      addRange(lanes, laneOffset, row, rowOffset, layout.biasOffset(layer) + unit, next);
    }

    addRange(lanes, laneOffset, row, rowOffset, next, end);
  }

  private static void addRange(
      double[] lanes, int laneOffset, double[] row, int rowOffset, int from, int to) {
    for (int j = from; j < to; j++) {
      row[rowOffset + j] += Kernels.reduceLane(lanes, laneOffset + j);
    }
  }

  /** The input of the parameter becomes the tangent of its unit's pre-activation. */
  private void seed(double[] x, int xOffset, int row) {
    int fanIn = pass.fanIn(layer);
    int ld = pass.ld;

    if (input == layout.inputs(layer)) {
      Arrays.fill(pass.dz, row, row + pass.rows, 1);
    } else if (layer == 0) {
      System.arraycopy(x, xOffset + input * ld, pass.dz, row, pass.rows);
    } else if (input >= fanIn) {
      System.arraycopy(x, xOffset + (input - fanIn) * ld, pass.dz, row, pass.rows);
    } else {
      System.arraycopy(pass.h, pass.at(layer - 1) + input * ld, pass.dz, row, pass.rows);
    }
  }

  private void locate(int index) {
    int l = 0;

    while (l + 1 < layout.layers() && index >= layout.weightOffset(l + 1)) {
      l++;
    }

    int within = index - layout.weightOffset(l);
    boolean bias = within >= layout.units(l) * layout.inputs(l);
    layer = l;
    unit = bias ? index - layout.biasOffset(l) : within / layout.inputs(l);
    input = bias ? layout.inputs(l) : within % layout.inputs(l);
  }
}
