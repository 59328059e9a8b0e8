package org.minimacensus.study;

import java.util.Arrays;
import org.minimacensus.census.FunctionSignature;
import org.minimacensus.certify.Endpoint;

/**
 * What a sum of k relu units of k inputs computes, whatever the order of the inputs: its values at
 * the axes, in both directions, and at the sums of two axes stand for training inputs, those at an
 * axis minus twice another one for probe points. Each of these sets is mapped onto itself by any
 * permutation of the inputs; the values at its points are given in ascending order, so that
 * functions which a permutation of the inputs maps on each other have the same.
 */
final class PopulationOutputs implements FunctionSignature {
  private final int k;

  /**
   * @param units k
   */
  PopulationOutputs(int units) {
    this.k = units;
  }

  @Override
  public int trainingValues() {
    return 2 * k + k * (k - 1) / 2;
  }

  @Override
  public double[] values(Endpoint endpoint) {
    double[] w = endpoint.theta();
    double[] values = new double[trainingValues() + k * (k - 1)];
    int pairs = 2 * k;
    int probes = trainingValues();
    for (int i = 0; i < k; i++) {
      values[i] = at(w, i, 1, i, 0);
      values[k + i] = at(w, i, -1, i, 0);
      for (int j = 0; j < k; j++) {
        if (j < i) {
          values[pairs++] = at(w, i, 1, j, 1);
        }
        if (j != i) {
          values[probes++] = at(w, i, 1, j, -2);
        }
      }
    }

    Arrays.sort(values, 0, k);
    Arrays.sort(values, k, 2 * k);
    Arrays.sort(values, 2 * k, trainingValues());
    Arrays.sort(values, trainingValues(), values.length);
    return values;
  }

  /** The sum of the units at s e_i + t e_j. */
  private double at(double[] w, int i, double s, int j, double t) {
    double sum = 0;
    for (int unit = 0; unit < k; unit++) {
      sum += Math.max(0, Math.fma(t, w[unit * k + j], s * w[unit * k + i]));
    }

    return sum;
  }
}
