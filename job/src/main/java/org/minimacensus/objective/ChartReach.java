package org.minimacensus.objective;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Per output the largest exponent of an added neuron relative to its chart origin, and the training
 * input where it is taken (ties: the first row). The result does not depend on the order of rows.
 */
public final class ChartReach implements Serializable {
  private static final long serialVersionUID = 1L;
  private final int inputs;
  private final double[] exponent;
  private final long[] row;
  private final double[] input;

  ChartReach(int inputs, int outputs) {
    this.inputs = inputs;
    exponent = new double[outputs];
    row = new long[outputs];
    input = new double[outputs * inputs];
    Arrays.fill(exponent, Double.NEGATIVE_INFINITY);
    Arrays.fill(row, Long.MAX_VALUE);
  }

  /** Nothing reached so far by the added neurons of an objective. */
  public static ChartReach none(Objective objective) {
    return new ChartReach(
        objective.architecture().inputs(),
        objective.augmentation().isEmpty() ? 0 : objective.architecture().outputs());
  }

  double exponent(int output) {
    return exponent[output];
  }

  /** Notes an exponent of an output; the row's input stands at {@code x[xOffset + j * ld]}. */
  void note(int output, double value, long atRow, double[] x, int xOffset, int ld) {
    if (value > exponent[output] || value == exponent[output] && atRow < row[output]) {
      exponent[output] = value;
      row[output] = atRow;

      for (int j = 0; j < inputs; j++) {
        input[output * inputs + j] = x[xOffset + j * ld];
      }
    }
  }

  /** Takes over what is larger elsewhere. */
  public void merge(ChartReach other) {
    for (int k = 0; k < exponent.length; k++) {
      note(k, other.exponent[k], other.row[k], other.input, k * inputs, 1);
    }
  }

  /** The inputs of the largest exponents, K x d; empty for plain objectives. */
  public double[] origins() {
    return input.clone();
  }

  /** Null, or the origins with those replaced whose exponent exceeds the slack. */
  double[] advice(double[] origins, double slack) {
    double[] advised = null;

    for (int k = 0; k < exponent.length; k++) {
      if (exponent[k] > slack) {
        advised = advised == null ? origins.clone() : advised;
        System.arraycopy(input, k * inputs, advised, k * inputs, inputs);
      }
    }

    return advised;
  }
}
