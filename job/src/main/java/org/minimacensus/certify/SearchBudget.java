package org.minimacensus.certify;

import java.util.Set;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.Search;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.optimize.VariableProjectionSearch;

/** Runs the searches of one restart and adds up what they cost. */
final class SearchBudget {
  /** Second-order steps finish in tens or never; each costs a Hessian. */
  private static final int FINISHING_STEPS = 200;

  /** With the outgoing weights eliminated narrow valleys are walked in a few hundred steps. */
  private static final int PROJECTED_STEPS = 500;

  private static final int TIGHTENING_STEPS = 500;

  private static final int WALKING_STEPS = 1000;

  /** A way along the floor is found in tens of steps, or is none. */
  private static final int SLIDING_STEPS = 300;

  /** A loss max(0, z)^q this far down has a gradient that falls faster than the loss. */
  private static final double TIGHTER = 1e-8;

  /** Optimisers that begin as L-BFGS. */
  private static final Set<String> FINISHING = Set.of("auto", "lbfgs-newton");

  private final RestartSettings settings;
  private final Evaluator own;
  private final StepListener listener;
  private int iterations;
  private int evaluations;

  /** All searches are elsewhere. */
  SearchBudget(RestartSettings settings, StepListener listener) {
    this(settings, null, listener);
  }

  /**
   * @param own evaluator of the restart's objective: searches on any other one, charts of the same
   *     objective among them, are elsewhere
   */
  SearchBudget(RestartSettings settings, Evaluator own, StepListener listener) {
    this.settings = settings;
    this.own = own;
    this.listener = listener;
  }

  /** Takes a search into account that has ended elsewhere. */
  void took(SearchResult result) {
    iterations += result.iterations();
    evaluations += result.evaluations();
  }

  /**
   * A search that goes on from where another ended, by L-BFGS, finished as the study's searches
   * are: never gradient descent, whose step is the study's.
   */
  SearchResult continueFrom(Evaluator evaluator, Point start) {
    String optimizer = FINISHING.contains(settings.optimizer()) ? settings.optimizer() : "lbfgs";
    return run(optimizer, evaluator, start, settings.maxIterations());
  }

  /** A guarded second-order search for points that first-order ones cannot finish. */
  SearchResult finish(Evaluator evaluator, Point start) {
    return run("newton", evaluator, start, Math.min(FINISHING_STEPS, settings.maxIterations()));
  }

  /**
   * A second-order search with the parameters eliminated in which the outputs are linear, see
   * {@link VariableProjectionSearch}.
   *
   * @param linear their indices
   */
  SearchResult project(Evaluator evaluator, Point start, int[] linear) {
    return project(evaluator, start, linear, PROJECTED_STEPS);
  }

  /** The same with fewer steps. */
  SearchResult project(Evaluator evaluator, Point start, int[] linear, int most) {
    SearchLimits limits =
        new SearchLimits(settings.gradientTolerance(), Math.min(most, settings.maxIterations()));
    return driven(
        new VariableProjectionSearch(start, linear, limits, counted(evaluator)), evaluator);
  }

  /**
   * A search that goes on near the floor of the loss, where gradients are small although much of
   * the rest is still to go.
   */
  SearchResult tighten(Evaluator evaluator, Point start) {
    return run(
        "lbfgs",
        evaluator,
        start,
        Math.min(TIGHTENING_STEPS, settings.maxIterations()),
        settings.gradientTolerance() * TIGHTER);
  }

  /** Back from infinity, in coordinates of a chart. */
  SearchResult walk(Evaluator evaluator, Point start) {
    return run("lbfgs", evaluator, start, Math.min(WALKING_STEPS, settings.maxIterations()));
  }

  /** A short way along the floor of the loss. */
  SearchResult slide(Evaluator evaluator, Point start) {
    return run("lbfgs", evaluator, start, Math.min(SLIDING_STEPS, settings.maxIterations()));
  }

  private SearchResult run(String optimizer, Evaluator evaluator, Point start, int maxIterations) {
    return run(optimizer, evaluator, start, maxIterations, settings.gradientTolerance());
  }

  private SearchResult run(
      String optimizer, Evaluator evaluator, Point start, int maxIterations, double tolerance) {
    Objective objective = evaluator.objective();
    SearchLimits limits = new SearchLimits(tolerance, maxIterations);
    return driven(
        Searches.create(
            optimizer, start, limits, settings.step(), objective::moveOrigin, counted(evaluator)),
        evaluator);
  }

  private StepListener counted(Evaluator evaluator) {
    int before = iterations;
    return evaluator == own
        ? (k, value, gradient, point) -> listener.step(before + k, value, gradient, point)
        : (k, value, gradient, point) -> listener.elsewhere(before + k, value, gradient, point);
  }

  private SearchResult driven(Search search, Evaluator evaluator) {
    SearchResult result = Searches.drive(search, evaluator);
    took(result);
    return result;
  }

  void add(int moreEvaluations) {
    evaluations += moreEvaluations;
  }

  int iterations() {
    return iterations;
  }

  int evaluations() {
    return evaluations;
  }
}
