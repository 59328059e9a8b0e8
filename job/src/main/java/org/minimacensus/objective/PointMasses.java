package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;

/**
 * What exponential neurons become when their weights grow without bound while their largest value
 * stays finite: rho_m is added to the output at the inputs x = v_m, and nothing elsewhere. For
 * networks with one output; the parameters are rho_1..rho_M.
 *
 * <p>The derivative by rho_m is the sum over the rows with input v_m of dl/ds.
 */
public final class PointMasses implements Augmentation {
  private static final long serialVersionUID = 1L;
  private final double[][] places;
  private final double[] direction;

  private PointMasses(double[][] places, double[] direction) {
    this.places = places;
    this.direction = direction;
  }

  /**
   * @param places M training inputs, M x d, none twice
   */
  public static PointMasses at(double[]... places) {
    return new PointMasses(copy(places), null);
  }

  /**
   * One mass, with a direction w along which {@link Evaluator#chartOrigins} finds the training
   * input other than the place with the largest w.x (ties: the first row).
   */
  public static PointMasses withNeighbour(double[] place, double[] direction) {
    return new PointMasses(copy(place), direction.clone());
  }

  private static double[][] copy(double[]... places) {
    return Arrays.stream(places).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public String name() {
    return "spike";
  }

  @Override
  public int dimension(int inputs, int outputs) {
    if (outputs != 1) {
      throw new IllegalArgumentException(
          "point masses need a network with one output, found " + outputs);
    }

    return places.length;
  }

  @Override
  public int[] amplitudes(int inputs, int outputs) {
    return new int[0];
  }

  @Override
  public int[] exponents(int inputs, int outputs) {
    return new int[0];
  }

  @Override
  public int[] trivialDirections(int inputs, int outputs) {
    return new int[0];
  }

  @Override
  public double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    return raw.clone();
  }

  @Override
  public double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    return Arrays.copyOfRange(parameters, offset, offset + places.length);
  }

  @Override
  public void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    // Nothing depends on the origin.
  }

  @Override
  public double regulariser(double[] parameters, int offset, int inputs, int outputs) {
    return 0;
  }

  @Override
  public void addRegulariserGradient(
      double[] parameters, int offset, double[] gradient, int inputs, int outputs) {
    // There is no regulariser.
  }

  @Override
  public void addRegulariserHessianVector(
      double[] parameters,
      double[] direction,
      int offset,
      double[] result,
      int inputs,
      int outputs) {
    // There is no regulariser.
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new Masses(kernels, inputs, dimension(inputs, outputs));
  }

  private final class Masses implements Pass {
    private static final double U = 0x1p-53;
    private final Kernels kernels;
    private final int inputs;
    private final int count;

    /** 1 where a row is at a place, else 0; a row of the tile for each place. */
    private double[] here = {};

    private double[] product = {};
    private int ld;
    private int rows;

    Masses(Kernels kernels, int inputs, int count) {
      this.kernels = kernels;
      this.inputs = inputs;
      this.count = count;
    }

    private boolean at(int place, double[] x, int first) {
      boolean same = true;
      for (int j = 0; j < inputs; j++) {
        same &= x[first + j * ld] == places[place][j];
      }

      return same;
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
        here = new double[count * ld];
        product = new double[ld];
      }

      for (int m = 0; m < count; m++) {
        for (int r = 0; r < rows; r++) {
          boolean on = at(m, x, xOffset + r);
          here[m * ld + r] = on ? 1 : 0;
          s[r] = on ? s[r] + parameters[offset + m] : s[r];
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
      for (int m = 0; m < count; m++) {
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
      for (int m = 0; m < count; m++) {
        for (int r = 0; r < rows; r++) {
          ds[r] = Math.fma(along[offset + m], here[m * ld + r], ds[r]);
        }
      }
    }

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
      if (direction == null) {
        return;
      }

      for (int r = 0; r < real; r++) {
        if (here[r] == 0) {
          double exponent = 0;
          for (int j = 0; j < inputs; j++) {
            exponent = Math.fma(direction[j], x[xOffset + j * ld + r] - places[0][j], exponent);
          }

          into.note(0, exponent, firstRow + r, x, xOffset + r, ld);
        }
      }
    }

    @Override
    public double contribution(double[] parameters, int offset, int real) {
      double largest = 0;
      for (int m = 0; m < count; m++) {
        largest = Math.max(largest, Math.abs(parameters[offset + m]));
      }

      return largest;
    }

    @Override
    public void addOutputErrors(
        double[] parameters,
        int offset,
        double[] origins,
        double[] x,
        int xOffset,
        double[] errors) {
      for (int m = 0; m < count; m++) {
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
      for (int m = 0; m < count; m++) {
        for (int r = 0; r < real; r++) {
          double error = errors[r] + Math.abs(c[r]) * steps * U;
          bounds[offset + m] += error * here[m * ld + r];
        }
      }
    }
  }
}
