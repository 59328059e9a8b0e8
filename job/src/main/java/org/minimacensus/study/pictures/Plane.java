package org.minimacensus.study.pictures;

/**
 * A plane in the space of parameters. Its arrays are not to be changed.
 *
 * @param across, up orthonormal
 */
record Plane(double[] origin, double[] across, double[] up) {
  /** Of a vector: less than this part of it is rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * Through a point along two directions, the second one made orthogonal to the first.
   *
   * @param along not 0
   * @return null when the second direction is along the first, or one of them is not finite
   */
  static Plane of(double[] origin, double[] along, double[] other) {
    double[] across = unit(along);
    double[] up = across == null ? null : unit(without(across, other));
    return up == null ? null : new Plane(origin, across, up);
  }

  /** The same along any direction, and the axis that is least along it. */
  static Plane along(double[] origin, double[] along) {
    int least = 0;
    for (int i = 1; i < along.length; i++) {
      least = Math.abs(along[i]) < Math.abs(along[least]) ? i : least;
    }

    double[] axis = new double[along.length];
    axis[least] = 1;
    return of(origin, along, axis);
  }

  /** What of a vector is orthogonal to a direction of length 1; 0 where that is rounding. */
  private static double[] without(double[] direction, double[] vector) {
    double[] rest = vector.clone();
    // Twice, so that what is left is orthogonal to rounding however small it is.
    for (int k = 0; k < 2; k++) {
      double along = dot(direction, rest);
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= along * direction[i];
      }
    }

    // Written so that NaN is 0.
    return norm(rest) > ROUNDING * norm(vector) ? rest : new double[rest.length];
  }

  private static double[] unit(double[] vector) {
    double norm = norm(vector);
    if (!(norm > 0) || Double.isInfinite(norm)) {
      return null;
    }

    double[] unit = vector.clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= norm;
    }

    return unit;
  }

  static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }

    return sum;
  }

  static double[] difference(double[] a, double[] b) {
    double[] d = a.clone();
    for (int i = 0; i < d.length; i++) {
      d[i] -= b[i];
    }

    return d;
  }

  /** With the other direction of an axis, or of both. */
  Plane turned(boolean x, boolean y) {
    return new Plane(origin, x ? negative(across) : across, y ? negative(up) : up);
  }

  private static double[] negative(double[] vector) {
    double[] other = vector.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] = -other[i];
    }

    return other;
  }

  double[] point(double x, double y) {
    double[] point = origin.clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += x * across[i] + y * up[i];
    }

    return point;
  }

  /** x and y of the point of the plane that is closest to another one. */
  double[] coordinates(double[] point) {
    double[] d = difference(point, origin);
    return new double[] {dot(across, d), dot(up, d)};
  }
}
