package org.minimacensus.model;

import java.io.Serializable;

/**
 * Where the parameters of special neurons stand, one exponential neuron per hidden layer: neuron l
 * is z_l = exp(u_l.h_(l-1) + mu_l z_(l-1) + b_l), with h_(-1) = x and without mu in the first
 * layer; it feeds the units of layer l + 1 with weights V_(l+1) and neuron l + 1, the last one the
 * outputs with weights a.
 *
 * <p>The order is, layer by layer, u_l, mu_l (but in the first layer), b_l, V_l (but in the first
 * layer), and last a, one weight per output. Layers are numbered from 0, as in {@link
 * ParameterLayout}; indices count from the first of these parameters.
 */
public final class SpecialLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int[] units;
  private final int[] inputs;
  private final int[] weights;
  private final int[] feeding;
  private final int[] origin;
  private final int amplitudes;
  private final int outputs;

  /**
   * @param network of at least one hidden layer
   * @param biased whether there are b_l
   */
  public SpecialLayout(Architecture network, boolean biased) {
    int layers = network.hidden().size();
    if (layers == 0) {
      throw new IllegalArgumentException(
          "one special neuron per hidden layer needs a hidden layer, found none");
    }

    this.outputs = network.outputs();
    units = new int[layers];
    inputs = new int[layers];
    weights = new int[layers];
    feeding = new int[layers];
    origin = new int[layers + 1];
    int at = 0;
    int below = network.inputs();
    for (int l = 0; l < layers; l++) {
      units[l] = network.hidden().get(l);
      inputs[l] = l == 0 ? below : below + 1;
      weights[l] = at;
      at += inputs[l] + (biased ? 1 : 0);
      feeding[l] = l == 0 ? -1 : at;
      at += l == 0 ? 0 : units[l];
      origin[l + 1] = origin[l] + inputs[l];
      below = units[l];
    }

    amplitudes = at;
  }

  /** Number of special neurons L. */
  public int layers() {
    return units.length;
  }

  /** What enters neuron l: the units of the layer below, or the inputs, then neuron l - 1. */
  public int inputs(int l) {
    return inputs[l];
  }

  /** The same without neuron l - 1. */
  public int ordinaryInputs(int l) {
    return l == 0 ? inputs[l] : inputs[l] - 1;
  }

  /** Index of the first of the weights u_l, mu_l. */
  public int weights(int l) {
    return weights[l];
  }

  /** Index of mu_l, l >= 1. */
  public int mu(int l) {
    return weights[l] + inputs[l] - 1;
  }

  /** Index of b_l. */
  public int bias(int l) {
    return weights[l] + inputs[l];
  }

  /** Index of the first of the weights V_l, l >= 1, with which neuron l - 1 feeds layer l. */
  public int feeding(int l) {
    return feeding[l];
  }

  /** Ordinary units of a layer. */
  public int units(int l) {
    return units[l];
  }

  /** Index of the first of the weights a. */
  public int amplitudes() {
    return amplitudes;
  }

  /** Number of outputs K. */
  public int outputs() {
    return outputs;
  }

  public int dimension() {
    return amplitudes + outputs;
  }

  /** Indices of the weights with which neuron l feeds others, mu first. */
  public int[] outgoing(int l) {
    boolean last = l == units.length - 1;
    int count = last ? outputs : 1 + units[l + 1];
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = last ? amplitudes + i : i == 0 ? mu(l + 1) : feeding[l + 1] + i - 1;
    }

    return all;
  }

  /**
   * Where the numbers begin that stand for what enters neuron l, {@link #inputs} of them, in the
   * origins of a chart.
   */
  public int origin(int l) {
    return origin[l];
  }

  /** Length of the origins of a chart. */
  public int originDimension() {
    return origin[units.length];
  }
}
