package org.minimacensus.model;

import java.io.Serializable;
import java.util.List;

/**
 * The shape of a multilayer perceptron: f(x) = g(W_H+1 [h_H; x if direct] + b_H+1), h_l = sigma(W_l
 * h_l-1 + b_l), h_0 = x, g the output activation.
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
 */
public record Architecture(
    int inputs,
    List<Integer> hidden,
    int outputs,
    Activation activation,
    Activation outputActivation,
    boolean bias,
    boolean outputBias,
    boolean direct)
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
  }

  /** Number of weight layers: hidden layers and the output layer. */
  public int layers() {
    return hidden.size() + 1;
  }

  public ParameterLayout layout() {
    return new ParameterLayout(this);
  }
}
