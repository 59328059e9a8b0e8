package org.minimacensus.objective;

import java.util.Arrays;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.Roundoff;

/**
 * The loss of k relu units that learn from k relu units, averaged over standard normal inputs:
 *
 * <p>F(w_1..w_k) = 1/2 E (sum_i max(0, w_i.x) - sum_j max(0, e_j.x))^2, x ~ N(0, I_k)
 *
 * <p>(Safran and Shamir 2018, arXiv 1712.08968, section 2 and appendix; the expectation of a
 * product of two units is the arc-cosine kernel of order 1 of Cho and Saul 2009, equation 6). With
 * t the angle between u and v: E max(0, u.x) max(0, v.x) = (|u||v| sin t + (pi - t) u.v) / (2 pi).
 *
 * <p>theta is W row by row: unit, coordinate. F is twice continuously differentiable where no unit
 * is 0; at a unit that is 0 the gradient is the mean of the one-sided ones, and the Hessian is not
 * finite. Scratch is reused; for one thread.
 */
final class ReluPopulation {
  private static final double TWO_PI = 2 * Math.PI;

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final int k;
  private final double[] norm;

  /** w_i / |w_i|, k x k; zeros for a unit that is 0. */
  private final double[] unit;

  private final Pair pair;

  /**
   * @param units k >= 1
   */
  ReluPopulation(int units) {
    this.k = units;
    this.norm = new double[units];
    this.unit = new double[units * units];
    this.pair = new Pair();
  }

  /**
   * How two unit vectors u and v stand to each other, from their sum p and their difference m: no
   * cosine is ever inverted, so that angles near 0 and pi are as good as others.
   */
  private final class Pair {
    private final double[] sum = new double[k];
    private final double[] difference = new double[k];

    /** sin t. */
    private double sine;

    /** pi - t. */
    private double turn;

    /** |m| / (2 |p|) and |p| / (2 |m|), 0 where sin t is 0. */
    private double ofSum;

    private double ofDifference;

    /** Of two students. */
    private void students(int i, int j) {
      for (int c = 0; c < k; c++) {
        sum[c] = unit[i * k + c] + unit[j * k + c];
        difference[c] = unit[i * k + c] - unit[j * k + c];
      }

      measure();
    }

    /** Of student i and teacher e_j. */
    private void teacher(int i, int j) {
      System.arraycopy(unit, i * k, sum, 0, k);
      System.arraycopy(unit, i * k, difference, 0, k);
      sum[j] += 1;
      difference[j] -= 1;
      measure();
    }

    private void measure() {
      double p2 = 0;
      double m2 = 0;

      for (int c = 0; c < k; c++) {
        p2 = Math.fma(sum[c], sum[c], p2);
        m2 = Math.fma(difference[c], difference[c], m2);
      }

      double p = Math.sqrt(p2);
      double m = Math.sqrt(m2);
      sine = 2 * p * m / (p2 + m2);
      turn = 2 * StrictMath.atan2(p, m);
      ofSum = sine == 0 ? 0 : m / (2 * p);
      ofDifference = sine == 0 ? 0 : p / (2 * m);
    }

    /**
     * Component c of the unit vector perpendicular to u in the plane of both, on the side of v;
     * with side = -1 that of v on the side of u.
     */
    private double across(int c, int side) {
      return ofSum * sum[c] - side * ofDifference * difference[c];
    }

    /** Component c of x reflected in the plane such that u and v change places, times sin t. */
    private double reflected(int c, double alongSum, double alongDifference) {
      return ofSum * sum[c] * alongSum - ofDifference * difference[c] * alongDifference;
    }
  }

  private void take(double[] w) {
    for (int i = 0; i < k; i++) {
      double square = 0;

      for (int c = 0; c < k; c++) {
        square = Math.fma(w[i * k + c], w[i * k + c], square);
      }

      norm[i] = Math.sqrt(square);

      for (int c = 0; c < k; c++) {
        unit[i * k + c] = norm[i] == 0 ? 0 : w[i * k + c] / norm[i];
      }
    }
  }

