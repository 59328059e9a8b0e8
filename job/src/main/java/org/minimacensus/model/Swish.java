package org.minimacensus.model;

import java.util.Optional;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** t / (1 + e^-t). */
record Swish() implements Activation {
  @Override
  public String name() {
    return "swish";
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
    for (int i = offset; i < offset + n; i++) {
      double s = value[i];
      value[i] = z[i] * s;

      if (order > 0) {
        double slope = first[i];
        first[i] = s + z[i] * slope;

        if (order > 1) {
          second[i] = slope * (2 + z[i] * (1 - 2 * s));
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
    double[] slope = new double[n];
    kernels.sigmoid(z, offset, probability, 0, slope, 0, n);
    for (int i = 0; i < n; i++) {
      double t = z[offset + i];
      double odd = 1 - 2 * probability[i];
      third[offset + i] = slope[i] * (odd * (3 + t * odd) - 2 * t * slope[i]);
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
    return Optional.of(x.times(x.sigmoid()));
  }
}
