package org.minimacensus.theorem;

import java.util.List;

/**
 * One exponential neuron per output, losses without bad critical points on distinct inputs
 * (Kawaguchi and Kaelbling 2020).
 */
final class DistinctInputs extends Elimination {
  private static final long serialVersionUID = 1L;

  DistinctInputs() {
    super("output-neuron");
  }

  @Override
  public String paper() {
    return "kawaguchi-kaelbling-2020";
  }

  @Override
  public String name() {
    return "distinct-inputs";
  }

  @Override
  public String statement() {
    return "a differentiable loss whose critical points are global minima of the loss of a row, on"
        + " distinct inputs: at every local minimum of the loss with an exponential neuron"
        + " at each output all amplitudes are 0 and theta is a global minimum of the loss"
        + " without the neurons";
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.differentiable(setting),
        Premises.criticalPoints(setting),
        Premises.distinctInputs(setting),
        Premises.noDecay(setting));
  }
}
