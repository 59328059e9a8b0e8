package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;

/**
 * Settles a search of a relu or leaky-relu network that stalls where units have a kink: an active
 * set method. Kinks that hold the search are pinned, Newton steps go on along them ({@link
 * KinkManifold}), and where these end the one-sided slopes ({@link KinkSlopes}) tell a minimum from
 * a kink to be left.
 *
 * <p>The point is a local minimum when both slopes of every pinned kink are positive and the loss
 * along the kinks has a minimum there: near it the loss exceeds that of a smooth function, which is
 * stationary at the point and agrees with the loss on M, by a multiple of the distance from M
 * (proof in docs/mathematics.md).
 */
final class KinkSearch {
  /** Kinks this near, as a share of the unit's range, hold a search that stalls. */
  private static final double HOLDS = 1e-7;

  /** The nearest kink this near may hold it. */
  private static final double MAY_HOLD = 1e-2;

  /** Pins, releases and negative curvatures along the kinks before the search is given up. */
  private static final int MAX_ROUNDS = 60;

  /** Saddles that are left before the search is given up. */
  private static final int MAX_LEAVES = 8;

  /** Share of a unit's range by which it is moved off a kink that is level to one side. */
  private static final double LOOSE = 1e-2;

  /** Releases told one by one. */
  private static final int TOLD = 3;

  private final Evaluator evaluator;
  private final RestartSettings settings;
  private final SearchBudget budget;
  private final RandomStream stream;
  private final KinkSlopes slopes;
  private final KinkVerdict verdicts;
  private List<Kink> pins = new ArrayList<>();
  private SleepingUnits sleeping;
  private Point x;
  private int releases;
  private int leaves;
  private final Set<String> loosened = new HashSet<>();
  private String told = "";
  private String left = "";

