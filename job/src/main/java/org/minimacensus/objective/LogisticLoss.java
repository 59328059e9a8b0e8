package org.minimacensus.objective;

import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * l(s, y) = ln(1 + e^(-y s)) for two classes y = -1, +1; without a minimum: it tends to 0 as y s
 * grows.
 */
record LogisticLoss() implements Loss {
  static final double LOG_2 = StrictMath.log(2);

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public boolean supports(Task task) {
    return task == Task.BINARY;
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
    for (int r = 0; r < rows; r++) {
      delta[r] = -y[yOffset + r] * s[sOffset + r];
    }

    kernels.softplus(delta, 0, value, 0, null, 0, rows);
    kernels.sigmoid(delta, 0, delta, 0, null, 0, rows);

    for (int r = 0; r < rows; r++) {
      delta[r] *= -y[yOffset + r];
    }
  }

  /**
   * The second derivative is p (1 - p) with p = 1/(1 + e^|s|), which has its digits in both tails.
   */
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
    for (int r = 0; r < rows; r++) {
      out[outOffset + r] = -Math.abs(s[sOffset + r]);
    }

    kernels.sigmoid(out, outOffset, out, outOffset, null, 0, rows);

    for (int r = 0; r < rows; r++) {
      double p = out[outOffset + r];
      out[outOffset + r] = p * (1 - p) * ds[dsOffset + r];
    }
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(true, LossProperties.ANALYTIC, true, false, true, true, false, 0);
  }

  /** At s = 0. */
  @Override
  public double offSide() {
    return LOG_2;
  }

  /** With P rows of class +1 and M of class -1: P ln(1 + M/P) + M ln(1 + P/M), at s = ln(P/M). */
  @Override
  public double groupInfimum(double[][] targets) {
    double plus = Labels.positive(targets);
    double minus = targets.length - plus;

    if (plus == 0 || minus == 0) {
      return 0;
    }

    return plus * Elementary.log1p(minus / plus) + minus * Elementary.log1p(plus / minus);
  }

  @Override
  public double groupInfimumLeast(double[][] targets) {
    int plus = Labels.positive(targets);
    return Labels.leastEntropy(plus, targets.length - plus);
  }

  @Override
  public boolean groupInfimumAttained(double[][] targets) {
    int plus = Labels.positive(targets);
    return plus > 0 && plus < targets.length;
  }

  @Override
  public Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    return Optional.of(LossEnclosure.separable(Jet.variable(s[0]).times(-y[0]).softplus()));
  }
}
