package org.minimacensus.model;

import java.io.Serializable;

/**
 * Where the parameters of an {@link Architecture} stand in theta: W1 (row-major: unit, input), b1,
 * W2, b2, ... without the biases that are switched off. Layers are numbered from 0 (first hidden)
 * to {@code layers() - 1} (output).
 */
public final class ParameterLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int[] units;
  private final int[] inputs;
  private final int[] weightOffset;
  private final int[] biasOffset;
  private final int dimension;

  ParameterLayout(Architecture architecture) {
    int layers = architecture.layers();
    units = new int[layers];
    inputs = new int[layers];
    weightOffset = new int[layers];
    biasOffset = new int[layers];
    int offset = 0;
    int width = architecture.inputs();
    for (int l = 0; l < layers; l++) {
      boolean last = l == layers - 1;
      units[l] = last ? architecture.outputs() : architecture.hidden().get(l);
      inputs[l] = width + (last && architecture.direct() && layers > 1 ? architecture.inputs() : 0);
      weightOffset[l] = offset;
      offset += units[l] * inputs[l];
      boolean biased = last ? architecture.outputBias() : architecture.bias();
      biasOffset[l] = biased ? offset : -1;
      offset += biased ? units[l] : 0;
      width = units[l];
    }
    dimension = offset;
  }

  public int layers() {
    return units.length;
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

  /** Number of parameters p. */
  public int dimension() {
    return dimension;
  }
}
