package org.minimacensus.theorem;

import java.util.Arrays;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.InputSlopes;

/**
 * Moments of the loss's slopes c_g = sum of dl/df over the rows with input x_g, seen through an
 * added neuron: with t_g = w.x_g + b and the direction q of (w, b), with x~ = (x, 1),
 *
 * <pre>  C_k(w, b; q) = sum_g c_g phi^(k)(t_g) (x~_g.q)^k</pre>
 *
 * is the k-th derivative at s = 0 of G(w + s q_w, b + s q_b), G = C_0, which is the derivative of
 * the augmented loss by the amplitude at a = 0. Exponentials are scaled by e^(-shift).
 */
final class ResidualMoments {
  private static final double U = Roundoff.UNIT;

  private final InputSlopes slopes;
  private final NeuronFunction function;

  ResidualMoments(InputSlopes slopes, NeuronFunction function) {
    this.slopes = slopes;
    this.function = function;
  }

  /** Number of distinct inputs. */
  int inputs() {
    return slopes.count();
  }

  /** The largest |c_g| over inputs and outputs. */
  double largest() {
    return Arrays.stream(slopes.sums())
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  /** Whether rounding explains every c_g. */
  boolean vanish() {
    for (int g = 0; g < slopes.count(); g++) {
      for (int k = 0; k < slopes.sums()[g].length; k++) {
        if (Math.abs(slopes.sums()[g][k]) > slopes.errors()[g][k]) {
          return false;
        }
      }
    }

    return true;
  }

  /**
   * A moment.
   *
   * @param neuron (w_1..w_d, b) of the output
   * @param shift of the exponent, 0 for other functions than the exponential
   * @param direction q, d + 1 numbers; null for order 0
   */
  Bounded moment(int output, double[] neuron, double shift, double[] direction, int order) {
    double sum = 0;
    double bound = 0;
    for (int g = 0; g < slopes.count(); g++) {
      double[] x = slopes.inputs()[g];
      Bounded t = product(neuron, x, -shift);
      Bounded z = direction == null ? new Bounded(1, 0) : product(direction, x, 0);
      double power = 1;
      double powerError = 0;
      for (int i = 0; i < order; i++) {
        powerError = powerError * Math.abs(z.value()) + Math.abs(power) * z.bound();
        power *= z.value();
        powerError = powerError * (1 + 2 * U) + U * Math.abs(power);
      }

      double c = slopes.sums()[g][output];
      double value = function.derivative(order, t.value());
      double valueError = function.error(order, t.value(), t.bound());
      double term = c * value * power;
      sum += term;
      bound +=
          slopes.errors()[g][output] * Math.abs(value * power)
              + Math.abs(c) * valueError * Math.abs(power)
              + Math.abs(c * value) * powerError
              + 4 * U * Math.abs(term)
              + U * Math.abs(sum);
    }

    // Products of errors are below this.
    return new Bounded(sum, bound * (1 + 1e-6));
  }

  /** The largest |x~_g.q|. */
  double reach(double[] direction) {
    double largest = 0;
    for (double[] x : slopes.inputs()) {
      largest = Math.max(largest, Math.abs(product(direction, x, 0).value()));
    }

    return largest;
  }

  /**
   * The direction in which the first derivative of G grows fastest, of length 1; all 0 where that
   * derivative is.
   */
  double[] steepest(int output, double[] neuron, double shift) {
    double[] axis = new double[neuron.length];
    double[] gradient = new double[neuron.length];
    for (int j = 0; j < axis.length; j++) {
      axis[j] = 1;
      gradient[j] = moment(output, neuron, shift, axis, 1).value();
      axis[j] = 0;
    }

    return normalised(gradient);
  }

  static double[] normalised(double[] v) {
    double largest = Arrays.stream(v).map(Math::abs).max().orElse(0);
    if (!(largest > 0)) {
      return new double[v.length];
    }

    double[] scaled = Arrays.stream(v).map(x -> x / largest).toArray();
    double norm = Math.sqrt(Arrays.stream(scaled).map(x -> x * x).sum());
    return Arrays.stream(scaled).map(x -> x / norm).toArray();
  }

  /** v.(x, 1) + more. */
  private static Bounded product(double[] v, double[] x, double more) {
    int d = x.length;
    double sum = v[d] + more;
    double size = Math.abs(v[d]) + Math.abs(more);
    for (int j = 0; j < d; j++) {
      sum = Math.fma(v[j], x[j], sum);
      size += Math.abs(v[j] * x[j]);
    }

    return new Bounded(sum, (d + 2) * U * size);
  }
}
