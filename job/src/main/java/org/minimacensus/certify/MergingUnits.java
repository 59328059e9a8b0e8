package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.minimacensus.model.Activation;

/**
 * Pairs of units that merge while their outgoing weights cancel ({@link MergingPair}). Of three and
 * more units that merge together, the limit has higher derivatives: these are noted, and have no
 * chart.
 */
final class MergingUnits implements LimitKind {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "merging-units";

  @Override
  public List<LimitTerm> nominated(Runaway run) {
    if (!applies(run)) {
      return List.of();
    }

    List<LimitTerm> terms = new ArrayList<>();
    RunawayFlags.merging(run.architecture(), run.theta(), 0).stream()
        .sorted(Comparator.comparingDouble(RunawayFlags.Pair::distance))
        .forEach(pair -> terms.add(new MergingPair(run, pair)));
    return terms;
  }

  @Override
  public List<String> notes(Runaway run) {
    if (!applies(run)) {
      return List.of();
    }

    return RunawayFlags.mergingTogether(run.architecture(), run.theta(), 0).stream()
        .map(
            units ->
                units.size()
                    + " units merge together (merging-units of order "
                    + units.size()
                    + "): a limit without a chart")
        .toList();
  }

  private static boolean applies(Runaway run) {
    Activation activation = run.architecture().activation();
    return activation.thriceDifferentiable() && !activation.linear();
  }
}
