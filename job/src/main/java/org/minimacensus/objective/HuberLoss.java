package org.minimacensus.objective;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * l(s, y) = sum_k h(s_k - y_k), h(r) = r^2 / 2 for |r| <= delta and delta (|r| - delta / 2) beyond
 * (Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35, 1964),
 * for any task (classes as -1 and +1, or one-hot).
 *
 * <p>Once continuously differentiable: the second derivative jumps from 1 to 0 at |r| = delta (1 is
 * taken there).
 *
 * @param delta > 0 and finite
 */
record HuberLoss(double delta) implements Loss {
  HuberLoss {
    if (!(delta > 0) || delta == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("huber needs delta > 0 and finite, found " + delta);
    }
  }

  @Override
  public double scale() {
    return delta;
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public boolean supports(Task task) {
    return true;
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(true, 1, true, true, false, true, false, 0);
  }

  @Override
  public void evaluate(
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
        double difference = s[sOffset + o + r] - y[yOffset + o + r];
        double inner = clipped(difference);
        // Half the square within, and what lies beyond at the slope of the edge.
        double own = Math.fma(0.5 * inner, inner, inner * (difference - inner));
        slope[o + r] = inner;
        value[r] = k == 0 ? own : value[r] + own;
      }
    }
  }

  @Override
  public void hessianVector(
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
        double difference = Math.abs(s[sOffset + o + r] - y[yOffset + o + r]);
        out[outOffset + o + r] = difference > delta ? 0 : ds[dsOffset + o + r];
      }
    }
  }

  /** NaN stays what it is. */
  private double clipped(double difference) {
    return Math.max(-delta, Math.min(delta, difference));
  }

  /**
   * Output by output: the slope sum_i clip(s - y_i) rises from the least target to the largest,
   * linearly between the 2 m edges y_i - delta, y_i + delta; its root is found between two of them.
   */
  @Override
  public double groupInfimum(double[][] targets) {
    double sum = 0;

    for (int k = 0; k < targets[0].length; k++) {
      // Relative to the first target, so that equal targets give exactly 0.
      double[] apart = new double[targets.length];

      for (int i = 0; i < apart.length; i++) {
        apart[i] = targets[i][k] - targets[0][k];
      }

      double best = location(apart);

      for (double y : apart) {
        double inner = clipped(best - y);
        sum += Math.fma(0.5 * inner, inner, inner * (best - y - inner));
      }
    }

    return sum;
  }

  /** The s that minimises sum_i h(s - y_i); the lowest where there are several. */
  private double location(double[] y) {
    double[] edges = new double[2 * y.length];

    for (int i = 0; i < y.length; i++) {
      edges[2 * i] = y[i] - delta;
      edges[2 * i + 1] = y[i] + delta;
    }

    Arrays.sort(edges);
    int low = 0;
    int high = edges.length - 1;

    // Slope < 0 at the first edge, unless it is 0 nowhere below; > 0 or 0 at the last.
    while (high - low > 1) {
      int middle = (low + high) >>> 1;

      if (slope(edges[middle], y) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }

    double below = slope(edges[low], y);
    double above = slope(edges[high], y);
    return above > below
        ? edges[low] + (edges[high] - edges[low]) * (-below / (above - below))
        : edges[low];
  }

  private double slope(double s, double[] y) {
    double sum = 0;

    for (double target : y) {
      sum += clipped(s - target);
    }

    return sum;
  }

  @Override
  public boolean groupInfimumAttained(double[][] targets) {
    return true;
  }

  @Override
  public Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    Jet[] parts = new Jet[y.length];
    for (int k = 0; k < y.length; k++) {
      parts[k] = part(Jet.variable(s[k]).minus(Jet.constant(y[k])));
    }

    return Optional.of(LossEnclosure.separable(parts));
  }

  private Jet part(Jet residual) {
    Interval r = residual.value();
    Interval inner =
        new Interval(clipped(Math.max(r.low(), -delta)), clipped(Math.min(r.high(), delta)));
    // inner r - inner^2 / 2, which grows with |r|.
    Interval value = inner.times(r).minus(inner.square().times(0.5)).max(0);
    boolean within = r.low() >= -delta && r.high() <= delta;
    boolean beyond = r.low() > delta || r.high() < -delta;
    Interval curvature =
        within ? Interval.ONE : beyond ? Interval.ZERO : Interval.ZERO.hull(Interval.ONE);
    return residual.chain(value, inner, curvature);
  }
}
