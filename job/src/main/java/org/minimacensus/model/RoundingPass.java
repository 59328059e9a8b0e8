package org.minimacensus.model;

import java.util.Arrays;
import org.minimacensus.numeric.Roundoff;

/**
 * Bounds on the rounding errors of the gradient of a {@link NetworkPass}, by a running error
 * analysis of first order (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section
 * 3.3): each product sum of m terms adds m u times the sum of absolute values, each activation 8 u
 * of its value and 16 u of its slope, and the errors made before are carried through |W|, |sigma'|
 * and |sigma''|. u = 2^-53. The parameters are taken as exact. Where sigma' jumps, the bound holds
 * only if no pre-activation is within its error of the jump.
 *
 * <p>Scalar code: it runs once per endpoint, not once per step.
 */
public final class RoundingPass {
  private static final double U = Roundoff.UNIT;
  private final NetworkPass pass;
  private final ParameterLayout layout;

  /** Errors of pre-activations and activations, and of the derivatives by them. */
  private double[] ofZ = {};

  private double[] ofH = {};
  private double[] ofBack = {};
  private double[] ofDelta = {};

  /** By row, of the unit at hand. */
  private double[] sizes = {};

  private double[] carried = {};

  /** Null in a network of its own. */
  private final SpecialRounding special;

  public RoundingPass(NetworkPass pass) {
    this.pass = pass;
    this.layout = pass.layout;
    this.special = pass.special == null ? null : new SpecialRounding(pass);
  }

  /**
   * Bounds the errors of all activations of the tile that the network pass has passed forward with
   * order 2.
   *
   * @param origins of the chart of special neurons; not read where there are none
   */
  public void forward(double[] theta, double[] x, int xOffset, double[] origins) {
    int size = pass.units() * pass.ld;

    if (ofZ.length < size) {
      ofZ = new double[size];
      ofH = new double[size];
      ofBack = new double[size];
      ofDelta = new double[size];
    }

    if (sizes.length < pass.ld) {
      sizes = new double[pass.ld];
      carried = new double[pass.ld];
    }

    for (int l = 0; l < pass.layers; l++) {
      if (special != null && l < pass.layers - 1) {
        special.forward(theta, x, xOffset, origins, l, ofH);
      }

      for (int u = 0; u < layout.units(l); u++) {
        int o = (pass.base[l] + u) * pass.ld;
        ofPreActivations(theta, x, xOffset, l, u);

        for (int r = 0; r < pass.rows; r++) {
          boolean linear = pass.linearOutput && l == pass.layers - 1;
          ofH[o + r] =
              linear
                  ? ofZ[o + r]
                  : Math.abs(pass.first[o + r]) * ofZ[o + r] + 8 * U * Math.abs(pass.h[o + r]);
        }
      }
    }
  }

  /** Rows innermost, as they lie side by side in memory. */
  private void ofPreActivations(double[] theta, double[] x, int xOffset, int l, int u) {
    int rows = pass.rows;
    Arrays.fill(sizes, 0, rows, layout.hasBias(l) ? Math.abs(theta[layout.bias(l, u)]) : 0);
    Arrays.fill(carried, 0, rows, 0);

    for (int k = 0; k < layout.inputs(l); k++) {
      double w = Math.abs(theta[layout.weight(l, u, k)]);
      double[] input = input(x, l, k);
      int at = inputOffset(xOffset, l, k);

      for (int r = 0; r < rows; r++) {
        sizes[r] += w * Math.abs(input[at + r]);
      }

      if (input == pass.h) {
        for (int r = 0; r < rows; r++) {
          carried[r] += w * ofH[at + r];
        }
      }
    }

    if (l == pass.sum) {
      for (int r = 0; r < rows; r++) {
        sizes[r] += Math.abs(x[xOffset + u * pass.ld + r]);
      }
    }

    int o = (pass.base[l] + u) * pass.ld;

    for (int r = 0; r < rows; r++) {
      double added = special == null ? 0 : special.ofPreActivation(theta, l, u, r);
      ofZ[o + r] = (layout.inputs(l) + 1) * U * sizes[r] + carried[r] + added;
    }
  }

