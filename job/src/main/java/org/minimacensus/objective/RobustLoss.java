package org.minimacensus.objective;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * l(s, y) = sum_k delta^2 h((s_k - y_k) / delta) with h even, h(0) = 0, rising away from 0 or
 * staying level, |h''| <= 1 and h''(0) = 1, for any task (classes as -1 and +1, or one-hot). Not
 * convex: large residuals are given up.
 */
abstract class RobustLoss implements Loss {
  private static final long serialVersionUID = 1L;

  /** Intervals are halved until what may be gained is below this share of a row's scale. */
  private static final double GAIN = 0x1p-56;

  private final double delta;

  RobustLoss(double delta) {
    if (!(delta > 0) || delta == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name() + " needs delta > 0 and finite, found " + delta);
    }

    this.delta = delta;
  }

  final double delta() {
    return delta;
  }

  /** h(u). */
  abstract double value(double u);

  /** h'(u). */
  abstract double slope(double u);

  /** h''(u). */
  abstract double curvature(double u);

  @Override
  public final double scale() {
    return delta;
  }

  @Override
  public final boolean supports(Task task) {
    return true;
  }

  @Override
  public final void evaluate(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] y,
      int yOffset,
      double[] value,
      double[] slope,
      int outputs,
      int ld,
      int rows) {
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;

      for (int r = 0; r < rows; r++) {
        double u = (s[sOffset + o + r] - y[yOffset + o + r]) / delta;
        double own = delta * delta * value(u);
        slope[o + r] = delta * slope(u);
        value[r] = k == 0 ? own : value[r] + own;
      }
    }
  }

  @Override
  public final void hessianVector(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] y,
      int yOffset,
      double[] ds,
      int dsOffset,
      double[] out,
      int outOffset,
      int outputs,
      int ld,
      int rows) {
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;

      for (int r = 0; r < rows; r++) {
        double u = (s[sOffset + o + r] - y[yOffset + o + r]) / delta;
        out[outOffset + o + r] = curvature(u) * ds[dsOffset + o + r];
      }
    }
  }

  /**
   * Output by output, between the least and the largest target, where the minimum lies: intervals
   * of half-width w around c that cannot hold less than f(c) - |f'(c)| w - m w^2 / 2, or less than
   * every target at its distance gives, are left out, the others halved.
   */
  @Override
  public final double groupInfimum(double[][] targets) {
    double sum = 0;

    for (int k = 0; k < targets[0].length; k++) {
      // Relative to the first target, so that equal targets give exactly 0.
      double[] apart = new double[targets.length];

      for (int i = 0; i < apart.length; i++) {
        apart[i] = (targets[i][k] - targets[0][k]) / delta;
      }

      sum += delta * delta * least(apart);
    }

    return sum;
  }

  private double least(double[] y) {
    double low = y[0];
    double high = y[0];

    for (double target : y) {
      low = Math.min(low, target);
      high = Math.max(high, target);
    }

    double best = Math.min(total(low, y), total(high, y));
    // The most promising first, so that little is opened that the best leaves out later.
    PriorityQueue<double[]> open = new PriorityQueue<>(Comparator.comparingDouble(i -> i[2]));
    open.add(new double[] {(low + high) / 2, (high - low) / 2, 0});

    while (!open.isEmpty()) {
      double[] interval = open.remove();
      double c = interval[0];
      double w = interval[1];
      double here = total(c, y);
      double descent = Math.abs(slopes(c, y));
      best = Math.min(best, here);
      double bound = Math.max(here - descent * w - 0.5 * y.length * w * w, apart(c, w, y));

      if (bound < best - GAIN * y.length && w > 0x1p-50 * Math.max(1, Math.abs(c))) {
        open.add(new double[] {c - w / 2, w / 2, bound});
        open.add(new double[] {c + w / 2, w / 2, bound});
      }
    }

    return best;
  }

  /** Every target at its distance from the interval: h rises away from 0. */
  private double apart(double c, double w, double[] y) {
    double sum = 0;

    for (double target : y) {
      sum += value(Math.max(0, Math.abs(target - c) - w));
    }

    return sum;
  }

  private double total(double s, double[] y) {
    double sum = 0;

    for (double target : y) {
      sum += value(s - target);
    }

    return sum;
  }

  private double slopes(double s, double[] y) {
    double sum = 0;

    for (double target : y) {
      sum += slope(s - target);
    }

    return sum;
  }

  @Override
  public final boolean groupInfimumAttained(double[][] targets) {
    return true;
  }

  /** h of a jet. */
  abstract Jet part(Jet u);

  @Override
  public final Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    Jet[] parts = new Jet[y.length];
    Interval inverse = Interval.ONE.over(Interval.of(delta));
    for (int k = 0; k < y.length; k++) {
      Jet u = Jet.variable(s[k]).minus(Jet.constant(y[k])).times(inverse);
      parts[k] = part(u).times(Interval.of(delta).square());
    }

    return Optional.of(LossEnclosure.separable(parts));
  }
}
