package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/** {@link SharpenedUnit} and its derivatives on row tiles. */
final class SharpenedUnitPass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final Kernels kernels;
  private final boolean bias;
  private final PivotWeights betas;
  private final int inputs;
  private final int outputs;
  private final int incoming;
  private final int coordinates;

  /** Where u and the basis begin in phi. */
  private final int weights;

  private final int basis;

  /** a, and its derivative along the direction. */
  private final double[] a;

  private final double[] da;

  /** The basis vectors' products with the rows, coordinate j of row r at j * ld + r. */
  private double[] products = NONE;

  /** 1 where the unit is active, else 0; max(a.x~, 0), and its derivative along the direction. */
  private double[] active = NONE;

  private double[] value = NONE;
  private double[] change = NONE;
  private double[] by = NONE;
  private int ld;
  private int rows;

  SharpenedUnitPass(SharpenedUnit unit, Kernels kernels, int inputs, int outputs) {
    this.kernels = kernels;
    this.bias = unit.bias();
    this.betas = new PivotWeights(unit.pivot(), unit.sign());
    this.inputs = inputs;
    this.outputs = outputs;
    this.incoming = unit.incoming(inputs);
    this.coordinates = unit.coordinates(inputs);
    this.weights = outputs - 1;
    this.basis = weights + coordinates;
    this.a = new double[incoming];
    this.da = new double[incoming];
  }

  /** to = sum_j u_j b_j with the basis of the parameters. */
  private void combine(double[] parameters, int offset, double[] u, double[] to) {
    Arrays.fill(to, 0);
    for (int j = 0; j < coordinates; j++) {
      for (int i = 0; i < incoming; i++) {
        double b = parameters[offset + basis + j * incoming + i];
        to[i] = Math.fma(u[offset + weights + j], b, to[i]);
      }
    }
  }

  /** to = v.x~ for as many vectors as are asked for. */
  private void product(
      double[] v, int at, int vectors, double[] x, int xOffset, double[] to, int toOffset) {
    for (int j = 0; j < vectors; j++) {
      int first = at + j * incoming;
      kernels.multiply(
          v,
          first,
          inputs,
          1,
          bias ? v : null,
          first + inputs,
          false,
          x,
          xOffset,
          to,
          toOffset + j * ld,
          1,
          inputs,
          ld,
          rows);
    }
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
    combine(parameters, offset, parameters, a);
    product(a, 0, 1, x, xOffset, value, 0);
    for (int r = 0; r < rows; r++) {
      active[r] = value[r] > 0 ? 1 : 0;
      value[r] = Math.max(value[r], 0);
    }

    for (int k = 0; k < outputs; k++) {
      double beta = betas.at(parameters, offset, k);
      for (int r = 0; r < rows; r++) {
        s[k * ld + r] = Math.fma(beta, value[r], s[k * ld + r]);
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
    addBetas(c, value, lanes, laneOffset);
    Arrays.fill(by, 0, rows, 0);
    addPulls(parameters, offset, c, false);
    addWeights(parameters, offset, x, xOffset, lanes, laneOffset);
  }

  /** by += sum_k beta_k c_k, or with the changes of beta along a direction. */
  private void addPulls(double[] of, int offset, double[] c, boolean changes) {
    for (int k = 0; k < outputs; k++) {
      double beta = changes ? betas.of(of, offset, k) : betas.at(of, offset, k);
      for (int r = 0; r < rows; r++) {
        by[r] = Math.fma(beta, c[k * ld + r], by[r]);
      }
    }
  }

  /** Lane sums of by over active rows, times the basis' products with them. */
  private void addWeights(
      double[] parameters, int offset, double[] x, int xOffset, double[] lanes, int laneOffset) {
    product(parameters, offset + basis, coordinates, x, xOffset, products, 0);
    for (int r = 0; r < rows; r++) {
      by[r] *= active[r];
    }

    for (int j = 0; j < coordinates; j++) {
      for (int r = 0; r < rows; r++) {
        products[j * ld + r] *= by[r];
      }
    }

    kernels.rowSums(products, 0, coordinates, lanes, laneOffset + weights, ld, rows);
  }

  private void addBetas(double[] c, double[] values, double[] lanes, int laneOffset) {
    betas.addSums(kernels, outputs, c, values, by, lanes, laneOffset, ld, rows);
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
    combine(parameters, offset, direction, da);
    product(da, 0, 1, x, xOffset, change, 0);
    for (int r = 0; r < rows; r++) {
      change[r] *= active[r];
    }

    for (int k = 0; k < outputs; k++) {
      double beta = betas.at(parameters, offset, k);
      double betaChange = betas.of(direction, offset, k);
      for (int r = 0; r < rows; r++) {
        ds[k * ld + r] += Math.fma(betaChange, value[r], beta * change[r]);
      }
    }
  }

  /** max has no second derivative beside its kink. */
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
    addBetas(rc, value, lanes, laneOffset);
    addBetas(c, change, lanes, laneOffset);
    Arrays.fill(by, 0, rows, 0);
    addPulls(parameters, offset, rc, false);
    addPulls(direction, offset, c, true);
    addWeights(parameters, offset, x, xOffset, lanes, laneOffset);
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
      double beta = Math.abs(betas.at(parameters, offset, k));
      for (int r = 0; r < real; r++) {
        largest = Math.max(largest, beta * value[r]);
      }
    }

    return largest;
  }

  /** A bound on the error of a.x~ at a row. */
  private double productError(double[] x, int first) {
    double size = bias ? Math.abs(a[inputs]) : 0;
    for (int j = 0; j < inputs; j++) {
      size += Math.abs(a[j] * x[first + j * ld]);
    }

    return (incoming + coordinates + 1) * U * size;
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    for (int r = 0; r < rows; r++) {
      double error = productError(x, xOffset + r);
      for (int k = 0; k < outputs; k++) {
        double beta = Math.abs(betas.at(parameters, offset, k));
        errors[k * ld + r] += beta * (error + 2 * U * value[r]);
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
      double ez = productError(x, xOffset + r);
      double slackOfSum = 0;
      double pull = 0;
      for (int k = 0; k < outputs; k++) {
        double ck = Math.abs(c[k * ld + r]);
        double slack = errors[k * ld + r] + ck * (steps + 4) * U;
        double beta = Math.abs(betas.at(parameters, offset, k));
        slackOfSum += beta * slack;
        pull += beta * ck;
        if (k != betas.pivot()) {
          bounds[offset + betas.index(k)] += slack * value[r] + ck * ez;
        }
      }

      for (int j = 0; j < coordinates; j++) {
        // Of a pinned row the product is rounding, whether it counts as active or not.
        double size = 0;
        double exact = bias ? parameters[offset + basis + j * incoming + inputs] : 0;
        size += Math.abs(exact);
        for (int i = 0; i < inputs; i++) {
          double term = parameters[offset + basis + j * incoming + i] * x[xOffset + i * ld + r];
          exact += term;
          size += Math.abs(term);
        }

        bounds[offset + weights + j] +=
            active[r] * slackOfSum * Math.abs(exact) + pull * (incoming + 2) * U * size;
      }
    }
  }

  private void reserve() {
    if (value.length < ld) {
      value = new double[ld];
      active = new double[ld];
      change = new double[ld];
      by = new double[ld];
      products = new double[coordinates * ld];
    }
  }
}
