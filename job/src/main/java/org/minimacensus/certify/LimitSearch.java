package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * The search for a minimum in the chart of a limit. Where its end shows that a term was the wrong
 * one of its kind, such as a relu unit with its kink on another input, or that one more unit runs
 * to infinity, it goes on in the chart that fits.
 */
final class LimitSearch {
  /** Charts that are searched one after the other. */
  private static final int MOST_CHARTS = 8;

  private final Function<Objective, Evaluator> evaluators;
  private final FunctionSpaceFloor floor;
  private final RestartSettings settings;
  private final SearchBudget budget;
  private final RandomStream stream;

  LimitSearch(
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      RestartSettings settings,
      SearchBudget budget,
      RandomStream stream) {
    this.evaluators = evaluators;
    this.floor = floor;
    this.settings = settings;
    this.budget = budget;
    this.stream = stream;
  }

  /**
   * @param limit the chart's objective, what is fixed held
   * @param at what the search ended on, a point of that evaluator
   */
  record Result(CompositeChart chart, HeldParameters limit, Verdict at) {}

  /**
   * @param chart whose terms were made for this network
   * @param run the network as a run
   */
  Result from(CompositeChart chart, Runaway run, Point network) {
    Charted next = new Charted(chart, network);
    for (int round = 1; true; round++) {
      Result result = searched(next);
      next = round < MOST_CHARTS ? adjusted(result, run) : null;
      if (next == null) {
        return result;
      }
    }
  }

  private record Charted(CompositeChart chart, Point network) {}

  private Result searched(Charted in) {
    Point place = in.chart.place(in.network);
    HeldParameters limit =
        new HeldParameters(
            evaluators.apply(in.chart.objective()), place, in.chart.free(), in.chart.linear());
    Verdict at =
        new CriticalPoints(limit, null, floor, settings)
            .settle(
                budget.continueFrom(limit, limit.restrict(place)),
                budget,
                new CriticalPoints.Passage(),
                stream);
    return new Result(in.chart, limit, at);
  }

  /** Null when no term wants to be another one. */
  private Charted adjusted(Result result, Runaway run) {
    EndpointClass found = result.at.endpointClass();
    if (found == EndpointClass.FAILED) {
      return null;
    }

    Point full = result.limit.embed(result.at.point());
    CompositeChart chart = result.chart;
    LimitPoint point =
        new LimitPoint(chart, evaluators, full, new double[full.dimension()], false, budget);
    List<LimitTerm> terms = new ArrayList<>();
    List<LimitTerm.Near> where = new ArrayList<>();
    boolean changed = false;
    for (int t = 0; t < chart.terms().size(); t++) {
      LimitTerm term = chart.terms().get(t);
      double[] phi = chart.phi(full, t);
      LimitTerm.Adjusted other = term.adjusted(point, phi, found == EndpointClass.STRICT_MINIMUM);
      changed |= other.changed();
      terms.add(other.term());
      where.add(other.near());
    }

    if (!changed) {
      return found == EndpointClass.UNCONVERGED ? grown(chart, full, where, run) : null;
    }

    // Only what the terms write differs: the network that is left has the same units in both.
    CompositeChart next = chart.with(terms);
    return new Charted(next, next.network(full, where));
  }

  /** With one more of the units that are left, if such a one runs to infinity too; else null. */
  private static Charted grown(
      CompositeChart chart, Point limit, List<LimitTerm.Near> where, Runaway run) {
    Point network = chart.network(limit, where);
    Runaway there = run.at(run.objective().theta(network));
    for (LimitKind kind : LimitKinds.ALL) {
      for (LimitTerm more : kind.nominated(there)) {
        if (chart.terms().stream().noneMatch(t -> common(t.units(), more.units()))) {
          List<LimitTerm> terms = new ArrayList<>(chart.terms());
          terms.add(more);
          return new Charted(chart.with(terms), network);
        }
      }
    }

    return null;
  }

  private static boolean common(int[] one, int[] other) {
    return Arrays.stream(one).anyMatch(i -> Arrays.stream(other).anyMatch(j -> i == j));
  }
}
