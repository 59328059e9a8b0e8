package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.model.ResidualImage;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Directions of V in a residual network W (x + V z) that W does not read: V + n e_j^T with W n = 0.
 * Where W has the rank of the outputs the other families are those of the perceptron that the
 * network is ({@link ResidualImage}), lifted.
 */
final class UnreadDirections {
  static final String NAME = "directions that the readout does not read";

  private final ResidualImage image;
  private final Objective objective;
  private final Point point;

  /**
   * @param objective of a residual network
   */
  UnreadDirections(Objective objective, Point point) {
    this.image = new ResidualImage(objective.architecture());
    this.objective = objective;
    this.point = point;
  }

  ResidualImage image() {
    return image;
  }

  /** None under weight decay, which ties V to what W reads. */
  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    if (objective.l2() > 0) {
      return moves;
    }

    int columns = image.residual().layout().inputs(image.residual().layers() - 2);
    for (double[] n : image.unreadBasis(point.values())) {
      for (int j = 0; j < columns; j++) {
        int column = j;
        moves.add((x, t) -> image.addUnread(x, column, times(t, n)));
      }
    }

    return moves;
  }

  /** Whether the loss is one of the perceptron's parameters, and these are free near the point. */
  boolean lifts() {
    return objective.l2() == 0 && image.onto(point.values());
  }

  /** A move of the perceptron's parameters as one of the network's. */
  Move lifted(Move move) {
    return (x, t) -> {
      double[] there = image.of(x);
      move.apply(there, t);
      double[] lifted = image.lift(x, there);
      System.arraycopy(lifted, 0, x, 0, x.length);
    };
  }

  private static double[] times(double factor, double[] v) {
    double[] product = v.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }

    return product;
  }
}
