package org.minimacensus.objective;

import org.minimacensus.numeric.Elementary;

/**
 * The exponential neuron of Liang, Sun, Lee and Srikant (2018) and of Kawaguchi and Kaelbling
 * (2020): a_k exp(w_k.x + b_k) is added to output k and (lambda/2) sum_k a_k^2 to the objective.
 *
 * <p>In the chart of {@link ExponentialNeurons} the regulariser is (lambda/2) sum_k A_k^2 e^(-2
 * beta_k).
 */
final class OutputNeuron extends ExponentialNeurons {
  private static final long serialVersionUID = 1L;
  private final double lambda;

  OutputNeuron(double lambda) {
    if (!(lambda > 0) || lambda == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "output-neuron needs lambda > 0 and finite, found " + lambda);
    }

    this.lambda = lambda;
  }

  @Override
  public double lambda() {
    return lambda;
  }

  @Override
  public String name() {
    return "output-neuron";
  }

  @Override
  boolean regularised() {
    return true;
  }

  @Override
  public double regulariser(double[] parameters, int offset, int inputs, int outputs) {
    double sum = 0;

    for (int at = offset; at < offset + dimension(inputs, outputs); at += block(inputs)) {
      double a = scaled(parameters[at], -parameters[at + inputs + 1]);
      sum = Math.fma(a, a, sum);
    }

    return 0.5 * lambda * sum;
  }

  @Override
  public void addRegulariserGradient(
      double[] parameters, int offset, double[] gradient, int inputs, int outputs) {
    for (int at = offset; at < offset + dimension(inputs, outputs); at += block(inputs)) {
      int beta = at + inputs + 1;
      double a = scaled(parameters[at], -parameters[beta]);
      gradient[at] += lambda * scaled(a, -parameters[beta]);
      gradient[beta] -= lambda * a * a;
    }
  }

  @Override
  public void addRegulariserHessianVector(
      double[] parameters,
      double[] direction,
      int offset,
      double[] result,
      int inputs,
      int outputs) {
    for (int at = offset; at < offset + dimension(inputs, outputs); at += block(inputs)) {
      int beta = at + inputs + 1;
      double a = scaled(parameters[at], -parameters[beta]);
      double mixed = -2 * lambda * scaled(a, -parameters[beta]);
      double square = lambda * Elementary.exp(-2 * parameters[beta]);
      result[at] += term(square, direction[at]) + term(mixed, direction[beta]);
      result[beta] += term(mixed, direction[at]) + term(2 * lambda * a * a, direction[beta]);
    }
  }

  /** A product in which a direction of 0 has no part, also when the factor is infinite. */
  private static double term(double factor, double direction) {
    return direction == 0 ? 0 : factor * direction;
  }
}
