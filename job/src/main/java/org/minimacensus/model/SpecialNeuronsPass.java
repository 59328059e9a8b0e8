package org.minimacensus.model;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;

/**
 * One exponential neuron per hidden layer beside a {@link NetworkPass}, which calls this layer by
 * layer; the parameters of {@link SpecialLayout} stand behind theta.
 *
 * <p>In the chart with origins (r_l, q_l) neuron l is y_l = exp(u_l.(h_(l-1) - r_l) + mu_l (y_(l-1)
 * - q_l)): the weights with which it feeds others carry the factor that is left, and b_l occurs
 * here nowhere. Differences to the origins are formed first: for inputs far from 0 the difference
 * of products would lose the digits that count. What the last neuron adds to the outputs is left to
 * the caller; its derivatives are formed here.
 */
public final class SpecialNeuronsPass {
  private static final double[] NONE = {};
  final SpecialLayout special;

  /** Where the special parameters begin. */
  final int p;

  private final NetworkPass pass;
  private final Kernels kernels;
  private final int last;

  /** By neuron and row: exponents, y, the loss's derivatives by y and by the exponents. */
  private double[] exponent = NONE;

  double[] y = NONE;
  double[] byY = NONE;
  double[] byExponent = NONE;

  /** Along the direction: of the exponents, of y, and of the two derivatives. */
  private double[] alongExponent = NONE;

  private double[] alongY = NONE;
  private double[] tangentByY = NONE;
  private double[] tangentByExponent = NONE;

  /** What enters the neuron at hand, less its origin. */
  private double[] difference = NONE;

  /** Derivatives of the loss by the outputs, K x rows. */
  double[] slopes = NONE;

  private double[] origins = NONE;

  SpecialNeuronsPass(NetworkPass pass, SpecialLayout special) {
    this.pass = pass;
    this.special = special;
    this.kernels = pass.kernels;
    this.p = pass.layout.dimension();
    this.last = special.layers() - 1;
  }

  /** The chart of the next forward pass. */
  public void chart(double[] ofOrigins) {
    origins = ofOrigins;
  }

  /** y of the last neuron in row r of the tile, after the forward pass. */
  public double top(int r) {
    return y[last * pass.ld + r];
  }

  /** The derivative of {@link #top} along the direction of the last tangent. */
  public double topTangent(int r) {
    return alongY[last * pass.ld + r];
  }

  /** The exponent of neuron l in row r. */
  public double exponent(int l, int r) {
    return exponent[l * pass.ld + r];
  }

  /** What enters neuron l in row r, {@link SpecialLayout#inputs} numbers. */
  public void input(int l, int r, double[] x, int xOffset, double[] into) {
    int ordinary = special.ordinaryInputs(l);
    for (int j = 0; j < ordinary; j++) {
      into[j] = l == 0 ? x[xOffset + j * pass.ld + r] : pass.h[pass.at(l - 1) + j * pass.ld + r];
    }

    if (l > 0) {
      into[ordinary] = y[(l - 1) * pass.ld + r];
    }
  }

  /** Adds V_l y_(l-1) to the pre-activations of layer l and forms y_l. */
  void forward(double[] theta, int l, double[] x, int xOffset) {
    int ld = pass.ld;
    int rows = pass.rows;
    reserve();

    if (l > 0) {
      addOuter(theta, p + special.feeding(l), y, (l - 1) * ld, pass.z, pass.at(l), l);
    }

    differences(l, x, xOffset);
    product(
        theta, p + special.weights(l), special.inputs(l), difference, 0, exponent, l * ld, false);
    kernels.exp(exponent, l * ld, y, l * ld, rows);
  }

  /** to += w row for the units of layer l. */
  private void addOuter(
      double[] w, int wOffset, double[] row, int rowOffset, double[] to, int toOffset, int l) {
    kernels.multiply(
        w,
        wOffset,
        1,
        1,
        null,
        0,
        true,
        row,
        rowOffset,
        to,
        toOffset,
        special.units(l),
        1,
        pass.ld,
        pass.rows);
  }

