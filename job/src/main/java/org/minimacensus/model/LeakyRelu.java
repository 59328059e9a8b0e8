package org.minimacensus.model;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/**
 * t for t > 0, slope * t otherwise; at 0 its derivative is the slope, and its second derivative is
 * 0 everywhere.
 *
 * @param slope of the negative side, {@code network.leaky-slope}
 */
record LeakyRelu(double slope) implements Activation {
  @Override
  public String name() {
    return "leaky-relu";
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
    kernels.leakyRelu(slope, z, offset, value, offset, order > 0 ? first : null, offset, n);

    if (order > 1) {
      Arrays.fill(second, offset, offset + n, 0);
    }
  }

  @Override
  public boolean positivelyHomogeneous() {
    return true;
  }

  @Override
  public boolean smooth() {
    return false;
  }

  @Override
  public double kink() {
    return 1 - slope;
  }

  @Override
  public double oddSlope() {
    return 1 + slope;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    if (z.holds(0)) {
      return Optional.empty();
    }

    return Optional.of(z.low() > 0 ? Jet.variable(z) : Jet.variable(z).times(slope));
  }

  @Override
  public Interval range(Interval z) {
    Interval right = new Interval(Math.max(0, z.low()), Math.max(0, z.high()));
    Interval left = new Interval(Math.min(0, z.low()), Math.min(0, z.high()));
    return right.plus(left.times(slope));
  }
}
