package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;

/**
 * An orthonormal basis of the span of vectors that come one by one, by modified Gram-Schmidt with
 * reorthogonalisation (Bjoerck 1994): orthogonal to a few units in the last place whatever the
 * condition of the vectors.
 */
final class OrthonormalBasis {
  /** What a vector must add, relative to its length, to be more than rounding. */
  private static final double NEW = 1e-13;

  /** Rows this close to dependent would ask for residuals that are all cancellation. */
  private static final double DEPENDENT = 1e-9;

  private final int dimension;
  private final List<double[]> basis = new ArrayList<>();

  OrthonormalBasis(int dimension) {
    this.dimension = dimension;
  }

  /** Takes a vector into the span; false when it was in it. Not modified. */
  boolean add(double[] vector) {
    double length = Vector.norm(vector);
    double[] rest = rest(vector);
    double left = Vector.norm(rest);
    if (!(left > NEW * length)) {
      return false;
    }

    Vector.scale(rest, 1 / left);
    rest = rest(rest);
    Vector.scale(rest, 1 / Vector.norm(rest));
    basis.add(rest);
    return true;
  }

  /** The part of a vector that is orthogonal to the span. */
  double[] rest(double[] vector) {
    double[] rest = vector.clone();
    for (int sweep = 0; sweep < 2; sweep++) {
      for (double[] q : basis) {
        Vector.add(rest, -Vector.dot(q, rest), q);
      }
    }

    return rest;
  }

  /** The basis, a vector a row; not copies. */
  double[][] vectors() {
    return basis.toArray(new double[0][]);
  }

  int size() {
    return basis.size();
  }

  /**
   * The shortest r that is orthogonal to the span and has given products with some rows; null when
   * there is none or hardly one. A row that depends on those before it may have the product that
   * follows.
   */
  double[] leastNorm(List<double[]> rows, double[] products) {
    List<double[]> directions = new ArrayList<>();
    double[] r = new double[dimension];
    for (int k = 0; k < rows.size(); k++) {
      double[] rest = rest(rows.get(k));
      for (int sweep = 0; sweep < 2; sweep++) {
        for (double[] q : directions) {
          Vector.add(rest, -Vector.dot(q, rest), q);
        }
      }

      double left = Vector.norm(rest);
      double[] row = rows.get(k);
      double missing = products[k] - Vector.dot(row, r);
      if (!(left > DEPENDENT * Vector.norm(row))) {
        if (Math.abs(missing) <= DEPENDENT * Math.max(1, Vector.norm(row) * Vector.norm(r))) {
          continue;
        }

        return null;
      }

      Vector.scale(rest, 1 / left);
      directions.add(rest);
      // Earlier rows keep their products: the direction is orthogonal to them.
      Vector.add(r, missing / Vector.dot(row, rest), rest);
    }

    return rest(r);
  }
}
