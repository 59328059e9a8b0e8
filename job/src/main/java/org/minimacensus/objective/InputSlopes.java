package org.minimacensus.objective;

/**
 * The derivatives of the reduced data term (1/n included for reduction = mean) by the outputs, over
 * the distinct inputs of a training set in the order of their first rows. Arrays are not to be
 * changed.
 *
 * @param inputs the distinct inputs, d numbers each
 * @param sums per input and output: dl/ds added over the rows with that input
 * @param errors bounds on what rounding did to these sums, at the point as it is
 */
public record InputSlopes(double[][] inputs, double[][] sums, double[][] errors) {
  /** Number of distinct inputs. */
  public int count() {
    return inputs.length;
  }
}
