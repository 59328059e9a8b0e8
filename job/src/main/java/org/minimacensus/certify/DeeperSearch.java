package org.minimacensus.certify;

import java.util.Locale;
import java.util.Optional;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;

/**
 * Where a run goes that neither converged nor was certified at infinity: down its valley with the
 * outgoing weights eliminated ({@link org.minimacensus.optimize.VariableProjectionSearch}), and
 * through infinity where the valley leads there ({@link InfinityCrossing}). What is found has a
 * lower loss; nothing is certified here.
 */
final class DeeperSearch {
  /** What a search must gain to count, relative to 1 + |L|. */
  static final double GAIN = 1e-9;

  private final Evaluator evaluator;
  private final UnitLimits limits;
  private final RestartSettings settings;
  private final SearchBudget budget;
  private boolean down;

  DeeperSearch(
      Evaluator evaluator, UnitLimits limits, RestartSettings settings, SearchBudget budget) {
    this.evaluator = evaluator;
    this.limits = limits;
    this.settings = settings;
    this.budget = budget;
  }

  /**
   * @param at where the search goes on
   * @param words how it came there
   */
  record Outcome(SearchResult at, String words) {}

  /**
   * The other side of infinity, where the run leads there; else further down its valley, but not
   * twice in a row.
   *
   * @return empty when nothing lower is found
   */
  Optional<Outcome> from(Verdict open) {
    Optional<Outcome> lower = across(open);
    if (lower.isPresent()) {
      down = false;
      return lower;
    }

    if (down) {
      down = false;
      return lower;
    }

    down = true;
    return down(open);
  }

  /** The run came elsewhere by other means. */
  void elsewhere() {
    down = false;
  }

  /**
   * @return empty when nothing lower is found
   */
  Optional<Outcome> across(Verdict open) {
    return applies(open) && CompositeChart.exists(evaluator.objective())
        ? InfinityCrossing.from(
            evaluator, limits.runaway(open.point(), budget), open.point(), budget)
        : Optional.empty();
  }

  /**
   * @return empty when nothing lower is found
   */
  Optional<Outcome> down(Verdict open) {
    if (!applies(open)) {
      return Optional.empty();
    }

    double here = evaluator.evaluate(Question.value(open.point())).value();
    budget.add(1);
    int[] linear = OutputLayer.of(evaluator.objective());
    SearchResult projected = budget.project(evaluator, open.point(), linear);
    double gained = here - projected.value();
    if (!(gained > GAIN * (1 + Math.abs(here)))) {
      return Optional.empty();
    }

    String words =
        String.format(
            Locale.ROOT,
            "with the outgoing weights eliminated the search went on for %d steps, lower by %.3g",
            projected.iterations(),
            gained);
    return Optional.of(new Outcome(projected, words));
  }

  /**
   * Under weight decay nothing runs to infinity, and a search that ends early was told to. Gradient
   * descent is asked for its own basins, which second-order steps do not keep to.
   */
  private boolean applies(Verdict open) {
    return open.endpointClass() == EndpointClass.UNCONVERGED
        && !evaluator.objective().coercive()
        && !settings.gradientDescent()
        && StalledSearch.projects(evaluator.objective(), open.point().dimension());
  }
}
