package org.minimacensus.theorem;

import java.util.List;

/**
 * A factor on the loss in place of a neuron (Sohl-Dickstein and Kawaguchi 2019, arXiv 1901.03909).
 */
final class LossScaling extends Elimination {
  private static final long serialVersionUID = 1L;

  LossScaling() {
    super("loss-scaling");
  }

  @Override
  public String paper() {
    return "sohl-dickstein-2019";
  }

  @Override
  public String name() {
    return "loss-scaling";
  }

  @Override
  public String statement() {
    return "a non-negative loss L: at every local minimum of L (1 + (a e^b - 1)^2) + (lambda/2)"
        + " a^2, lambda > 0, a = 0 and L(theta) = 0";
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.nonNegative(setting), Premises.differentiable(setting), Premises.noDecay(setting));
  }

  @Override
  public String decides() {
    return "base_loss, the loss at the endpoint's theta: at most census.value-tolerance and the"
        + " endpoint's own loss_error; besides, contribution must be 0";
  }

  @Override
  double level(Setting setting) {
    return 0;
  }
}
