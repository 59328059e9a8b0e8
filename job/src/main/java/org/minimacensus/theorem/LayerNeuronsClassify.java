package org.minimacensus.theorem;

import java.util.List;
import org.minimacensus.certify.Endpoint;

/**
 * One exponential neuron per layer (Liang, Sun, Lee and Srikant 2018): at every local minimum all
 * of them are off, and the network alone has the least loss and classifies every row.
 */
final class LayerNeuronsClassify extends Elimination {
  private static final long serialVersionUID = 1L;

  LayerNeuronsClassify() {
    super("layer-neurons");
  }

  @Override
  public String paper() {
    return "liang-2018";
  }

  @Override
  public String name() {
    return "neuron-per-layer";
  }

  @Override
  public String statement() {
    return "at every local minimum of the loss of a network without skip connections with one"
        + " exponential neuron in each layer, all whose outgoing weights have a regulariser"
        + " of power 2L (L hidden layers): these weights are 0, theta is a global minimum of"
        + " the loss without the neurons, and theta classifies every row correctly";
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.binary(setting),
        Premises.monotone(setting),
        Premises.twiceDifferentiable(setting),
        Premises.criticalPoints(setting),
        Premises.minimaClassify(setting),
        Premises.separable(setting, seen),
        Premises.hidden(setting),
        Premises.noSkip(setting),
        Premises.noDecay(setting));
  }

  @Override
  public String decides() {
    return super.decides() + ", and misclassified must be 0";
  }

  @Override
  boolean others(Endpoint endpoint) {
    return endpoint.misclassified() == 0;
  }
}