  KinkSearch(
      Evaluator evaluator, RestartSettings settings, SearchBudget budget, RandomStream stream) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.budget = budget;
    this.stream = stream;
    this.slopes = new KinkSlopes(evaluator);
    this.verdicts = new KinkVerdict(evaluator, settings, budget, stream);
  }

  /** Whether an objective has kinks that are settled. */
  static boolean applies(Objective objective, RestartSettings settings) {
    return objective.architecture().activation().kinked()
        && !objective.architecture().hidden().isEmpty()
        && objective.architecture().linearOutputs()
        && objective.augmentation().isEmpty()
        && !objective.population()
        && objective.dimension() <= CriticalPoints.DENSE_LIMIT
        && !settings.gradientDescent();
  }

  /**
   * One of the three.
   *
   * @param verdict at a kink; null when it is none of them
   * @param onward where the search goes on, free of kinks; else null
   * @param words what happened on the way, or why it stays open; may be empty
   */
  record Outcome(Verdict verdict, Point onward, String words) {}

  /** From where a search stalled. */
  Outcome from(Point start) {
    x = BalancedUnits.of(evaluator.objective(), start);
    double above = evaluator.evaluate(Question.value(start)).value();
    budget.add(1);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Outcome outcome = round(round == 0);
      if (outcome != null) {
        return notAbove(outcome, above) ? outcome : open("the kinks' minimum lies above the run");
      }
    }

    return open("after " + MAX_ROUNDS + " rounds along and across kinks no end is reached");
  }

  private boolean notAbove(Outcome outcome, double above) {
    Point to = outcome.verdict() == null ? outcome.onward() : outcome.verdict().point();
    if (to == null) {
      return true;
    }

    budget.add(1);
    return evaluator.evaluate(Question.value(to)).value() <= above + 1e-12 * (1 + Math.abs(above));
  }

  private Outcome open(String words) {
    return new Outcome(null, null, passage(words));
  }

  private String passage(String words) {
    String way = releases == 0 ? "" : releases + " kinks left on the way" + told;
    way += way.isEmpty() || left.isEmpty() ? left : "; " + left;
    return way.isEmpty() || words.isEmpty() ? way + words : way + "; " + words;
  }

  /** Null: another round. */
  private Outcome round(boolean first) {
    Inspection seen = evaluator.inspect(x);
    budget.add(1);
    sleeping = SleepingUnits.at(evaluator, x);
    x = sleeping.settled(x);
    pins.removeIf(sleeping::has);
    boolean more = pin(seen, HOLDS);
    KinkManifold on = new KinkManifold(evaluator, x, pins, sleeping.held());
    if (!on.independent()) {
      return open("the inputs on which a unit has its kink are not independent");
    }

    if (on.dimension() == 0) {
      return open("nothing can move along the kinks");
    }

    SearchResult searched = budget.finish(on, on.project(x));
    x = on.embed(searched.point());
    if (searched.gradientNorm() > settings.gradientTolerance()) {
      Inspection stalled = evaluator.inspect(x);
      budget.add(1);
      if (pin(stalled, HOLDS) || pinNearest(stalled)) {
        return null;
      }

      return more || first ? null : open("the search along the kinks does not converge");
    }

    return pins.isEmpty() && !sleeping.any()
        ? new Outcome(null, x, passage(""))
        : judged(on, searched.point());
  }

  private boolean pinned(Kink kink) {
    return pins.stream().anyMatch(kink::same);
  }

  private boolean pin(Inspection seen, double within) {
    boolean more = false;
    for (Kink kink : seen.kinks()) {
      if (kink.distance() <= within && !pinned(kink) && !sleeping.has(kink)) {
        pins.add(kink);
        more = true;
      }
    }

    return more;
  }

  private boolean pinNearest(Inspection seen) {
    Kink nearest = null;
    for (Kink kink : seen.kinks()) {
      if (!pinned(kink)
          && !sleeping.has(kink)
          && (nearest == null || kink.distance() < nearest.distance())) {
        nearest = kink;
      }
    }

    return nearest != null && nearest.distance() <= MAY_HOLD && pins.add(nearest);
  }

  /** At a point that is stationary along the pinned kinks. */
  private Outcome judged(KinkManifold on, Point u) {
    Endgame.Result end = new Endgame(on).run(u);
    budget.add(end.evaluations());
    x = on.embed(end.point());
    if (end.outcome() == Endgame.Outcome.NOT_FINITE) {
      return open("the Hessian along the kinks is not finite");
    }

    Inspection seen = evaluator.inspect(x);
    budget.add(1);
    if (pin(seen, CriticalPoints.ON_KINK)) {
      return null;
    }

    List<Kink> off = on.offKinks(x);
    unpin(off);
    if (!off.isEmpty() || !on.alikeAt(x)) {
      return null;
    }

    List<KinkSlopes.Slope> across = slopes.at(x, on);
    budget.add(2);
    if (across == null) {
      return open("more inputs lie on a unit's kink than are told");
    }

    Outcome kept = settings.keepSaddles() ? verdicts.keptSaddle(on, end, across) : null;
    if (kept != null) {
      return kept;
    }

    KinkSlopes.Slope steepest = null;
    for (KinkSlopes.Slope slope : across) {
      if (slope.lower() < -slope.error()
          && (steepest == null || slope.lower() < steepest.lower())) {
        steepest = slope;
      }
    }

    if (steepest != null) {
      return released(steepest) ? null : open("a kink slopes down, but nothing is lower beside it");
    }

    if (looseFlat(across)) {
      return null;
    }

    if (end.outcome() == Endgame.Outcome.NEGATIVE_CURVATURE) {
      return along(on, end);
    }

    return settled(verdicts.of(on, end, slopes, seen));
  }

  /** A minimum of all but the sleeping units is one if these sleep on. */
  private Outcome settled(Outcome outcome) {
    if (outcome.verdict() == null || !sleeping.any()) {
      return new Outcome(outcome.verdict(), null, passage(outcome.words()));
    }

    SleepingUnits.Outcome sleep = sleeping.judged(x, pins, stream, budget);
    if (sleep.words() != null) {
      Verdict verdict = outcome.verdict().prefixed(sleep.words());
      return new Outcome(verdict, null, passage(outcome.words()));
    }

    if (sleep.woken() == null || leaves++ > MAX_LEAVES) {
      return open(sleep.woken() == null ? sleep.open() : "units wake again and again");
    }

    left += (left.isEmpty() ? "" : "; ") + "a unit that weight decay held at 0 woken";
    return new Outcome(null, sleep.woken(), passage(""));
  }

  /**
   * Where the loss is level to one side of a kink the point may lie on the edge of a flat set that
   * goes on there: the unit is moved off, each once.
   */
  private boolean looseFlat(List<KinkSlopes.Slope> across) {
    for (KinkSlopes.Slope slope : across) {
      if (slope.lower() <= slope.error() && loosened.add(slope.name())) {
        double t = LOOSE * slope.range();
        double[] moved = x.values().clone();
        for (int i = 0; i < moved.length; i++) {
          moved[i] += t * slope.lowerWay()[i];
        }

        unpin(slope.pins());
        x = x.with(moved);
        return true;
      }
    }

    return false;
  }

  /** Moves one unit off one kink to the side that goes down. */
  private boolean released(KinkSlopes.Slope slope) {
    double[] move = slope.lowerWay();
    double lowest = evaluator.evaluate(Question.value(x)).value();
    Point best = null;
    for (double t = slope.range(); t > 1e-6 * slope.range(); t /= 4) {
      double[] moved = x.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += t * move[i];
      }

      Point beside = x.with(moved);
      double value = evaluator.evaluate(Question.value(beside)).value();
      budget.add(1);
      if (value < lowest - 8 * Math.ulp(Math.abs(lowest))) {
        lowest = value;
        best = beside;
      }
    }

    if (best == null) {
      return false;
    }

    if (releases < TOLD) {
      told +=
          String.format(
              Locale.ROOT,
              "%s %s, slope %.3g",
              releases == 0 ? ":" : ",",
              slope.name(),
              slope.lower());
    }

    releases++;
    unpin(slope.pins());
    x = best;
    return true;
  }

  private void unpin(List<Kink> kinks) {
    pins = new ArrayList<>(pins);
    pins.removeIf(pin -> kinks.stream().anyMatch(pin::same));
  }

  /** Leaves a saddle of the loss along the kinks. */
  private Outcome along(KinkManifold on, Endgame.Result end) {
    NegativeCurvature.Witness witness = NegativeCurvature.leave(on, end.point(), end.spectrum());
    budget.add(NegativeCurvature.EVALUATIONS);
    if (witness == null || leaves++ > MAX_LEAVES) {
      return open("negative curvature along the kinks, but nothing lower along it");
    }

    left +=
        String.format(
            Locale.ROOT,
            "%ssaddle along kinks at loss %.17g left, loss lower by %.3g",
            left.isEmpty() ? "" : "; ",
            end.spectrum().value(),
            witness.decrease());
    x = on.embed(witness.point());
    return null;
  }

  /** Saddles of the loss along kinks that were left. */
  int leaves() {
    return leaves;
  }
}
