package org.minimacensus.model;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where the parameters of an {@link Architecture} stand in theta: W1 (row-major: unit, input), b1,
 * W2, b2, ... without the biases that are switched off. Layers are numbered from 0 (first hidden)
 * to {@code layers() - 1} (output); in a residual network the matrix V is the layer before the
 * output.
 */
public final class ParameterLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int[] units;
  private final int[] inputs;
  private final int[] weightOffset;
  private final int[] biasOffset;
  private final int hiddenLayers;
  private final int dimension;

  ParameterLayout(Architecture architecture) {
    int layers = architecture.layers();
    hiddenLayers = architecture.hidden().size();
    units = new int[layers];
    inputs = new int[layers];
    weightOffset = new int[layers];
    biasOffset = new int[layers];
    int offset = 0;
    int width = architecture.inputs();
    for (int l = 0; l < layers; l++) {
      boolean last = l == layers - 1;
      boolean hidden = l < hiddenLayers;
      units[l] =
          last
              ? architecture.outputs()
              : hidden ? architecture.hidden().get(l) : architecture.inputs();
      inputs[l] = width + (last && architecture.direct() && layers > 1 ? architecture.inputs() : 0);
      weightOffset[l] = offset;
      offset += units[l] * inputs[l];
      boolean biased = hidden ? architecture.bias() : last && architecture.outputBias();
      biasOffset[l] = biased ? offset : -1;
      offset += biased ? units[l] : 0;
      width = units[l];
    }
    dimension = offset;
  }

  public int layers() {
    return units.length;
  }

  /**
   * Layers of units with the network's activation: all but the output layer and the sum of a
   * residual network.
   */
  public int hiddenLayers() {
    return hiddenLayers;
  }

  /** Units (rows of W) of a layer. */
  public int units(int layer) {
    return units[layer];
  }

  /** Columns of W of a layer. */
  public int inputs(int layer) {
    return inputs[layer];
  }

  public int weightOffset(int layer) {
    return weightOffset[layer];
  }

  /** Index of element (unit, input) of the weights of a layer. */
  public int weight(int layer, int unit, int input) {
    return weightOffset[layer] + unit * inputs[layer] + input;
  }

  public boolean hasBias(int layer) {
    return biasOffset[layer] >= 0;
  }

  /** Index of the first bias of a layer; -1 when it has none. */
  public int biasOffset(int layer) {
    return biasOffset[layer];
  }

  /** Index of the bias of a unit; -1 when its layer has none. */
  public int bias(int layer, int unit) {
    return hasBias(layer) ? biasOffset[layer] + unit : -1;
  }

  /** Parameters of each unit of a layer: its weights and, where it has one, its bias. */
  public int parameters(int layer) {
    return inputs[layer] + (hasBias(layer) ? 1 : 0);
  }

  /**
   * Index of a parameter of a unit.
   *
   * @param place from 0, below {@link #parameters}: the weights by input, the bias last
   */
  public int parameter(int layer, int unit, int place) {
    return place < inputs[layer] ? weight(layer, unit, place) : biasOffset[layer] + unit;
  }

  /** Indexes of the parameters of a unit: the weights by input, its bias last. */
  public int[] incoming(int layer, int unit) {
    int[] indexes = new int[parameters(layer)];
    Arrays.setAll(indexes, place -> parameter(layer, unit, place));
    return indexes;
  }

  /** Indexes of the weights by which a unit, not of the last layer, feeds the units of the next. */
  public int[] outgoing(int layer, int unit) {
    int[] indexes = new int[units[layer + 1]];
    Arrays.setAll(indexes, k -> weight(layer + 1, k, unit));
    return indexes;
  }

  /** Multiplies the incoming weights of a unit and its bias in theta. */
  public void scaleIncoming(double[] theta, int layer, int unit, double factor) {
    for (int place = 0; place < parameters(layer); place++) {
      theta[parameter(layer, unit, place)] *= factor;
    }
  }

  /** Multiplies the weights in theta by which a unit, not of the last layer, feeds the next. */
  public void scaleOutgoing(double[] theta, int layer, int unit, double factor) {
    for (int k = 0; k < units[layer + 1]; k++) {
      theta[weight(layer + 1, k, unit)] *= factor;
    }
  }

  /** Number of parameters p. */
  public int dimension() {
    return dimension;
  }
}
