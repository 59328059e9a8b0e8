package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.ErrorFunction;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** The error function, not rescaled. */
record Erf() implements Activation {
  @Override
  public String name() {
    return "erf";
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
    kernels.erf(z, offset, value, offset, order > 0 ? first : null, offset, n);

    if (order > 1) {
      for (int i = offset; i < offset + n; i++) {
        second[i] = -2 * z[i] * first[i];
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
      third[i] = -2 * Math.fma(z[i], second[i], first[i]);
    }
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public boolean saturated(double z) {
    return Math.abs(z) > 5.9;
  }

  @Override
  public double[] limits() {
    return new double[] {-1, 1};
  }

  @Override
  public double tail(double z) {
    return ErrorFunction.erfc(z);
  }

  @Override
  public boolean symmetricBySignsAlone() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    return Optional.of(Jet.variable(z).erf());
  }
}
