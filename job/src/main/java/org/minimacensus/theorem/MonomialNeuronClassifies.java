package org.minimacensus.theorem;

import java.util.List;
import org.minimacensus.certify.Endpoint;

/** A monomial neuron of a degree that separates the inputs (Liang, Sun, Lee and Srikant 2018). */
final class MonomialNeuronClassifies extends Elimination {
  private static final long serialVersionUID = 1L;

  MonomialNeuronClassifies() {
    super("monomial-neuron");
  }

  @Override
  public String paper() {
    return "liang-2018";
  }

  @Override
  public String name() {
    return "monomial-neuron";
  }

  @Override
  public String statement() {
    return "at every local minimum of the loss with a (w.x + b)^p added to the output and"
        + " (lambda/2) a^2, lambda > 0, p at least the number of distinct inputs less 1: a ="
        + " 0, theta is a global minimum of the loss without the neuron, and theta"
        + " classifies every row correctly";
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
        Premises.degree(setting),
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
