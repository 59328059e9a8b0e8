package org.minimacensus.theorem;

import java.util.Optional;
import org.minimacensus.certify.Endpoint;

/** No local minimum is worse than the best linear model (Kawaguchi and Bengio 2019). */
final class LinearModel extends ResidualClaim {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "linear-model";
  }

  @Override
  public String statement() {
    return "a differentiable convex loss and no more outputs than inputs: at every local minimum of"
        + " a network W (x + V z(x)), whatever z, the loss is at most that of the best"
        + " linear model R x";
  }

  @Override
  public String decides() {
    return Premises.ABOVE_MODEL;
  }

  @Override
  public boolean concerns(Setting setting) {
    return super.concerns(setting) && !setting.comparison().constantInput();
  }

  @Override
  public Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
    return Premises.aboveModel(setting, e);
  }
}
