package org.minimacensus.objective;

import java.io.Serializable;
import org.minimacensus.numeric.Roundoff;

/**
 * What one row of the training set pulls at the outputs.
 *
 * @param row number of the row, from 0
 * @param input d features; not to be changed
 * @param pull K derivatives dl/ds_k; not to be changed
 * @param rounding bounds on their rounding errors; not to be changed
 */
public record RowPull(long row, double[] input, double[] pull, double[] rounding)
    implements Serializable {
  /** The same, divided by n. */
  RowPull reduced(double n) {
    double[] by = pull.clone();
    double[] error = rounding.clone();
    for (int k = 0; k < by.length; k++) {
      by[k] /= n;
      error[k] = error[k] / n + Roundoff.EPSILON * Math.abs(by[k]);
    }

    return new RowPull(row, input, by, error);
  }
}
