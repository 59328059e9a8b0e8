package org.minimacensus.model;

import java.io.Serializable;
import java.util.List;

/**
 * The shape of a multilayer perceptron: f(x) = g(W_H+1 [h_H; x if direct] + b_H+1), h_l = sigma(W_l
 * h_l-1 + b_l), h_0 = x, g the output activation; or of a residual network f(x) = W (x + V h_H)
 * (Kawaguchi and Bengio 2019). The sum x + V h_H is a layer of d units that are linear: layer H, if
 * layers are counted from 0.
 *
 * @param inputs d >= 1
 * @param hidden widths of the hidden layers, may be empty (a linear model); after a layer of width
 *     0 the outputs are their biases and what comes directly from the inputs, as in a chart that
 *     has taken all units out
 * @param outputs K >= 1
 * @param activation sigma of the hidden layers
 * @param outputActivation g
 * @param bias whether hidden layers have biases
 * @param outputBias whether the output layer has biases
 * @param direct whether the inputs also feed the output layer (their weights are the last d columns
 *     of its matrix)
 * @param residual whether it is a residual network, which has hidden layers, linear outputs without
 *     biases and no direct weights
 */
public record Architecture(
    int inputs,
    List<Integer> hidden,
    int outputs,
    Activation activation,
    Activation outputActivation,
    boolean bias,
    boolean outputBias,
    boolean direct,
    boolean residual)
    implements Serializable {
  public Architecture {
    hidden = List.copyOf(hidden);
    if (inputs < 1 || outputs < 1 || hidden.stream().anyMatch(w -> w < 0)) {
      throw new IllegalArgumentException(
          "an architecture needs inputs and outputs >= 1 and widths >= 0, found "
              + inputs
              + "-"
              + hidden
              + "-"
              + outputs);
    }

    boolean linear = outputActivation.linear() && !outputBias && !direct;
    if (residual && (hidden.isEmpty() || !linear)) {
      throw new IllegalArgumentException(
          "a residual network needs a hidden layer and linear outputs without biases and direct"
              + " weights, found hidden layers "
              + hidden
              + ", output activation "
              + outputActivation.name()
              + ", output biases "
              + outputBias
              + ", direct weights "
              + direct);
    }
  }

  /** Of a perceptron. */
  public Architecture(
      int inputs,
      List<Integer> hidden,
      int outputs,
      Activation activation,
      Activation outputActivation,
      boolean bias,
      boolean outputBias,
      boolean direct) {
    this(inputs, hidden, outputs, activation, outputActivation, bias, outputBias, direct, false);
  }

  /**
   * Of a residual network W (x + V z(x)).
   *
   * @param hidden widths of the layers of z, the last one that of z itself; not empty
   * @param bias whether the layers of z have biases
   */
  public static Architecture residual(
      int inputs, List<Integer> hidden, int outputs, Activation activation, boolean bias) {
    return new Architecture(
        inputs, hidden, outputs, activation, new Identity(), bias, false, false, true);
  }

  /** Number of weight layers: hidden layers, the sum of a residual network, the output layer. */
  public int layers() {
    return hidden.size() + (residual ? 2 : 1);
  }

  /** Whether nothing is applied to the outputs of the last layer. */
  public boolean linearOutputs() {
    return outputActivation.linear();
  }

  /** Units of all hidden layers. */
  public int hiddenUnits() {
    return hidden.stream().mapToInt(w -> w).sum();
  }

  public ParameterLayout layout() {
    return new ParameterLayout(this);
  }
}
