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
  /** Points at which a straight piece above the floor is examined as a set of minima. */
  private static final int EXAMINED = 16;

  /** The output layer multiplied, where a loss ends at a margin. */
  private static final double LOUDER = 4;

  /** Images of a string, ends included. */
  private static final int IMAGES = 21;

  private static final int ROUNDS = 6;

  /** A piece between images is halved this often at most. */
  private static final int HALVINGS = 7;

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
    Way way = new Way(sets.of(loss, otherLoss));
    double highest =
        switch (kind) {
          case SEGMENT -> way.straight(List.of(from, to));
          case BEND -> bend(way, from, to);
          case STRING -> string(way, from, to);
        };
    return Double.isNaN(highest)
        ? Optional.empty()
        : Optional.of(new FoundPath(Math.max(highest, Math.max(loss, otherLoss)), kind));
  }

  private double bend(Way way, Point from, Point to) {
    double highest = Double.NaN;
    if (objective.augmentation().isEmpty()) {
      highest = way.straight(knownMoves(from, to));
      if (Double.isNaN(highest) && margin) {
        highest = way.straight(louder(from, to));
      }
    }

    if (Double.isNaN(highest)) {
      Optional<Point> middle = way.set.relaxed(middle(from, to));
      highest =
          middle.isPresent() ? way.straight(List.of(from, middle.get(), to)) : Double.NaN;
    }

    return highest;
  }

  /** Duplicated units united at both ends, idle units where the other end needs them. */
  private List<Point> knownMoves(Point from, Point to) {
    double[] start = moves.reduced(from.values());
    List<double[]> image =
        alignment.aligned(
            start,
            List.of(moves.reduced(to.values()), to.values()),
            UnitAlignment.WHERE_USED);
    double[] end = image.get(0);
    double[] startMoved = moves.idleAs(start, end);
    double[] endMoved = moves.idleAs(end, startMoved);
    return Stream.of(from.values(), start, startMoved, endMoved, end, image.get(1))
        .map(from::with)
        .toList();
  }

  private List<Point> louder(Point from, Point to) {
    return List.of(
        from,
        from.with(moves.louder(from.values(), LOUDER)),
        to.with(moves.louder(to.values(), LOUDER)),
        to);
  }

  static Point middle(Point a, Point b) {
    return FlatSegment.at(a, FlatSegment.difference(a, b), 0.5);
  }
  private double string(Way way, Point from, Point to) {
    double highest = string(way, List.of(from, to));
    if (!Double.isNaN(highest)) { c[0]++; return highest; }
    Point a = from; Point b = to;
    if (margin) { a = a.with(moves.louder(a.values(), 2)); b = b.with(moves.louder(b.values(), 2)); }
    for (int k = 0; k < 6; k++) {
      double d0 = distance(a, b);
      a = walked(way, a, b);
      if (!Double.isNaN(way.straight(List.of(a, b)))) { c[1]++; return 0; }
      b = walked(way, b, a);
      if (!Double.isNaN(way.straight(List.of(a, b)))) {  c[1]++; return 0; }
      if (distance(a, b) > 0.97 * d0) break;
    }
    highest = string(way, List.of(a, b));
    if (!Double.isNaN(highest)) { c[2]++; return highest; }
    if (System.getProperty("dbg") != null) System.out.println("fail " + distance(from, to) + " -> " + distance(a, b) + java.util.Arrays.toString(a.values())+ java.util.Arrays.toString(b.values()));
    return Double.NaN;
  }
  static int[] c = new int[5];

  private Point walked(Way way, Point from, Point to) {
    Point at = from;
    double share = 0.25;
    for (int k = 0; k < 60 && share > 0.003; k++) {
      Point aim = FlatSegment.at(at, FlatSegment.difference(at, to), share);
      Optional<Point> next = way.set.relaxed(aim);
      boolean ok = next.isPresent() && distance(next.get(), to) < distance(at, to) * (1 - 0.1 * share) && !Double.isNaN(way.along(List.of(at, next.get())));
      if (!ok) { share /= 2; continue; }
      at = next.get();
      share = Math.min(0.5, 1.5 * share);
    }
    return at;
  }

  record Drawn(Point end, double highest, int steps) {}

  private static double norm(Point p) { double q = 0; for (double v : p.values()) q += v * v; return Math.sqrt(q); }

  private Drawn drawn(Way way, Point from) {
    Point at = from;
    double highest = Double.NEGATIVE_INFINITY;
    double share = 0.2;
    int k = 0;
    for (; k < 60 && share > 0.01; k++) {
      double[] smaller = at.values().clone();
      for (int i = 0; i < smaller.length; i++) smaller[i] *= 1 - share;
      Optional<Point> next = way.set.relaxed(at.with(smaller));
      double along = next.isPresent() && norm(next.get()) < norm(at) * (1 - 0.02 * share) ? way.along(List.of(at, next.get())) : Double.NaN;
      if (Double.isNaN(along)) { share /= 2; continue; }
      highest = Math.max(highest, along);
      at = next.get();
    }
    return new Drawn(at, highest, k);
  }

  /** The string from a first path to one of minima; NaN when none is found. */
  private double string(Way way, List<Point> first) {
    List<Point> path = first;
    double widest = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      List<Point> images = new ArrayList<>(List.of(first.get(0)));
      for (Point image : spread(path)) {
        way.relaxed(image).ifPresent(images::add);
      }
      images.add(first.get(first.size() - 1));
      double highest = way.along(images);
      if (!Double.isNaN(highest)) {
        return highest;
      }

      double gap = widest(images);
      if (round > 1 && !(gap < 0.9 * widest)) {
        return Double.NaN;
      }

      widest = Math.min(widest, gap);
      path = images;
    }

    return Double.NaN;
  }

  private static double widest(List<Point> path) {
    double widest = 0;
    for (int i = 1; i < path.size(); i++) {
      widest = Math.max(widest, distance(path.get(i - 1), path.get(i)));
    }

    return widest;
  }

  /** A path along which norms of units change by equal factors, and directions as on a segment. */
  private List<Point> geometric(Point from, Point to) {
    List<Point> path = new ArrayList<>();
    for (int k = 0; k < IMAGES; k++) {
      path.add(from.with(moves.between(from.values(), to.values(), (double) k / (IMAGES - 1))));
    }
    return path;
  }

  /** Points at equal distances along a polygon, without its ends. */
  private static List<Point> spread(List<Point> polygon) {
    double[] length = new double[polygon.size()];
    for (int i = 1; i < length.length; i++) {
      length[i] = length[i - 1] + distance(polygon.get(i - 1), polygon.get(i));
    }

    double total = length[length.length - 1];
    List<Point> points = new ArrayList<>();
    int piece = 0;
    for (int k = 1; k < IMAGES - 1; k++) {
      double at = total * k / (IMAGES - 1);
      while (piece < length.length - 2 && length[piece + 1] < at) {
        piece++;
      }

      double share = (at - length[piece]) / (length[piece + 1] - length[piece]);
      Point a = polygon.get(piece);
      Point b = polygon.get(piece + 1);
      points.add(FlatSegment.at(a, FlatSegment.difference(a, b), share));
    }

    return points;
  }

  private static double distance(Point a, Point b) {
    return Math.sqrt(UnitAlignment.squaredDistance(a.values(), b.values()));
  }

  /** Paths within one set. */
  private final class Way {
    private final FlatSet set;
    private final FlatSegment segment;

    Way(FlatSet set) {
      this.set = set;
      this.segment = new FlatSegment(set, evaluator);
    }

    Optional<Point> relaxed(Point start) {
      return set.relaxed(start).map(p -> margin ? p.with(moves.louder(p.values(), 2)) : p);
    }

    /** The highest loss along straight pieces; NaN when one of them leaves the set. */
    double straight(List<Point> points) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 1; i < points.size() && !Double.isNaN(highest); i++) {
        highest = Math.max(highest, piece(points.get(i - 1), points.get(i), EXAMINED));
      }

      return highest;
    }

    /** The same with pieces halved, at points of the set, until they are straight enough. */
    double along(List<Point> points) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 1; i < points.size() && !Double.isNaN(highest); i++) {
        highest = Math.max(highest, halved(points.get(i - 1), points.get(i), HALVINGS));
      }

      return highest;
    }

    private double halved(Point a, Point b, int halvings) {
      double direct = piece(a, b, Math.max(2, EXAMINED >> (HALVINGS - halvings)));
      if (!Double.isNaN(direct) || halvings == 0) {
        return direct;
      }

      Optional<Point> middle = relaxed(middle(a, b));
      double whole = distance(a, b);
      if (middle.isEmpty()
          || distance(a, middle.get()) >= whole
          || distance(middle.get(), b) >= whole) {
        return Double.NaN;
      }

      double first = halved(a, middle.get(), halvings - 1);
      return Double.isNaN(first)
          ? Double.NaN
          : Math.max(first, halved(middle.get(), b, halvings - 1));
    }

    /** A straight piece: the loss all along, and above the floor whether its points are minima. */
    private double piece(Point a, Point b, int examined) {
      double[] d = FlatSegment.difference(a, b);
      if (distance(a, b) == 0) {
        return Double.NEGATIVE_INFINITY;
      }

      double highest = segment.highest(a, b);
      if (Double.isNaN(highest) || set.onFloor()) {
        return highest;
      }

      for (int i = 1; i < examined; i++) {
        if (set.at(FlatSegment.at(a, d, (double) i / examined)).isEmpty()) {
          return Double.NaN;
        }
      }

      return highest;
    }
  }
}
