package org.minimacensus.proof;

import org.minimacensus.numeric.interval.Interval;

/** Sums over rows of values, gradients and Hessians. */
final class IntervalSums {
  private final double[] low;
  private final double[] high;
  private final int p;
  private final int order;
  private Interval value = Interval.ZERO;

  /**
   * @param p number of parameters
   * @param order 0: values; 1: gradients too; 2: Hessians too
   */
  IntervalSums(int p, int order) {
    this.p = p;
    this.order = order;
    int size = order == 0 ? 0 : order == 1 ? p : Math.multiplyExact(p, p + 1);
    this.low = new double[size];
    this.high = new double[size];
  }

  void value(Interval x) {
    value = value.plus(x);
  }

  void gradient(int i, Interval x) {
    add(i, x);
  }

  /** To entry (i, j) of the Hessian, i <= j; the other half is its mirror image. */
  void hessian(int i, int j, Interval x) {
    add(p + i * p + j, x);
  }

  private void add(int at, Interval x) {
    if (x.low() != 0 || x.high() != 0) {
      low[at] = Math.nextDown(low[at] + x.low());
      high[at] = Math.nextUp(high[at] + x.high());
    }
  }

  private Interval at(int i) {
    boolean lost = Double.isNaN(low[i]) || Double.isNaN(high[i]);
    return lost ? Interval.ENTIRE : new Interval(low[i], high[i]);
  }

  ObjectiveEnclosure.Enclosed scaled(Interval scale) {
    Interval[] gradient = order < 1 ? null : new Interval[p];
    Interval[][] hessian = order < 2 ? null : new Interval[p][p];
    for (int i = 0; order > 0 && i < p; i++) {
      gradient[i] = at(i).times(scale);
      for (int j = i; order > 1 && j < p; j++) {
        hessian[i][j] = at(p + i * p + j).times(scale);
        hessian[j][i] = hessian[i][j];
      }
    }

    return new ObjectiveEnclosure.Enclosed(value.times(scale), gradient, hessian);
  }
}
