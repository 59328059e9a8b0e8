package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.SymmetricCopies;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.TraceStep;

/**
 * Losses of one objective over planes: through its lowest minima, and along the ways of its
 * restarts (Li et al. 2018, arXiv 1712.09913, section 7: the principal directions of a way, as
 * random directions show no variation of it). Axes are not scaled by filters: parameters have the
 * units of the objective.
 */
final class Slices {
  /** Steps of a way that span its plane, and are shown in it. */
  static final int STEPS = 200;

  /** A plane along a way says nothing where the loss is not finite on more of it than this. */
  private static final double NOT_FINITE = 0.25;

  /** Losses of copies that differ by more than this, relative to 1 + |L|, are not of copies. */
  private static final double SAME_LOSS = 1e-6;

  private final Evaluator evaluator;
  private final Objective objective;
  private final SymmetricCopies copies;
  private final double valueTolerance;
  private final LandscapeCosts costs;
  private final List<String> notes;

  /**
   * @param valueTolerance losses apart by no more than this times 1 + |L| are one
   * @param notes take what is left out
   */
  Slices(
      Evaluator evaluator,
      SymmetricCopies copies,
      double valueTolerance,
      LandscapeCosts costs,
      List<String> notes) {
    this.evaluator = evaluator;
    this.objective = evaluator.objective();
    this.copies = copies;
    this.valueTolerance = valueTolerance;
    this.costs = costs;
    this.notes = notes;
  }

  /**
   * @param minima of the objective, by ascending id
   * @param steps of its restarts, by restart, segment and iteration
   */
  List<LossSlice> of(List<Minimum> minima, List<TraceStep> steps) {
    List<LossSlice> slices = new ArrayList<>();
    boolean wanted = minima.size() > 1 || !steps.isEmpty();
    int side = costs.side();
    if (wanted && side < LandscapeCosts.fullSide()) {
      notes.add(
          objective.name()
              + ": slices/ has "
              + (side == 0 ? "none" : side + " x " + side + " points a slice")
              + " instead of slices of "
              + LandscapeCosts.fullSide()
              + " x "
              + LandscapeCosts.fullSide()
              + ": with "
              + costs.parameters()
              + " parameters and "
              + costs.rows()
              + " rows these would take too long");
    }

    if (wanted && side > 0) {
      throughMinima(minima, side).ifPresent(slices::add);
      alongWays(steps, side, slices);
    }

    return slices;
  }

  /**
   * The minima that a plane is to go through, as far as they are apart: of each loss, from the
   * lowest on, the minimum with the most hits; then, as there may be many of one loss, the others
   * by descending hits.
   */
  private List<Minimum> byLevel(List<Minimum> minima) {
    List<Minimum> first = new ArrayList<>();
    List<Minimum> others = new ArrayList<>();
    double level = Double.NaN;
    for (Minimum m : minima) {
      int last = first.size() - 1;
      // Written so that the first one is apart from NaN.
      if (!(m.loss() - level <= valueTolerance * (1 + Math.abs(level)))) {
        level = m.loss();
        first.add(m);
      } else if (m.hits() > first.get(last).hits()) {
        others.add(first.set(last, m));
      } else {
        others.add(m);
      }
    }

    others.sort(Comparator.comparingLong(Minimum::hits).reversed().thenComparingInt(Minimum::id));
    return Stream.concat(first.stream(), others.stream())
        .limit(ObjectivePictures.SECTIONS)
        .toList();
  }

  /** Empty with fewer than two minima that are apart. */
  private Optional<LossSlice> throughMinima(List<Minimum> minima, int side) {
    if (minima.size() < 2) {
      return Optional.empty();
    }

    List<Minimum> lowest = byLevel(minima);
    Endpoint first = lowest.get(0).representative();
    double[] origins = evaluator.chartOrigins(first.augmentation());
    double[] settled = copies.settled(first.theta());
    Point origin = objective.point(settled, first.augmentation(), origins);
    if (!hasLoss(origin, first.loss())) {
      settled = first.theta();
      origin = objective.point(settled, first.augmentation(), origins);
    }

    List<double[]> points = new ArrayList<>(List.of(origin.values()));
    List<Long> ids = new ArrayList<>(List.of((long) lowest.get(0).id()));
    Plane plane = null;
    double[] along = null;
    for (Minimum m : lowest.subList(1, lowest.size())) {
      double[] at = copy(settled, m.representative(), origins).values();
      double[] way = Plane.difference(at, origin.values());
      if (along == null && Plane.along(origin.values(), way) != null) {
        along = way;
        points.add(at);
        ids.add((long) m.id());
      } else if (along != null) {
        plane = Plane.of(origin.values(), along, way);
        if (plane != null) {
          points.add(at);
          ids.add((long) m.id());
          break;
        }
      }
    }

    if (along == null) {
      return Optional.empty();
    }

    plane = plane == null ? downhill(origin, along) : plane;
    Grid grid = Grid.of(evaluator, origin, plane, points, side);
    return Optional.of(
        slice(
            0,
            LossSlice.MINIMA,
            ids.stream().mapToLong(Long::longValue).toArray(),
            -1,
            plane,
            grid));
  }

