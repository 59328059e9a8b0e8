package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * t for t > 0, e^t - 1 otherwise (alpha = 1). At 0 the second derivative is that from the left, 1.
 */
record Elu() implements Activation {
  @Override
  public String name() {
    return "elu";
  }

  @Override
  public void evaluate(
      Kernels kernels,
      double[] z,
      double[] value,
      double[] first,
      double[] second,
      int offset,
      int n,
      int order) {
    kernels.expm1(z, offset, value, offset, n);
    for (int i = offset; i < offset + n; i++) {
      value[i] = z[i] > 0 ? z[i] : value[i];
    }

    if (order > 0) {
      kernels.exp(z, offset, first, offset, n);
      for (int i = offset; i < offset + n; i++) {
        first[i] = z[i] > 0 ? 1 : first[i];
      }
    }

    if (order > 1) {
      for (int i = offset; i < offset + n; i++) {
        second[i] = z[i] > 0 ? 0 : first[i];
      }
    }
  }

  @Override
  public boolean smooth() {
    return false;
  }

  @Override
  public boolean saturated(double z) {
    return z < -36;
  }

  @Override
  public int bend() {
    return 1;
  }

  @Override
  public double leftLimit() {
    return -1;
  }

  @Override
  public boolean symmetricBySignsAlone() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    if (z.low() > 0) {
      return Optional.of(Jet.variable(z));
    }

    Interval below = new Interval(z.low(), Math.min(0, z.high()));
    Jet left = Jet.variable(below).exp().minus(Jet.constant(1));
    // Over 0 the second derivative jumps: both sides are enclosed.
    return Optional.of(z.high() < 0 ? left : left.hull(Jet.variable(new Interval(0, z.high()))));
  }
}
