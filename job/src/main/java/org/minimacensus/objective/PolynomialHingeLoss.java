package org.minimacensus.objective;

import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * l(s, y) = max(0, 1 - y s)^p for two classes y = -1, +1 (Liang, Sun, Lee and Srikant 2018 use p >=
 * 3).
 *
 * <p>It is p - 1 times continuously differentiable: for p = 1 the gradient jumps at y s = 1 (0 is
 * taken there), for p = 2 the second derivative does (0 is taken there).
 *
 * @param power p >= 1
 */
record PolynomialHingeLoss(int power) implements Loss {
  PolynomialHingeLoss {
    if (power < 1) {
      throw new IllegalArgumentException("polynomial-hinge needs a power >= 1, found " + power);
    }
  }

  @Override
  public String name() {
    return "polynomial-hinge";
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
      double label = y[yOffset + r];
      double gap = Math.max(0, Math.fma(-label, s[sOffset + r], 1));
      double lower = Elementary.power(gap, power - 1);
      value[r] = lower * gap;
      delta[r] = gap == 0 ? 0 : -power * label * lower;
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
    double factor = (double) power * (power - 1);

    for (int r = 0; r < rows; r++) {
      double gap = Math.max(0, Math.fma(-y[yOffset + r], s[sOffset + r], 1));
      out[outOffset + r] =
          gap == 0 || power == 1 ? 0 : factor * Elementary.power(gap, power - 2) * ds[dsOffset + r];
    }
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(true, power - 1, true, true, true, true, false, 0);
  }

  /**
   * With P rows of class +1 and M of class -1: the minimum of P u^p + M (2 - u)^p over u = 1 - s in
   * [0, 2]. For p = 1 it is at an end, otherwise where (u / (2 - u))^(p - 1) = M / P.
   */
  @Override
  public double groupInfimum(double[][] targets) {
    int plus = Labels.positive(targets);
    int minus = targets.length - plus;

    if (plus == 0 || minus == 0) {
      return 0;
    }

    if (power == 1) {
      return 2.0 * Math.min(plus, minus);
    }

    double ratio = StrictMath.pow((double) minus / plus, 1.0 / (power - 1));
    return plus * Elementary.power(2 * ratio / (1 + ratio), power)
        + minus * Elementary.power(2 / (1 + ratio), power);
  }

  @Override
  public boolean groupInfimumAttained(double[][] targets) {
    return true;
  }

  @Override
  public double floorMargin() {
    return 1;
  }

  @Override
  public Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    Jet margin = Jet.variable(s[0]).times(y[0]);
    Jet gap = Jet.constant(1).minus(margin);
    Interval g = gap.value();
    if (g.low() > 0) {
      return Optional.of(LossEnclosure.separable(gap.power(power)));
    }

    if (g.high() < 0) {
      return Optional.of(LossEnclosure.separable(Jet.constant(0)));
    }

    if (power == 1) {
      return Optional.empty();
    }

    Interval positive = g.max(0);
    Interval curvature =
        power == 2 ? new Interval(0, 2) : positive.power(power - 2).times(power).times(power - 1);
    return Optional.of(
        LossEnclosure.separable(
            gap.chain(positive.power(power), positive.power(power - 1).times(power), curvature)));
  }
}
