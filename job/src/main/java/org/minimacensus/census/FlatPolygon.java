package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.FlatSet;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Paths of straight pieces between points of a set of minima. */
final class FlatPolygon {
  /** A straight piece above the floor is examined at as many points less one. */
  private static final int EXAMINED = 16;

  /** The same on the floor, where the loss says nearly all. */
  private static final int ON_FLOOR = 4;

  /** A piece is halved this often at most. */
  private static final int HALVINGS = 7;

  /** Points of a piece at which a barrier is measured. */
  private static final int PROFILED = 4;

  private final FlatSet set;
  private final FlatSegment segment;
  private final Evaluator evaluator;
  private final PathWork work;

  FlatPolygon(FlatSet set, Evaluator evaluator, PathWork work) {
    this.set = set;
    this.evaluator = evaluator;
    this.work = work;
    this.segment = new FlatSegment(set, evaluator);
  }

  /** The highest loss along the polygon; NaN when it leaves the set. */
  double straight(List<Point> points) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < points.size() && !Double.isNaN(highest); i++) {
      highest = Math.max(highest, piece(points.get(i - 1), points.get(i), EXAMINED));
    }

    return highest;
  }

  /** The same with pieces halved, at points of the set, until they are straight enough. */
  double halved(List<Point> points) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < points.size() && !Double.isNaN(highest); i++) {
      highest = Math.max(highest, halved(points.get(i - 1), points.get(i), HALVINGS));
    }

    return highest;
  }

  private double halved(Point a, Point b, int halvings) {
    double direct = piece(a, b, Math.max(2, EXAMINED >> (HALVINGS - halvings)));
    if (!Double.isNaN(direct) || halvings == 0 || work.spent()) {
      return direct;
    }

    Optional<Point> middle = set.relaxed(middle(a, b));
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

  /** A straight piece: the loss all along, and whether points of it are next to minima. */
  private double piece(Point a, Point b, int examined) {
    if (distance(a, b) == 0) {
      return Double.NEGATIVE_INFINITY;
    }

    double highest = segment.highest(a, b);
    if (Double.isNaN(highest)) {
      return highest;
    }

    double[] d = FlatSegment.difference(a, b);
    int parts = set.onFloor() ? Math.min(ON_FLOOR, examined) : examined;
    for (int i = 1; i < parts; i++) {
      if (!set.near(FlatSegment.at(a, d, (double) i / parts))) {
        return Double.NaN;
      }
    }

    return highest;
  }

  /** The highest loss at the vertices and at a few points of each piece; NaN: not finite. */
  double profile(List<Point> points) {
    List<Point> all = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      for (int k = 1; k <= PROFILED; k++) {
        all.add(LogScale.between(points.get(i - 1), points.get(i), (double) k / PROFILED));
      }
    }

    return highest(all);
  }

  /** The highest loss at some points; NaN: not finite. */
  double highest(List<Point> points) {
    double highest = Double.NEGATIVE_INFINITY;
    for (Answer answer : evaluator.evaluateAll(points.stream().map(Question::value).toList())) {
      highest = Math.max(highest, answer.value());
    }

    return Double.isFinite(highest) ? highest : Double.NaN;
  }

  static Point middle(Point a, Point b) {
    return LogScale.between(a, b, 0.5);
  }

  static double distance(Point a, Point b) {
    return LogScale.distance(a, b);
  }

  static double widestGap(List<Point> points) {
    double widest = 0;
    for (int i = 1; i < points.size(); i++) {
      widest = Math.max(widest, distance(points.get(i - 1), points.get(i)));
    }

    return widest;
  }

  /**
   * Points at equal distances along the polygon, without its ends.
   *
   * @param images their number, ends included
   */
  static List<Point> spread(List<Point> polygon, int images) {
    double[] length = new double[polygon.size()];
    for (int i = 1; i < length.length; i++) {
      length[i] = length[i - 1] + distance(polygon.get(i - 1), polygon.get(i));
    }

    double total = length[length.length - 1];
    List<Point> points = new ArrayList<>();
    int piece = 0;
    for (int k = 1; k < images - 1; k++) {
      double at = total * k / (images - 1);
      while (piece < length.length - 2 && length[piece + 1] < at) {
        piece++;
      }

      double width = length[piece + 1] - length[piece];
      double share = width > 0 ? (at - length[piece]) / width : 0;
      Point a = polygon.get(piece);
      points.add(LogScale.between(a, polygon.get(piece + 1), share));
    }

    return points;
  }
}
