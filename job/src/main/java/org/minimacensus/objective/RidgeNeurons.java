package org.minimacensus.objective;

import java.util.stream.IntStream;
import org.minimacensus.model.Activation;
import org.minimacensus.model.ScalarActivation;
import org.minimacensus.numeric.Kernels;

/**
 * One neuron per output with another function than the exponential: a_k phi(w_k.x + b_k) is added
 * to output k and (lambda/2) sum_k a_k^2 to the objective. Parameters per output, as the papers
 * write them: a, w_1..w_d, b. There are no charts: origins do not matter.
 */
public abstract class RidgeNeurons implements AddedNeurons, OriginFree {
  private static final long serialVersionUID = 1L;
  private final double lambda;

  RidgeNeurons(double lambda) {
    if (!(lambda > 0) || lambda == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name() + " needs lambda > 0 and finite, found " + lambda);
    }

    this.lambda = lambda;
  }

  /** Of the objective that is left as (w, b) grow and a phi stays: without a regulariser. */
  RidgeNeurons() {
    this.lambda = 0;
  }

  /** The function phi. */
  abstract Activation function();

  /**
   * The q of phi(c t) = c^q phi(t) for all c > 0: (a, w, b) and (a c^-q, c w, c b) are one
   * function.
   */
  public abstract int homogeneity();

  /** Whether phi has a kink at 0. */
  public final boolean kinked() {
    return function().kinked();
  }

  /** The same neurons without their regulariser. */
  public abstract RidgeNeurons withoutRegulariser();

  /** Roundings that phi and its derivatives take at most at a given argument. */
  abstract int roundings();

  @Override
  public final double lambda() {
    return lambda;
  }

  @Override
  public final int dimension(int inputs, int outputs) {
    return outputs * (inputs + 2);
  }

  @Override
  public final int[] amplitudes(int inputs, int outputs) {
    return IntStream.range(0, outputs).map(k -> k * (inputs + 2)).toArray();
  }

  @Override
  public final int[] trivialDirections(int inputs, int outputs) {
    return IntStream.range(0, dimension(inputs, outputs))
        .filter(i -> i % (inputs + 2) != 0)
        .toArray();
  }

  @Override
  public final double regulariser(double[] parameters, int offset, int inputs, int outputs) {
    double sum = 0;

    for (int i : amplitudes(inputs, outputs)) {
      sum = Math.fma(parameters[offset + i], parameters[offset + i], sum);
    }

    return 0.5 * lambda * sum;
  }

  @Override
  public final void addRegulariserGradient(
      double[] parameters, int offset, double[] gradient, int inputs, int outputs) {
    for (int i : amplitudes(inputs, outputs)) {
      gradient[offset + i] += lambda * parameters[offset + i];
    }
  }

  @Override
  public final void addRegulariserHessianVector(
      double[] parameters,
      double[] direction,
      int offset,
      double[] result,
      int inputs,
      int outputs) {
    for (int i : amplitudes(inputs, outputs)) {
      result[offset + i] += lambda * direction[offset + i];
    }
  }

  @Override
  public final double added(double[] raw, int output, double[] x) {
    int at = output * (x.length + 2);
    if (raw[at] == 0) {
      return 0;
    }

    double t = raw[at + 1 + x.length];
    for (int j = 0; j < x.length; j++) {
      t = Math.fma(raw[at + 1 + j], x[j], t);
    }

    return raw[at] * ScalarActivation.value(function(), t);
  }

  @Override
  public final Pass pass(Kernels kernels, int inputs, int outputs) {
    return new RidgePass(kernels, function(), roundings(), inputs, outputs);
  }
}
