package org.minimacensus.model;

import org.minimacensus.numeric.Kernels;

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
  public boolean saturated(double z) {
    return z < -8.3;
  }
}
