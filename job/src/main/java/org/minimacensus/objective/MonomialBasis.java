package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;

/**
 * Adds R phi(x) to the outputs, phi(x) = 1 and the monomials of degree 2 to {@code degree} of the
 * inputs: with a linear network all polynomials up to that degree. R, K x m row by row, are its
 * parameters; there is no regulariser.
 *
 * @param degree >= 1; 1 adds a constant to each output
 */
public record MonomialBasis(int degree) implements OriginFree {
  public MonomialBasis {
    if (degree < 1) {
      throw new IllegalArgumentException(
          "a basis of monomials needs a degree >= 1, found " + degree);
    }
  }

  @Override
  public String name() {
    return "monomials";
  }

  /** The exponents of the features, d each: of 1, then degree by degree. */
  public List<int[]> exponents(int inputs) {
    List<int[]> all = new ArrayList<>();
    all.add(new int[inputs]);

    for (int g = 2; g <= degree; g++) {
      addExponents(new int[inputs], 0, g, all);
    }

    return all;
  }

  private static void addExponents(int[] exponents, int input, int left, List<int[]> all) {
    if (input == exponents.length - 1) {
      exponents[input] = left;
      all.add(exponents.clone());
      return;
    }

    for (int e = left; e >= 0; e--) {
      exponents[input] = e;
      addExponents(exponents, input + 1, left - e, all);
    }
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return outputs * exponents(inputs).size();
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new Tile(kernels, exponents(inputs).toArray(new int[0][]), outputs, degree);
  }

  private static final class Tile implements Pass {
    private static final double U = Roundoff.UNIT;
    private final Kernels kernels;
    private final int[][] exponents;
    private final int outputs;
    private final int degree;
    private final int features;
    private double[] phi = {};
    private int ld;
    private int rows;

    Tile(Kernels kernels, int[][] exponents, int outputs, int degree) {
      this.kernels = kernels;
      this.exponents = exponents;
      this.outputs = outputs;
      this.degree = degree;
      this.features = exponents.length;
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

      if (phi.length < features * ld) {
        phi = new double[features * ld];
      }

      for (int j = 0; j < features; j++) {
        fill(j, x, xOffset);
      }

      add(parameters, offset, s);
    }

    private void fill(int feature, double[] x, int xOffset) {
      for (int r = 0; r < rows; r++) {
        double product = 1;

        for (int i = 0; i < exponents[feature].length; i++) {
          for (int e = 0; e < exponents[feature][i]; e++) {
            product *= x[xOffset + i * ld + r];
          }
        }

        phi[feature * ld + r] = product;
      }
    }

    private void add(double[] weights, int offset, double[] to) {
      kernels.multiply(
          weights, offset, features, 1, null, 0, true, phi, 0, to, 0, outputs, features, ld, rows);
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
      kernels.multiplyTransposed(
          c, 0, outputs, phi, 0, features, lanes, laneOffset, features, ld, rows);
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
      add(direction, offset, ds);
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
      gradient(parameters, offset, origins, x, xOffset, rc, lanes, laneOffset);
    }

    @Override
    public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
      // No exponent.
    }

    @Override
    public double contribution(double[] parameters, int offset, int real) {
      double largest = 0;

      for (int k = 0; k < outputs; k++) {
        for (int r = 0; r < real; r++) {
          double sum = 0;

          for (int j = 0; j < features; j++) {
            sum += parameters[offset + k * features + j] * phi[j * ld + r];
          }

          largest = Math.max(largest, Math.abs(sum));
        }
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
      for (int k = 0; k < outputs; k++) {
        for (int r = 0; r < rows; r++) {
          double size = 0;

          for (int j = 0; j < features; j++) {
            size += Math.abs(parameters[offset + k * features + j] * phi[j * ld + r]);
          }

          errors[k * ld + r] += (features + degree + 2) * U * size;
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
        for (int r = 0; r < real; r++) {
          int i = k * ld + r;
          double error = errors[i] + (steps + degree + 2) * U * Math.abs(c[i]);

          for (int j = 0; j < features; j++) {
            bounds[offset + k * features + j] += error * Math.abs(phi[j * ld + r]);
          }
        }
      }
    }
  }
}
