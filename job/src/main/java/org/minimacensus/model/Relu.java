package org.minimacensus.model;

import java.util.Arrays;
import org.minimacensus.numeric.Kernels;

/** max(t, 0), with slope 0 at 0 and second derivative 0 everywhere. */
record Relu() implements Activation {
  @Override
  public String name() {
    return "relu";
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
      value[i] = Math.max(z[i], 0);
    }

    if (order > 0) {
      for (int i = offset; i < offset + n; i++) {
        first[i] = z[i] > 0 ? 1 : 0;
      }
    }

    if (order > 1) {
      Arrays.fill(second, offset, offset + n, 0);
    }
  }

  @Override
  public boolean positivelyHomogeneous() {
    return true;
  }

  @Override
  public boolean smooth() {
    return false;
  }

  @Override
  public double kink() {
    return 1;
  }

  @Override
  public double oddSlope() {
    return 1;
  }
}
