package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/** {@link FadedUnit} and its derivatives on row tiles. */
final class FadedUnitPass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final Kernels kernels;
  private final PivotWeights alphas;
  private final int power;
  private final int inputs;
  private final int outputs;

  /** Where D and t begin in phi. */
  private final int weights;

  private final int coefficient;

  /** D.x, and its derivative along the direction. */
  private double[] z = NONE;

  private double[] dz = NONE;
  private double[] by = NONE;
  private int ld;
  private int rows;

  FadedUnitPass(FadedUnit unit, Kernels kernels, int inputs, int outputs) {
    this.kernels = kernels;
    this.alphas = new PivotWeights(unit.pivot(), 1);
    this.power = unit.power();
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = outputs - 1;
    this.coefficient = weights + inputs;
  }

  private void product(double[] of, int at, double[] x, int xOffset, double[] to) {
    kernels.multiply(of, at, inputs, 1, null, 0, false, x, xOffset, to, 0, 1, inputs, ld, rows);
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
    if (power > 0 && parameters[offset + coefficient] != 0) {
      throw new IllegalArgumentException("a correction is defined at t = 0 only");
    }

    ld = tileLd;
    rows = tileRows;
    reserve();
    product(parameters, offset + weights, x, xOffset, z);
    for (int k = 0; k < outputs; k++) {
      double alpha = alphas.at(parameters, offset, k);
      for (int r = 0; r < rows; r++) {
        s[k * ld + r] = Math.fma(alpha, z[r], s[k * ld + r]);
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
    addAlphas(c, z, lanes, laneOffset);
    pulled(parameters, offset, c);
    kernels.multiplyTransposed(
        by, 0, 1, x, xOffset, inputs, lanes, laneOffset + weights, inputs, ld, rows);
    if (power > 0) {
      for (int r = 0; r < rows; r++) {
        by[r] *= power == 2 ? z[r] * z[r] : z[r] * z[r] * z[r];
      }

      kernels.rowSums(by, 0, 1, lanes, laneOffset + coefficient, ld, rows);
    }
  }

  /** by = sum_k alpha_k c_k. */
  private void pulled(double[] parameters, int offset, double[] c) {
    Arrays.fill(by, 0, rows, 0);
    for (int k = 0; k < outputs; k++) {
      double alpha = alphas.at(parameters, offset, k);
      for (int r = 0; r < rows; r++) {
        by[r] = Math.fma(alpha, c[k * ld + r], by[r]);
      }
    }
  }

  private void addAlphas(double[] c, double[] values, double[] lanes, int laneOffset) {
    alphas.addSums(kernels, outputs, c, values, by, lanes, laneOffset, ld, rows);
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
    if (power > 0) {
      throw new UnsupportedOperationException("a correction has no second derivatives");
    }

    product(direction, offset + weights, x, xOffset, dz);
    for (int k = 0; k < outputs; k++) {
      double alpha = alphas.at(parameters, offset, k);
      double change = alphas.of(direction, offset, k);
      for (int r = 0; r < rows; r++) {
        ds[k * ld + r] += Math.fma(change, z[r], alpha * dz[r]);
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
    addAlphas(rc, z, lanes, laneOffset);
    addAlphas(c, dz, lanes, laneOffset);
    pulled(parameters, offset, rc);
    for (int k = 0; k < outputs; k++) {
      double change = alphas.of(direction, offset, k);
      for (int r = 0; r < rows; r++) {
        by[r] = Math.fma(change, c[k * ld + r], by[r]);
      }
    }

    kernels.multiplyTransposed(
        by, 0, 1, x, xOffset, inputs, lanes, laneOffset + weights, inputs, ld, rows);
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
      double alpha = Math.abs(alphas.at(parameters, offset, k));
      for (int r = 0; r < real; r++) {
        largest = Math.max(largest, alpha * Math.abs(z[r]));
      }
    }

    return largest;
  }

  private double productError(double[] v, int at, double[] x, int first) {
    double size = 0;
    for (int j = 0; j < inputs; j++) {
      size += Math.abs(v[at + j] * x[first + j * ld]);
    }

    return (inputs + 1) * U * size;
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    for (int r = 0; r < rows; r++) {
      double error = productError(parameters, offset + weights, x, xOffset + r);
      for (int k = 0; k < outputs; k++) {
        double alpha = Math.abs(alphas.at(parameters, offset, k));
        errors[k * ld + r] += alpha * (error + 2 * U * Math.abs(z[r]));
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
      double ez = productError(parameters, offset + weights, x, xOffset + r);
      double size = Math.abs(z[r]);
      double slackOfSum = 0;
      double pull = 0;
      for (int k = 0; k < outputs; k++) {
        double ck = Math.abs(c[k * ld + r]);
        double slack = errors[k * ld + r] + ck * (steps + 4) * U;
        double alpha = Math.abs(alphas.at(parameters, offset, k));
        slackOfSum += alpha * slack;
        pull += alpha * ck;
        if (k != alphas.pivot()) {
          bounds[offset + alphas.index(k)] += slack * size + ck * ez;
        }
      }

      for (int j = 0; j < inputs; j++) {
        bounds[offset + weights + j] += slackOfSum * Math.abs(x[xOffset + j * ld + r]);
      }

      if (power > 0) {
        double term = power == 2 ? size * size : size * size * size;
        double termError = power * (power == 2 ? size : size * size) * ez + 4 * U * term;
        bounds[offset + coefficient] += slackOfSum * term + pull * termError;
      }
    }
  }

  private void reserve() {
    if (z.length < ld) {
      z = new double[ld];
      dz = new double[ld];
      by = new double[ld];
    }
  }
}
