package org.minimacensus.model;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** sigma(t) = t^2. */
record Quadratic() implements Activation {
  @Override
  public String name() {
    return "quadratic";
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
    for (int i = offset; i < offset + n; i++) {
      value[i] = z[i] * z[i];
    }

    if (order > 0) {
      for (int i = offset; i < offset + n; i++) {
        first[i] = 2 * z[i];
      }
    }

    if (order > 1) {
      Arrays.fill(second, offset, offset + n, 2);
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
    return Parity.EVEN;
  }

  @Override
  public int power() {
    return 2;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z).square());
  }
}
