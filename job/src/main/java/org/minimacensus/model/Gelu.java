package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** t Phi(t) with the exact normal distribution function Phi. */
record Gelu() implements Activation {
  @Override
  public String name() {
    return "gelu";
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
    kernels.normalDistribution(z, offset, value, offset, order > 0 ? first : null, offset, n);
    for (int i = offset; i < offset + n; i++) {
      double probability = value[i];
      value[i] = z[i] * probability;

      if (order > 0) {
        double density = first[i];
        first[i] = probability + z[i] * density;

        if (order > 1) {
          second[i] = density * (2 - z[i] * z[i]);
        }
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
    double[] probability = new double[n];
    double[] density = new double[n];
    kernels.normalDistribution(z, offset, probability, 0, density, 0, n);
    for (int i = 0; i < n; i++) {
      double t = z[offset + i];
      third[offset + i] = density[i] * t * (t * t - 4);
    }
  }

  @Override
  public boolean saturated(double z) {
    return z < -8.3;
  }

  @Override
  public double oddSlope() {
    return 1;
  }

  @Override
  public int bend() {
    return -1;
  }

  @Override
  public boolean symmetricBySignsAlone() {
    return true;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    Jet x = Jet.variable(z);
    Interval rootOfHalf = Interval.of(0.5).sqrt();
    Jet probability = x.times(rootOfHalf).erf().plus(Jet.constant(1)).times(0.5);
    return Optional.of(x.times(probability));
  }
}