  /** to (+)= w.from. */
  private void product(
      double[] w,
      int wOffset,
      int inner,
      double[] from,
      int fromOffset,
      double[] to,
      int toOffset,
      boolean accumulate) {
    kernels.multiply(
        w,
        wOffset,
        inner,
        1,
        null,
        0,
        accumulate,
        from,
        fromOffset,
        to,
        toOffset,
        1,
        inner,
        pass.ld,
        pass.rows);
  }

  /**
   * Takes the derivatives by the units of layer l + 1 and by neuron l + 1 back to neuron l, adds
   * what neuron l + 1 gives to {@code received}, the derivatives by the activations of layer l, and
   * adds the gradient by the weights into neuron l and out of it.
   *
   * @param c derivatives of the loss by the outputs
   */
  void backward(
      double[] theta,
      int l,
      double[] c,
      double[] received,
      double[] x,
      int xOffset,
      double[] lanes,
      int laneOffset) {
    int ld = pass.ld;
    int at = l * ld;

    if (l == last) {
      System.arraycopy(c, 0, slopes, 0, (special.outputs() - 1) * ld + pass.rows);
      product(theta, p + special.amplitudes(), special.outputs(), c, 0, byY, at, false);
      outer(c, 0, special.outputs(), y, at, 1, lanes, laneOffset + special.amplitudes());
    } else {
      int above = pass.at(l + 1);
      int v = special.feeding(l + 1);
      int count = special.units(l + 1);
      product(theta, p + v, count, pass.delta, above, byY, at, false);
      product(theta, p + special.mu(l + 1), 1, byExponent, at + ld, byY, at, true);
      outer(pass.delta, above, count, y, at, 1, lanes, laneOffset + v);
      addOuter(theta, p + special.weights(l + 1), byExponent, at + ld, received, pass.at(l), l);
    }

    for (int i = at; i < at + pass.rows; i++) {
      byExponent[i] = byY[i] * y[i];
    }

    differences(l, x, xOffset);
    outer(
        byExponent,
        at,
        1,
        difference,
        0,
        special.inputs(l),
        lanes,
        laneOffset + special.weights(l));
  }

  private void outer(
      double[] a,
      int aOffset,
      int count,
      double[] b,
      int bOffset,
      int width,
      double[] lanes,
      int laneOffset) {
    kernels.multiplyTransposed(
        a, aOffset, count, b, bOffset, width, lanes, p + laneOffset, width, pass.ld, pass.rows);
  }

  /** The forward pass of layer l differentiated along v. */
  void tangent(double[] theta, double[] v, int l, double[] x, int xOffset) {
    int ld = pass.ld;
    int at = l * ld;

    if (l > 0) {
      addOuter(theta, p + special.feeding(l), alongY, at - ld, pass.dz, pass.at(l), l);
      addOuter(v, p + special.feeding(l), y, at - ld, pass.dz, pass.at(l), l);
    }

    int w = p + special.weights(l);
    differences(l, x, xOffset);
    product(v, w, special.inputs(l), difference, 0, alongExponent, at, false);

    if (l > 0) {
      product(
          theta, w, special.ordinaryInputs(l), pass.dh, pass.at(l - 1), alongExponent, at, true);
      product(theta, p + special.mu(l), 1, alongY, at - ld, alongExponent, at, true);
    }

    for (int i = at; i < at + pass.rows; i++) {
      alongY[i] = y[i] * alongExponent[i];
    }
  }

