package org.minimacensus.certify;

import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchResult;

/** What runs with added neurons of all kinds have in common while they are settled. */
final class NeuronRun {
  /** Explicit descents before the restart is given up as unconverged. */
  static final int MAX_DESCENTS = 6;

  /** Weights of silent neurons that are tried for a descent. */
  static final int CANDIDATES = 16;

  /**
   * A contribution below this, relative to 1 + max |f|, is none: the neurons are switched off and
   * the network is polished alone. Below {@link NeuronAtInfinity#CONTRIBUTES}, so that what lies
   * between the two is taken for neither.
   */
  private static final double SILENT = 1e-7;

  private final Evaluator evaluator;
  private final Evaluator base;
  private final FloorReach floorReach;
  private final Objective objective;
  private final RestartSettings settings;

  /**
   * @param base of the objective without neurons
   */
  NeuronRun(Evaluator evaluator, Evaluator base, FloorReach floorReach, RestartSettings settings) {
    this.evaluator = evaluator;
    this.base = base;
    this.floorReach = floorReach;
    this.objective = evaluator.objective();
    this.settings = settings;
  }

  static boolean silent(Inspection seen) {
    return seen.contribution() <= SILENT * (1 + seen.largestOutput());
  }

  /**
   * First-order searches creep along the valleys of these losses; second-order steps end most of
   * them. Gradient descent is left where it has come.
   */
  SearchResult finished(SearchResult at, SearchBudget budget) {
    if (settings.gradientDescent()
        || at.gradientNorm() <= settings.gradientTolerance()
        || at.point().dimension() > CriticalPoints.DENSE_LIMIT) {
      return at;
    }

    SearchResult newton = budget.finish(evaluator, at.point());
    return newton.value() <= at.value() ? newton : at;
  }

  /** The network alone, polished from where silent neurons left it; null when that is higher. */
  SearchResult switchedOff(SearchResult at, SearchBudget budget) {
    SearchResult network = budget.continueFrom(base, Point.of(objective.theta(at.point())));
    return network.value() <= at.value() + floorReach.slack() ? network : null;
  }
}
