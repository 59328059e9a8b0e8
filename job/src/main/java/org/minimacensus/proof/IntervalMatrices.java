package org.minimacensus.proof;

import org.minimacensus.numeric.interval.Interval;

/** Products of matrices of numbers with matrices and vectors of intervals. */
final class IntervalMatrices {
  private IntervalMatrices() {}

  /** a x. */
  static Interval[] times(double[][] a, Interval[] x) {
    Interval[] product = new Interval[a.length];
    for (int i = 0; i < a.length; i++) {
      Interval sum = Interval.ZERO;
      for (int k = 0; k < x.length; k++) {
        sum = a[i][k] == 0 ? sum : sum.plus(x[k].times(a[i][k]));
      }

      product[i] = sum;
    }

    return product;
  }

  /**
   * a b, of finite numbers a. The bounds are kept in arrays, and every product and sum is moved
   * outwards by one double as {@link Interval}'s are; lower ones never round to positive infinity,
   * nor upper ones to negative infinity, so that no sum is NaN.
   */
  static Interval[][] times(double[][] a, Interval[][] b) {
    int columns = b[0].length;
    double[][] low = new double[b.length][columns];
    double[][] high = new double[b.length][columns];
    for (int k = 0; k < b.length; k++) {
      for (int j = 0; j < columns; j++) {
        low[k][j] = b[k][j].low();
        high[k][j] = b[k][j].high();
      }
    }

    Interval[][] product = new Interval[a.length][columns];
    for (int i = 0; i < a.length; i++) {
      double[] below = new double[columns];
      double[] above = new double[columns];
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        if (factor != 0) {
          add(factor, factor > 0 ? low[k] : high[k], factor > 0 ? high[k] : low[k], below, above);
        }
      }

      for (int j = 0; j < columns; j++) {
        product[i][j] = new Interval(below[j], above[j]);
      }
    }

    return product;
  }

  /** The ends that make the lower and the upper bounds of a row, times a factor, are added. */
  private static void add(
      double factor, double[] lower, double[] upper, double[] below, double[] above) {
    for (int j = 0; j < below.length; j++) {
      below[j] = Math.nextDown(below[j] + Math.nextDown(factor * lower[j]));
      above[j] = Math.nextUp(above[j] + Math.nextUp(factor * upper[j]));
    }
  }

  static Interval[][] transposed(Interval[][] a) {
    Interval[][] t = new Interval[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }

    return t;
  }
}