  /**
   * {@link #backward} differentiated along v.
   *
   * @param rc derivatives of c
   */
  void backwardTangent(
      double[] theta,
      double[] v,
      int l,
      double[] rc,
      double[] x,
      int xOffset,
      double[] lanes,
      int laneOffset) {
    int ld = pass.ld;
    int at = l * ld;

    if (l == last) {
      int a = special.amplitudes();
      product(theta, p + a, special.outputs(), rc, 0, tangentByY, at, false);
      product(v, p + a, special.outputs(), slopes, 0, tangentByY, at, true);
      outer(rc, 0, special.outputs(), y, at, 1, lanes, laneOffset + a);
      outer(slopes, 0, special.outputs(), alongY, at, 1, lanes, laneOffset + a);
    } else {
      int above = pass.at(l + 1);
      int up = at + ld;
      int feeding = special.feeding(l + 1);
      int count = special.units(l + 1);
      int mu = p + special.mu(l + 1);
      int u = p + special.weights(l + 1);
      product(theta, p + feeding, count, pass.tangentDelta, above, tangentByY, at, false);
      product(v, p + feeding, count, pass.delta, above, tangentByY, at, true);
      product(theta, mu, 1, tangentByExponent, up, tangentByY, at, true);
      product(v, mu, 1, byExponent, up, tangentByY, at, true);
      outer(pass.tangentDelta, above, count, y, at, 1, lanes, laneOffset + feeding);
      outer(pass.delta, above, count, alongY, at, 1, lanes, laneOffset + feeding);
      addOuter(theta, u, tangentByExponent, up, pass.tangentBack, pass.at(l), l);
      addOuter(v, u, byExponent, up, pass.tangentBack, pass.at(l), l);
    }

    for (int i = at; i < at + pass.rows; i++) {
      tangentByExponent[i] = Math.fma(byExponent[i], alongExponent[i], tangentByY[i] * y[i]);
    }

    int weights = laneOffset + special.weights(l);
    int inputs = special.inputs(l);
    differences(l, x, xOffset);
    outer(tangentByExponent, at, 1, difference, 0, inputs, lanes, weights);

    if (l > 0) {
      int ordinary = special.ordinaryInputs(l);
      outer(byExponent, at, 1, pass.dh, pass.at(l - 1), ordinary, lanes, weights);
      outer(byExponent, at, 1, alongY, at - ld, 1, lanes, weights + ordinary);
    }
  }

  /** What enters neuron l, less the origin, row by row of {@code difference}. */
  private void differences(int l, double[] x, int xOffset) {
    int ordinary = special.ordinaryInputs(l);

    for (int j = 0; j < special.inputs(l); j++) {
      double[] from = l == 0 ? x : j < ordinary ? pass.h : y;
      int at =
          l == 0
              ? xOffset + j * pass.ld
              : j < ordinary ? pass.at(l - 1) + j * pass.ld : (l - 1) * pass.ld;
      double zero = origins[special.origin(l) + j];

      for (int r = 0; r < pass.rows; r++) {
        difference[j * pass.ld + r] = from[at + r] - zero;
      }
    }
  }

  private void reserve() {
    int size = special.layers() * pass.ld;

    if (y.length < size) {
      int widest = 0;
      for (int l = 0; l < special.layers(); l++) {
        widest = Math.max(widest, special.inputs(l));
      }

      exponent = new double[size];
      y = new double[size];
      byY = new double[size];
      byExponent = new double[size];
      difference = new double[widest * pass.ld];
      slopes = new double[special.outputs() * pass.ld];
    }

    if (pass.order > 1 && alongY.length < size) {
      alongExponent = new double[size];
      alongY = new double[size];
      tangentByY = new double[size];
      tangentByExponent = new double[size];
    }
  }

  /** The largest |weight y_l| over the weights out of neuron l, in the first rows of the tile. */
  public double contribution(double[] theta, int real) {
    double largest = 0;

    for (int l = 0; l <= last; l++) {
      double most =
          Arrays.stream(special.outgoing(l))
              .mapToDouble(i -> Math.abs(theta[p + i]))
              .max()
              .orElse(0);

      for (int r = 0; r < real && most > 0; r++) {
        largest = Math.max(largest, most * y[l * pass.ld + r]);
      }
    }

    return largest;
  }
}