  /** errors_kr += the bound on the error of output k. */
  public void addOutputErrors(double[] theta, double[] errors) {
    if (special != null) {
      special.addOutputErrors(theta, errors);
    }

    for (int k = 0; k < layout.units(pass.layers - 1); k++) {
      for (int r = 0; r < pass.rows; r++) {
        errors[k * pass.ld + r] += ofH[pass.at(pass.layers - 1) + k * pass.ld + r];
      }
    }
  }

  /**
   * Adds to {@code bounds[j]} what the rounding errors of the tile that was passed backward may
   * amount to in the data term's derivative by theta_j.
   *
   * @param errors bounds on the errors of c
   * @param real rows that count
   * @param steps roundings of a sum over rows
   */
  public void backward(
      double[] theta,
      double[] x,
      int xOffset,
      double[] origins,
      double[] errors,
      int real,
      double steps,
      double[] bounds) {
    int last = pass.layers - 1;
    pass.copyRows(errors, 0, ofBack, pass.at(last), layout.units(last));

    for (int l = last; l >= 0; l--) {
      if (special != null && l < last) {
        special.backward(theta, x, xOffset, origins, l, errors, ofDelta, ofH, real, steps, bounds);
      }

      for (int u = 0; u < layout.units(l); u++) {
        if (l < last) {
          carryBack(theta, l, u);
        }

        throughSlope(l, u);
        addBounds(l, u, x, xOffset, real, steps, bounds);
      }
    }
  }

  private void carryBack(double[] theta, int l, int u) {
    int o = (pass.base[l] + u) * pass.ld;

    for (int r = 0; r < pass.rows; r++) {
      double error = 0;

      for (int v = 0; v < layout.units(l + 1); v++) {
        int above = (pass.base[l + 1] + v) * pass.ld + r;
        error +=
            Math.abs(theta[layout.weight(l + 1, v, u)])
                * (ofDelta[above] + layout.units(l + 1) * U * Math.abs(pass.delta[above]));
      }

      ofBack[o + r] = special == null ? error : error + special.ofBack(theta, l, u, r);
    }
  }

  private void throughSlope(int l, int u) {
    int o = (pass.base[l] + u) * pass.ld;

    for (int i = o; i < o + pass.rows; i++) {
      if (pass.linearOutput && l == pass.layers - 1) {
        ofDelta[i] = ofBack[i];
      } else {
        double bend = Math.abs(pass.second[i]);
        double slope = Math.abs(pass.first[i]);
        double ofSlope = bend * ofZ[i] + 16 * U * (slope + bend * Math.abs(pass.z[i]));
        ofDelta[i] =
            slope * ofBack[i] + Math.abs(pass.back[i]) * ofSlope + U * Math.abs(pass.delta[i]);
      }
    }
  }

  private void addBounds(
      int l, int u, double[] x, int xOffset, int real, double steps, double[] bounds) {
    int o = (pass.base[l] + u) * pass.ld;
    double[] error = carried;

    for (int r = 0; r < real; r++) {
      sizes[r] = Math.abs(pass.delta[o + r]);
      error[r] = ofDelta[o + r] + steps * U * sizes[r];
    }

    for (int k = 0; k < layout.inputs(l); k++) {
      double[] input = input(x, l, k);
      int at = inputOffset(xOffset, l, k);
      double sum = bounds[layout.weight(l, u, k)];

      if (input == pass.h) {
        for (int r = 0; r < real; r++) {
          sum += error[r] * Math.abs(input[at + r]) + sizes[r] * ofH[at + r];
        }
      } else {
        for (int r = 0; r < real; r++) {
          sum += error[r] * Math.abs(input[at + r]);
        }
      }

      bounds[layout.weight(l, u, k)] = sum;
    }

    if (layout.hasBias(l)) {
      for (int r = 0; r < real; r++) {
        bounds[layout.bias(l, u)] += error[r];
      }
    }
  }

  /** Where input k of a layer lies: activations of the layer below, or exact inputs x. */
  private double[] input(double[] x, int l, int k) {
    return l == 0 || k >= pass.fanIn(l) ? x : pass.h;
  }

  /** Where it begins there. */
  private int inputOffset(int xOffset, int l, int k) {
    if (l == 0) {
      return xOffset + k * pass.ld;
    }

    int fanIn = pass.fanIn(l);
    return k < fanIn ? pass.at(l - 1) + k * pass.ld : xOffset + (k - fanIn) * pass.ld;
  }
}
