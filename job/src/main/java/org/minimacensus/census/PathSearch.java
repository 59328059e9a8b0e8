package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.minimacensus.certify.FlatSet;
import org.minimacensus.certify.FlatSets;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Looks for a path between two points on which the loss stays that of both, and every vertex of
 * which belongs to the set of minima of that loss. A path that is found joins; that none is found
 * proves nothing.
 */
final class PathSearch {
  /**
   * Where a loss ends at a margin, the output layer is multiplied until every row has as many of
   * it. The loss stays at its floor all along, without looking, and between such networks it is
   * there wherever no row loses more than that.
   */
  private static final double LOUDER = 64;

  /** Images of a string, ends included. */
  private static final int IMAGES = 21;

  /** The same where only the height of a barrier is asked for. */
  private static final int BARRIER_IMAGES = 7;

  /** Of a walk's string; a string itself has one, and no image of it may be lost. */
  private static final int ROUNDS = 3;

  /** A round goes on from one that left the widest gap no narrower than this part of it. */
  private static final double NARROWER = 0.9;

  private static final int WALKS = 3;
  private static final int STEPS = 20;

  /** A walk ends when steps of this part of the way are too long. */
  private static final double SHORTEST = 0.01;

  private final FlatSets sets;
  private final Evaluator evaluator;
  private final Objective objective;
  private final UnitMoves moves;
  private final UnitAlignment alignment;
  private final PathWork work;
  private final boolean margin;

  /**
   * @param work counts what the sets' evaluator is asked
   */
  PathSearch(FlatSets sets, UnitAlignment alignment, UnitMoves moves, PathWork work) {
    this.sets = sets;
    this.evaluator = sets.evaluator();
    this.objective = evaluator.objective();
    this.alignment = alignment;
    this.moves = moves;
    this.work = work;
    this.margin =
        objective.augmentation().isEmpty()
            && !Double.isNaN(objective.loss().floorMargin())
            && objective.architecture().linearOutputs();
  }

  /**
   * @param from, to in one chart, close by symmetry
   * @return a path of equal loss; else, where a string was tried, the lowest path that was; else
   *     empty
   */
  Optional<FoundPath> find(PathKind kind, Point from, Point to, double loss, double otherLoss) {
    FlatSet set = sets.of(loss, otherLoss);
    FlatPolygon polygon = new FlatPolygon(set, evaluator, work);
    double highest =
        switch (kind) {
          case SEGMENT -> polygon.straight(List.of(from, to));
          case BEND -> bend(set, polygon, from, to);
          case STRING -> string(set, polygon, from, to, 1);
          case WALK -> walk(set, polygon, from, to);
        };
    boolean flat = !Double.isNaN(highest);
    if (!flat && kind == PathKind.STRING) {
      highest = lowest(set, polygon, from, to);
    }

    return Double.isNaN(highest)
        ? Optional.empty()
        : Optional.of(new FoundPath(Math.max(highest, Math.max(loss, otherLoss)), kind, flat));
  }

  /** The highest loss of the lower one of two paths: relaxed images, and without the outputs. */
  private double lowest(FlatSet set, FlatPolygon polygon, Point from, Point to) {
    List<Point> images = new ArrayList<>(List.of(from));
    for (Point image : FlatPolygon.spread(List.of(from, to), BARRIER_IMAGES)) {
      images.add(margin ? image : set.lowered(image));
    }
    images.add(to);
    double along = polygon.profile(images);
    double silent =
        polygon.highest(
            Stream.of(0.75, 0.5, 0.25, 0.0)
                .flatMap(share -> Stream.of(scaled(from, share), scaled(to, share)))
                .toList());
    // NaN is no bound.
    return !(along <= silent) ? silent : along;
  }

  private double bend(FlatSet set, FlatPolygon polygon, Point from, Point to) {
    double highest = Double.NaN;
    if (objective.augmentation().isEmpty()) {
      highest = polygon.straight(knownMoves(from, to));
      if (Double.isNaN(highest) && margin) {
        highest = polygon.straight(List.of(louder(from), louder(to)));
      }
    }

    if (Double.isNaN(highest)) {
      highest =
          set.relaxed(FlatPolygon.middle(from, to))
              .map(middle -> Stream.of(from, middle, to).map(this::louder).toList())
              .map(polygon::straight)
              .orElse(Double.NaN);
    }

    return highest;
  }

