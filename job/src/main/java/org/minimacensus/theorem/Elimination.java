package org.minimacensus.theorem;

import java.util.Optional;
import java.util.OptionalDouble;
import org.minimacensus.certify.Endpoint;

/**
 * Claims of the form: at every local minimum of the augmented objective the addition is switched
 * off, and no function of the inputs has a lower loss than the network there.
 *
 * <p>Both follow for convex losses from the vanishing of the group sums of residuals at such a
 * point; what is tested is the conclusion, on minima that were certified without it.
 */
abstract class Elimination implements Claim {
  private static final long serialVersionUID = 1L;
  private final String objective;

  Elimination(String objective) {
    this.objective = objective;
  }

  @Override
  public final String objective() {
    return objective;
  }

  @Override
  public String decides() {
    return "base_loss - lower_bound, the un-augmented loss at the endpoint's theta above the"
        + " infimum over all functions of the inputs: at most census.value-tolerance (1 +"
        + " |lower_bound|) and the endpoint's own loss_error; besides, contribution must be 0";
  }

  @Override
  public Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
    if (!e.endpointClass().isMinimum()) {
      return Optional.empty();
    }

    double floor = level(setting);
    double error = e.lossError() > 0 ? e.lossError() : 0;
    double above = e.baseLoss() - floor;
    boolean off = e.contribution().orElse(Double.NaN) == 0;
    boolean global = above <= setting.tolerance(floor) + error;
    return Optional.of(new Finding(off && global && others(e), above));
  }

  /** The un-augmented loss that the claim says minima have. */
  double level(Setting setting) {
    return setting.floor().value();
  }

  @Override
  public OptionalDouble needed(Setting setting) {
    return OptionalDouble.of(level(setting));
  }

  /** What else the claim says of an endpoint. */
  boolean others(Endpoint endpoint) {
    return true;
  }
}
