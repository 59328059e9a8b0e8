package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** The sine. */
record Sin() implements Activation {
  @Override
  public String name() {
    return "sin";
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
    kernels.sin(z, offset, value, offset, order > 0 ? first : null, offset, n);

    if (order > 1) {
      for (int i = offset; i < offset + n; i++) {
        second[i] = -value[i];
      }
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
    for (int i = offset; i < offset + n; i++) {
      third[i] = -first[i];
    }
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public boolean sine() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z).sin());
  }
}
