package org.minimacensus.census;

import org.minimacensus.objective.Point;

/**
 * Coordinates u = asinh(theta / s) in which large parameters count by their logarithms: networks of
 * one function differ by factors of their weights, and a straight line between weights that differ
 * by factors leaves the set of minima at once.
 */
final class LogScale {
  private static final double SMALL = 0.3;

  private LogScale() {}

  static double[] of(double[] theta) {
    double[] u = new double[theta.length];
    for (int i = 0; i < u.length; i++) {
      double t = Math.abs(theta[i]) / SMALL;
      u[i] = Math.copySign(StrictMath.log(t + Math.sqrt(t * t + 1)), theta[i]);
    }

    return u;
  }

  /** The point at this share of the way. */
  static Point between(Point a, Point b, double share) {
    double[] x = of(a.values());
    double[] end = of(b.values());
    for (int i = 0; i < x.length; i++) {
      x[i] = SMALL * StrictMath.sinh(x[i] + share * (end[i] - x[i]));
    }

    return a.with(x);
  }

  static double distance(Point a, Point b) {
    return Math.sqrt(UnitAlignment.squaredDistance(of(a.values()), of(b.values())));
  }
}
