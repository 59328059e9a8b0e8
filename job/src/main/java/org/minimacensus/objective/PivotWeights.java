package org.minimacensus.objective;

import java.io.Serializable;
import org.minimacensus.numeric.Kernels;

/**
 * Weights that lead from a unit to the outputs, of which one, the pivot's, is fixed, as the unit's
 * own length takes its part: no direction of a chart is trivial then. Arrays like phi hold the
 * others (K - 1), one output after the other.
 *
 * @param pivot the output of the fixed weight, from 0
 * @param fixed that weight
 */
public record PivotWeights(int pivot, double fixed) implements Serializable {
  /** Place among the others of an output that is not the pivot. */
  public int index(int output) {
    return output < pivot ? output : output - 1;
  }

  /**
   * The weight to an output.
   *
   * @param begin where the others begin in phi
   */
  public double at(double[] phi, int begin, int output) {
    return output == pivot ? fixed : phi[begin + index(output)];
  }

  /**
   * What a direction or a bound has of the weight to an output; 0 of the pivot's, which is exact
   * and never changes.
   *
   * @param begin where the others begin in the array
   */
  public double of(double[] like, int begin, int output) {
    return output == pivot ? 0 : like[begin + index(output)];
  }

  /**
   * Adds sum_r c_kr values_r to the lane sums of the weights to the outputs but the pivot.
   *
   * @param c outputs x rows
   * @param scratch for as many rows
   * @param at where the lane sums of the others begin
   */
  void addSums(
      Kernels kernels,
      int outputs,
      double[] c,
      double[] values,
      double[] scratch,
      double[] lanes,
      int at,
      int ld,
      int rows) {
    for (int k = 0; k < outputs; k++) {
      if (k != pivot) {
        for (int r = 0; r < rows; r++) {
          scratch[r] = c[k * ld + r] * values[r];
        }

        kernels.rowSums(scratch, 0, 1, lanes, at + index(k), ld, rows);
      }
    }
  }
}
