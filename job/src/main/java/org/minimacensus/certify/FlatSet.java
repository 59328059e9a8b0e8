package org.minimacensus.certify;

import java.util.Optional;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.Recentering;
import org.minimacensus.optimize.Search;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/**
 * Minima of one loss as a set in which paths may run.
 *
 * <p>On the floor of the loss every point is a global minimum, and the loss alone decides. Above it
 * a point belongs to the set if it is a critical point of that loss without negative curvature
 * beyond the error bound of the spectrum: a line of equal loss can lead from a minimum through
 * saddles to another one (Fukumizu and Amari 2000), and that joins nothing.
 */
public final class FlatSet {
  private static final int LARGEST_NEWTON = 64;
  private static final int NEWTON_STEPS = 25;
  private static final int GRADIENT_STEPS = 250;

  /** Gradients of losses max(0, z)^q near their floor fall faster than the loss. */
  private static final double TIGHTER = 1e-8;

  /** What Newton steps may change a parameter by, relative to 1 + |theta_i|. */
  private static final double CORRECTION = 0.05;

  private final Evaluator evaluator;
  private final double gradientTolerance;
  private final double low;
  private final double high;
  private final double tolerance;
  private final FloorReach floor;

  /**
   * @param low, high losses of the minima to be joined
   * @param tolerance how far losses on a path may be from those
   * @param floor null when they are not on it
   */
  FlatSet(
      Evaluator evaluator,
      double gradientTolerance,
      double low,
      double high,
      double tolerance,
      FloorReach floor) {
    this.evaluator = evaluator;
    this.gradientTolerance = gradientTolerance;
    this.low = low;
    this.high = high;
    this.tolerance = tolerance;
    this.floor = floor;
  }

  /** Whether its points are global minima, as no function of the inputs is better. */
  public boolean onFloor() {
    return floor != null;
  }

  /** How far losses on a path may be from those of the minima. */
  public double tolerance() {
    return tolerance;
  }

  /** Whether a point of this loss may be on a path. */
  public boolean level(double loss) {
    // Written so that NaN is refused.
    return loss - high <= tolerance && low - loss <= tolerance;
  }

  private boolean reached(double loss) {
    return loss <= Math.max(high, floor.highest());
  }

  /** A point of the set that a search from here comes to; empty when it comes to none. */
  public Optional<Point> relaxed(Point start) {
    Point lowest = descended(start);
    return lowest == null ? Optional.empty() : at(lowest);
  }

  /**
   * Whether a point of about this loss is next to one of the set: a search from here ends in it
   * after a short way. Where the loss ends at a margin a few more of it are as good.
   */
  public boolean near(Point place) {
    if (onFloor() && !Double.isNaN(evaluator.objective().loss().floorMargin())) {
      return true;
    }

    Point found = (onFloor() ? relaxed(place) : at(place)).orElse(null);
    return found != null && Endgame.moved(place, found) <= CORRECTION;
  }

  /** Where a search from here ends, in the set or not; the start when that is not finite. */
  public Point lowered(Point start) {
    Point lowest = descended(start);
    return lowest == null ? start : lowest;
  }

  /**
   * The point of the set at this place, which a few Newton steps may correct; empty when there is
   * none.
   */
  public Optional<Point> at(Point place) {
    if (onFloor()) {
      double loss = evaluator.evaluate(Question.value(place)).value();
      boolean there = reached(loss) && !floor.saturated(place, loss);
      return there ? Optional.of(place) : Optional.empty();
    }

    if (place.dimension() > RestartRunner.LARGEST_DECOMPOSED) {
      return Optional.empty();
    }

    Endgame.Result end = new Endgame(evaluator).run(place);
    boolean minimum =
        end.outcome() == Endgame.Outcome.ATTAINED
            && end.stationary(gradientTolerance)
            && level(end.spectrum().value())
            && Endgame.moved(place, end.point()) <= CORRECTION;
    return minimum ? Optional.of(end.point()) : Optional.empty();
  }

  /** The lowest point of a search, or the first one on the floor; null: not finite. */
  private Point descended(Point start) {
    Rescaled units = new Rescaled(start);
    boolean newton = start.dimension() <= LARGEST_NEWTON;
    double tolerance = onFloor() ? TIGHTER * gradientTolerance : gradientTolerance;
    Search search =
        Searches.create(
            newton ? "newton" : "lbfgs",
            units.inside(start),
            new SearchLimits(tolerance, newton ? NEWTON_STEPS : GRADIENT_STEPS),
            1,
            Recentering.NONE,
            StepListener.NONE);
    while (!search.finished()) {
      Question question = units.outside(search.question());
      Answer answer = evaluator.evaluate(question);
      Point onFloor = onFloor() ? onFloor(question.point(), answer.value()) : null;
      if (onFloor != null) {
        return onFloor;
      }

      search.tell(units.inside(answer));
    }

    return Double.isFinite(search.result().value()) ? units.outside(search.result().point()) : null;
  }

  /** This point, or the same network with its margin, on the floor; null when neither is. */
  private Point onFloor(Point point, double loss) {
    if (reached(loss)) {
      return point;
    }

    // A loss that ends at a margin falls slowly on the last part of the way.
    return floor.near(loss) ? floor.scaledToMargin(point) : null;
  }
}
