package org.minimacensus.objective;

import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;

/**
 * The counter-example: a_k max(0, w_k.x + b_k) is added to output k. It removes nothing: with a = 0
 * and w.x + b < 0 on all training inputs it is silent in a whole neighbourhood, and every bad local
 * minimum of the network stays one (Liang, Sun, Lee and Srikant 2018 on which neurons do not work).
 */
final class ReluNeuron extends RidgeNeurons {
  private static final long serialVersionUID = 1L;
  private final boolean limit;

  ReluNeuron(double lambda) {
    super(lambda);
    this.limit = false;
  }

  private ReluNeuron() {
    this.limit = true;
  }

  @Override
  public String name() {
    return limit ? "relu-neuron-limit" : "relu-neuron";
  }

  @Override
  public int homogeneity() {
    return 1;
  }

  @Override
  public RidgeNeurons withoutRegulariser() {
    return new ReluNeuron();
  }

  @Override
  Activation function() {
    return Activations.named("relu", 0);
  }

  @Override
  int roundings() {
    return 1;
  }
}
