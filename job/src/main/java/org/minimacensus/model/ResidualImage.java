package org.minimacensus.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * The perceptron that a residual network W (x + V z(x)) is: z with the outgoing weights W V, and
 * direct weights W. Both have the same outputs, but the perceptron's parameters (u, [W V, W])
 * forget what W does not read of V: V + N with W N = 0 is the same perceptron.
 *
 * <p>Where W has the rank of the outputs the map is onto all perceptrons nearby, and open: a point
 * is a local minimum of a loss of the outputs if and only if its image is one. There {@link #lift}
 * is a right inverse.
 */
public final class ResidualImage implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Smallest singular value of W, as a share of the largest, at which it still has full rank. */
  private static final double RANK = 1e-6;

  private final Architecture residual;
  private final Architecture perceptron;
  private final ParameterLayout from;
  private final ParameterLayout to;
  private final int sum;
  private final int width;
  private final int inputs;
  private final int outputs;

  /**
   * @param residual a residual network
   */
  public ResidualImage(Architecture residual) {
    if (!residual.residual()) {
      throw new IllegalArgumentException("expected a residual network, found " + residual);
    }

    this.residual = residual;
    this.perceptron =
        new Architecture(
            residual.inputs(),
            residual.hidden(),
            residual.outputs(),
            residual.activation(),
            residual.outputActivation(),
            residual.bias(),
            false,
            true);
    this.from = residual.layout();
    this.to = perceptron.layout();
    this.sum = from.layers() - 2;
    this.inputs = residual.inputs();
    this.outputs = residual.outputs();
    this.width = from.inputs(sum);
  }

  public Architecture residual() {
    return residual;
  }

  public Architecture perceptron() {
    return perceptron;
  }

  /** The image of theta, fresh; what stands behind theta is kept behind it. */
  public double[] of(double[] theta) {
    double[] image = spread(theta, from, to);
    for (int k = 0; k < outputs; k++) {
      for (int j = 0; j < width; j++) {
        double product = 0;
        for (int i = 0; i < inputs; i++) {
          product += w(theta, k, i) * v(theta, i, j);
        }

        image[to.weight(sum, k, j)] = product;
      }

      for (int i = 0; i < inputs; i++) {
        image[to.weight(sum, k, width + i)] = w(theta, k, i);
      }
    }

    return image;
  }

  /** The parameters that make a parameter of the image: of (W V)_kj column j of V. */
  public IntStream sources(int parameter) {
    int within = parameter - to.weightOffset(sum);
    if (within < 0) {
      return IntStream.of(parameter);
    }

    if (parameter >= to.dimension()) {
      return IntStream.of(parameter - to.dimension() + from.dimension());
    }

    int column = within % to.inputs(sum);
    return column < width
        ? IntStream.range(0, inputs).map(i -> from.weight(sum, i, column))
        : IntStream.of(from.weight(sum + 1, within / to.inputs(sum), column - width));
  }

  /** To first order, bounds on the errors of the image from those of theta. */
  public double[] errors(double[] theta, double[] errors) {
    double[] image = spread(errors, from, to);
    for (int k = 0; k < outputs; k++) {
      for (int j = 0; j < width; j++) {
        double error = 0;
        for (int i = 0; i < inputs; i++) {
          error +=
              Math.abs(w(theta, k, i)) * v(errors, i, j)
                  + w(errors, k, i) * Math.abs(v(theta, i, j));
        }

        image[to.weight(sum, k, j)] = error;
      }

      for (int i = 0; i < inputs; i++) {
        image[to.weight(sum, k, width + i)] = w(errors, k, i);
      }
    }

    return image;
  }

  /** Whether W has the rank of the outputs, clearly. */
  public boolean onto(double[] theta) {
    double[] values = SymmetricEigen.of(gram(theta), outputs).values();
    // Written so that NaN is refused.
    return outputs <= inputs && values[0] > RANK * RANK * values[outputs - 1];
  }

  /** Directions of V that W does not read where it has full rank: (d - d_y) d_z. */
  public int unread() {
    return (inputs - outputs) * width;
  }

  /**
   * The parameters whose image is the given one and whose V differs from the given one as little as
   * can be. Only where {@link #onto} holds of the image.
   *
   * @param theta gives V, perhaps with more behind
   * @param image perhaps with more behind, which is kept
   */
  public double[] lift(double[] theta, double[] image) {
    double[] lifted = spread(image, to, from);
    for (int k = 0; k < outputs; k++) {
      for (int i = 0; i < inputs; i++) {
        lifted[from.weight(sum + 1, k, i)] = image[to.weight(sum, k, width + i)];
      }
    }

    System.arraycopy(theta, from.weightOffset(sum), lifted, from.weightOffset(sum), inputs * width);
    double[] inverse = inverse(lifted);
    for (int j = 0; j < width; j++) {
      double[] missing = new double[outputs];
      for (int k = 0; k < outputs; k++) {
        missing[k] = image[to.weight(sum, k, j)];
        for (int i = 0; i < inputs; i++) {
          missing[k] -= w(lifted, k, i) * v(theta, i, j);
        }
      }

      addColumn(lifted, inverse, j, missing);
    }

    return lifted;
  }

  /**
   * For each parameter of the image a direction of the network's parameters, with as many zeros
   * behind it as behind theta, along which the image moves by that parameter alone; for what stands
   * behind theta the unit vectors. Only where {@link #onto} holds.
   */
  public double[][] liftedDirections(double[] theta) {
    int own = from.weightOffset(sum);
    double[] inverse = inverse(theta);
    double[][] lifts = new double[to.dimension() + theta.length - from.dimension()][theta.length];
    for (int i = 0; i < lifts.length; i++) {
      if (i < own) {
        lifts[i][i] = 1;
      } else if (i >= to.dimension()) {
        lifts[i][from.dimension() + i - to.dimension()] = 1;
      }
    }

    for (int k = 0; k < outputs; k++) {
      for (int j = 0; j < width; j++) {
        double[] unit = new double[outputs];
        unit[k] = 1;
        addColumn(lifts[to.weight(sum, k, j)], inverse, j, unit);
      }

      for (int i = 0; i < inputs; i++) {
        double[] lift = lifts[to.weight(sum, k, width + i)];
        lift[from.weight(sum + 1, k, i)] = 1;
        for (int j = 0; j < width; j++) {
          double[] read = new double[outputs];
          read[k] = -v(theta, i, j);
          addColumn(lift, inverse, j, read);
        }
      }
    }

    return lifts;
  }

  /** An orthogonal basis of the directions that W does not read, in dimension d. */
  public List<double[]> unreadBasis(double[] theta) {
    double[] square = new double[inputs * inputs];
    for (int a = 0; a < inputs; a++) {
      for (int b = 0; b < inputs; b++) {
        for (int k = 0; k < outputs; k++) {
          square[a * inputs + b] += w(theta, k, a) * w(theta, k, b);
        }
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(square, inputs);
    List<double[]> basis = new ArrayList<>();
    for (int e = 0; e < inputs; e++) {
      if (eigen.values()[e] <= RANK * RANK * eigen.values()[inputs - 1]) {
        basis.add(Arrays.copyOfRange(eigen.vectors(), e * inputs, (e + 1) * inputs));
      }
    }

    return basis;
  }

  /** V gets + n e_j^T, less what W reads of n; theta is modified. */
  public void addUnread(double[] theta, int column, double[] n) {
    double[] read = new double[outputs];
    for (int k = 0; k < outputs; k++) {
      for (int i = 0; i < inputs; i++) {
        read[k] -= w(theta, k, i) * n[i];
      }
    }

    addColumn(theta, inverse(theta), column, read);
    addTo(theta, column, n);
  }

  /** V gets + n e_j^T; theta is modified. */
  public void addTo(double[] theta, int column, double[] n) {
    for (int i = 0; i < inputs; i++) {
      theta[from.weight(sum, i, column)] += n[i];
    }
  }

  /** V gets + W^+ m e_j^T. */
  private void addColumn(double[] theta, double[] inverse, int column, double[] m) {
    for (int i = 0; i < inputs; i++) {
      double change = 0;
      for (int k = 0; k < outputs; k++) {
        change += inverse[i * outputs + k] * m[k];
      }

      theta[from.weight(sum, i, column)] += change;
    }
  }

  /** W^+, d x d_y row by row; singular values that are 0 to rounding are left out. */
  private double[] inverse(double[] theta) {
    SymmetricEigen eigen = SymmetricEigen.of(gram(theta), outputs);
    double[] inverse = new double[inputs * outputs];
    for (int e = 0; e < outputs; e++) {
      if (!(eigen.values()[e] > RANK * RANK * eigen.values()[outputs - 1])) {
        continue;
      }

      for (int i = 0; i < inputs; i++) {
        double read = 0;
        for (int k = 0; k < outputs; k++) {
          read += w(theta, k, i) * eigen.vector(e, k);
        }

        for (int k = 0; k < outputs; k++) {
          inverse[i * outputs + k] += read * eigen.vector(e, k) / eigen.values()[e];
        }
      }
    }

    return inverse;
  }

  /** W W^T. */
  private double[] gram(double[] theta) {
    double[] gram = new double[outputs * outputs];
    for (int k = 0; k < outputs; k++) {
      for (int l = 0; l < outputs; l++) {
        for (int i = 0; i < inputs; i++) {
          gram[k * outputs + l] += w(theta, k, i) * w(theta, l, i);
        }
      }
    }

    return gram;
  }

  /** The parameters of z at the front, and what stands behind theta; else 0. */
  private static double[] spread(double[] values, ParameterLayout from, ParameterLayout to) {
    int own = from.weightOffset(from.hiddenLayers());
    int behind = values.length - from.dimension();
    double[] spread = Arrays.copyOf(Arrays.copyOf(values, own), to.dimension() + behind);
    System.arraycopy(values, from.dimension(), spread, to.dimension(), behind);
    return spread;
  }

  private double w(double[] theta, int k, int i) {
    return theta[from.weight(sum + 1, k, i)];
  }

  private double v(double[] theta, int i, int j) {
    return theta[from.weight(sum, i, j)];
  }
}
