package org.minimacensus.certify;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The certificate of a minimum at infinity towards which two hidden units merge.
 *
 * <p>In the coordinates of {@link PairChart} the loss is L0 + t^2 h + O(t^4). A strict local
 * minimum of L0 with u != 0 and h > 0 is a local minimum of the loss at infinity: the loss falls
 * towards it as t tends to 0, that is as the outgoing weights grow without bound. Where h < 0 the
 * loss falls away from infinity, and the search goes on from there. (After Martinelli, Van Meegen,
 * Simsek, Gerstner and Brea 2025, Flat channels to infinity in neural loss landscapes; derivation
 * in docs/mathematics.md.)
 */
final class MergingUnits {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "merging-units";

  /** Distances of the units, relative to their incoming weights, that are tried away from h < 0. */
  private static final double[] AWAY = {0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.003, 0.001};

  /** Distances at which the loss is compared with its expansion. */
  private static final double[] NEARER = {0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 5e-4, 2e-4};

  /** As a share of the first correction. */
  private static final double AGREEMENT = 0.1;

  /** A limit above the run's loss by more than this share of it is not the run's. */
  private static final double ABOVE = 1e-9;

  private final Evaluator evaluator;
  private final Function<Objective, Evaluator> evaluators;
  private final FunctionSpaceFloor floor;
  private final RestartSettings settings;

  /**
   * @param evaluator of the plain objective
   * @param evaluators of other objectives on the same data
   */
  MergingUnits(
      Evaluator evaluator,
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      RestartSettings settings) {
    this.evaluator = evaluator;
    this.evaluators = evaluators;
    this.floor = floor;
    this.settings = settings;
  }

  /**
   * What became of a run that heads for infinity.
   *
   * @param verdict certified, or the open one with words on why it stays open
   * @param onward where the search goes on, as the loss falls from infinity to there; else null
   */
  record Outcome(Verdict verdict, Point onward) {}

  /** Empty when no units merge. */
  Optional<Outcome> of(Verdict open, SearchBudget budget, RandomStream stream) {
    Objective objective = evaluator.objective();
    if (open.endpointClass() != EndpointClass.UNCONVERGED || !PairChart.exists(objective)) {
      return Optional.empty();
    }

    double[] theta = objective.theta(open.point());
    List<RunawayFlags.Pair> pairs = RunawayFlags.merging(objective.architecture(), theta, 0);
    return pairs.stream()
        .min(Comparator.comparingDouble(RunawayFlags.Pair::distance))
        .map(pair -> settled(open, PairChart.of(objective, theta, pair), pair, budget, stream));
  }

  private Outcome settled(
      Verdict open,
      PairChart chart,
      RunawayFlags.Pair pair,
      SearchBudget budget,
      RandomStream stream) {
    String units =
        "units " + (pair.first() + 1) + " and " + (pair.second() + 1) + " merge, and their limit ";
    PairChart.Place place = chart.from(evaluator.objective().theta(open.point()));
    Evaluator limit = evaluators.apply(chart.objective(false));
    Verdict at =
        new CriticalPoints(limit, null, floor, settings)
            .settle(
                budget.continueFrom(limit, place.limit()),
                budget,
                new CriticalPoints.Passage(),
                stream);
    if (at.endpointClass() != EndpointClass.STRICT_MINIMUM) {
      return unsettled(
          open, units + "is " + at.endpointClass().label() + " (" + at.evidence() + ")");
    }

    double run = evaluator.evaluate(Question.value(open.point())).value();
    double loss = limit.evaluate(Question.value(at.point())).value();
    budget.add(2);
    double[] error = at.spectrum().parameterError(at.rounding());
    LimitSlope h =
        LimitSlope.at(
            evaluators.apply(chart.objective(true)),
            chart.withCorrection(at.point()),
            at.point().dimension(),
            error,
            budget);
    String words =
        String.format(
            Locale.ROOT,
            "%sis a strict minimum of the limit chart at loss %.17g (%s); first correction h = %.6g"
                + " +- %.2g; the run ended %.3g above the limit, its units"
                + " apart by t = %.3g",
            units,
            loss,
            at.evidence(),
            h.value(),
            h.error(),
            run - loss,
            Math.abs(place.t()));
    if (!chart.opens(at.point(), error)) {
      return unsettled(open, words + ": the units would merge at finite weights");
    }

    if (loss > run + ABOVE * Math.abs(run)) {
      return unsettled(open, words + ": the limit lies above the run");
    }

    if (h.sign() > 0) {
      return agrees(chart, at.point(), loss, h.value(), budget)
          ? new Outcome(certified(chart.network(at.point(), place.t()), pair, words, loss), null)
          : unsettled(open, words + ": the loss near the limit does not agree with that");
    }

    if (h.sign() < 0) {
      Point away = away(chart, at.point(), Math.signum(place.t()), Math.min(run, loss), budget);
      return away == null ? unsettled(open, words) : new Outcome(open.prefixed(words), away);
    }

    return unsettled(open, words + ": its sign is open");
  }

  private Verdict certified(Point near, RunawayFlags.Pair pair, String words, double loss) {
    ParameterLayout layout = evaluator.objective().architecture().layout();
    return new Verdict(near, EndpointClass.AT_INFINITY, "", words, null, null, KIND, loss)
        .withRunaway(
            IntStream.concat(
                RunawayFlags.outgoing(layout, 0, pair.first()),
                RunawayFlags.outgoing(layout, 0, pair.second())));
  }

  /** Whether the loss of networks near the limit is L0 + t^2 h for some t, as it must be. */
  private boolean agrees(PairChart chart, Point limit, double loss, double h, SearchBudget budget) {
    for (double distance : NEARER) {
      double t = distance / chart.spread(limit);
      double above = evaluator.evaluate(Question.value(chart.network(limit, t))).value() - loss;
      budget.add(1);
      if (Math.abs(above - t * t * h) <= AGREEMENT * t * t * h) {
        return true;
      }
    }

    return false;
  }

  private static Outcome unsettled(Verdict open, String words) {
    return new Outcome(open.prefixed(words), null);
  }

  /** The lowest of some networks whose units have gone apart; null when none is lower. */
  private Point away(PairChart chart, Point limit, double side, double below, SearchBudget budget) {
    Point best = null;
    double lowest = below - 8 * Math.ulp(Math.abs(below));
    for (double distance : AWAY) {
      Point network = chart.network(limit, side * distance / chart.spread(limit));
      double value = evaluator.evaluate(Question.value(network)).value();
      if (value < lowest) {
        lowest = value;
        best = network;
      }
    }

    budget.add(AWAY.length);
    return best;
  }
}
