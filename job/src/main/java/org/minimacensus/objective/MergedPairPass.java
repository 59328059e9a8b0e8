package org.minimacensus.objective;

import org.minimacensus.model.Activation;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/** {@link MergedPair} and its derivatives on row tiles. */
final class MergedPairPass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  /** Roundings of an activation or of one of its derivatives, in units of U. */
  private static final double OWN = 8;

  private final Kernels kernels;
  private final Activation activation;
  private final boolean bias;
  private final boolean corrected;
  private final PivotWeights pivot;
  private final int inputs;
  private final int outputs;

  /** Where c, w, the other alpha, u and t begin in phi. */
  private final int weights;

  private final int alphas;
  private final int split;
  private final int coefficient;

  /** w.x~ and u.x~, and their derivatives along the direction. */
  private double[] z = NONE;

  private double[] apart = NONE;
  private double[] dz = NONE;
  private double[] dApart = NONE;

  /** sigma and its derivatives at z. */
  private double[] s0 = NONE;

  private double[] s1 = NONE;
  private double[] s2 = NONE;
  private double[] s3 = NONE;

  /** Derivatives by z, by u.x~ and by one coefficient, a row each. */
  private double[] byZ = NONE;

  private double[] byApart = NONE;
  private double[] byCoefficient = NONE;
  private boolean thirdIsKnown;
  private int ld;
  private int rows;

  MergedPairPass(MergedPair pair, Kernels kernels, int inputs, int outputs) {
    this.kernels = kernels;
    this.activation = pair.activation();
    this.bias = pair.bias();
    this.corrected = pair.corrected();
    this.pivot = new PivotWeights(pair.pivot(), 1);
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = outputs;
    this.alphas = outputs + pair.incoming(inputs);
    this.split = alphas + outputs - 1;
    this.coefficient = split + pair.incoming(inputs);
  }

  /** Index in phi of the alpha of an output other than the pivot. */
  private int alphaIndex(int output) {
    return alphas + pivot.index(output);
  }

  private double alpha(double[] parameters, int offset, int output) {
    return pivot.at(parameters, offset + alphas, output);
  }

  private double alphaChange(double[] direction, int offset, int output) {
    return pivot.of(direction, offset + alphas, output);
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
    if (corrected && parameters[offset + coefficient] != 0) {
      throw new IllegalArgumentException("the first correction is defined at t = 0 only");
    }

    ld = tileLd;
    rows = tileRows;
    thirdIsKnown = false;
    reserve();
    product(parameters, offset + weights, x, xOffset, z);
    product(parameters, offset + split, x, xOffset, apart);
    activation.evaluate(kernels, z, s0, s1, s2, 0, rows, 2);
    for (int k = 0; k < outputs; k++) {
      double c = parameters[offset + k];
      double alpha = alpha(parameters, offset, k);
      for (int r = 0; r < rows; r++) {
        s[k * ld + r] += Math.fma(c, s0[r], alpha * apart[r] * s1[r]);
      }
    }
  }

  /** to = v.x~ with v at an offset of weights. */
  private void product(double[] of, int at, double[] x, int xOffset, double[] to) {
    kernels.multiply(
        of,
        at,
        inputs,
        1,
        bias ? of : null,
        at + inputs,
        false,
        x,
        xOffset,
        to,
        0,
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
    clear();
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      double own = parameters[offset + k];
      double alpha = alpha(parameters, offset, k);
      for (int r = 0; r < rows; r++) {
        double slope = Math.fma(own, s1[r], alpha * apart[r] * s2[r]);
        byZ[r] = Math.fma(c[o + r], slope, byZ[r]);
        byApart[r] = Math.fma(c[o + r], alpha * s1[r], byApart[r]);
        byCoefficient[r] = c[o + r] * s0[r];
      }

      addCoefficient(lanes, laneOffset + k);
      if (k != pivot.pivot()) {
        for (int r = 0; r < rows; r++) {
          byCoefficient[r] = c[o + r] * apart[r] * s1[r];
        }

        addCoefficient(lanes, laneOffset + alphaIndex(k));
      }
    }

    addWeights(x, xOffset, lanes, laneOffset);
    if (corrected) {
      correction(parameters, offset, c);
      addCoefficient(lanes, laneOffset + coefficient);
    }
  }

  /** byCoefficient = sum_k c_k f2_k. */
  private void correction(double[] parameters, int offset, double[] c) {
    third();
    for (int r = 0; r < rows; r++) {
      byCoefficient[r] = 0;
    }

    for (int k = 0; k < outputs; k++) {
      double half = parameters[offset + k] / 2;
      double sixth = alpha(parameters, offset, k) / 6;
      for (int r = 0; r < rows; r++) {
        double square = apart[r] * apart[r];
        double f2 = square * Math.fma(half, s2[r], sixth * apart[r] * s3[r]);
        byCoefficient[r] = Math.fma(c[k * ld + r], f2, byCoefficient[r]);
      }
    }
  }

  private void third() {
    if (!thirdIsKnown) {
      activation.third(kernels, z, s0, s1, s2, s3, 0, rows);
      thirdIsKnown = true;
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
    if (corrected) {
      throw new UnsupportedOperationException("the first correction has no second derivatives");
    }

    product(direction, offset + weights, x, xOffset, dz);
    product(direction, offset + split, x, xOffset, dApart);
    for (int k = 0; k < outputs; k++) {
      double own = parameters[offset + k];
      double alpha = alpha(parameters, offset, k);
      double ownChange = direction[offset + k];
      double alphaChange = alphaChange(direction, offset, k);
      for (int r = 0; r < rows; r++) {
        double slope = Math.fma(own, s1[r], alpha * apart[r] * s2[r]);
        double change = Math.fma(alphaChange, apart[r], alpha * dApart[r]);
        double sum = Math.fma(ownChange, s0[r], slope * dz[r]);
        ds[k * ld + r] += Math.fma(change, s1[r], sum);
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
    third();
    clear();
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      double own = parameters[offset + k];
      double alpha = alpha(parameters, offset, k);
      double ownChange = direction[offset + k];
      double alphaChange = alphaChange(direction, offset, k);
      for (int r = 0; r < rows; r++) {
        double slope = Math.fma(own, s1[r], alpha * apart[r] * s2[r]);
        double bend = Math.fma(own, s2[r], alpha * apart[r] * s3[r]);
        double change = Math.fma(alphaChange, apart[r], alpha * dApart[r]);
        double slopeChange = Math.fma(ownChange, s1[r], Math.fma(change, s2[r], bend * dz[r]));
        byZ[r] = Math.fma(rc[o + r], slope, Math.fma(c[o + r], slopeChange, byZ[r]));
        double rise = Math.fma(alphaChange, s1[r], alpha * s2[r] * dz[r]);
        byApart[r] = Math.fma(rc[o + r], alpha * s1[r], Math.fma(c[o + r], rise, byApart[r]));
        byCoefficient[r] = Math.fma(rc[o + r], s0[r], c[o + r] * s1[r] * dz[r]);
      }

      addCoefficient(lanes, laneOffset + k);
      if (k != pivot.pivot()) {
        for (int r = 0; r < rows; r++) {
          double change = Math.fma(dApart[r], s1[r], apart[r] * s2[r] * dz[r]);
          byCoefficient[r] = Math.fma(rc[o + r], apart[r] * s1[r], c[o + r] * change);
        }

        addCoefficient(lanes, laneOffset + alphaIndex(k));
      }
    }

    addWeights(x, xOffset, lanes, laneOffset);
  }

  private void clear() {
    for (int r = 0; r < rows; r++) {
      byZ[r] = 0;
      byApart[r] = 0;
    }
  }

  private void addCoefficient(double[] lanes, int at) {
    kernels.rowSums(byCoefficient, 0, 1, lanes, at, ld, rows);
  }

  private void addWeights(double[] x, int xOffset, double[] lanes, int laneOffset) {
    addWeights(byZ, x, xOffset, lanes, laneOffset + weights);
    addWeights(byApart, x, xOffset, lanes, laneOffset + split);
  }

  private void addWeights(double[] by, double[] x, int xOffset, double[] lanes, int at) {
    kernels.multiplyTransposed(by, 0, 1, x, xOffset, inputs, lanes, at, inputs, ld, rows);
    if (bias) {
      kernels.rowSums(by, 0, 1, lanes, at + inputs, ld, rows);
    }
  }

  /** No exponent grows here. */
  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    // Nothing is noted: no origin is ever advised.
  }

  @Override
  public double contribution(double[] parameters, int offset, int real) {
    double largest = 0;
    for (int k = 0; k < outputs; k++) {
      double own = parameters[offset + k];
      double alpha = alpha(parameters, offset, k);
      for (int r = 0; r < real; r++) {
        largest = Math.max(largest, Math.abs(own * s0[r] + alpha * apart[r] * s1[r]));
      }
    }

    return largest;
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    third();
    for (int r = 0; r < rows; r++) {
      double ez = productError(parameters, offset + weights, x, xOffset + r);
      double eu = productError(parameters, offset + split, x, xOffset + r);
      double e0 = error(s0[r], s1[r], ez);
      double e1 = error(s1[r], s2[r], ez);
      for (int k = 0; k < outputs; k++) {
        double own = Math.abs(parameters[offset + k]);
        double alpha = Math.abs(alpha(parameters, offset, k));
        double gate = Math.abs(apart[r]) * e1 + eu * Math.abs(s1[r]);
        double size = own * Math.abs(s0[r]) + alpha * Math.abs(apart[r] * s1[r]);
        errors[k * ld + r] += own * e0 + alpha * gate + 4 * U * size;
      }
    }
  }

  /** The error of v.x~. */
  private double productError(double[] v, int at, double[] x, int first) {
    double size = bias ? Math.abs(v[at + inputs]) : 0;
    for (int j = 0; j < inputs; j++) {
      size += Math.abs(v[at + j] * x[first + j * ld]);
    }

    return (inputs + 1) * U * size;
  }

  /** The error of a function of z from its own roundings and from z. */
  private static double error(double value, double slope, double ofZ) {
    return OWN * U * Math.abs(value) + ofZ * Math.abs(slope);
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
    third();
    for (int r = 0; r < real; r++) {
      double ez = productError(parameters, offset + weights, x, xOffset + r);
      double eu = productError(parameters, offset + split, x, xOffset + r);
      double[] e = {
        error(s0[r], s1[r], ez),
        error(s1[r], s2[r], ez),
        error(s2[r], s3[r], ez),
        // A fourth derivative is not at hand; those of these functions are of the others' size.
        error(s3[r], 4 * (Math.abs(s2[r]) + Math.abs(s3[r])), ez)
      };
      double ofZ = 0;
      double ofApart = 0;
      double ofCorrection = 0;
      for (int k = 0; k < outputs; k++) {
        int o = k * ld + r;
        double size = Math.abs(c[o]);
        double slack = errors[o] + size * (steps + 4) * U;
        double own = Math.abs(parameters[offset + k]);
        double alpha = Math.abs(alpha(parameters, offset, k));
        double u = Math.abs(apart[r]);
        bounds[offset + k] += slack * Math.abs(s0[r]) + size * e[0];
        if (k != pivot.pivot()) {
          bounds[offset + alphaIndex(k)] +=
              slack * u * Math.abs(s1[r]) + size * (u * e[1] + eu * Math.abs(s1[r]));
        }

        double slope = own * Math.abs(s1[r]) + alpha * u * Math.abs(s2[r]);
        double slopeError = own * e[1] + alpha * (u * e[2] + eu * Math.abs(s2[r]));
        ofZ += slack * slope + size * slopeError;
        ofApart += alpha * (slack * Math.abs(s1[r]) + size * e[1]);
        double f2 = u * u * (own / 2 * Math.abs(s2[r]) + alpha / 6 * u * Math.abs(s3[r]));
        double f2Error =
            u * u * (own / 2 * e[2] + alpha / 6 * u * e[3])
                + u * eu * (own * Math.abs(s2[r]) + alpha / 2 * u * Math.abs(s3[r]));
        ofCorrection += slack * f2 + size * (f2Error + 4 * U * f2);
      }

      for (int j = 0; j < inputs; j++) {
        double input = Math.abs(x[xOffset + j * ld + r]);
        bounds[offset + weights + j] += ofZ * input;
        bounds[offset + split + j] += ofApart * input;
      }

      if (bias) {
        bounds[offset + weights + inputs] += ofZ;
        bounds[offset + split + inputs] += ofApart;
      }

      if (corrected) {
        bounds[offset + coefficient] += ofCorrection;
      }
    }
  }

  private void reserve() {
    if (z.length < ld) {
      z = new double[ld];
      apart = new double[ld];
      dz = new double[ld];
      dApart = new double[ld];
      s0 = new double[ld];
      s1 = new double[ld];
      s2 = new double[ld];
      s3 = new double[ld];
      byZ = new double[ld];
      byApart = new double[ld];
      byCoefficient = new double[ld];
    }
  }
}
