package org.minimacensus.theorem;

import java.util.List;
import org.minimacensus.certify.Endpoint;

/**
 * The exponential neuron of binary classification (Liang, Sun, Lee and Srikant 2018): at every
 * local minimum it is off, and the network alone has the least loss and classifies every row.
 */
final class OutputNeuronClassifies extends Elimination {
  private static final long serialVersionUID = 1L;

  OutputNeuronClassifies() {
    super("output-neuron");
  }

  @Override
  public String paper() {
    return "liang-2018";
  }

  @Override
  public String name() {
    return "exponential-neuron";
  }

  @Override
  public String statement() {
    return "at every local minimum of the loss with an exponential neuron added to the output and"
        + " (lambda/2) a^2, lambda > 0: a = 0, theta is a global minimum of the loss without"
        + " the neuron, and theta classifies every row correctly";
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
