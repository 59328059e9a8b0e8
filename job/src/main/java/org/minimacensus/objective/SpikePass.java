package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/** {@link Spike} and its derivatives on row tiles. */
final class SpikePass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final Spike.Form form;
  private final Kernels kernels;
  private final int inputs;

  /** Numbers that are added somewhere: rho, and sigma. */
  private final int masses;

  /** 1 where a row has the input of a mass, else 0; a row of the tile for each mass. */
  private double[] here = NONE;

  private double[] product = NONE;

  /** Exponents relative to v, of the rows with another input. */
  private double[] exponent = NONE;

  private int ld;
  private int rows;

  SpikePass(Spike.Form form, Kernels kernels, int inputs) {
    this.form = form;
    this.kernels = kernels;
    this.inputs = inputs;
    this.masses =
        switch (form) {
          case LIMIT -> 1;
          case WITH_SECOND -> 2;
          case NEIGHBOUR -> 0;
        };
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
    if (product.length < ld) {
      here = new double[masses * ld];
      product = new double[ld];
      exponent = new double[ld];
    }

    for (int m = 0; m < masses; m++) {
      double[] place = m == 0 ? origins : parameters;
      int at = m == 0 ? 0 : offset + 2;
      for (int r = 0; r < rows; r++) {
        boolean on = same(place, at, x, xOffset + r, inputs, ld);
        here[m * ld + r] = on ? 1 : 0;
        s[r] = on ? s[r] + parameters[offset + m] : s[r];
      }
    }

    if (form == Spike.Form.NEIGHBOUR) {
      exponents(parameters, offset, x, xOffset);
    }
  }

  /** Whether a row's inputs, from x[first] on in steps of ld, are those of a place. */
  static boolean same(double[] place, int at, double[] x, int first, int inputs, int ld) {
    boolean same = true;
    for (int j = 0; j < inputs; j++) {
      same &= x[first + j * ld] == place[at + j];
    }

    return same;
  }

  private void exponents(double[] parameters, int offset, double[] x, int xOffset) {
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int j = 0; j < inputs; j++) {
        double difference = x[xOffset + j * ld + r] - parameters[offset + j];
        sum = Math.fma(parameters[offset + inputs + j], difference, sum);
      }

      exponent[r] =
          same(parameters, offset, x, xOffset + r, inputs, ld) ? Double.NEGATIVE_INFINITY : sum;
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
    for (int m = 0; m < masses; m++) {
      for (int r = 0; r < rows; r++) {
        product[r] = c[r] * here[m * ld + r];
      }

      kernels.rowSums(product, 0, 1, lanes, laneOffset + m, ld, rows);
    }
  }

  @Override
  public void tangent(
      double[] parameters,
      double[] along,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] ds) {
    for (int m = 0; m < masses; m++) {
      for (int r = 0; r < rows; r++) {
        ds[r] = Math.fma(along[offset + m], here[m * ld + r], ds[r]);
      }
    }
  }

  /** The masses enter linearly: what is left is the change of c. */
  @Override
  public void gradientTangent(
      double[] parameters,
      double[] along,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] c,
      double[] rc,
      double[] lanes,
      int laneOffset) {
    gradient(parameters, offset, origins, x, xOffset, rc, lanes, laneOffset);
  }

  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    if (form != Spike.Form.NEIGHBOUR) {
      return;
    }

    for (int r = 0; r < real; r++) {
      if (exponent[r] > Double.NEGATIVE_INFINITY) {
        into.note(0, exponent[r], firstRow + r, x, xOffset + r, ld);
      }
    }
  }

  @Override
  public double contribution(double[] parameters, int offset, int real) {
    return Arrays.stream(parameters, offset, offset + masses).map(Math::abs).max().orElse(0);
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    for (int m = 0; m < masses; m++) {
      for (int r = 0; r < rows; r++) {
        errors[r] += U * Math.abs(parameters[offset + m]) * here[m * ld + r];
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
    for (int m = 0; m < masses; m++) {
      for (int r = 0; r < real; r++) {
        double error = errors[r] + Math.abs(c[r]) * steps * U;
        bounds[offset + m] += error * here[m * ld + r];
      }
    }
  }
}
