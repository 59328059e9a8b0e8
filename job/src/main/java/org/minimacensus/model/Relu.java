package org.minimacensus.model;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** max(t, 0), with slope 0 at 0 and second derivative 0 everywhere. */
record Relu() implements Activation {
  @Override
  public String name() {
    return "relu";
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
    kernels.relu(z, offset, value, offset, order > 0 ? first : null, offset, n);

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
    return 1;
  }

  @Override
  public double oddSlope() {
    return 1;
  }

  @Override
  public boolean rectifier() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    if (z.holds(0)) {
      return Optional.empty();
    }

    return Optional.of(z.low() > 0 ? Jet.variable(z) : Jet.constant(0));
  }

  @Override
  public Interval range(Interval z) {
    return new Interval(Math.max(0, z.low()), Math.max(0, z.high()));
  }
}
