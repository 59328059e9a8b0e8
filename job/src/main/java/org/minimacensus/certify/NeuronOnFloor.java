package org.minimacensus.certify;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.certify.NeuronAtInfinity.Outcome;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.SearchResult;

/**
 * Runs whose loss without the regulariser of the added neuron comes to the lower bound over all
 * functions of the inputs: attained, or along a ray on which the outputs grow for ever.
 * (docs/mathematics.md, section 4.2.)
 */
final class NeuronOnFloor {
  private final NeuronAtInfinity infinity;
  private final Objective objective;
  private final FunctionSpaceFloor floor;
  private final FloorReach floorReach;
  private final Slide slide;

  /**
   * @param objective the augmented one
   * @param floorReach of the loss without neurons
   */
  NeuronOnFloor(
      NeuronAtInfinity infinity,
      Objective objective,
      FunctionSpaceFloor floor,
      FloorReach floorReach,
      Slide slide) {
    this.infinity = infinity;
    this.objective = objective;
    this.floor = floor;
    this.floorReach = floorReach;
    this.slide = slide;
  }

  /**
   * What became of a run; null where its loss does not come to the lower bound.
   *
   * @param on evaluator without the regulariser
   * @param value there, at a point of it
   * @param limits of {@code on}
   */
  Outcome of(
      SearchResult run,
      Evaluator on,
      Point point,
      double value,
      UnitLimits limits,
      SearchBudget budget) {
    Outcome apart = separated(run, on, point, value, limits, budget);
    return apart == null ? attained(run, on, point, value, budget) : apart;
  }

  /**
   * Where the network and the neuron together put every row on its side, scaling both up lowers a
   * loss that falls with the margin to its infimum: outgoing weights by t, a e^b by t and b by 2
   * log t, so that the regulariser falls too. Null where that is not so.
   */
  private Outcome separated(
      SearchResult run,
      Evaluator on,
      Point point,
      double value,
      UnitLimits limits,
      SearchBudget budget) {
    if (!SeparableLoss.fallsWithMargin(objective)
        || !SeparableLoss.allOnTheirSide(objective.loss(), value)) {
      return null;
    }

    long rows = objective.reduction() == Reduction.SUM ? 1 : limits.rows(point, budget).orElse(0);
    if (rows == 0 || !SeparableLoss.allOnTheirSide(objective.loss(), rows * value)) {
      return null;
    }

    Inspection seen = on.inspect(point);
    budget.add(1);
    if (!(seen.contribution() > NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput()))) {
      return null;
    }

    Point near = infinity.withExponents(point);
    Verdict apart = SeparableLoss.verdict(objective, near, floor, seen);
    String words =
        String.format(
            Locale.ROOT,
            "every row is on its side with the neuron (loss %.3g, below %s), which contributes"
                + " %.3g: scaling the output layer and a e^b up by t > 1, with a down and b up,"
                + " lowers data term and regulariser along that ray to the infimum %.3g",
            value,
            SeparableLoss.offSide(objective.loss()),
            seen.contribution(),
            floor.value());
    return infinity.certified(
        run,
        seen.minimumMargin() > 0
            ? apart.infinityKind()
            : apart.infinityKind() + "+" + NeuronAtInfinity.SWITCHED_OFF,
        near,
        floor.value(),
        null,
        words,
        IntStream.concat(
            Arrays.stream(apart.more().runaway()), infinity.runaway(near, k -> false)));
  }

  /**
   * Where the loss without its regulariser attains the floor with a neuron that contributes, the
   * augmented loss tends to the floor as b grows: no function of the inputs is lower. Unless a path
   * along the floor leads to the network alone, that is a minimum at infinity. Null where the floor
   * is not attained.
   */
  private Outcome attained(
      SearchResult run, Evaluator on, Point point, double value, SearchBudget budget) {
    FloorReach reach = floorReach.on(on);
    if (point.dimension() > CriticalPoints.DENSE_LIMIT || !reach.near(value)) {
      return null;
    }

    Point ground = reach.from(point);
    budget.add(reach.evaluations());
    if (ground == null) {
      ground = reach.from(budget.tighten(on, point).point());
      budget.add(reach.evaluations());
    }

    if (ground == null) {
      return null;
    }

    Inspection seen = on.inspect(ground);
    budget.add(1);
    String words =
        String.format(
            Locale.ROOT,
            "b to infinity with a e^b kept: without its regulariser the loss is at %.17g, on the"
                + " floor, where the neuron contributes %.3g",
            seen.value(),
            seen.contribution());
    if (!(seen.contribution() > NeuronAtInfinity.CONTRIBUTES * (1 + seen.largestOutput()))) {
      return new Outcome(null, words, null, Point.of(on.objective().theta(ground)));
    }

    SearchResult network = slide.alongFloor(on, ground, seen.value(), budget);
    if (network != null) {
      return new Outcome(null, words, null, network.point());
    }

    return infinity.certified(
        run,
        NeuronAtInfinity.SWITCHED_OFF,
        infinity.withExponents(ground),
        floor.value(),
        null,
        words + "; no path along the floor to a = 0 was found",
        infinity.runaway(infinity.withExponents(ground), k -> false));
  }
}
