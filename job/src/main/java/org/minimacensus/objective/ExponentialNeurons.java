package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;

/**
 * One exponential neuron per output, in the chart that keeps its numbers finite.
 *
 * <p>The papers add a_k exp(w_k.x + b_k) to output k. With A_k = a_k e^(b_k + w_k.o_k) and beta_k =
 * b_k + w_k.o_k this is A_k exp(w_k.(x - o_k)), where o_k is a training input of largest exponent:
 * no overflow, and beta_k occurs in the regulariser alone. Parameters per output: A, w_1..w_d and,
 * when there is a regulariser, beta.
 */
abstract class ExponentialNeurons implements AddedNeurons {
  private static final long serialVersionUID = 1L;

  /** Whether phi holds beta. */
  abstract boolean regularised();

  /** Parameters per output. */
  final int block(int inputs) {
    return inputs + (regularised() ? 2 : 1);
  }

  @Override
  public boolean sharpens() {
    return true;
  }

  @Override
  public final int dimension(int inputs, int outputs) {
    return outputs * block(inputs);
  }

  @Override
  public final int[] amplitudes(int inputs, int outputs) {
    return every(inputs, outputs, 0);
  }

  @Override
  public final int[] exponents(int inputs, int outputs) {
    return regularised() ? every(inputs, outputs, inputs + 1) : new int[0];
  }

  @Override
  public final int[] trivialDirections(int inputs, int outputs) {
    int block = block(inputs);
    int[] all = new int[outputs * (block - 1)];

    for (int i = 0; i < all.length; i++) {
      all[i] = i / (block - 1) * block + 1 + i % (block - 1);
    }

    return all;
  }

  private int[] every(int inputs, int outputs, int within) {
    int[] all = new int[outputs];

    for (int k = 0; k < outputs; k++) {
      all[k] = k * block(inputs) + within;
    }

    return all;
  }

  @Override
  public final double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    double[] phi = raw.clone();

    for (int k = 0; k < outputs; k++) {
      int at = k * block(inputs);
      double shift = product(raw, at + 1, origins, k * inputs, inputs);
      double exponent = regularised() ? raw[at + inputs + 1] + shift : shift;
      phi[at] = scaled(raw[at], exponent);

      if (regularised()) {
        phi[at + inputs + 1] = exponent;
      }
    }

    return phi;
  }

  @Override
  public final double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    double[] raw = Arrays.copyOfRange(parameters, offset, offset + dimension(inputs, outputs));

    for (int k = 0; k < outputs; k++) {
      int at = k * block(inputs);
      double shift = product(raw, at + 1, origins, k * inputs, inputs);
      raw[at] = scaled(raw[at], regularised() ? -raw[at + inputs + 1] : -shift);

      if (regularised()) {
        raw[at + inputs + 1] -= shift;
      }
    }

    return raw;
  }

  @Override
  public final void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    for (int k = 0; k < outputs; k++) {
      int at = offset + k * block(inputs);
      double shift = 0;

      for (int j = 0; j < inputs; j++) {
        shift = Math.fma(parameters[at + 1 + j], to[k * inputs + j] - from[k * inputs + j], shift);
      }

      parameters[at] = scaled(parameters[at], shift);

      if (regularised()) {
        parameters[at + inputs + 1] += shift;
      }
    }
  }

  /** amplitude e^exponent, where 0 stays 0. */
  static double scaled(double amplitude, double exponent) {
    return amplitude == 0 ? amplitude : amplitude * Elementary.exp(exponent);
  }

  private static double product(double[] a, int aOffset, double[] b, int bOffset, int n) {
    double sum = 0;

    for (int j = 0; j < n; j++) {
      sum = Math.fma(a[aOffset + j], b[bOffset + j], sum);
    }

    return sum;
  }

  @Override
  public final double added(double[] raw, int output, double[] x) {
    int at = output * block(x.length);
    if (raw[at] == 0) {
      return 0;
    }

    double exponent = regularised() ? raw[at + 1 + x.length] : 0;
    for (int j = 0; j < x.length; j++) {
      exponent = Math.fma(raw[at + 1 + j], x[j], exponent);
    }

    return raw[at] * Elementary.exp(exponent);
  }

  @Override
  public final Pass pass(Kernels kernels, int inputs, int outputs) {
    return new ExponentialPass(kernels, inputs, outputs, block(inputs));
  }
}
