package org.minimacensus.theorem;

import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * What the added neuron does where the network cannot reach the infimum over all functions
 * (Kawaguchi and Kaelbling 2020, their section on failure): there is no local minimum at all.
 */
final class FailureMode implements Claim {
  private static final long serialVersionUID = 1L;

  @Override
  public String paper() {
    return "kawaguchi-kaelbling-2020";
  }

  @Override
  public String name() {
    return "failure-mode";
  }

  @Override
  public String statement() {
    return "a differentiable convex loss whose infimum over all functions of the inputs no"
        + " parameters of the network reach: the loss with an exponential neuron at each output has"
        + " no local minimum, and every descent leads to infinity";
  }

  @Override
  public String decides() {
    return "whether the endpoint is a certified local minimum at a finite point: none may be";
  }

  @Override
  public String objective() {
    return "output-neuron";
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.convex(setting),
        Premises.differentiable(setting),
        Premises.floorMissed(setting, seen));
  }

  @Override
  public Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
    EndpointClass end = e.endpointClass();
    return end.isMinimum() || end == EndpointClass.AT_INFINITY
        ? Optional.of(Finding.atMost(end.isMinimum() ? 1 : 0, 0))
        : Optional.empty();
  }
}
