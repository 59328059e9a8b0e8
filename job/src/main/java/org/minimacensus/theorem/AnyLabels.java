package org.minimacensus.theorem;

import java.util.List;

/**
 * The exponential neuron under labels that no network need fit (Liang, Sun, Lee and Srikant 2018,
 * their part on data that are not realisable): convex losses need no separable rows.
 */
final class AnyLabels extends Elimination {
  private static final long serialVersionUID = 1L;

  AnyLabels() {
    super("output-neuron");
  }

  @Override
  public String paper() {
    return "liang-2018";
  }

  @Override
  public String name() {
    return "any-labels";
  }

  @Override
  public String statement() {
    return "binary classification with a convex loss and any labels, conflicting ones too: at every"
        + " local minimum of the loss with an exponential neuron a = 0 and theta has the"
        + " least loss of all functions of the inputs";
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.binary(setting),
        Premises.convex(setting),
        Premises.differentiable(setting),
        Premises.noDecay(setting));
  }
}
