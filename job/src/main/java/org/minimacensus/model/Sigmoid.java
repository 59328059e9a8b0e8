package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** The logistic function 1 / (1 + e^-t). */
record Sigmoid() implements Activation {
  @Override
  public String name() {
    return "sigmoid";
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
    kernels.sigmoid(z, offset, value, offset, order > 0 ? first : null, offset, n);

    if (order > 1) {
      for (int i = offset; i < offset + n; i++) {
        second[i] = first[i] * (1 - 2 * value[i]);
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
      third[i] = Math.fma(second[i], 1 - 2 * value[i], -2 * first[i] * first[i]);
    }
  }

  @Override
  public Parity parity() {
    return Parity.COMPLEMENT;
  }

  @Override
  public boolean saturated(double z) {
    return Math.abs(z) > 36;
  }

  @Override
  public double[] limits() {
    return new double[] {0, 1};
  }

  @Override
  public double tail(double z) {
    return 1 / (Elementary.exp(z) + 1);
  }

  @Override
  public double tailRate() {
    return 1;
  }

  @Override
  public Optional<ExponentialTail> exponentialTail() {
    return Optional.of(new ExponentialTail(0, 1, 1, 1));
  }

  @Override
  public boolean symmetricBySignsAlone() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z).sigmoid());
  }
}
