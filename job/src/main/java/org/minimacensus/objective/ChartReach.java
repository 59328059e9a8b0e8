package org.minimacensus.objective;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Per added neuron the largest exponent relative to its chart origin, and what entered the neuron
 * where it is taken, the training input of neurons at the outputs (ties: the first row). The result
 * does not depend on the order of rows.
 */
public final class ChartReach implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where the numbers of a neuron begin, and their end. */
  private final int[] begin;

  private final double[] exponent;
  private final long[] row;
  private final double[] input;

  /** One neuron per output. */
  ChartReach(int inputs, int outputs) {
    this(filled(outputs, inputs));
  }

  /**
   * @param entering how many numbers enter each neuron
   */
  ChartReach(int[] entering) {
    int neurons = entering.length;
    begin = new int[neurons + 1];

    for (int k = 0; k < neurons; k++) {
      begin[k + 1] = begin[k] + entering[k];
    }

    exponent = new double[neurons];
    row = new long[neurons];
    input = new double[begin[neurons]];
    Arrays.fill(exponent, Double.NEGATIVE_INFINITY);
    Arrays.fill(row, Long.MAX_VALUE);
  }

  private static int[] filled(int length, int value) {
    int[] all = new int[length];
    Arrays.fill(all, value);
    return all;
  }

  /** Nothing reached so far by the added neurons of an objective. */
  public static ChartReach none(Objective objective) {
    int inputs = objective.architecture().inputs();
    int outputs = objective.architecture().outputs();
    return objective
        .augmentation()
        .map(a -> a.reach(inputs, outputs))
        .orElseGet(() -> new ChartReach(inputs, 0));
  }

  double exponent(int neuron) {
    return exponent[neuron];
  }

  /** What entered a neuron at its largest exponent. */
  double[] origin(int neuron) {
    return Arrays.copyOfRange(input, begin[neuron], begin[neuron + 1]);
  }

  /** Notes an exponent of a neuron; what entered it stands at {@code x[xOffset + j * ld]}. */
  void note(int neuron, double value, long atRow, double[] x, int xOffset, int ld) {
    if (value > exponent[neuron] || value == exponent[neuron] && atRow < row[neuron]) {
      exponent[neuron] = value;
      row[neuron] = atRow;

      for (int j = begin[neuron]; j < begin[neuron + 1]; j++) {
        input[j] = x[xOffset + (j - begin[neuron]) * ld];
      }
    }
  }

  /** Takes over what is larger elsewhere. */
  public void merge(ChartReach other) {
    for (int k = 0; k < exponent.length; k++) {
      note(k, other.exponent[k], other.row[k], other.input, begin[k], 1);
    }
  }

  /** What entered at the largest exponents, K x d for neurons at outputs; empty for plain. */
  public double[] origins() {
    return input.clone();
  }

  /** Null, or the origins with those replaced whose exponent exceeds the slack. */
  double[] advice(double[] origins, double slack) {
    double[] advised = null;

    for (int k = 0; k < exponent.length; k++) {
      if (exponent[k] > slack) {
        advised = advised == null ? origins.clone() : advised;
        System.arraycopy(input, begin[k], advised, begin[k], begin[k + 1] - begin[k]);
      }
    }

    return advised;
  }
}
