package org.minimacensus.certify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchResult;

/**
 * Slides an added neuron that contributes down to silence, a to 0, with the network following: runs
 * whose loss never rises on the way are unfinished global minima. (docs/mathematics.md, section
 * 4.1.)
 */
final class Slide {
  private static final double[] SHARES = {0.8, 0.6, 0.4, 0.2, 0.1};

  /** Of the amplitude that is left at each step; the first to be tried. */
  private static final double FACTOR = 0.8;

  /** Steps shorter than this are not tried. */
  private static final double SHORTEST = 0.98;

  /** The network alone is tried from here. */
  private static final double SMALL = 0.05;

  private final Evaluator evaluator;
  private final Evaluator base;
  private final double slack;

  /**
   * @param evaluator of the augmented objective
   * @param base of the un-augmented one
   * @param slack what searches to a finite gradient tolerance leave open of a value: a path of
   *     constant loss must not fail by it
   */
  Slide(Evaluator evaluator, Evaluator base, double slack) {
    this.evaluator = evaluator;
    this.base = base;
    this.slack = slack;
  }

  /**
   * a -> s a for s = 0.8 ... 0 with the other parameters of the neuron held and the network
   * re-optimised.
   *
   * @return the network alone; null as soon as the loss rises
   */
  SearchResult of(SearchResult at, SearchBudget budget) {
    double value = at.value();
    Point theta = Point.of(evaluator.objective().theta(at.point()));
    for (double share : SHARES) {
      HeldParameters frozen =
          HeldParameters.network(evaluator, scaled(evaluator.objective(), at.point(), share));
      SearchResult r = budget.continueFrom(frozen, theta);
      if (!(r.value() <= value + slack)) {
        return null;
      }

      value = r.value();
      theta = r.point();
    }

    SearchResult network = budget.continueFrom(base, theta);
    return network.value() <= value + slack ? network : null;
  }

  /**
   * The same along points on the floor without the regulariser, where the neuron's weights may
   * follow too, in steps that are shortened where the way is narrow.
   *
   * @param limit evaluator of the loss without its regulariser
   * @param start a point of it
   * @param loss there
   * @return the network alone; null where no way was found
   */
  SearchResult alongFloor(Evaluator limit, Point start, double loss, SearchBudget budget) {
    Objective objective = limit.objective();
    int[] amplitudes = objective.amplitudes();
    int[] free =
        IntStream.range(0, start.dimension())
            .filter(i -> Arrays.stream(amplitudes).noneMatch(a -> a == i))
            .toArray();
    Point at = start;
    double left = 1;
    double factor = FACTOR;
    while (left > SMALL) {
      Point centred =
          objective.insideNetwork()
              ? LayersAtInfinity.centred(limit, at)
              : objective.moveOrigin(at, limit.chartOrigins(objective.rawAugmentation(at)));
      Point next = scaled(objective, centred, factor);
      HeldParameters held = new HeldParameters(limit, next, free);
      SearchResult r = budget.slide(held, held.restrict(next));
      if (r.value() <= loss + slack) {
        at = held.embed(r.point());
        left *= factor;
      } else if (factor > SHORTEST) {
        return null;
      } else {
        factor = Math.sqrt(factor);
      }
    }

    SearchResult network = budget.continueFrom(base, Point.of(objective.theta(at)));
    return network.value() <= loss + slack ? network : null;
  }

  private static Point scaled(Objective objective, Point point, double share) {
    double[] x = point.values().clone();
    for (int i : objective.amplitudes()) {
      x[i] *= share;
    }

    return point.with(x);
  }
}
