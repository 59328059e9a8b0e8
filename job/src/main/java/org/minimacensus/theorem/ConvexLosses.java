package org.minimacensus.theorem;

import java.util.List;

/** One exponential neuron per output, convex losses (Kawaguchi and Kaelbling 2020). */
final class ConvexLosses extends Elimination {
  private static final long serialVersionUID = 1L;

  ConvexLosses() {
    super("output-neuron");
  }

  @Override
  public String paper() {
    return "kawaguchi-kaelbling-2020";
  }

  @Override
  public String name() {
    return "convex-losses";
  }

  @Override
  public String statement() {
    return "any task and number of outputs, a differentiable loss that is convex in them: at every"
        + " local minimum of the loss with an exponential neuron at each output all"
        + " amplitudes are 0, so that the augmented network is the network, and theta is a"
        + " global minimum of the loss without the neurons";
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.convex(setting), Premises.differentiable(setting), Premises.noDecay(setting));
  }
}
