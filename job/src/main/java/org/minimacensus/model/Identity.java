package org.minimacensus.model;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** sigma(t) = t: a layer that only mixes; also the output of a regression network. */
record Identity() implements Activation {
  @Override
  public String name() {
    return "identity";
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
    System.arraycopy(z, offset, value, offset, n);

    if (order > 0) {
      Arrays.fill(first, offset, offset + n, 1);
    }

    if (order > 1) {
      Arrays.fill(second, offset, offset + n, 0);
    }
  }

  @Override
  public boolean thriceDifferentiable() {
    return true;
  }

  @Override
  public void third(
      Kernels kernels,
      double[] z,
      double[] value,
      double[] first,
      double[] second,
      double[] third,
      int offset,
      int n) {
    Arrays.fill(third, offset, offset + n, 0);
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public boolean positivelyHomogeneous() {
    return true;
  }

  @Override
  public int power() {
    return 1;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z));
  }
}
