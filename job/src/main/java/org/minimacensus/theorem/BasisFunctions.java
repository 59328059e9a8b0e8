package org.minimacensus.theorem;

import java.util.Optional;
import org.minimacensus.certify.Endpoint;

/**
 * No local minimum is worse than the best model in fixed basis functions (Kawaguchi and Bengio
 * 2019):n * inputs with a constant column.
 */
final class BasisFunctions extends ResidualClaim {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "basis-functions";
  }

  @Override
  public String statement() {
    return "the same with basis functions phi(x), a constant among them, as the columns of the"
        + " training set: at every local minimum of W (phi(x) + V z(phi(x))) the loss is at"
        + " most that of the best model R phi(x)";
  }

  @Override
  public String decides() {
    return Premises.ABOVE_MODEL;
  }

  @Override
  public boolean concerns(Setting setting) {
    return super.concerns(setting) && setting.comparison().constantInput();
  }

  @Override
  public Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
    return Premises.aboveModel(setting, e);
  }
}
