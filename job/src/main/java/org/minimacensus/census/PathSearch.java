package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  /** The output layer multiplied, where a loss ends at a margin. */
  private static final double LOUDER = 4;

  /** Images of a string, ends included. */
  private static final int IMAGES = 21;

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
  private final boolean margin;

  PathSearch(FlatSets sets, UnitAlignment alignment, UnitMoves moves) {
    this.sets = sets;
    this.evaluator = sets.evaluator();
    this.objective = evaluator.objective();
    this.alignment = alignment;
    this.moves = moves;
    this.margin =
        objective.augmentation().isEmpty()
            && !Double.isNaN(objective.loss().floorMargin())
            && objective.architecture().outputActivation().name().equals("identity");
  }

  /**
   * @param from, to in one chart, close by symmetry
   */
  Optional<FoundPath> find(PathKind kind, Point from, Point to, double loss, double otherLoss) {
    FlatSet set = sets.of(loss, otherLoss);
    FlatPolygon polygon = new FlatPolygon(set, evaluator);
    double highest =
        switch (kind) {
          case SEGMENT -> polygon.straight(List.of(from, to));
          case BEND -> bend(set, polygon, from, to);
          case STRING -> stringOrWalk(set, polygon, from, to);
        };
    return Double.isNaN(highest)
        ? Optional.empty()
        : Optional.of(new FoundPath(Math.max(highest, Math.max(loss, otherLoss)), kind));
  }

  private double bend(FlatSet set, FlatPolygon polygon, Point from, Point to) {
    double highest = Double.NaN;
    if (objective.augmentation().isEmpty()) {
      highest = polygon.straight(knownMoves(from, to));
      if (Double.isNaN(highest) && margin) {
        highest = polygon.straight(List.of(from, louder(from), louder(to), to));
      }
    }

    if (Double.isNaN(highest)) {
      Optional<Point> middle = set.relaxed(FlatPolygon.middle(from, to));
      highest = middle.isPresent() ? polygon.straight(List.of(from, middle.get(), to)) : Double.NaN;
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
    return margin ? point.with(moves.louder(point.values(), LOUDER)) : point;
  }

  /** A string, else one between where walks from both ends towards one another come to. */
  private double stringOrWalk(FlatSet set, FlatPolygon polygon, Point from, Point to) {
    double highest = string(set, polygon, from, to);
    if (!Double.isNaN(highest)) {
      return highest;
    }

    Walk one = new Walk(set, polygon, from);
    Walk other = new Walk(set, polygon, to);
    one.step(louder(from));
    other.step(louder(to));
    for (int k = 0; k < WALKS; k++) {
      double before = FlatPolygon.distance(one.at, other.at);
      one.towards(other.at);
      other.towards(one.at);
      if (!(FlatPolygon.distance(one.at, other.at) < NARROWER * before)) {
        break;
      }
    }

    double between = string(set, polygon, one.at, other.at);
    // NaN if it is.
    return Math.max(between, Math.max(one.highest, other.highest));
  }

  private double string(FlatSet set, FlatPolygon polygon, Point from, Point to) {
    List<Point> path = List.of(from, to);
    double gap = FlatPolygon.widestGap(path);
    for (int round = 0; round < ROUNDS; round++) {
      List<Point> images = new ArrayList<>(List.of(from));
      for (Point image : FlatPolygon.spread(path, IMAGES)) {
        set.relaxed(image).ifPresent(images::add);
      }
      images.add(to);
      double highest = polygon.halved(images);
      double left = FlatPolygon.widestGap(images);
      if (!Double.isNaN(highest) || !(left < NARROWER * gap)) {
        return highest;
      }

      gap = left;
      path = images;
    }

    return Double.NaN;
  }

  /** Where a walk within the set has come to. */
  private static final class Walk {
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
      double along = polygon.halved(List.of(at, next));
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
      for (int k = 0; k < STEPS && share >= SHORTEST; k++) {
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
