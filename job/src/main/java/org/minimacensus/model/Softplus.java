package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** ln(1 + e^t); its derivative is the logistic function. */
record Softplus() implements Activation {
  @Override
  public String name() {
    return "softplus";
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
    kernels.softplus(z, offset, value, offset, order == 1 ? first : null, offset, n);

    if (order > 1) {
      kernels.sigmoid(z, offset, first, offset, second, offset, n);
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
      third[i] = second[i] * (1 - 2 * first[i]);
    }
  }

  @Override
  public boolean saturated(double z) {
    return z < -36;
  }

  @Override
  public double oddSlope() {
    return 1;
  }

  @Override
  public Optional<ExponentialTail> exponentialTail() {
    return Optional.of(new ExponentialTail(0, 1, 1, 0.5));
  }

  @Override
  public int bend() {
    return 1;
  }

  @Override
  public boolean symmetricBySignsAlone() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z).softplus());
  }
}
