package org.minimacensus.certify;

import java.util.Locale;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.TerminationReason;

/** What becomes of searches that stopped before their gradient was small enough. */
final class StalledSearch {
  /** A decomposition of this dimension takes about 2 ms; hundreds of steps are taken. */
  private static final int LARGEST_PROJECTED = 64;

  /** Times that a search goes on free of kinks before the restart is ended on one. */
  private static final int MAX_KINKS = 20;

  private final Evaluator evaluator;
  private final RestartSettings settings;
  private final boolean coercive;

  StalledSearch(Evaluator evaluator, RestartSettings settings) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.coercive = evaluator.objective().coercive();
  }

  /**
   * A search that stopped early is given to second-order searches: in limit charts first with the
   * parameters eliminated in which outputs are linear, then the guarded one in all parameters; the
   * best of them.
   */
  SearchResult finished(SearchResult at, SearchBudget budget) {
    if (!evaluator.objective().architecture().activation().smooth()
        || at.point().dimension() > CriticalPoints.DENSE_LIMIT
        || settings.gradientDescent()) {
      return at;
    }

    SearchResult from = at;
    int dimension = at.point().dimension();
    if (evaluator instanceof HeldParameters held
        && held.linear().length > 0
        && held.linear().length < dimension
        && dimension <= LARGEST_PROJECTED) {
      SearchResult projected = budget.project(evaluator, at.point(), held.linear());
      if (projected.value() < at.value()) {
        from = projected;
      }
    }

    if (from.gradientNorm() <= settings.gradientTolerance()) {
      return from;
    }

    SearchResult newton = budget.finish(evaluator, from.point());
    return newton.value() <= from.value() && newton.gradientNorm() < from.gradientNorm()
        ? newton
        : from;
  }

  /** Whether searches with the parameters eliminated in which outputs are linear are run. */
  static boolean projects(Objective objective, int dimension) {
    Architecture network = objective.architecture();
    return network.activation().smooth()
        && dimension <= LARGEST_PROJECTED
        && (objective.augmentation().isEmpty() || NeuronAtInfinity.isLimit(objective))
        && OutputLayer.of(objective).length > 0;
  }

  /** A search that did not converge: of a network with kinks it may be held by some of them. */
  Step settled(
      SearchResult at, CriticalPoints.Passage passage, SearchBudget budget, RandomStream stream) {
    Verdict open = unconverged(at, budget);
    return KinkSearch.applies(evaluator.objective(), settings)
        ? acrossKinks(open, passage, budget, stream)
        : new Step(open, null);
  }

  /** The search on kinks: what it certifies, or where the search without them goes on. */
  Step acrossKinks(
      Verdict open, CriticalPoints.Passage passage, SearchBudget budget, RandomStream stream) {
    KinkSearch search = new KinkSearch(evaluator, settings, budget, stream);
    KinkSearch.Outcome outcome = search.from(open.point());
    passage.escapes += search.leaves();
    if (outcome.verdict() != null) {
      passage.mention(outcome.words());
      return new Step(outcome.verdict(), null);
    }

    if (outcome.onward() == null || passage.kinks++ >= MAX_KINKS) {
      return new Step(outcome.words().isEmpty() ? open : open.prefixed(outcome.words()), null);
    }

    passage.mention(outcome.words());
    return new Step(null, outcome.onward());
  }

  private Verdict unconverged(SearchResult at, SearchBudget budget) {
    Inspection seen = evaluator.inspect(at.point());
    String words =
        String.format(
            Locale.ROOT,
            "max |g| = %.3g is above the tolerance %.3g; the search ended by %s",
            at.gradientNorm(),
            settings.gradientTolerance(),
            at.reason().label());
    String detail = at.reason() == TerminationReason.ITERATION_LIMIT ? "budget" : "slow";
    if (seen.kinkDistance() < CriticalPoints.ON_KINK) {
      detail = "at-kink";
      words += "; a pre-activation lies on a kink, where the one-sided slopes decide";
    } else {
      GradientFlat flatness = flatness(at.point(), seen, budget);
      if (flatness != null && flatness.holds()) {
        detail = "gradient-flat";
        words += "; " + flatness.words();
      }
    }

    return Verdict.of(at.point(), EndpointClass.UNCONVERGED, detail, words);
  }

  /** Null where it is not computed, or where the run may head for infinity. */
  private GradientFlat flatness(Point point, Inspection seen, SearchBudget budget) {
    Objective objective = evaluator.objective();
    if (point.dimension() > CriticalPoints.DENSE_LIMIT
        || (!coercive
            && !RunawayFlags.of(objective.architecture(), objective.theta(point), seen)
                .isEmpty())) {
      return null;
    }

    HessianSpectrum spectrum = HessianSpectrum.at(evaluator, point);
    budget.add(3);
    return spectrum == null ? null : GradientFlat.at(spectrum, seen.gradientRounding());
  }
}
