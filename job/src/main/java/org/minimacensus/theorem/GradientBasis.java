package org.minimacensus.theorem;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.minimacensus.certify.Endpoint;

/**
 * The necessary condition of the perturbable gradient basis (Kawaguchi and Kaelbling 2020) for the
 * added neuron: where it is off its weights move at no cost, so that the loss must be stationary
 * along the exponentials of all weights.
 */
final class GradientBasis implements Claim {
  private static final long serialVersionUID = 1L;

  @Override
  public String paper() {
    return "kawaguchi-kaelbling-2020";
  }

  @Override
  public String name() {
    return "gradient-basis";
  }

  @Override
  public String statement() {
    return "a differentiable loss, convex or not: at every local minimum of the loss with an"
        + " exponential neuron at each output the derivative of the loss along exp(w.x + b)"
        + " is 0 for all w and b, which are free there; so the derivatives of the losses of"
        + " the rows that share an input add up to 0";
  }

  @Override
  public String decides() {
    return "group_residual, the largest such sum: at most the square root of census.value-tolerance"
        + " (1 + |loss|) times the largest number of rows that may share an input, as a sum"
        + " of r over m rows lowers the loss by about r^2 / 2m";
  }

  @Override
  public String objective() {
    return "output-neuron";
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(Premises.differentiable(setting), Premises.noDecay(setting));
  }

  /** Under convex losses the condition says that theta is a global minimum. */
  @Override
  public OptionalDouble needed(Setting setting) {
    return setting.loss().convex()
        ? OptionalDouble.of(setting.floor().value())
        : OptionalDouble.empty();
  }

  @Override
  public Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
    return e.endpointClass().isMinimum()
        ? Optional.of(
            Finding.atMost(
                e.groupResidual().orElse(Double.NaN),
                Math.sqrt(setting.tolerance(e.loss()) * setting.largestGroup())))
        : Optional.empty();
  }
}
