package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** The hyperbolic tangent. */
record Tanh() implements Activation {
  @Override
  public String name() {
    return "tanh";
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
    kernels.tanh(z, offset, value, offset, order > 0 ? first : null, offset, n);

    if (order > 1) {
      for (int i = offset; i < offset + n; i++) {
        second[i] = -2 * value[i] * first[i];
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
      third[i] = -2 * Math.fma(first[i], first[i], value[i] * second[i]);
    }
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public boolean saturated(double z) {
    return Math.abs(z) > 18;
  }

  @Override
  public double[] limits() {
    return new double[] {-1, 1};
  }

  @Override
  public double tail(double z) {
    return 2 / (Elementary.exp(2 * z) + 1);
  }

  @Override
  public double tailRate() {
    return 2;
  }

  @Override
  public Optional<ExponentialTail> exponentialTail() {
    return Optional.of(new ExponentialTail(-1, 2, 2, 1));
  }

  @Override
  public boolean symmetricBySignsAlone() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z).tanh());
  }
}
