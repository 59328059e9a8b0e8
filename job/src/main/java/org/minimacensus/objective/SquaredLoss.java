package org.minimacensus.objective;

import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** l(s, y) = 1/2 |s - y|^2, for any task (classes as -1 and +1, or one-hot). */
record SquaredLoss() implements Loss {
  @Override
  public String name() {
    return "squared";
  }

  @Override
  public boolean supports(Task task) {
    return true;
  }

  @Override
  public void evaluate(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] y,
      int yOffset,
      double[] value,
      double[] delta,
      int outputs,
      int ld,
      int rows) {
    for (int k = 0; k < outputs; k++) {
      kernels.difference(s, sOffset + k * ld, y, yOffset + k * ld, delta, k * ld, rows);
    }

    for (int r = 0; r < rows; r++) {
      value[r] = 0.5 * delta[r] * delta[r];
    }

    for (int k = 1; k < outputs; k++) {
      int o = k * ld;

      for (int r = 0; r < rows; r++) {
        value[r] = Math.fma(0.5 * delta[o + r], delta[o + r], value[r]);
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
      System.arraycopy(ds, dsOffset + k * ld, out, outOffset + k * ld, rows);
    }
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(true, LossProperties.ANALYTIC, true, true, false, true, false, 0);
  }

  /** Half the squared distances from the mean of the targets. */
  @Override
  public double groupInfimum(double[][] targets) {
    double sum = 0;

    for (int k = 0; k < targets[0].length; k++) {
      double shift = 0;

      // Relative to the first target, so that equal targets give exactly 0.
      for (double[] target : targets) {
        shift += target[k] - targets[0][k];
      }

      double mean = targets[0][k] + shift / targets.length;

      for (double[] target : targets) {
        double difference = target[k] - mean;
        sum = Math.fma(0.5 * difference, difference, sum);
      }
    }

    return sum;
  }

  /** Wherever in its enclosure the mean is. */
  @Override
  public double groupInfimumLeast(double[][] targets) {
    Interval sum = Interval.ZERO;
    for (int k = 0; k < targets[0].length; k++) {
      Interval shift = Interval.ZERO;
      Interval first = Interval.of(targets[0][k]);
      for (double[] target : targets) {
        shift = shift.plus(difference(Interval.of(target[k]), first));
      }

      Interval mean = first.plus(shift.over(Interval.of(targets.length)));
      for (double[] target : targets) {
        Interval difference = difference(Interval.of(target[k]), mean);
        sum = sum.plus(difference.square().times(0.5));
      }
    }

    return Math.max(0, sum.low());
  }

  /** Of equal numbers exactly 0. */
  private static Interval difference(Interval a, Interval b) {
    return a.equals(b) && a.low() == a.high() ? Interval.ZERO : a.minus(b);
  }

  @Override
  public boolean groupInfimumAttained(double[][] targets) {
    return true;
  }

  @Override
  public Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    Jet[] parts = new Jet[y.length];
    for (int k = 0; k < y.length; k++) {
      parts[k] = Jet.variable(s[k]).minus(Jet.constant(y[k])).square().times(0.5);
    }

    return Optional.of(LossEnclosure.separable(parts));
  }
}
