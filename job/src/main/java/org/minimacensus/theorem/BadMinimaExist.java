package org.minimacensus.theorem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;

/**
 * That sub-optimal local minima exist for almost every activation (Ding, Li and Sun 2019): of the
 * plain loss, for some targets.
 *
 * <p>The claim is about some targets, so that a study confirms it by an example and never refutes
 * it; {@code generate ding-li-sun} makes targets with a known one.
 */
abstract class BadMinimaExist implements Claim {
  private static final long serialVersionUID = 1L;

  @Override
  public final String paper() {
    return "ding-2019";
  }

  @Override
  public final String decides() {
    return "the loss of a certified local minimum above the lowest loss that any endpoint of the"
        + " study has: more than census.value-tolerance (1 + |loss|) and its own loss_error";
  }

  @Override
  public final String objective() {
    return "plain";
  }

  @Override
  public final Quantifier quantifier() {
    return Quantifier.SOME;
  }

  @Override
  public final List<Premise> premises(Setting setting, Seen seen) {
    List<Premise> all = new ArrayList<>(layers(setting));
    all.add(Premises.noSkip(setting));
    all.add(Premises.lastWidth(setting, 2));
    all.add(Premises.bend(setting));
    all.add(Premises.squared(setting));
    all.add(Premises.noDecay(setting));
    return all;
  }

  /** What the claim asks of the number of layers. */
  abstract List<Premise> layers(Setting setting);

  @Override
  public final Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
    if (!e.endpointClass().isMinimum()) {
      return Optional.empty();
    }

    double error = e.lossError() > 0 ? e.lossError() : 0;
    return Optional.of(
        Finding.above(e.loss() - seen.bestLoss(), setting.tolerance(e.loss()) + error));
  }
}
