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

  /** a x. */
  static Interval[] times(Interval[][] a, Interval[] x) {
    Interval[] product = new Interval[a.length];
    for (int i = 0; i < a.length; i++) {
      Interval sum = Interval.ZERO;
      for (int k = 0; k < x.length; k++) {
        sum = sum.plus(a[i][k].times(x[k]));
      }

      product[i] = sum;
    }

    return product;
  }

  /** a b. */
  static Interval[][] times(double[][] a, Interval[][] b) {
    Interval[][] product = new Interval[a.length][];
    Interval[][] columns = transposed(b);
    for (int i = 0; i < a.length; i++) {
      product[i] = new Interval[columns.length];
      for (int j = 0; j < columns.length; j++) {
        Interval sum = Interval.ZERO;
        for (int k = 0; k < columns[j].length; k++) {
          sum = a[i][k] == 0 ? sum : sum.plus(columns[j][k].times(a[i][k]));
        }

        product[i][j] = sum;
      }
    }

    return product;
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
