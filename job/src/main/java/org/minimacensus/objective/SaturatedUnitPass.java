package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.model.Activation;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/** {@link SaturatedUnit} and its derivatives on row tiles. */
final class SaturatedUnitPass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  /** Roundings of an activation or of one of its derivatives, in units of U. */
  private static final double OWN = 8;

  private final Kernels kernels;
  private final Activation activation;
  private final boolean bias;
  private final int inputs;
  private final int outputs;
  private final int pinned;
  private final int rank;

  /** Where zeta, D and the pinned inputs begin in phi. */
  private final int zeta;

  private final int split;
  private final int places;

  /** The pinned input of a row, or -1. */
  private int[] place = {};

  /** Pre-activations of pinned rows, else 0, and their derivatives along the direction. */
  private double[] z = NONE;

  private double[] dz = NONE;
  private double[] s0 = NONE;

  /** Derivatives of the activation, 0 on rows that are not pinned. */
  private double[] s1 = NONE;

  private double[] s2 = NONE;
  private double[] byZ = NONE;
  private double[] product = NONE;
  private int ld;
  private int rows;

  SaturatedUnitPass(SaturatedUnit unit, Kernels kernels, int inputs, int outputs) {
    this.kernels = kernels;
    this.activation = unit.activation();
    this.bias = unit.bias();
    this.inputs = inputs;
    this.outputs = outputs;
    this.pinned = unit.pinned();
    this.rank = unit.rank();
    this.zeta = outputs;
    this.split = unit.free(outputs);
    this.places = split + unit.incoming(inputs);
  }

  private int placeIndex(int p) {
    return places + p * (inputs + rank);
  }

  /** Entry of B. */
  private double share(double[] parameters, int offset, int p, int j) {
    return parameters[offset + placeIndex(p) + inputs + j];
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
    kernels.multiply(
        parameters,
        offset + split,
        inputs,
        1,
        bias ? parameters : null,
        offset + split + inputs,
        false,
        x,
        xOffset,
        product,
        0,
        1,
        inputs,
        ld,
        rows);
    for (int r = 0; r < rows; r++) {
      place[r] = place(parameters, offset, x, xOffset + r);
      z[r] = place[r] < 0 ? 0 : combined(parameters, parameters, offset, place[r]);
    }

    activation.evaluate(kernels, z, s0, s1, s2, 0, rows, 2);
    double[] limits = activation.limits();
    for (int r = 0; r < rows; r++) {
      if (place[r] < 0) {
        s0[r] = product[r] > 0 ? limits[1] : limits[0];
        s1[r] = 0;
        s2[r] = 0;
      }
    }

    for (int k = 0; k < outputs; k++) {
      double v = parameters[offset + k];
      for (int r = 0; r < rows; r++) {
        s[k * ld + r] = Math.fma(v, s0[r], s[k * ld + r]);
      }
    }
  }

  private int place(double[] parameters, int offset, double[] x, int first) {
    for (int p = 0; p < pinned; p++) {
      int at = offset + placeIndex(p);
      boolean same = true;
      for (int j = 0; j < inputs && same; j++) {
        same = x[first + j * ld] == parameters[at + j];
      }

      if (same) {
        return p;
      }
    }

    return -1;
  }

  /** Row p of B times the zeta of an array that is laid out like phi. */
  private double combined(double[] parameters, double[] of, int offset, int p) {
    double sum = 0;
    for (int j = 0; j < rank; j++) {
      sum = Math.fma(share(parameters, offset, p, j), of[offset + zeta + j], sum);
    }

    return sum;
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
      for (int r = 0; r < rows; r++) {
        product[r] = c[k * ld + r] * s0[r];
      }

      kernels.rowSums(product, 0, 1, lanes, laneOffset + k, ld, rows);
    }

    Arrays.fill(byZ, 0, rows, 0);
    for (int k = 0; k < outputs; k++) {
      double v = parameters[offset + k];
      for (int r = 0; r < rows; r++) {
        byZ[r] = Math.fma(c[k * ld + r] * v, s1[r], byZ[r]);
      }
    }

    addZeta(parameters, offset, lanes, laneOffset);
  }

  /** lanes_zeta += B^T of derivatives by z. */
  private void addZeta(double[] parameters, int offset, double[] lanes, int laneOffset) {
    for (int j = 0; j < rank; j++) {
      for (int r = 0; r < rows; r++) {
        product[r] = place[r] < 0 ? 0 : byZ[r] * share(parameters, offset, place[r], j);
      }

      kernels.rowSums(product, 0, 1, lanes, laneOffset + zeta + j, ld, rows);
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
    for (int r = 0; r < rows; r++) {
      dz[r] = place[r] < 0 ? 0 : combined(parameters, direction, offset, place[r]);
    }

    for (int k = 0; k < outputs; k++) {
      double v = parameters[offset + k];
      double dv = direction[offset + k];
      for (int r = 0; r < rows; r++) {
        ds[k * ld + r] += Math.fma(dv, s0[r], v * s1[r] * dz[r]);
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
      for (int r = 0; r < rows; r++) {
        product[r] = Math.fma(rc[k * ld + r], s0[r], c[k * ld + r] * s1[r] * dz[r]);
      }

      kernels.rowSums(product, 0, 1, lanes, laneOffset + k, ld, rows);
    }

    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int k = 0; k < outputs; k++) {
        double v = parameters[offset + k];
        double dv = direction[offset + k];
        double slope = Math.fma(rc[k * ld + r], v, c[k * ld + r] * dv);
        sum += Math.fma(slope, s1[r], c[k * ld + r] * v * s2[r] * dz[r]);
      }

      byZ[r] = sum;
    }

    addZeta(parameters, offset, lanes, laneOffset);
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
      for (int r = 0; r < real; r++) {
        largest = Math.max(largest, Math.abs(parameters[offset + k] * s0[r]));
      }
    }

    return largest;
  }

  /** The error of z; 0 on rows that are not pinned. */
  private double errorOfZ(double[] parameters, int offset, int r) {
    double size = 0;
    for (int j = 0; place[r] >= 0 && j < rank; j++) {
      size += Math.abs(share(parameters, offset, place[r], j) * parameters[offset + zeta + j]);
    }

    return (rank + 1) * U * size;
  }

  private double valueError(double ez, int r) {
    return place[r] < 0 ? 0 : OWN * U * Math.abs(s0[r]) + ez * Math.abs(s1[r]);
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    for (int r = 0; r < rows; r++) {
      double error = valueError(errorOfZ(parameters, offset, r), r);
      for (int k = 0; k < outputs; k++) {
        double v = Math.abs(parameters[offset + k]);
        errors[k * ld + r] += v * error + 2 * U * v * Math.abs(s0[r]);
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
    for (int r = 0; r < real; r++) {
      double ez = errorOfZ(parameters, offset, r);
      double e0 = valueError(ez, r);
      double e1 = OWN * U * Math.abs(s1[r]) + ez * Math.abs(s2[r]);
      double ofZ = 0;
      for (int k = 0; k < outputs; k++) {
        double size = Math.abs(c[k * ld + r]);
        double slack = errors[k * ld + r] + size * (steps + 4) * U;
        double v = Math.abs(parameters[offset + k]);
        bounds[offset + k] += slack * Math.abs(s0[r]) + size * e0;
        ofZ += v * (slack * Math.abs(s1[r]) + size * e1);
      }

      for (int j = 0; place[r] >= 0 && j < rank; j++) {
        bounds[offset + zeta + j] += ofZ * Math.abs(share(parameters, offset, place[r], j));
      }
    }
  }

  private void reserve() {
    if (z.length < ld) {
      place = new int[ld];
      z = new double[ld];
      dz = new double[ld];
      byZ = new double[ld];
      s0 = new double[ld];
      s1 = new double[ld];
      s2 = new double[ld];
      product = new double[ld];
    }
  }
}
