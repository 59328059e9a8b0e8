package org.minimacensus.census;

import org.minimacensus.certify.Endpoint;

/**
 * What the network at an endpoint computes, as numbers that can be compared: its outputs on the
 * training inputs (a fixed sample of many), then on fixed probe points off the training set. For
 * losses that do not see a common shift of the outputs, the outputs of each row centred to mean 0.
 */
public interface FunctionSignature {
  /** How many of the {@link #values} belong to training inputs; they come first. */
  int trainingValues();

  /**
   * The outputs at the endpoint's theta (with the added neuron where it still contributes); a fresh
   * array of the same length for every endpoint. Only {@code theta()} and {@code augmentation()} of
   * the endpoint may be read, so that the values at neighbouring parameters can be asked for.
   */
  double[] values(Endpoint endpoint);

  /**
   * The training inputs of the {@link #values}, one row each, on which units of relu may be 0; not
   * to be changed. None where that is not asked of the network.
   */
  default double[][] trainingInputs() {
    return new double[0][];
  }

  /**
   * Whether added parameters are blocks, one per output, that do not matter while their first entry
   * is 0: else degenerate minima are compared by these values alone.
   */
  default boolean blocksPerOutput() {
    return true;
  }
}
