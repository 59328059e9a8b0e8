package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.UnitSides;

/**
 * Which zero modes of the Hessian at a critical point the families of points of equal loss explain:
 * the rank of their tangents that lie in the numerical null space.
 */
public final class ZeroModes {
  /** A tangent is the difference of the points this far along a move, both ways. */
  private static final double DIFFERENCE = 1e-5;

  private final int count;
  private int explained;
  private final List<String> parts = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>();
  private final List<double[]> tangents = new ArrayList<>();
  private final Point point;

  private ZeroModes(Point point, int count) {
    this.point = point;
    this.count = count;
  }

  /**
   * @param hessian at the point, p x p
   * @param inputs null when the dependencies of the inputs are not known
   * @param curvature of a direction in the scaled coordinates of the spectrum
   * @param bound error of the scaled eigenvalues: what is no larger is 0
   * @param count number of zero modes
   */
  public static ZeroModes of(
      Objective objective,
      Point point,
      DenseMatrix hessian,
      UnitSides sides,
      InputDirections inputs,
      ToDoubleFunction<double[]> curvature,
      double bound,
      int count) {
    ZeroModes modes = new ZeroModes(point, count);
    Span span = new Span();
    UnreadDirections unread =
        objective.architecture().residual() ? new UnreadDirections(objective, point) : null;
    if (unread != null) {
      modes.add(UnreadDirections.NAME, unread.moves(), span, curvature, bound);
    }

    boolean lifts = unread != null && unread.lifts();
    FlatPlace place =
        lifts
            ? FlatPlace.ofImage(objective, point, hessian, sides, inputs, unread.image())
            : new FlatPlace(objective, point, hessian, sides, inputs);
    for (FlatFamily family : FlatFamilies.all()) {
      List<Move> moves = family.moves(place);
      modes.add(
          family.name(),
          lifts ? moves.stream().map(unread::lifted).toList() : moves,
          span,
          curvature,
          bound);
    }

    return modes;
  }

  /** Adds the moves of a family whose tangents are new directions of the null space. */
  private void add(
      String name,
      List<Move> family,
      Span span,
      ToDoubleFunction<double[]> curvature,
      double bound) {
    int before = span.dimension();
    for (Move move : family) {
      double[] tangent = tangent(point, move);
      // Courant and Fischer: k independent directions of curvature within the bound need k modes.
      if (span.dimension() < count
          && Math.abs(curvature.applyAsDouble(tangent)) <= bound
          && span.add(relative(point, tangent))) {
        moves.add(move);
        tangents.add(tangent);
        explained++;
      }
    }

    if (span.dimension() > before) {
      parts.add((span.dimension() - before) + " (" + name + ")");
    }
  }

  /**
   * All zero modes where the loss is 0 all around.
   *
   * @param reason why it is
   */
  public static ZeroModes of(Objective objective, Point point, int count, String reason) {
    ZeroModes modes = new ZeroModes(point, count);
    int free = objective.idle(point.values()).length;
    if (free > 0 && free <= count) {
      modes.parts.add(free + " (" + new InactiveNeurons().name() + ")");
      modes.explained = free;
    }

    return modes.withRest(reason);
  }

  private static double[] tangent(Point point, Move move) {
    double[] ahead = point.values().clone();
    double[] behind = point.values().clone();
    move.apply(ahead, DIFFERENCE);
    move.apply(behind, -DIFFERENCE);
    for (int i = 0; i < ahead.length; i++) {
      ahead[i] = (ahead[i] - behind[i]) / (2 * DIFFERENCE);
    }

    return ahead;
  }

  private static double[] relative(Point point, double[] direction) {
    double[] relative = direction.clone();
    for (int i = 0; i < relative.length; i++) {
      relative[i] /= 1 + Math.abs(point.values()[i]);
    }

    return relative;
  }

  /** Zero modes that the families explain. */
  public int explained() {
    return explained;
  }

  /** With one reason for all that the families leave open. */
  public ZeroModes withRest(String reason) {
    if (!complete()) {
      parts.add((count - explained) + " (" + reason + ")");
      explained = count;
    }

    return this;
  }

  /** Whether they explain all of them. */
  public boolean complete() {
    return explained == count;
  }

  /** Such as "zero modes: 3 = 2 (duplicated units) + 1 (dead units)". */
  public String words() {
    List<String> all = new ArrayList<>(parts);
    if (!complete()) {
      all.add((count - explained) + " (unexplained)");
    }

    return "zero modes: " + count + (count == 0 ? "" : " = " + String.join(" + ", all));
  }

  /**
   * The point after all moves, one after the other, each by a random distance.
   *
   * @param radius of a step of average size, relative to 1 + |theta_i|
   */
  public Point walked(double radius, RandomStream stream) {
    double[] x = point.values().clone();
    for (int k = 0; k < moves.size(); k++) {
      double size = 0;
      for (double v : relative(point, tangents.get(k))) {
        size = Math.max(size, Math.abs(v));
      }

      moves.get(k).apply(x, radius * stream.nextGaussian() / size);
    }

    return point.with(x);
  }
}
