package org.minimacensus.optimize;

import org.minimacensus.numeric.RandomStream;

/**
 * Functions that optimisers are known to fail on (More, Garbow and Hillstrom 1981), and training
 * losses without a network.
 */
final class ClassicFunctions {
  /** Six rows: two features, and the class as +1 or -1; not separable. */
  private static final double[][] ROWS = {
    {0.5, 1.2, 1}, {-1.0, 0.3, -1}, {1.5, -0.7, 1}, {0.2, -0.4, -1}, {-0.6, 0.9, 1}, {0.9, 0.8, -1}
  };

  private ClassicFunctions() {}

  /**
   * sum_i l_i (v_i . x - 1)^2 / 2 with v_i a rotated basis and l_i from 1 down to 1 / condition.
   */
  static Function quadratic(int n, double condition) {
    double[] axis = new double[n];
    RandomStream random = RandomStream.of(1, "axis", n);
    for (int i = 0; i < n; i++) {
      axis[i] = random.nextGaussian();
    }

    double squares = Vectors.dot(axis, axis);
    return Function.of(
        x -> {
          // A reflection mixes all coordinates: v_i = e_i - 2 axis_i axis / |axis|^2.
          Jet along = x[0].times(axis[0]);
          for (int i = 1; i < n; i++) {
            along = along.plus(x[i].times(axis[i]));
          }

          Jet sum = x[0].times(0);
          for (int i = 0; i < n; i++) {
            double curvature = StrictMath.pow(condition, -(double) i / (n - 1));
            sum =
                sum.plus(
                    x[i].minus(along.times(2 * axis[i] / squares))
                        .plus(-1)
                        .square()
                        .times(0.5 * curvature));
          }

          return sum;
        });
  }

  static Function rosenbrock() {
    return Function.of(
        x -> {
          Jet sum = x[0].times(0);
          for (int i = 0; i + 1 < x.length; i++) {
            sum =
                sum.plus(x[i + 1].minus(x[i].square()).square().times(100))
                    .plus(x[i].times(-1).plus(1).square());
          }

          return sum;
        });
  }

  /** The Hessian is singular at the minimum 0. */
  static Function powellSingular() {
    return Function.of(
        x ->
            x[0].plus(x[1].times(10))
                .square()
                .plus(x[2].minus(x[3]).square().times(5))
                .plus(x[1].minus(x[2].times(2)).square().square())
                .plus(x[0].minus(x[3]).square().square().times(10)));
  }

  /** Minimum 0 at (3, 0.5). */
  static Function beale() {
    return Function.of(
        x -> {
          Jet sum = x[0].times(0);
          double[] y = {1.5, 2.25, 2.625};
          Jet power = x[1];
          for (double v : y) {
            sum = sum.plus(x[0].times(power.times(-1).plus(1)).times(-1).plus(v).square());
            power = power.times(x[1]);
          }

          return sum;
        });
  }

  /** sum log(1 + exp(-y (w.x + b))): one minimum. */
  static Function logisticRegression() {
    return Function.of(
        x -> {
          Jet sum = x[0].times(0);
          for (double[] row : ROWS) {
            Jet margin = x[0].times(row[0]).plus(x[1].times(row[1])).plus(x[2]).times(row[2]);
            sum = sum.plus(margin.times(-1).softplus());
          }

          return sum;
        });
  }

  /** exp(-x) + y^2: no minimum. */
  static Function flatTail() {
    return Function.of(x -> x[0].times(-1).exp().plus(x[1].square()));
  }

  /** x - log x + y^2: NaN for x < 0; minimum 1 at (1, 0). */
  static Function barrier() {
    return Function.of(x -> x[0].minus(x[0].log()).plus(x[1].square()));
  }

  /** x^2 - y^2 + y^4: a saddle at 0, minima -1/4 at y = +-1/sqrt 2. */
  static Function doubleWell() {
    return Function.of(x -> x[0].square().minus(x[1].square()).plus(x[1].square().square()));
  }
}