  /**
   * Of two minima: the line through them, and the gradient in the middle of it, down which the loss
   * falls fastest from there.
   */
  private Plane downhill(Point origin, double[] along) {
    double[] middle = origin.values().clone();
    for (int i = 0; i < middle.length; i++) {
      middle[i] += 0.5 * along[i];
    }

    double[] gradient =
        evaluator.evaluate(Question.gradient(origin.with(middle))).gradient().values();
    Plane plane = Plane.of(origin.values(), along, gradient);
    return plane == null ? Plane.along(origin.values(), along) : plane;
  }

  /** The copy of a minimum close to another network; itself where it has no such copy. */
  private Point copy(double[] settled, Endpoint e, double[] origins) {
    Point near = objective.point(copies.near(settled, e.theta()), e.augmentation(), origins);
    return hasLoss(near, e.loss()) ? near : objective.point(e.theta(), e.augmentation(), origins);
  }

  private boolean hasLoss(Point point, double loss) {
    double value = evaluator.evaluate(Question.value(point)).value();
    return Math.abs(value - loss) <= SAME_LOSS * (1 + Math.abs(loss));
  }

  private void alongWays(List<TraceStep> steps, int side, List<LossSlice> slices) {
    Map<Long, List<TraceStep>> ways = new TreeMap<>();
    for (TraceStep step : steps) {
      if (step.theta().length > 0) {
        ways.computeIfAbsent(step.restart(), r -> new ArrayList<>()).add(step);
      }
    }

    ways.forEach(
        (restart, way) -> {
          Optional<Found> found = along(way, side);
          if (found.isEmpty()) {
            notes.add(
                objective.name()
                    + ": slices/ has none along the trajectory of restart "
                    + restart
                    + ", whose plane is not finite or lies where the loss is not");
          }

          found.ifPresent(
              f ->
                  slices.add(
                      slice(
                          slices.size(),
                          LossSlice.TRAJECTORY,
                          new long[0],
                          restart,
                          f.plane,
                          f.grid)));
        });
  }

  private record Found(Plane plane, Grid grid) {}

  /** Empty where a way does not leave its end, or has no finite coordinates or losses. */
  private Optional<Found> along(List<TraceStep> way, int side) {
    TraceStep last = way.get(way.size() - 1);
    double[] origins = evaluator.chartOrigins(last.augmentation());
    Point end = objective.point(last.theta(), last.augmentation(), origins);
    if (!finite(end.values())) {
      return Optional.empty();
    }

    List<double[]> points = new ArrayList<>();
    for (TraceStep step : Thinning.of(way, STEPS)) {
      double[] at = objective.point(step.theta(), step.augmentation(), origins).values();
      if (finite(at)) {
        points.add(at);
      }
    }

    double[][] directions =
        PrincipalDirections.of(
            points.stream().map(p -> Plane.difference(p, end.values())).toList());
    Plane plane = Plane.of(end.values(), directions[0], directions[1]);
    // A way along a line.
    plane = plane == null ? Plane.along(end.values(), directions[0]) : plane;
    if (plane == null) {
      return Optional.empty();
    }

    // The way begins on the left, and goes up.
    double[] begin = plane.coordinates(points.get(0));
    plane = plane.turned(begin[0] > 0, begin[1] > 0);
    Grid grid = Grid.of(evaluator, end, plane, points, side);
    long lost = Arrays.stream(grid.losses()).filter(Double::isNaN).count();
    return lost > NOT_FINITE * grid.losses().length
        ? Optional.empty()
        : Optional.of(new Found(plane, grid));
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private LossSlice slice(
      int number, String kind, long[] minima, long restart, Plane plane, Grid grid) {
    return new LossSlice(
        objective.name(),
        number,
        kind,
        minima,
        restart,
        plane.origin(),
        plane.across(),
        plane.up(),
        grid.x(),
        grid.y(),
        grid.losses(),
        grid.marks());
  }
}
