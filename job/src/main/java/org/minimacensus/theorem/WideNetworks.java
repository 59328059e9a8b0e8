package org.minimacensus.theorem;

import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * Why the sub-optimal minima of wide networks are not strict (Li, Ding and Sun 2018, arXiv
 * 1812.11039, to which Ding, Li and Sun 2019 relate theirs): wide networks have no bad basin.
 */
final class WideNetworks implements Claim {
  private static final long serialVersionUID = 1L;

  @Override
  public String paper() {
    return "ding-2019";
  }

  @Override
  public String name() {
    return "no-bad-basin";
  }

  @Override
  public String statement() {
    return "a network whose last hidden layer has at least as many units as there are rows, a"
        + " convex loss: no sub-optimal local minimum is strict";
  }

  @Override
  public String decides() {
    return "the loss of a strict local minimum above the lowest loss that any endpoint of the study"
        + " has: at most census.value-tolerance (1 + |loss|) and its own loss_error";
  }

  @Override
  public String objective() {
    return "plain";
  }

  @Override
  public boolean concerns(Setting setting) {
    return Claim.super.concerns(setting)
        && !setting.network().residual()
        && !setting.network().hidden().isEmpty();
  }

  @Override
  public List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.lastWidth(setting, setting.data().rows()),
        Premises.convex(setting),
        Premises.identityOutput(setting),
        Premises.noDecay(setting));
  }

  @Override
  public Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
    if (!e.endpointClass().isMinimum()) {
      return Optional.empty();
    }

    double error = e.lossError() > 0 ? e.lossError() : 0;
    boolean strict = e.endpointClass() == EndpointClass.STRICT_MINIMUM;
    double above = strict ? e.loss() - seen.bestLoss() : 0;
    return Optional.of(Finding.atMost(above, setting.tolerance(e.loss()) + error));
  }
}
