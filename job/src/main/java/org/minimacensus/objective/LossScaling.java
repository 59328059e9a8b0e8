package org.minimacensus.objective;

import java.util.Optional;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;

/**
 * The augmentation without a neuron: D(theta) (1 + (a e^b - 1)^2) + (lambda/2) a^2, D the data term
 * (Sohl-Dickstein and Kawaguchi 2019, arXiv 1901.03909, whose lambda is half of ours). It is
 * stationary only where a = 0 and D = 0, and has every local minimum of D at infinity.
 *
 * <p>The chart: A = a e^b and beta = b, D (1 + (A - 1)^2) + (lambda/2) A^2 e^(-2 beta). Parameters
 * as the paper writes them are (a, b), whatever the number of outputs. Nothing is added to those.
 */
final class LossScaling implements AddedNeurons, LossFactor, OriginFree {
  private static final long serialVersionUID = 1L;
  private final double lambda;

  LossScaling(double lambda) {
    if (!(lambda > 0) || lambda == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name() + " needs lambda > 0 and finite, found " + lambda);
    }

    this.lambda = lambda;
  }

  @Override
  public double lambda() {
    return lambda;
  }

  @Override
  public String name() {
    return "loss-scaling";
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return 2;
  }

  @Override
  public int[] amplitudes(int inputs, int outputs) {
    return new int[] {0};
  }

  @Override
  public int[] exponents(int inputs, int outputs) {
    return new int[] {1};
  }

  @Override
  public int[] trivialDirections(int inputs, int outputs) {
    return new int[] {1};
  }

  @Override
  public Optional<LossFactor> lossFactor() {
    return Optional.of(this);
  }

  @Override
  public double value(double[] parameters, int offset) {
    double off = parameters[offset] - 1;
    return Math.fma(off, off, 1);
  }

  @Override
  public double[] gradient(double[] parameters, int offset) {
    return new double[] {2 * (parameters[offset] - 1), 0};
  }

  @Override
  public double[][] hessian(double[] parameters, int offset) {
    return new double[][] {{2, 0}, {0, 0}};
  }

  @Override
  public double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    return new double[] {ExponentialNeurons.scaled(raw[0], raw[1]), raw[1]};
  }

  @Override
  public double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    double beta = parameters[offset + 1];
    return new double[] {ExponentialNeurons.scaled(parameters[offset], -beta), beta};
  }

  @Override
  public double[] drawn(
      double a, double w, double b, RandomStream stream, int inputs, int outputs) {
    return new double[] {a * stream.nextGaussian(), b * stream.nextGaussian()};
  }

  @Override
  public double regulariser(double[] parameters, int offset, int inputs, int outputs) {
    double amplitude = parameters[offset];
    return amplitude == 0 ? 0 : 0.5 * weight(parameters, offset) * amplitude * amplitude;
  }

  /** lambda e^(-2 beta). */
  private double weight(double[] parameters, int offset) {
    return lambda * Elementary.exp(-2 * parameters[offset + 1]);
  }

  @Override
  public void addRegulariserGradient(
      double[] parameters, int offset, double[] gradient, int inputs, int outputs) {
    double amplitude = parameters[offset];

    if (amplitude != 0) {
      double slope = weight(parameters, offset) * amplitude;
      gradient[offset] += slope;
      gradient[offset + 1] -= slope * amplitude;
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
    double amplitude = parameters[offset];
    double weight = weight(parameters, offset);
    double mixed = -2 * (weight * amplitude);
    result[offset] += weight * direction[offset] + mixed * direction[offset + 1];
    result[offset + 1] += mixed * direction[offset] - mixed * amplitude * direction[offset + 1];
  }

  @Override
  public double added(double[] raw, int output, double[] x) {
    return 0;
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new NothingAdded() {
      /** |a e^b|, which 1 is the minimum of the factor. */
      @Override
      public double contribution(double[] parameters, int offset, int real) {
        return Math.abs(parameters[offset]);
      }
    };
  }
}
