package org.minimacensus.objective;

import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

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
    return new LossProperties(true, 1, true, true, true, true, false, 0);
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

  @Override
  public Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    Jet margin = Jet.variable(s[0]).times(y[0]);
    Jet gap = Jet.constant(1).minus(margin);
    Interval positive = gap.value().max(0);
    Interval inner = new Interval(Math.min(1, positive.low()), Math.min(1, positive.high()));
    // inner g - inner^2 / 2.
    Interval value = inner.times(positive).minus(inner.square().times(0.5)).max(0);
    boolean within = gap.value().low() > 0 && gap.value().high() < 1;
    boolean beyond = gap.value().low() > 1 || gap.value().high() < 0;
    Interval curvature =
        within ? Interval.ONE : beyond ? Interval.ZERO : Interval.ZERO.hull(Interval.ONE);
    return Optional.of(LossEnclosure.separable(gap.chain(value, inner, curvature)));
  }
}
