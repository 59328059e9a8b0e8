package org.minimacensus.objective;

import org.minimacensus.model.Activation;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/** a_k phi(w_k.x + b_k) and its derivatives on row tiles. */
final class RidgePass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final Kernels kernels;
  private final Activation phi;
  private final double relative;
  private final int inputs;
  private final int outputs;
  private final int block;

  /** t = w.x + b, phi, phi' and phi'' there, K x rows; dw.x + db of the last tangent. */
  private double[] t = NONE;

  private double[] value = NONE;
  private double[] first = NONE;
  private double[] second = NONE;
  private double[] along = NONE;
  private double[] byAmplitude = NONE;
  private double[] byWeights = NONE;
  private int ld;
  private int rows;

  /**
   * @param roundings that phi and its derivatives take at most at a given argument
   */
  RidgePass(Kernels kernels, Activation phi, int roundings, int inputs, int outputs) {
    this.kernels = kernels;
    this.phi = phi;
    this.relative = (4 + roundings) * U;
    this.inputs = inputs;
    this.outputs = outputs;
    this.block = inputs + 2;
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
      ridge(parameters, offset + k * block, x, xOffset, t, o);
      phi.evaluate(kernels, t, value, first, second, o, rows, 2);
      double amplitude = parameters[offset + k * block];

      for (int i = o; i < o + rows; i++) {
        s[i] = Math.fma(amplitude, value[i], s[i]);
      }
    }
  }

  /** to = w.x + b, of the parameters or of a direction. */
  private void ridge(double[] from, int at, double[] x, int xOffset, double[] to, int toOffset) {
    kernels.multiply(
        from,
        at + 1,
        inputs,
        1,
        from,
        at + 1 + inputs,
        false,
        x,
        xOffset,
        to,
        toOffset,
        1,
        inputs,
        ld,
        rows);
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

      for (int r = 0; r < rows; r++) {
        byAmplitude[r] = c[o + r] * value[o + r];
        byWeights[r] = c[o + r] * (amplitude * first[o + r]);
      }

      addSums(k, x, xOffset, lanes, laneOffset);
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
      ridge(direction, offset + k * block, x, xOffset, along, o);
      double amplitude = parameters[offset + k * block];
      double change = direction[offset + k * block];

      for (int i = o; i < o + rows; i++) {
        ds[i] += Math.fma(amplitude * first[i], along[i], change * value[i]);
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
        int i = o + r;
        byAmplitude[r] = Math.fma(c[i] * first[i], along[i], rc[i] * value[i]);
        double slope = Math.fma(amplitude * second[i], along[i], change * first[i]);
        byWeights[r] = Math.fma(c[i], slope, rc[i] * (amplitude * first[i]));
      }

      addSums(k, x, xOffset, lanes, laneOffset);
    }
  }

  private void addSums(int k, double[] x, int xOffset, double[] lanes, int laneOffset) {
    int at = laneOffset + k * block;
    kernels.rowSums(byAmplitude, 0, 1, lanes, at, ld, rows);
    kernels.multiplyTransposed(
        byWeights, 0, 1, x, xOffset, inputs, lanes, at + 1, inputs, ld, rows);
    kernels.rowSums(byWeights, 0, 1, lanes, at + 1 + inputs, ld, rows);
  }

  /** There are no exponents. */
  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    // Nothing that a chart would keep in bounds.
  }

  @Override
  public double contribution(double[] parameters, int offset, int real) {
    double largest = 0;

    for (int k = 0; k < outputs; k++) {
      for (int r = 0; r < real; r++) {
        double added = Math.abs(parameters[offset + k * block] * value[k * ld + r]);
        largest = Math.max(largest, added);
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
        int i = k * ld + r;
        double moved = argumentError(parameters, offset, x, xOffset, k, r);
        errors[i] += amplitude * (Math.abs(first[i]) * moved + relative * Math.abs(value[i]));
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
        int i = k * ld + r;
        double size = Math.abs(c[i]);
        double moved = argumentError(parameters, offset, x, xOffset, k, r);
        double own = relative + (steps + 4) * U;
        double v = Math.abs(value[i]);
        double f = Math.abs(first[i]);
        bounds[at] += errors[i] * v + size * (f * moved + own * v);
        double slope = amplitude * (errors[i] * f + size * (Math.abs(second[i]) * moved + own * f));

        for (int j = 0; j < inputs; j++) {
          bounds[at + 1 + j] += slope * Math.abs(x[xOffset + j * ld + r]);
        }

        bounds[at + 1 + inputs] += slope;
      }
    }
  }

  /** Of w.x + b. */
  private double argumentError(
      double[] parameters, int offset, double[] x, int xOffset, int k, int r) {
    int at = offset + k * block;
    double size = Math.abs(parameters[at + 1 + inputs]);

    for (int j = 0; j < inputs; j++) {
      size += Math.abs(parameters[at + 1 + j] * x[xOffset + j * ld + r]);
    }

    return U * (inputs + 2) * size;
  }

  private void reserve() {
    if (byWeights.length < ld) {
      t = new double[outputs * ld];
      value = new double[outputs * ld];
      first = new double[outputs * ld];
      second = new double[outputs * ld];
      along = new double[outputs * ld];
      byAmplitude = new double[ld];
      byWeights = new double[ld];
    }
  }
}