  /** Duplicated units united at both ends, idle units where the other end needs them. */
  private List<Point> knownMoves(Point from, Point to) {
    double[] start = moves.reduced(from.values());
    List<double[]> image =
        alignment.aligned(
            start, List.of(moves.reduced(to.values()), to.values()), UnitAlignment.WHERE_USED);
    double[] end = image.get(0);
    double[] startMoved = moves.idleAs(start, end);
    double[] endMoved = moves.idleAs(end, startMoved);
    return Stream.of(from.values(), start, startMoved, endMoved, end, image.get(1))
        .map(from::with)
        .toList();
  }

  /** The same network with its margin widened; itself where a loss has none. */
  private Point louder(Point point) {
    if (!margin) {
      return point;
    }

    double factor =
        LOUDER * objective.loss().floorMargin() / evaluator.inspect(point).minimumMargin();
    return factor > 1 && Double.isFinite(factor) ? scaled(point, factor) : point;
  }

  private Point scaled(Point point, double factor) {
    return point.with(moves.louder(point.values(), factor));
  }

  /** A string between where walks from both ends towards one another come to. */
  private double walk(FlatSet set, FlatPolygon polygon, Point from, Point to) {
    double direct = string(set, polygon, from, to, ROUNDS);
    if (!Double.isNaN(direct)) {
      return direct;
    }

    Walk one = new Walk(set, polygon, from);
    Walk other = new Walk(set, polygon, to);
    for (int k = 0; k < WALKS && !work.spent(); k++) {
      double before = FlatPolygon.distance(one.at, other.at);
      one.towards(other.at);
      other.towards(one.at);
      if (!(FlatPolygon.distance(one.at, other.at) < NARROWER * before)) {
        break;
      }
    }

    double between = string(set, polygon, one.at, other.at, ROUNDS);
    // NaN if it is.
    return Math.max(between, Math.max(one.highest, other.highest));
  }

  /**
   * @param rounds 1: images must all reach the set
   */
  private double string(FlatSet set, FlatPolygon polygon, Point from, Point to, int rounds) {
    List<Point> path = List.of(from, to);
    double gap = FlatPolygon.widestGap(path);
    for (int round = 0; round < rounds && !work.spent(); round++) {
      List<Point> images = relaxed(set, FlatPolygon.spread(path, IMAGES), rounds == 1);
      if (images.isEmpty()) {
        return Double.NaN;
      }

      images.add(0, from);
      images.add(to);
      double highest = polygon.halved(images.stream().map(this::louder).toList());
      double left = FlatPolygon.widestGap(images);
      if (!Double.isNaN(highest) || !(left < NARROWER * gap)) {
        return highest;
      }

      gap = left;
      path = images;
    }

    return Double.NaN;
  }

  /**
   * Images relaxed to the set, without those that are lost, in their order.
   *
   * @param all whether to return none as soon as one is lost
   */
  private List<Point> relaxed(FlatSet set, List<Point> images, boolean all) {
    Point[] found = new Point[images.size()];
    // Those in the middle are lost most easily.
    for (int step = Integer.highestOneBit(found.length); step > 0; step /= 2) {
      for (int i = step - 1; i < found.length; i += 2 * step) {
        found[i] = set.relaxed(images.get(i)).orElse(null);
        if (all && found[i] == null) {
          return List.of();
        }
      }
    }

    return Stream.of(found)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Where a walk within the set has come to. */
  private final class Walk {
    private final FlatSet set;
    private final FlatPolygon polygon;
    private Point at;
    private double highest = Double.NEGATIVE_INFINITY;

    Walk(FlatSet set, FlatPolygon polygon, Point from) {
      this.set = set;
      this.polygon = polygon;
      this.at = from;
    }

    /** A step, if it stays in the set. */
    boolean step(Point next) {
      double along = polygon.halved(List.of(louder(at), louder(next)));
      if (Double.isNaN(along)) {
        return false;
      }

      highest = Math.max(highest, along);
      at = next;
      return true;
    }

    /** Steps towards a goal, each corrected to a point of the set. */
    void towards(Point goal) {
      double share = 0.25;
      for (int k = 0; k < STEPS && share >= SHORTEST && !work.spent(); k++) {
        double before = FlatPolygon.distance(at, goal);
        Optional<Point> next = set.relaxed(LogScale.between(at, goal, share));
        boolean closer =
            next.isPresent()
                && FlatPolygon.distance(next.get(), goal) < (1 - 0.1 * share) * before
                && step(next.get());
        share = closer ? Math.min(0.5, 1.5 * share) : share / 2;
      }
    }
  }
}
