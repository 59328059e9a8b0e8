package org.minimacensus.theorem;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The reading that any added neuron will do. It goes too far: a relu neuron that is silent on all
 * rows keeps every bad minimum.
 */
final class ReluNeuronInstead extends Elimination {
  private static final long serialVersionUID = 1L;

  ReluNeuronInstead() {
    super("relu-neuron");
  }

  @Override
  public String paper() {
    return "liang-2018";
  }

  @Override
  public String name() {
    return "relu-neuron-instead";
  }

  @Override
  public String statement() {
    return "a reading that goes too far, to be refuted: with a relu neuron in place of the"
        + " exponential one, at every local minimum a = 0 and theta has the least loss of all"
        + " functions of the inputs";
  }

  @Override
  public boolean proved() {
    return false;
  }

  /** Minima of any loss are kept. */
  @Override
  public OptionalDouble needed(Setting setting) {
    return OptionalDouble.empty();
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.convex(setting), Premises.differentiable(setting), Premises.noDecay(setting));
  }
}
