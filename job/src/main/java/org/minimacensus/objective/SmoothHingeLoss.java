package org.minimacensus.objective;

import org.minimacensus.data.Task;
import org.minimacensus.numeric.Kernels;

/**
 * l(s, y) = h(y s) for two classes y = -1, +1, with h(m) = 0 for m >= 1, (1 - m)^2 / 2 for 0 <= m
 * <= 1 and 1/2 - m for m <= 0 (Rennie, Smooth hinge classification, 2005).
 *
 * <p>Once continuously differentiable: the second derivative jumps at m = 0 and m = 1 (1 and 0 are
 * taken there).
 */
record SmoothHingeLoss() implements Loss {
  @Override
  public String name() {
    return "smooth-hinge";
  }

  @Override
  public boolean supports(Task task) {
    return task == Task.BINARY;
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(true, 1, true, true, true, true, 0);
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
      double inner = Math.min(1, gap);
      // Half the square within, and what lies beyond at the slope of the edge.
      value[r] = Math.fma(0.5 * inner, inner, inner * (gap - inner));
      delta[r] = gap == 0 ? 0 : -label * inner;
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
    for (int r = 0; r < rows; r++) {
      double gap = Math.max(0, Math.fma(-y[yOffset + r], s[sOffset + r], 1));
      out[outOffset + r] = gap == 0 || gap > 1 ? 0 : ds[dsOffset + r];
    }
  }

  /**
   * With P rows of one class and M <= P of the other: 3 M / 2 - M^2 / (2 P), at the margin 1 - M /
   * P of the class of P.
   */
  @Override
  public double groupInfimum(double[][] targets) {
    int plus = Labels.positive(targets);
    double more = Math.max(plus, targets.length - plus);
    double less = targets.length - more;
    return less * (1.5 - less / (2 * more));
  }

  @Override
  public boolean groupInfimumAttained(double[][] targets) {
    return true;
  }

  @Override
  public double floorMargin() {
    return 1;
  }
}
