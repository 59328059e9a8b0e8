package org.minimacensus.model;

import org.minimacensus.numeric.KernelProvider;

/** An activation at a single pre-activation. */
public final class ScalarActivation {
  private ScalarActivation() {}

  public static double value(Activation sigma, double z) {
    double[] value = new double[1];
    sigma.evaluate(KernelProvider.kernels(), new double[] {z}, value, null, null, 0, 1, 0);
    return value[0];
  }

  /** sigma, sigma' and sigma'' at z. */
  public static double[] derivatives(Activation sigma, double z) {
    double[][] s = new double[3][1];
    sigma.evaluate(KernelProvider.kernels(), new double[] {z}, s[0], s[1], s[2], 0, 1, 2);
    return new double[] {s[0][0], s[1][0], s[2][0]};
  }

  static double slope(Activation sigma, double z) {
    double[] first = new double[1];
    double[] value = new double[1];
    sigma.evaluate(KernelProvider.kernels(), new double[] {z}, value, first, null, 0, 1, 1);
    return first[0];
  }

  /** The z > 0 with a given {@link Activation#tail}, by bisection; 50 for what lies beyond it. */
  public static double tailArgument(Activation activation, double tail) {
    double low = 0;
    double high = 50;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      boolean above = activation.tail(middle) > tail;
      low = above ? middle : low;
      high = above ? high : middle;
    }

    return high;
  }
}