  /**
   * F, with an error of less than 1e-31 times the sum of the sizes of its terms besides its own
   * rounding: it is summed in twice the precision, because it is a small difference of large terms.
   * F >= 0 holds in any case.
   */
  double value(double[] w) {
    DoubleDouble[] squares = new DoubleDouble[k];
    DoubleDouble sum = DoubleDouble.of(0.5 * k * (k - 1));
    DoubleDouble norms = DoubleDouble.of(k);

    for (int i = 0; i < k; i++) {
      squares[i] = dot(w, i, i);
      norms = norms.plus(squares[i]);
    }

    DoubleDouble one = DoubleDouble.of(1);

    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        sum = sum.plus(kernel(squares[i], squares[j], dot(w, i, j)));
      }

      for (int j = 0; j < k; j++) {
        sum = sum.minus(kernel(squares[i], one, DoubleDouble.of(w[i * k + j])));
      }
    }

    DoubleDouble quarter = norms.times(DoubleDouble.of(0.25));
    double value = quarter.plus(sum.dividedBy(DoubleDouble.PI).times(DoubleDouble.of(0.5))).high();
    return value < 0 ? 0 : value;
  }

  private DoubleDouble dot(double[] w, int i, int j) {
    DoubleDouble sum = DoubleDouble.ZERO;

    for (int c = 0; c < k; c++) {
      sum = sum.plus(DoubleDouble.product(w[i * k + c], w[j * k + c]));
    }

    return sum;
  }

  /** 2 pi E max(0, u.x) max(0, v.x) from |u|^2, |v|^2 and u.v. */
  private static DoubleDouble kernel(DoubleDouble u2, DoubleDouble v2, DoubleDouble uv) {
    DoubleDouble area = u2.times(v2).minus(uv.times(uv)).squareRoot();
    return area.plus(DoubleDouble.angle(area, uv.negated()).times(uv));
  }

  /** The gradient, k x k, written to g from an index on. */
  void gradient(double[] w, double[] g, int from) {
    gradient(w, g, from, null);
  }

  /**
   * A bound on the rounding error of every entry of {@link #gradient}: the roundings of each term
   * (its unit vectors come from sums of k squares) and of every partial sum; k x k.
   */
  double[] gradientRounding(double[] w) {
    double[] bound = new double[k * k];
    gradient(w, new double[k * k], 0, bound);
    return bound;
  }

  private void gradient(double[] w, double[] g, int from, double[] bound) {
    take(w);

    for (int i = 0; i < k * k; i++) {
      g[from + i] = w[i] / 2;
    }

    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        pair.students(i, j);

        for (int c = 0; c < k; c++) {
          int a = i * k + c;
          int b = j * k + c;
          add(g, from, bound, a, pair.sine * norm[j] * unit[a], pair.turn * w[b]);
          add(g, from, bound, b, pair.sine * norm[i] * unit[b], pair.turn * w[a]);
        }
      }

      for (int j = 0; j < k; j++) {
        pair.teacher(i, j);

        for (int c = 0; c < k; c++) {
          int a = i * k + c;
          add(g, from, bound, a, -pair.sine * unit[a], c == j ? -pair.turn : 0);
        }
      }
    }
  }

  /** Sines are off by roundings of 1, not of themselves, and turns by roundings of pi at most. */
  private void add(double[] g, int from, double[] bound, int index, double bySine, double byTurn) {
    g[from + index] += (bySine + byTurn) / TWO_PI;

    if (bound != null) {
      double ofSine = pair.sine == 0 ? Math.abs(unit[index]) : Math.abs(bySine) / pair.sine;
      double ofTurn = pair.turn == 0 ? 0 : Math.abs(byTurn) / pair.turn;
      double terms = (k + 10) * (ofSine + ofTurn) + 4 * (Math.abs(bySine) + Math.abs(byTurn));
      bound[index] += U * (terms / TWO_PI + Math.abs(g[from + index]));
    }
  }

  /** The Hessian times v, k x k, written to product from an index on. */
  void hessianVector(double[] w, double[] v, double[] product, int from) {
    take(w);

    for (int i = 0; i < k * k; i++) {
      product[from + i] = v[i] / 2;
    }

    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        pair.students(i, j);
        addOwn(i, 1, norm[j] / norm[i], v, product, from);
        addOwn(j, -1, norm[i] / norm[j], v, product, from);
        addMixed(i, j, v, product, from);
        addMixed(j, i, v, product, from);
      }

      for (int j = 0; j < k; j++) {
        pair.teacher(i, j);
        addOwn(i, 1, -1 / norm[i], v, product, from);
      }
    }
  }

  /** The second derivative of a pair's term by one of its units, times the unit's part of v. */
  private void addOwn(int i, int side, double ratio, double[] v, double[] product, int from) {
    double radial = 0;
    double across = 0;

    for (int c = 0; c < k; c++) {
      radial = Math.fma(unit[i * k + c], v[i * k + c], radial);
      across = Math.fma(pair.across(c, side), v[i * k + c], across);
    }

    double factor = ratio * pair.sine / TWO_PI;

    for (int c = 0; c < k; c++) {
      int a = i * k + c;
      product[from + a] += factor * (v[a] - unit[a] * radial + pair.across(c, side) * across);
    }
  }

  /** The mixed second derivative of a pair's term, times the second unit's part of v. */
  private void addMixed(int i, int j, double[] v, double[] product, int from) {
    double alongSum = 0;
    double alongDifference = 0;

    for (int c = 0; c < k; c++) {
      alongSum = Math.fma(pair.sum[c], v[j * k + c], alongSum);
      alongDifference = Math.fma(pair.difference[c], v[j * k + c], alongDifference);
    }

    for (int c = 0; c < k; c++) {
      double turned = pair.turn * v[j * k + c] + pair.reflected(c, alongSum, alongDifference);
      product[from + i * k + c] += turned / TWO_PI;
    }
  }

  /**
   * One triangle of the Hessian, k^2 x k^2, written to h from an index on: the block of units i and
   * j stands in the rows of the larger index; within diagonal blocks the entries above the diagonal
   * are 0.
   */
  void hessian(double[] w, double[] h, int from) {
    take(w);
    int p = k * k;
    Arrays.fill(h, from, from + p * p, 0);

    for (int a = 0; a < p; a++) {
      h[from + a * p + a] = 0.5;
    }

    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        pair.students(i, j);
        addOwnBlock(i, 1, norm[j] / norm[i], h, from);
        addOwnBlock(j, -1, norm[i] / norm[j], h, from);
        addMixedBlock(i, j, h, from);
      }

      for (int j = 0; j < k; j++) {
        pair.teacher(i, j);
        addOwnBlock(i, 1, -1 / norm[i], h, from);
      }
    }
  }

  private void addOwnBlock(int i, int side, double ratio, double[] h, int from) {
    double factor = ratio * pair.sine / TWO_PI;

    for (int c = 0; c < k; c++) {
      int row = from + (i * k + c) * k * k + i * k;
      double across = pair.across(c, side);
      h[row + c] += factor;

      for (int d = 0; d <= c; d++) {
        double radial = unit[i * k + c] * unit[i * k + d];
        h[row + d] += factor * (across * pair.across(d, side) - radial);
      }
    }
  }

  private void addMixedBlock(int i, int j, double[] h, int from) {
    for (int c = 0; c < k; c++) {
      int row = from + (i * k + c) * k * k + j * k;
      h[row + c] += pair.turn / TWO_PI;

      for (int d = 0; d < k; d++) {
        h[row + d] += pair.reflected(c, pair.sum[d], pair.difference[d]) / TWO_PI;
      }
    }
  }

  /** Smallest |w_i|, where F has a kink, relative to 1 + the largest. */
  double kinkDistance(double[] w) {
    take(w);
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;

    for (double length : norm) {
      largest = Math.max(largest, length);
      smallest = Math.min(smallest, length);
    }

    return smallest / (1 + largest);
  }
}
