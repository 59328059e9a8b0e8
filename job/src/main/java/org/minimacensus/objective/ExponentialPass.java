package org.minimacensus.objective;

import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/**
 * A_k exp(w_k.(x - o_k)) and its derivatives on row tiles.
 *
 * <p>The differences x - o_k are formed first: for inputs far from 0 the difference of products
 * would lose the digits that count.
 */
final class ExponentialPass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final Kernels kernels;
  private final int inputs;
  private final int outputs;
  private final int block;
  private double[] exponent = NONE;
  private double[] e = NONE;

  /** dw.(x - o), K x rows, then two rows of products. */
  private double[] along = NONE;

  private double[] byAmplitude = NONE;
  private double[] byWeights = NONE;
  private int ld;
  private int rows;

  ExponentialPass(Kernels kernels, int inputs, int outputs, int block) {
    this.kernels = kernels;
    this.inputs = inputs;
    this.outputs = outputs;
    this.block = block;
  }

  @Override
  public void forward(
      double[] parameters,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] s,
      int tileLd,
      int tileRows) {
    ld = tileLd;
    rows = tileRows;
    reserve();

    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      int at = offset + k * block;
      kernels.multiplyShifted(
          parameters, at + 1, origins, k * inputs, x, xOffset, exponent, o, inputs, ld, rows);
      kernels.exp(exponent, o, e, o, rows);
      double amplitude = parameters[at];

      for (int i = o; i < o + rows; i++) {
        s[i] = Math.fma(amplitude, e[i], s[i]);
      }
    }
  }

  @Override
  public void gradient(
      double[] parameters,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] c,
      double[] lanes,
      int laneOffset) {
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      double amplitude = parameters[offset + k * block];

      kernels.product(c, o, e, o, byAmplitude, 0, rows);

      for (int r = 0; r < rows; r++) {
        byWeights[r] = byAmplitude[r] * amplitude;
      }

      addSums(k, origins, x, xOffset, lanes, laneOffset);
    }
  }

  @Override
  public void tangent(
      double[] parameters,
      double[] direction,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] ds) {
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      int at = offset + k * block;
      kernels.multiplyShifted(
          direction, at + 1, origins, k * inputs, x, xOffset, along, o, inputs, ld, rows);
      double amplitude = parameters[at];
      double change = direction[at];

      for (int i = o; i < o + rows; i++) {
        ds[i] = Math.fma(e[i], Math.fma(amplitude, along[i], change), ds[i]);
      }
    }
  }

  @Override
  public void gradientTangent(
      double[] parameters,
      double[] direction,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] c,
      double[] rc,
      double[] lanes,
      int laneOffset) {
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      double amplitude = parameters[offset + k * block];
      double change = direction[offset + k * block];

      for (int r = 0; r < rows; r++) {
        double derivative = Math.fma(c[o + r], along[o + r], rc[o + r]) * e[o + r];
        byAmplitude[r] = derivative;
        byWeights[r] = Math.fma(derivative, amplitude, c[o + r] * e[o + r] * change);
      }

      addSums(k, origins, x, xOffset, lanes, laneOffset);
    }
  }

  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      double largest = kernels.largest(exponent, o, real);

      if (largest > into.exponent(k)) {
        int best = 0;

        while (exponent[o + best] != largest) {
          best++;
        }

        into.note(k, largest, firstRow + best, x, xOffset + best, ld);
      }
    }
  }

  @Override
  public double contribution(double[] parameters, int offset, int real) {
    double largest = 0;

    for (int k = 0; k < outputs; k++) {
      double amplitude = parameters[offset + k * block];

      for (int r = 0; r < real; r++) {
        largest = Math.max(largest, Math.abs(amplitude * e[k * ld + r]));
      }
    }

    return largest;
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    for (int k = 0; k < outputs; k++) {
      double amplitude = Math.abs(parameters[offset + k * block]);

      for (int r = 0; r < rows; r++) {
        errors[k * ld + r] +=
            amplitude
                * e[k * ld + r]
                * relativeError(parameters, offset, origins, x, xOffset, k, r);
      }
    }
  }

  @Override
  public void addGradientErrors(
      double[] parameters,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] c,
      double[] errors,
      int real,
      double steps,
      double[] bounds) {
    for (int k = 0; k < outputs; k++) {
      int at = offset + k * block;
      double amplitude = Math.abs(parameters[at]);

      for (int r = 0; r < real; r++) {
        double size = Math.abs(c[k * ld + r]);
        double own = relativeError(parameters, offset, origins, x, xOffset, k, r) + (steps + 4) * U;
        double error = e[k * ld + r] * (errors[k * ld + r] + size * own);
        bounds[at] += error;

        for (int j = 0; j < inputs; j++) {
          bounds[at + 1 + j] +=
              amplitude * error * Math.abs(x[xOffset + j * ld + r] - origins[k * inputs + j]);
        }
      }
    }
  }

  /** Of E_kr: the error of its exponent and that of exp. */
  private double relativeError(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, int k, int r) {
    double size = 0;

    for (int j = 0; j < inputs; j++) {
      size +=
          Math.abs(
              parameters[offset + k * block + 1 + j]
                  * (x[xOffset + j * ld + r] - origins[k * inputs + j]));
    }

    return U * (4 + (inputs + 1) * size);
  }

  private void addSums(
      int k, double[] origins, double[] x, int xOffset, double[] lanes, int laneOffset) {
    int at = laneOffset + k * block;
    kernels.rowSums(byAmplitude, 0, 1, lanes, at, ld, rows);
    kernels.multiplyTransposedShifted(
        byWeights, 0, x, xOffset, origins, k * inputs, inputs, lanes, at + 1, ld, rows);
  }

  private void reserve() {
    if (byWeights.length < ld) {
      exponent = new double[outputs * ld];
      e = new double[outputs * ld];
      along = new double[outputs * ld];
      byAmplitude = new double[ld];
      byWeights = new double[ld];
    }
  }
}
